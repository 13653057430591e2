import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import { describe, expect, it, vi } from "vitest";
import { readTerrain } from "../../../../src/data/terrain/readTerrain.ts";

// What GeoTIFF would start workers with, which it is not asked to, does not load inside a worker of the test runner.
vi.mock("web-worker", () => ({ default: class {} }));

const folder = "tests/fixtures/terrain";
const read = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(`${folder}/${name}`)) });

async function open(...given: Parameters<typeof readTerrain>) {
  const terrain = await readTerrain(...given);
  if (!terrain.ok) throw new Error(terrain.error.en);
  return terrain.value;
}

/** A tile of SRTM whose height is a plane, with one hole. */
function createHgt(name: string, side: 1201 | 3601 = 1201) {
  const bytes = new Uint8Array(side * side * 2);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < side; row += 1)
    for (let column = 0; column < side; column += 1) view.setInt16(2 * (row * side + column), row + column);
  view.setInt16(0, -32_768);
  return { name, bytes };
}

describe("terrain that somebody brings", () => {
  it("a GeoTIFF and the ASCII grid it was made of are the same grid, and the datum is said where the file says it", async () => {
    const [tiff, asc] = [await open([read("hills.tif")], null), await open([read("hills.asc")], 4525)];
    expect(tiff.grid.epsg).toBe(4525);
    expect({ ...tiff.grid, heights: null }).toEqual({ ...asc.grid, heights: null });
    expect([...tiff.grid.heights].map((height) => height.toFixed(2))).toEqual(
      [...asc.grid.heights].map((height) => height.toFixed(2)),
    );
    expect(tiff.grid.heights.filter(Number.isNaN)).toHaveLength(12);
    expect(tiff.heightDatum.zh).toContain("1985 国家高程基准");
    expect(asc.heightDatum.en).toContain("does not say");
  });

  it("an ASCII grid in metres that says no system is asked for one, and its projection file answers", async () => {
    expect(await readTerrain([read("hills.asc")], null)).toMatchObject({
      ok: false,
      error: { code: "terrain-crs" },
    });
    const prj = { name: "hills.prj", bytes: new TextEncoder().encode("EPSG:4525") };
    expect((await open([read("hills.asc"), prj], null)).grid.epsg).toBe(4525);
  });

  it("an SRTM tile lies where its name says, zipped or not, and says what its heights are counted from", async () => {
    const tile = createHgt("N40E110.hgt");
    const plain = await open([tile], null);
    const zipped = await open(
      [{ name: "tiles.zip", bytes: zipSync({ "x/N40E110.hgt": tile.bytes }, { level: 1 }) }],
      null,
    );
    const bytesOf = ({ heights }: typeof plain.grid) => Buffer.from(heights.buffer);
    expect(bytesOf(zipped.grid).equals(bytesOf(plain.grid))).toBe(true);
    expect(zipped.grid.west).toBe(plain.grid.west);
    // Its outermost heights stand on the lines of the degree.
    expect(plain.grid.west + plain.grid.width / 2).toBeCloseTo(110, 12);
    expect(plain.grid.north - plain.grid.height / 2).toBeCloseTo(41, 12);
    expect([plain.grid.heights[0], plain.grid.heights[1], plain.grid.heights[1201]]).toEqual([
      Number.NaN,
      1,
      1,
    ]);
    expect(plain.heightDatum.en).toContain("EGM96");
  });

  it("tiles beside each other become one, with their shared line once", async () => {
    const { grid } = await open([createHgt("N40E110.hgt"), createHgt("N40E111.hgt")], null);
    expect([grid.columns, grid.rows]).toEqual([2401, 1201]);
    expect(grid.heights[1201 + 5]).toBe(6);
  });

  it.each([
    [[{ name: "N40E110.hgt", bytes: new Uint8Array(100) }], "terrain-hgt"],
    [[{ name: "a.txt", bytes: new TextEncoder().encode("nothing") }], "terrain-unknown"],
    [[{ name: "a.asc", bytes: new TextEncoder().encode("ncols 2\nnrows 2\n1 2 3 4\n") }], "terrain-asc"],
    [
      [
        {
          name: "a.asc",
          bytes: new TextEncoder().encode(
            "ncols 2\nnrows 2\nxllcorner 110\nyllcorner 40\ncellsize 0.1\n1 2 3\n",
          ),
        },
      ],
      "terrain-asc",
    ],
    [
      [
        {
          name: "a.asc",
          bytes: new TextEncoder().encode(
            "ncols 1\nnrows 2\nxllcenter 110\nyllcenter 40\ncellsize 0.1\nNODATA_value 0\n0 0\n",
          ),
        },
      ],
      "terrain-empty",
    ],
    [[{ name: "a.tif", bytes: new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0]) }], "terrain-unreadable"],
  ])("what is no terrain is refused with a reason: %#", async (files, code) => {
    expect(await readTerrain(files, null)).toMatchObject({ ok: false, error: { code } });
  });
});
