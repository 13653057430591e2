import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzlibSync } from "fflate";
import { Geodesic } from "geographiclib-geodesic";
import { PNG } from "pngjs";
import { afterAll, describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/sheet.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import { limitMilliseconds } from "../../limits.ts";

const folder = mkdtempSync(join(tmpdir(), "sheet-"));
afterAll(() => rmSync(folder, { recursive: true }));

const print = async (name: string, ...args: string[]) => {
  const file = join(folder, name);
  const result = await command.run([...args, "-o", file]);
  return { ...result, file, bytes: readFileSync(file) };
};

/** The page's own drawing commands, unpacked by hand: the longest stream of the file. */
function readContent(pdf: Buffer): string {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/\/Length (\d+) \/Filter \/FlateDecode >>\nstream\n/g)].map((match) => {
    const start = match.index + match[0].length;
    return new TextDecoder("latin1").decode(unzlibSync(pdf.subarray(start, start + Number(match[1]))));
  });
  return streams.filter((stream) => stream.includes(" BDC")).join("\n");
}

const readNumbers = (text: string, pattern: RegExp) =>
  text.match(pattern)![1]!.trim().split(/\s+/).map(Number);
const hasTool = (name: string) => spawnSync(name, ["-v"]).error === undefined;

describe("atlas sheet", () => {
  it(
    "writes a sheet on which 50 km are 100 mm at 1:500,000, by its own operators and its own georeference",
    async () => {
      const { code, output, file, bytes } = await print("a1.pdf", "--size", "A1", "--scale", "500000");
      expect(code).toBe(0);
      expect(output).toContain("1:500000");
      const text = bytes.toString("latin1");
      const [, , width, height] = readNumbers(text, /\/MediaBox \[([^\]]*)\]/);
      expect((width! * 25.4) / 72).toBeCloseTo(841, 2);
      expect((height! * 25.4) / 72).toBeCloseTo(594, 2);
      // Five parts of the bar, each a rectangle of 10 km and so of 20 mm.
      const parts = [...readContent(bytes).matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re B\*/g)].map(
        ([, x, , w]) => [Number(x), Number(w)],
      );
      expect(parts).toHaveLength(5);
      const bar = parts.at(-1)![0]! + parts.at(-1)![1]! - parts[0]![0]!;
      expect((bar * 25.4) / 72).toBeCloseTo(100, 2);
      // The left edge of the map in degrees, against its length on the page.
      const [lat1, lon1, lat2, lon2] = readNumbers(text, /\/GPTS \[([^\]]*)\]/);
      const [, bottom, , top] = readNumbers(text, /\/BBox \[([^\]]*)\] \/Measure/);
      const ground = Geodesic.WGS84.Inverse(lat1!, lon1!, lat2!, lon2!).s12!;
      const scale = (ground * 1000) / (((top! - bottom!) * 25.4) / 72);
      // Off the central meridian the grid is a little larger than the ground, never smaller.
      expect(scale).toBeLessThan(500_000);
      expect(scale).toBeGreaterThan(500_000 * 0.998);
      if (hasTool("gdalinfo")) {
        const said = spawnSync("gdalinfo", [file], { encoding: "utf8" }).stdout;
        expect(said).toContain('ID["EPSG",4546]');
        const pixel = Number(said.match(/Pixel Size = \(([\d.]+)/)![1]);
        // GDAL paints 150 pixels to the inch, and rounds the page to whole ones.
        expect(pixel / ((500_000 * 0.0254) / 150)).toBeCloseTo(1, 3);
      }
      if (hasTool("pdftoppm")) {
        const said = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
        expect(said.stderr).toBe("");
        expect(said.stdout).toContain("黄河");
        const painted = spawnSync("pdftoppm", ["-r", "20", "-png", file, join(folder, "a1")], {
          encoding: "utf8",
        });
        expect(painted.stderr).toBe("");
        expect(painted.status).toBe(0);
      }
    },
    limitMilliseconds(60),
  );

  it(
    "writes the same bytes for the same words, in the language asked for",
    async () => {
      const [first, again, other] = [
        await print("a4.pdf", "--size", "A4"),
        await print("a4-again.pdf", "--size", "A4"),
        await print("a4-en.pdf", "--size", "A4", "--language", "en", "--title", "An afternoon"),
      ];
      expect(again.bytes.equals(first.bytes)).toBe(true);
      expect(other.bytes.equals(first.bytes)).toBe(false);
      expect(other.bytes.toString("latin1")).toContain("/Lang (en)");
    },
    limitMilliseconds(60),
  );

  it(
    "tells of letters its fonts lack instead of leaving them out in silence",
    async () => {
      const { code, output } = await print("rare.pdf", "--size", "A4", "--title", "城市𠮷名");
      expect(code).toBe(0);
      expect(output).toContain("𠮷");
    },
    limitMilliseconds(60),
  );

  it(
    "computes the answers of a board and tells which are not on the sheet",
    async () => {
      const origins = [{ kind: "place", lngLat: [111.67, 40.81] }];
      const shipped = JSON.parse(readFileSync("public/boards/default.json", "utf8")) as Board;
      const write = (name: string, more: object) => {
        writeFileSync(join(folder, name), JSON.stringify({ ...shipped, phase: "2035", ...more }));
        return join(folder, name);
      };
      const reach = { origins, definition: "door", cutoffs: [30, 60] };
      const plain = await print("plain.pdf", "--size", "A4", "--scale", "3000000");
      const whole = write("reach.json", { reach });
      const answered = await print("reach.pdf", "--board", whole, "--size", "A4", "--scale", "3000000");
      expect(plain.warning).toBe("");
      expect(answered.warning).toBe("");
      // Tints of the two bands: painted without a line, by the even-odd rule, in the colours of the legend.
      const fills = (bytes: Buffer) =>
        new Set([...readContent(bytes).matchAll(/([\d. ]+) rg/g)].map(([, colour]) => colour!.trim())).size;
      expect(fills(answered.bytes)).toBeGreaterThanOrEqual(fills(plain.bytes) + 2);
      const off = write("off.json", {
        reach,
        layers: [
          { id: "reach-bands", visible: false },
          { id: "project-states", visible: false },
        ],
        monitor: { byState: true },
      });
      const lacking = await print("off.pdf", "--board", off, "--size", "A4", "--scale", "3000000");
      expect(lacking.warning).toContain(
        "not on the sheet: travel times, the states of the promised projects",
      );
    },
    limitMilliseconds(90),
  );

  it(
    "paints the page without a browser as another program paints its PDF",
    async () => {
      const paper = ["--size", "A4"];
      const { output, bytes } = await print("a4.png", ...paper, "--format", "png", "--dpi", "100");
      expect(output).toContain("1 page, A4");
      const own = PNG.sync.read(bytes);
      expect([own.width, own.height]).toEqual([1169, 827]);
      if (!hasTool("pdftoppm")) return;
      const { file } = await print("a4-again.pdf", ...paper);
      const target = join(folder, "a4-poppler");
      const sides = ["-scale-to-x", String(own.width), "-scale-to-y", String(own.height)];
      spawnSync("pdftoppm", [...sides, "-singlefile", "-png", file, target]);
      const other = PNG.sync.read(readFileSync(`${target}.png`));
      let [sum, far] = [0, 0];
      for (let at = 0; at < own.data.length; at += 4) {
        const differ = Math.abs(own.data[at]! - other.data[at]!);
        sum += differ;
        if (differ > 90) far += 1;
      }
      const count = own.width * own.height;
      // Only hairlines, which that program draws on whole pixels, and the rims of letters differ.
      expect(sum / count).toBeLessThan(4);
      expect(far / count).toBeLessThan(0.02);
    },
    limitMilliseconds(60),
  );

  it(
    "writes an index and the sheets along a line, each with its place on the ground",
    async () => {
      const strip = ["--atlas", "corridor", "--along", "rail-zhanghu", "--scale", "500000"];
      const { output, bytes } = await print("strip.pdf", "--size", "A3", ...strip);
      const pages = Number(output.toString().match(/(\d+) pages/)![1]);
      expect(pages).toBeGreaterThan(2);
      const text = bytes.toString("latin1");
      expect(text.match(/\/Type \/Page /g)).toHaveLength(pages);
      const bounds = [...text.matchAll(/\/GPTS \[([^\]]*)\]/g)].map(([, all]) => all!.split(" ").map(Number));
      expect(bounds).toHaveLength(pages);
      // Off the central meridian the grid is a little larger than the ground, never smaller.
      const boxes = [...text.matchAll(/\/BBox \[([^\]]*)\] \/Measure/g)].map(([, all]) =>
        all!.split(" ").map(Number),
      );
      for (const [index, [lat1, lon1, lat2, lon2]] of bounds.entries()) {
        if (index === 0) continue;
        const ground = Geodesic.WGS84.Inverse(lat1!, lon1!, lat2!, lon2!).s12!;
        const [, bottom, , top] = boxes[index]!;
        const scale = ground / (((top! - bottom!) * 0.0254) / 72);
        expect(scale).toBeLessThan(500_000);
        expect(scale).toBeGreaterThan(500_000 * 0.998);
      }
    },
    limitMilliseconds(60),
  );

  it("says what is wrong with a board, a scale, a size, a system", async () => {
    const broken = join(folder, "board.json");
    writeFileSync(broken, "{");
    expect((await command.run(["--board", broken, "-o", join(folder, "x.pdf")])).code).toBe(1);
    const misuse = (...args: string[]) =>
      Promise.resolve(command.run([...args, "-o", join(folder, "x.pdf")])).then(
        () => "accepted",
        (error: Error) => (error instanceof UsageError ? error.message : `crashed: ${error.message}`),
      );
    expect(await misuse("--size", "A9")).toContain("expected one of A4");
    expect(await misuse("--scale", "large")).toContain("N of 1:N");
    expect(await misuse("--scale", "3")).toContain("1:3 cannot be drawn");
    expect(await misuse("--crs", "EPSG:2334")).toContain("1980");
    expect(await misuse("--crs", "EPSG:4490")).toContain("Gauss");
    expect(await misuse("--board", join(folder, "nowhere.json"))).toContain("neither a file");
    expect(await misuse("--atlas", "corridor")).toContain("give --along");
    expect(await misuse("--along", "rail-zhanghu")).toContain("belongs to --atlas corridor");
    expect(await misuse("--atlas", "corridor", "--along", "nowhere")).toContain("“nowhere”");
    expect(await misuse("--format", "jpg")).toContain("expected one of pdf, png");
    expect(await misuse("--format", "png", "--dpi", "9000")).toContain("from 20 to 600");
    expect(await misuse("--atlas", "pages")).toContain("expected one of");
  });
});
