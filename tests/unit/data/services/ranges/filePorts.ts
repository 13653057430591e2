import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RangePorts } from "../../../../../src/data/services/ranges/rangePorts.ts";
import { failure, success } from "../../../../../src/domain/result.ts";

export const folder = join(import.meta.dirname, "../../../../fixtures/ranges");
export const base = "https://files.example/";

/** Files of the fixtures as a server with ranges gives them, and what was asked of it. */
export function createFilePorts(change: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes) {
  const files = new Map<string, Uint8Array>();
  const read = (url: string) => {
    const name = url.slice(base.length);
    if (!files.has(name)) files.set(name, change(new Uint8Array(readFileSync(join(folder, name)))));
    return files.get(name)!;
  };
  const asked = { requests: 0, bytes: 0 };
  const ports: RangePorts = {
    loadRange: async (url, offset, length) => {
      const bytes = read(url);
      if (offset >= bytes.length)
        return failure({ code: "service-status", zh: "HTTP 416", en: "the server answers HTTP 416" });
      const part = bytes.slice(offset, offset + length);
      asked.requests += 1;
      asked.bytes += part.length;
      return success(part.buffer as ArrayBuffer);
    },
    loadSize: async (url) => success(read(url).length),
    loadTile: async () => success(null),
  };
  return { ports, asked };
}
