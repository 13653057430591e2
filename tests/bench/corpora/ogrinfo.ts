import { execFile } from "node:child_process";

/** A layer as `ogrinfo -so -al` tells of it. */
export interface OgrLayer {
  name: string;
  geometry: string;
  count: number;
}

/** Reads what `ogrinfo -ro -so -al` prints; layers without a count are left out. */
export function parseOgrinfo(text: string): OgrLayer[] {
  return text
    .split(/^Layer name: /m)
    .slice(1)
    .flatMap((part) => {
      const count = /^Feature Count: (-?\d+)/m.exec(part)?.[1];
      if (count === undefined) return [];
      const geometry = /^Geometry: (.+)$/m.exec(part)?.[1] ?? "None";
      return [{ name: part.split("\n")[0]!.trim(), geometry: geometry.trim(), count: Number(count) }];
    });
}

const run = (args: string[]) =>
  new Promise<string | null>((resolve) => {
    execFile("ogrinfo", args, { timeout: 60_000, maxBuffer: 64 << 20 }, (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });

/** The version of ogrinfo on the PATH; null where there is none. */
export const findOgrinfo = async () => (await run(["--version"]))?.trim() ?? null;

/** The layers ogrinfo sees; null where it cannot open the file. */
export async function countByOgrinfo(name: string): Promise<OgrLayer[] | null> {
  const said = await run(["-ro", "-so", "-al", name]);
  return said === null ? null : parseOgrinfo(said);
}
