import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { findMapHeadSystem } from "../../../../src/data/formats/mapInfoSystem.ts";
import type { ReadOptions } from "../../../../src/data/importReport.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";
import { groupFiles } from "../../../../src/state/own/importFiles.ts";

const folder = resolve(import.meta.dirname, "../../../fixtures/files");
const bytesOf = (name: string) => new Uint8Array(readFileSync(resolve(folder, name)));
const read = async (name: string, bytes: Uint8Array = bytesOf(name), options?: ReadOptions) =>
  readFiles([{ name, bytes }], options);
const entries = unzipSync(bytesOf("mapinfo-tab.zip"));
const shapes = Object.fromEntries(Object.entries(entries).filter(([name]) => name.startsWith("shapes.")));
const packWith = (changes: Record<string, Uint8Array>) => zipSync({ ...shapes, ...changes }, { level: 0 });

describe("a MapInfo table", () => {
  it("gives areas with holes and texts as GDAL wrote them, each table a layer of its own system", async () => {
    const { report, layers } = await read("mapinfo-tab.zip");
    expect(report).toMatchObject({ accepted: true, format: "mapinfo-table", encoding: "GB18030", read: 4 });
    expect(layers.map(({ name }) => name).sort()).toEqual(["lines", "shapes"]);
    const { features } = layers.find(({ name }) => name === "shapes")!.collection;
    expect(features.map(({ properties }) => properties)).toEqual([
      { id: 1, 名称: "甲" },
      { id: 2, 名称: "乙" },
    ]);
    const [{ geometry }] = features as [(typeof features)[number]];
    expect(geometry.type === "MultiPolygon" && geometry.coordinates.map((rings) => rings.length)).toEqual([
      2, 1,
    ]);
    // The same areas as GDAL wrote into a geodatabase, on a grid of its own.
    const other = await read("three-classes.gdb.zip", undefined, { layers: ["shapes"] });
    const sum = (all: typeof features) =>
      all.reduce((square, feature) => square + measureAreaSquareMetres(feature.geometry), 0);
    expect(Math.abs(sum(features) / sum(other.layers[0]!.collection.features) - 1)).toBeLessThan(1e-6);
    const lines = layers.find(({ name }) => name === "lines")!;
    expect(lines.datum).toMatch(/^EPSG:32649 /);
    const line = lines.collection.features[0]!.geometry;
    const [x, y] = line.type === "LineString" ? line.coordinates[0]! : [];
    expect([x!.toFixed(6), y!.toFixed(6)]).toEqual(["110.000000", "40.000000"]);
  });

  it("names of columns that the .tab has damaged are taken from the .dat, and told", async () => {
    const { report } = await read("mapinfo-tab.zip");
    expect(report.warnings.map(({ code }) => code)).toEqual(["names-damaged", "names-damaged"]);
    expect(report.warnings[0]!.message).toMatch(/名称$/);
  });

  it("names that are whole in the .tab stay as they are there, in the encoding of the rows", async () => {
    const gbk = (text: string) => new Uint8Array({ 名称全: [0xc3, 0xfb, 0xb3, 0xc6, 0xc8, 0xab] }[text]!);
    const dat = shapes["shapes.dat"]!.slice();
    dat.fill(0, 64, 75);
    dat.set(gbk("名称全"), 64);
    const tab = new TextDecoder("latin1").decode(shapes["shapes.tab"]!);
    const [head, tail] = tab.split(/[^\n]*Char \(254\)/) as [string, string];
    const ascii = new TextEncoder();
    const bytes = [ascii.encode(`${head}    `), gbk("名称全"), ascii.encode(` Char (254)${tail}`)];
    const whole = Uint8Array.from(bytes.flatMap((part) => [...part]));
    const { report, layers } = await read("a.zip", packWith({ "shapes.tab": whole, "shapes.dat": dat }));
    expect(report.warnings).toEqual([]);
    expect(layers[0]!.collection.features[1]!.properties).toEqual({ id: 2, 名称全: "乙" });
  });

  it("chosen loose, its parts open together and other files apart", () => {
    const names = ["a.tab", "a.DAT", "a.map", "a.id", "b.mif", "b.mid", "c.map"];
    const groups = groupFiles(names.map((name) => new File(["x"], name)));
    expect(groups.map((group) => group.map(({ name }) => name))).toEqual([
      ["a.tab", "a.DAT", "a.map", "a.id"],
      ["b.mif", "b.mid"],
      ["c.map"],
    ]);
  });
});

describe("a MapInfo table that is not whole", () => {
  it("says which parts it lacks, and that a view or a raster is none", async () => {
    const alone = await read("a.zip", zipSync({ "shapes.tab": shapes["shapes.tab"]! }));
    expect(alone.report.errors[0]!.message).toMatch(/lacks its \.dat, \.map or \.id/);
    const raster = new TextEncoder().encode(
      '!table\n!version 300\nDefinition Table\n  File "a.tif"\n  Type "RASTER"\n',
    );
    expect((await read("r.tab", raster)).report.errors[0]!.code).toBe("tab-type");
    const part = await read("shapes.map", shapes["shapes.map"]);
    expect(part.report.errors[0]!.message).toMatch(/part of a MapInfo TAB table/);
  });

  it("cut or bent anywhere, it ends in words that name no internals", async () => {
    for (const name of ["shapes.dat", "shapes.map", "shapes.id"]) {
      const whole = shapes[name]!;
      for (const kept of [1, 20, 100, whole.length - 4].filter((length) => length < whole.length)) {
        const { report } = await read("cut.zip", packWith({ [name]: whole.slice(0, Math.max(1, kept)) }));
        if (name !== "shapes.map" || kept < 200) expect(report.accepted, `${name} ${kept}`).toBe(false);
        for (const { message } of report.errors) expect(message).not.toMatch(/DataView|Offset|undefined/);
      }
      for (let at = 0; at < whole.length; at += 41) {
        const bent = whole.slice();
        bent[at]! ^= 0xff;
        const { report } = await read("bent.zip", packWith({ [name]: bent }));
        expect(report.accepted || report.errors.length > 0, `${name} ${at}`).toBe(true);
        for (const { message } of report.errors) expect(message).not.toMatch(/DataView|Offset|undefined/);
      }
    }
  });

  it("shapes that share their coordinates are refused, so that a small file cannot unfold", async () => {
    const count = 2000;
    const dat = shapes["shapes.dat"]!;
    const head = new DataView(dat.buffer, dat.byteOffset).getUint16(8, true);
    const width = new DataView(dat.buffer, dat.byteOffset).getUint16(10, true);
    const rows = new Uint8Array(head + count * width);
    rows.set(dat.subarray(0, head));
    new DataView(rows.buffer).setUint32(4, count, true);
    const ids = new Uint8Array(count * 4);
    for (let i = 0; i < count; i += 1) {
      rows.set(dat.subarray(head, head + width), head + i * width);
      ids.set(shapes["shapes.id"]!.subarray(0, 4), i * 4);
    }
    const { report } = await read("many.zip", packWith({ "shapes.dat": rows, "shapes.id": ids }));
    expect(report.accepted).toBe(false);
    expect(report.errors[0]!.message).toMatch(/shapes share coordinates/);
  });
});

it("the head of a .map tells degrees, grids and the old datum apart, and asks for the rest", () => {
  const head = {
    projection: 8,
    ellipsoid: 0,
    unit: 7,
    parameters: [111, 0, 1, 37_500_000, 0, 0],
    shift: [0, 0, 0],
  };
  expect(findMapHeadSystem(head).crs?.epsg).toBe(4525);
  expect(findMapHeadSystem({ ...head, projection: 1, ellipsoid: 28 }).crs?.epsg).toBe(4326);
  expect(findMapHeadSystem({ ...head, ellipsoid: 3 }).crsProblem?.code).toBe("crs-old-datum");
  expect(findMapHeadSystem({ ...head, unit: 8 })).toMatchObject({
    crs: null,
    crsProblem: { code: "crs-mapinfo" },
  });
  expect(findMapHeadSystem({ ...head, shift: [1, 0, 0] }).crs).toBeNull();
});
