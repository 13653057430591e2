import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { mostCurveCorners, readShape } from "../../../../src/data/formats/fileGdbShape.ts";
import { Cursor, openGdbTable } from "../../../../src/data/formats/fileGdbTable.ts";
import type { ReadOptions } from "../../../../src/data/importReport.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { groupFiles } from "../../../../src/state/own/importFiles.ts";

const fixture = new Uint8Array(
  readFileSync(resolve(import.meta.dirname, "../../../fixtures/files/three-classes.gdb.zip")),
);
const entries = unzipSync(fixture);
const pathOf = (name: string) => Object.keys(entries).find((path) => path.endsWith(name))!;
const read = async (bytes: Uint8Array, options?: ReadOptions) =>
  readFiles([{ name: "a.gdb.zip", bytes }], options);
const packWith = (changes: Record<string, Uint8Array>) => zipSync({ ...entries, ...changes }, { level: 0 });

describe("an Esri file geodatabase", () => {
  it("gives each feature class with its own system, parts, holes and texts", async () => {
    const { report, layers } = await read(fixture);
    expect(report).toMatchObject({ accepted: true, format: "filegdb", read: 6, errors: [] });
    expect(layers.map(({ name, datum }) => [name, /EPSG:\d+/.exec(datum!)![0]])).toEqual([
      ["shapes", "EPSG:4525"],
      ["lines", "EPSG:4490"],
      ["points", "EPSG:4490"],
    ]);
    const [shapes, lines, points] = layers.map(({ collection }) => collection.features);
    expect(shapes!.map(({ properties }) => properties!.名称)).toEqual(["甲", "乙"]);
    const [first] = shapes!;
    expect(
      first!.geometry.type === "MultiPolygon" && first!.geometry.coordinates.map((rings) => rings.length),
    ).toEqual([2, 1]);
    expect(lines![1]!.geometry).toEqual({
      type: "MultiLineString",
      coordinates: [
        [
          [110, 41],
          [110.1, 41.1],
        ],
        [
          [110.3, 41],
          [110.4, 41.1],
        ],
      ],
    });
    expect(points![0]!.geometry).toEqual({ type: "Point", coordinates: [110.05, 40.55] });
    const [only, ...others] = (await read(fixture, { layers: ["lines"] })).layers;
    expect([only!.name, others]).toEqual(["lines", []]);
  });

  it("its loose files open together, as a folder that is not zipped gives them", async () => {
    const files = Object.entries(entries).flatMap(([path, bytes]) =>
      path.endsWith("/") ? [] : [{ name: path.replace(/^.*\//, ""), bytes }],
    );
    const { report } = await readFiles(files);
    expect(report).toMatchObject({ accepted: true, format: "filegdb", read: 6, warnings: [] });
    const groups = groupFiles([
      ...files.map(({ name, bytes }) => new File([new Uint8Array(bytes)], name)),
      new File(["{}"], "b.geojson"),
    ]);
    expect(groups.map((group) => group.length)).toEqual([files.length, 1]);
  });

  it("two in one archive are both read, what lies beside is named", async () => {
    const twice = Object.fromEntries(
      Object.entries(entries).flatMap(([path, bytes]) =>
        path.endsWith("/")
          ? []
          : ["a.gdb", "b.gdb"].map((folder) => [`${folder}/${path.replace(/^.*\//, "")}`, bytes]),
      ),
    ) as Record<string, Uint8Array>;
    const { report } = await read(zipSync({ ...twice, "readme.txt": new Uint8Array([65]) }, { level: 0 }));
    expect(report.read).toBe(12);
    expect(report.warnings.map(({ code, file }) => [code, file])).toEqual([["file-left-out", "readme.txt"]]);
  });
});

describe("a geodatabase that is damaged", () => {
  it("without its catalogue, or cut anywhere, it is refused in words", async () => {
    const { [pathOf("a00000001.gdbtable")]: _catalogue, ...rest } = entries;
    expect((await read(zipSync(rest, { level: 0 }))).report.errors[0]!.message).toMatch(
      /lacks its catalogue/,
    );
    for (const name of [
      "a00000001.gdbtable",
      "a00000001.gdbtablx",
      "a00000009.gdbtable",
      "a00000009.gdbtablx",
    ]) {
      const path = pathOf(name);
      for (const kept of [1, 30, 60, 200]) {
        const { report } = await read(packWith({ [path]: entries[path]!.slice(0, kept) }));
        expect(report.accepted, `${name} ${kept}`).toBe(false);
        for (const { message } of report.errors) expect(message).not.toMatch(/DataView|undefined|Offset/);
      }
    }
  });

  it("bent anywhere in its first bytes, it ends with layers or with words", async () => {
    for (const name of ["a00000001.gdbtable", "a00000009.gdbtable", "a00000009.gdbtablx"]) {
      const path = pathOf(name);
      for (let at = 0; at < Math.min(entries[path]!.length, 900); at += 53) {
        const bent = entries[path]!.slice();
        bent[at]! ^= 0xff;
        const { report } = await read(packWith({ [path]: bent }));
        expect(report.accepted || report.errors.length > 0, `${name} ${at}`).toBe(true);
      }
    }
  });

  it("rows that lie over one another are refused, so that a small file cannot unfold", () => {
    const index = entries[pathOf("a00000009.gdbtablx")]!.slice();
    const view = new DataView(index.buffer);
    const width = view.getUint32(12, true);
    view.setUint32(8, 1024, true);
    const first = index.slice(16, 16 + width);
    for (let i = 1; i < 1024; i += 1) index.set(first, 16 + i * width);
    const table = openGdbTable(entries[pathOf("a00000009.gdbtable")]!, index);
    expect(() => [...table.rows()]).toThrow(/rows lie over one another/);
  });
});

/** Numbers as a geodatabase packs them: seven bits a byte, least first. */
const pack = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...pack(Math.floor(value / 128))];
const packSigned = (value: number): number[] => {
  const [size, sign] = [Math.abs(value), value < 0 ? 0x40 : 0];
  return size < 64 ? [size + sign] : [(size % 64) + sign + 0x80, ...pack(Math.floor(size / 64))];
};
const grid = { wkt: "", x: 0, y: 0, scale: 1, z: 0, zScale: 1 };

describe("shapes of a geodatabase", () => {
  it("numbers of either sign come out as they went in", () => {
    for (const value of [0, 1, -1, 63, 64, -64, 8191, 8192, -1_000_000, 2 ** 40, -(2 ** 40)]) {
      const bytes = Uint8Array.from(packSigned(value));
      expect(new Cursor(new DataView(bytes.buffer)).varint()).toBe(value);
    }
  });

  it("a half circle by its middle becomes chords within a centimetre of it", () => {
    const middle = new Uint8Array(20);
    const view = new DataView(middle.buffer);
    view.setFloat64(0, 1000, true);
    view.setFloat64(8, 2000, true);
    view.setUint32(16, 0x80, true);
    const told = { curves: 0, chords: 0, left: mostCurveCorners };
    const shape = Uint8Array.from([
      ...pack(50 + 0x20000000),
      ...[2, 1, 1, 0, 0, 0, 0].flatMap(pack),
      ...[0, 1000, 2000, 0].flatMap(packSigned),
      ...pack(0),
      ...pack(1),
      ...middle,
    ]);
    const geometry = readShape(shape, grid, told);
    if (geometry?.type !== "LineString") throw new Error("no line");
    expect(geometry.coordinates.length).toBeGreaterThan(100);
    for (const [x, y] of geometry.coordinates)
      expect(Math.abs(Math.hypot(x! - 1000, y! - 1000) - 1000)).toBeLessThan(1e-6);
    expect(told.curves).toBe(1);
    expect(() => readShape(shape, grid, { ...told, left: 10 })).toThrow(/too many corners/);
  });

  it("claims of more positions or parts than there are bytes are refused", () => {
    const told = { curves: 0, chords: 0, left: mostCurveCorners };
    expect(() => readShape(Uint8Array.from([10, ...pack(2 ** 40), 1]), grid, told)).toThrow(/positions in/);
    expect(() => readShape(Uint8Array.from([10, 2, ...pack(99), 0, 0, 0, 0]), grid, told)).toThrow(
      /99 parts/,
    );
  });
});
