import { readFileSync } from "node:fs";
import { join } from "node:path";
import { area } from "@turf/turf";
import type { Feature, Geometry } from "geojson";
import { describe, expect, it, vi } from "vitest";
import { readFiles } from "../../../../../src/data/readFiles.ts";
import { describeRanges, pullRanges } from "../../../../../src/data/services/ranges/readRanges.ts";
import type { Bbox } from "../../../../../src/domain/place/boundingBox.ts";
import type { RangeSource } from "../../../../../src/domain/services/service.ts";
import { base, createFilePorts, folder } from "./filePorts.ts";

// What GeoTIFF would start workers with, which it is not asked to, does not load inside a worker of the test runner.
vi.mock("web-worker", () => ({ default: class {} }));

const counts = readFileSync(join(folder, "counts.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" ").map(Number))
  .map(([west, south, east, north, count]) => ({ box: [west, south, east, north] as Bbox, count }));

async function open(name: string, ports = createFilePorts()) {
  const described = await describeRanges(base + name, ports.ports);
  if (!described.ok) throw new Error(described.error.en);
  const { choices, kind, attribution } = described.value;
  return { choices, kind, attribution, ...ports };
}

async function pull(name: string, bbox: Bbox | null, most = 10_000) {
  const { choices, ports, asked } = await open(name);
  const { source, title, bbox: extent } = choices[0]!;
  asked.requests = 0;
  asked.bytes = 0;
  const told: (number | null)[] = [];
  const pulled = await pullRanges(
    { source: source as RangeSource, title, extent, bbox, most },
    ports,
    (_, matched) => told.push(matched),
  );
  if (!pulled.ok) throw new Error(pulled.error.en);
  const { file } = pulled.value;
  const read = file ? await readFiles([file]) : null;
  if (read && !read.report.accepted) throw new Error(JSON.stringify(read.report.errors));
  const features: Feature<Geometry>[] = read?.layers[0]?.collection.features ?? [];
  return {
    ...pulled.value,
    features,
    names: features.map((f) => String(f.properties!.name)).sort(),
    asked,
    told,
  };
}

describe.each(["areas.fgb", "cover.parquet", "plain.parquet"])("%s read where it lies", (name) => {
  it("says what it holds from its head or footer alone", async () => {
    const { choices, asked } = await open(name);
    expect(choices).toHaveLength(1);
    expect(choices[0]!.source).toMatchObject({
      form: "ranges",
      count: 422,
      isIndexed: name !== "plain.parquet",
    });
    expect(choices[0]!.bbox!.map((side) => Math.round(side * 1e6) / 1e6)).toEqual([107, 38, 115, 43]);
    expect(asked.requests).toBeLessThanOrEqual(2);
  });

  it.each(counts)("holds in the box $box as many features as GDAL counts: $count", async ({ box, count }) => {
    const { taken, matched, isWhole, features } = await pull(name, box);
    expect({ taken, matched, isWhole, drawn: features.length }).toEqual({
      taken: count,
      matched: count,
      isWhole: true,
      drawn: count,
    });
  });

  it("gives everything without a box, attributes and all", async () => {
    const { features, names } = await pull(name, null);
    const [whole] = (await readFiles([{ name: "areas.fgb", bytes: readFileSync(join(folder, "areas.fgb")) }]))
      .layers;
    expect(names).toEqual(whole!.collection.features.map((f) => f.properties!.name).sort());
    const one = (list: Feature<Geometry>[]) => list.find((f) => f.properties!.name === "块7")!;
    expect(one(features).geometry).toEqual(one(whole!.collection.features).geometry);
    expect(one(features).properties!.number).toBe(7);
    expect(features[0]!.properties).not.toHaveProperty("bbox");
  });

  it("stops at the bound and says how many of how many", async () => {
    const { taken, isWhole, matched, features } = await pull(name, [108, 39, 114, 42], 50);
    expect({ taken, isWhole, drawn: features.length }).toEqual({ taken: 50, isWhole: false, drawn: 50 });
    if (name === "plain.parquet") expect(matched).toBeNull();
    else expect(matched).toBe(422);
  });

  it("says what was asked for and gives the same hash for the same bytes", async () => {
    const first = await pull(name, [110, 40, 110.5, 40.4]);
    const again = await pull(name, [110, 40, 110.5, 40.4]);
    expect(first.request).toBe(`${base}${name}#bbox=110,40,110.5,40.4&limit=10000`);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(again.hash).toBe(first.hash);
  });
});

describe("what a view reads", () => {
  it("is no group of rows that lies elsewhere", async () => {
    const { choices, ports } = await open("cover.parquet");
    const asked: [number, number][] = [];
    const spied = {
      ...ports,
      loadRange: (url: string, offset: number, length: number) => {
        asked.push([offset, offset + length]);
        return ports.loadRange(url, offset, length);
      },
    };
    const { parquetMetadata } = await import("hyparquet");
    const bytes = readFileSync(join(folder, "cover.parquet"));
    const { row_groups: groups } = parquetMetadata(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    );
    expect(groups.length).toBeGreaterThan(3);
    await pullRanges(
      {
        source: choices[0]!.source as RangeSource,
        title: "x",
        extent: null,
        bbox: [120, 30, 121, 31],
        most: 10,
      },
      spied,
      () => undefined,
    );
    // Nothing lies there: the footer is all that is asked for.
    expect(asked).toHaveLength(1);
  });

  it("of a grid in metres is the box as it lies in the grid", async () => {
    const box: Bbox = [109, 40, 111, 41];
    const wide: Bbox = [108.95, 39.95, 111.05, 41.05];
    const numbers = (features: Feature<Geometry>[]) =>
      features.map((f) => Number(f.properties!.number)).filter((number) => number < 120);
    const grid = numbers((await pull("grid.fgb", box)).features);
    const inner = numbers((await pull("areas.fgb", box)).features);
    const outer = numbers((await pull("areas.fgb", wide)).features);
    expect(inner.length).toBeGreaterThan(5);
    expect(inner.filter((number) => !grid.includes(number))).toEqual([]);
    expect(grid.filter((number) => !outer.includes(number))).toEqual([]);
  });

  it("of a file without an index is told to be read in order", async () => {
    const { note, taken } = await pull("plain.fgb", [108, 39, 114, 42]);
    expect(taken).toBe(40);
    expect(note?.en).toContain("no spatial index");
  });
});

describe("vector tiles read as features", () => {
  const isTiled = (f: Feature<Geometry>) => Number(f.properties!.number) < 60 || f.properties!.name === "L";

  it("name their layers", async () => {
    const { choices, attribution } = await open("areas.pmtiles");
    expect(choices.map(({ id, source }) => [id, source])).toEqual([
      ["areas", expect.objectContaining({ format: "tiles", layer: "areas", minZoom: 6, maxZoom: 8 })],
    ]);
    expect(attribution).toBe("Surveyors of Here");
  });

  it("put shapes together that the edges of tiles had cut: as many, and as large, as before", async () => {
    const tiled = await pull("areas.pmtiles", null);
    const whole = (await pull("areas.fgb", null)).features.filter(isTiled);
    expect(tiled.names).toEqual(whole.map((f) => String(f.properties!.name)).sort());
    const areaOf = (list: Feature<Geometry>[], name: string) =>
      area(list.find((f) => f.properties!.name === name)!);
    // A step of the grid at level 8 is 29 m here: a few per cent of the least of them.
    const far = whole.map((f) => {
      const name = String(f.properties!.name);
      return Math.abs(areaOf(tiled.features, name) / areaOf(whole, name) - 1);
    });
    expect(Math.max(...far)).toBeLessThan(0.05);
    expect(far.reduce((a, b) => a + b) / far.length).toBeLessThan(0.01);
    expect(tiled.note?.en).toContain("level 8");
  });

  it("hold in a view what meets it", async () => {
    const box: Bbox = [109.5, 39.8, 111.5, 41.2];
    const tiled = await pull("areas.pmtiles", box);
    const whole = (await pull("areas.fgb", box)).features.filter(isTiled);
    expect(tiled.names).toEqual(whole.map((f) => String(f.properties!.name)).sort());
    expect(tiled.isWhole).toBe(true);
  });
});

describe("files that are not what their name says", () => {
  const cut = (bytes: Uint8Array) => bytes.slice(0, Math.floor(bytes.length * 0.3));
  const noise = (bytes: Uint8Array) => bytes.map((_, i) => (i * 7919) % 251);

  it.each(["areas.fgb", "cover.parquet", "areas.pmtiles", "coded.tif"])(
    "%s of noise is refused with a reason",
    async (name) => {
      const described = await describeRanges(base + name, createFilePorts(noise).ports);
      expect(described.ok).toBe(false);
      if (!described.ok) expect(`${described.error.zh}${described.error.en}`).toMatch(/[一-鿿].*[a-z]/);
    },
  );

  it("cut off files are refused on reading", async () => {
    const { ports } = createFilePorts(cut);
    const described = await describeRanges(`${base}areas.fgb`, ports);
    if (!described.ok) throw new Error("its head is whole");
    const { source, title } = described.value.choices[0]!;
    const pulled = await pullRanges(
      { source: source as RangeSource, title, extent: null, bbox: null, most: 1_000 },
      ports,
      () => undefined,
    );
    expect(pulled).toMatchObject({ ok: false, error: { code: expect.any(String) } });
  });
});
