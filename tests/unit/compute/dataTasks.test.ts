import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createDataTasks } from "../../../src/compute/dataTasks.ts";
import { hashBytes, hashPlainly } from "../../../src/compute/hashText.ts";
import { measureDistanceMetres } from "../../../src/domain/place/ellipsoid.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/files");
const quiet = () => {};
const openFile = (name: string) => new File([readFileSync(join(fixtures, name))], name);
const collection = (features: object[]) => JSON.stringify({ type: "FeatureCollection", features });
const point = { type: "Feature", properties: { a: 1 }, geometry: { type: "Point", coordinates: [111, 40] } };

describe("tasks of the data worker", () => {
  it("read a GBK shapefile in a CGCS2000 zone and give its rows", async () => {
    const tasks = createDataTasks();
    const steps: number[] = [];
    const { report, contents } = await tasks.read(
      { files: [openFile("zones-gbk-epsg4525.zip")], options: {} },
      (fraction) => steps.push(fraction),
    );
    expect(report).toMatchObject({ accepted: true, encoding: expect.stringMatching(/gb/i) });
    expect(report.datum).toContain("EPSG:4525");
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    const [content] = contents;
    const rows = await tasks.rows({ key: content!.key, indexes: [0, 1, 2] }, quiet);
    expect(rows.length).toBe(Math.min(3, content!.count));
    expect(JSON.stringify(rows)).toMatch(/[一-龥]/);
  });

  it("keep the same features under the same key and others under another", async () => {
    const tasks = createDataTasks();
    const keep = async (text: string) =>
      (await tasks.keep({ name: "x", geojson: new TextEncoder().encode(text).buffer as ArrayBuffer }, quiet))
        .key;
    const first = await keep(collection([point]));
    expect(await keep(collection([point]))).toBe(first);
    expect(await keep(collection([point, point]))).not.toBe(first);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
  });

  it("keep the report of a file apart from that of another with the same features", async () => {
    const tasks = createDataTasks();
    const read = async (name: string) => {
      const file = new File([collection([point])], name);
      return (await tasks.read({ files: [file], options: {} }, quiet)).contents[0]!;
    };
    const [first, again, other] = [await read("a.geojson"), await read("a.geojson"), await read("b.geojson")];
    expect(again.key).toBe(first.key);
    expect(other.key).not.toBe(first.key);
    expect(first.datum).toBe("WGS 84");
    // What travels with a board is taken back by its key.
    const admitted = await tasks.admit({ key: first.key, text: await first.blob.text(), name: "a" }, quiet);
    expect(admitted).toMatchObject({ ok: true, value: { count: 1 } });
  });

  it("admit a text by its key, and refuse one that was changed or is not sound", async () => {
    const tasks = createDataTasks();
    const admit = async (text: string, key?: string) =>
      tasks.admit({ text, name: "x", key: key ?? (await hashBytes(new TextEncoder().encode(text))) }, quiet);
    expect(await admit(collection([point]))).toMatchObject({ ok: true, value: { count: 1 } });
    expect(await admit(collection([point]), "0".repeat(32))).toMatchObject({
      ok: false,
      error: { code: "content-changed" },
    });
    expect(await admit('{"type":"FeatureCollection","features":[{}]}')).toMatchObject({
      ok: false,
      error: { code: "content-refused" },
    });
  });

  it("move a layer out of an offset datum and say how far", async () => {
    const tasks = createDataTasks();
    const kept = await tasks.keep(
      { name: "x", geojson: new TextEncoder().encode(collection([point])).buffer as ArrayBuffer },
      quiet,
    );
    const { content, largestMetres } = await tasks.shift({ key: kept.key, datum: "gcj02" }, quiet);
    const [feature] = await tasks.features({ key: content.key, from: 0, to: 1 }, quiet);
    const [x, y] = (feature!.geometry as GeoJSON.Point).coordinates as [number, number];
    expect(measureDistanceMetres([111, 40], [x, y])).toBeCloseTo(largestMetres, 3);
    expect(largestMetres).toBeGreaterThan(100);
  });

  it.each([
    ["geojson", null],
    ["shapefile", 4525],
    ["kml", null],
    ["geopackage", 4547],
    ["csv", null],
  ] as const)("write %s that reads back as the same feature", async (format, epsg) => {
    const tasks = createDataTasks();
    const kept = await tasks.keep(
      { name: "x", geojson: new TextEncoder().encode(collection([point])).buffer as ArrayBuffer },
      quiet,
    );
    const written = await tasks.write(
      { source: kept.key, title: "层", format, epsg, encoding: "gbk", dataUrl: "" },
      quiet,
    );
    if (!written.ok) throw new Error(written.error.en);
    const file = new File([written.value.bytes], written.value.fileName);
    const again = await tasks.read({ files: [file], options: {} }, quiet);
    const [row] = await tasks.rows({ key: again.contents[0]!.key, indexes: [0] }, quiet);
    expect(row!.bbox![0]).toBeCloseTo(111, 7);
    expect(row!.bbox![1]).toBeCloseTo(40, 7);
    expect(Number(row!.properties.a)).toBe(1);
  });

  it("hand over boxes and classes of all features, and keep their own", async () => {
    const tasks = createDataTasks();
    const bare = { type: "Feature", properties: { a: "x" }, geometry: null };
    const text = collection([point, bare]);
    const { key } = await tasks.keep(
      { name: "x", geojson: new TextEncoder().encode(text).buffer as ArrayBuffer },
      quiet,
    );
    const boxes = await tasks.boxes({ key }, quiet);
    expect([...boxes]).toEqual([111, 40, 111, 40, Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    structuredClone(boxes, { transfer: [boxes.buffer] });
    expect((await tasks.boxes({ key }, quiet)).length).toBe(8);
    const paint = { by: "number", column: "a", breaks: [1] } as const;
    expect([...(await tasks.classes({ key, paint }, quiet))]).toEqual([1, 2]);
  });

  it("find names by text, by pinyin and by initials", async () => {
    const tasks = createDataTasks();
    const named = (name: string | null) => ({ ...point, properties: { 名称: name, 号: "bt-7" } });
    const text = collection([named("达拉特旗一号"), named(null), named("绿化带"), named("旗杆")]);
    const { key } = await tasks.keep(
      { name: "x", geojson: new TextEncoder().encode(text).buffer as ArrayBuffer },
      quiet,
    );
    const find = (wanted: string, nameColumn: string | null = "名称", most = 9) =>
      tasks.find({ key, text: wanted, nameColumn, most }, quiet);
    expect(await find("拉特")).toEqual([0]);
    expect(await find("dalate")).toEqual([0]);
    expect(await find("dltq")).toEqual([0]);
    // What begins so comes before what has it later.
    expect(await find("qi")).toEqual([3, 0]);
    expect(await find("lvhua")).toEqual([2]);
    expect(await find("BT")).toEqual([0, 1, 2, 3]);
    expect(await find("dalate", null)).toEqual([]);
    expect(await find("bt", "名称", 2)).toEqual([0, 1]);
  });

  it("tell texts apart by the plain hash too", () => {
    const hash = (text: string) => hashPlainly(new TextEncoder().encode(text));
    expect(new Set(["", "a", "b", "ab", "ba"].map(hash)).size).toBe(5);
    expect(hash("a")).toMatch(/^[0-9a-f]{32}$/);
  });
});
