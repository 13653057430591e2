import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Feature, Geometry, Polygon, Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { InputFile, ReadOptions } from "../../../../src/data/importReport.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { gatherNestedRings, gatherWoundRings } from "../../../../src/data/rings.ts";
import { findCrs } from "../../../../src/domain/place/crs.ts";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";
import { createProjection } from "../../../../src/domain/place/projection.ts";

const folder = resolve(import.meta.dirname, "../../../fixtures/files");
const load = (name: string): InputFile => ({
  name,
  bytes: new Uint8Array(readFileSync(resolve(folder, name))),
});
const text = (name: string, content: string): InputFile => ({
  name,
  bytes: new TextEncoder().encode(content),
});
const read = async (files: InputFile[], options?: ReadOptions) => {
  const { report, layers } = await readFiles(files, options);
  return { report, layers, features: layers.flatMap((layer) => layer.collection.features) };
};
const truth = (
  JSON.parse(readFileSync(resolve(folder, "zones.geojson"), "utf8")) as {
    features: Feature<Geometry, Record<string, unknown>>[];
  }
).features;
const flat = (value: unknown): Position[] =>
  typeof (value as unknown[])[0] === "number" ? [value as Position] : (value as unknown[]).flatMap(flat);
const cornersOf = (geometry: Geometry) =>
  [
    ...new Set(
      flat((geometry as Polygon).coordinates).map((p) =>
        p
          .slice(0, 2)
          .map((v) => v.toFixed(7))
          .join(),
      ),
    ),
  ].sort();

const grid = (() => {
  const crs = findCrs(4525);
  if (!crs.ok) throw new Error("EPSG:4525");
  return createProjection(crs.value);
})();
/** Square metres on the grid, by the shoelace formula. */
const gridArea = (ring: Position[]) =>
  Math.abs(
    ring.reduce((sum, p, i) => {
      const [ax, ay] = grid.fromLngLat(p[0]!, p[1]!);
      const q = ring[(i + 1) % ring.length]!;
      const [bx, by] = grid.fromLngLat(q[0]!, q[1]!);
      return sum + (ax - 37_400_000) * (by - 4_400_000) - (bx - 37_400_000) * (ay - 4_400_000);
    }, 0) / 2,
  );

describe("files of other offices, as GDAL writes them", () => {
  it("a drawing in metres is asked for its system, and then lies where the zones lie", async () => {
    const asked = await read([load("zones-epsg4525.dxf")]);
    expect(asked.report.accepted).toBe(false);
    expect(asked.report.questions.find((q) => q.about === "crs")?.choices[0]?.value).toBe("EPSG:4525");
    const { report, features } = await read([load("zones-epsg4525.dxf")], { fromCrs: "EPSG:4525" });
    expect(report.format).toBe("dxf");
    // GDAL writes a hatch for each part of an area.
    expect(features.flatMap((f) => cornersOf(f.geometry)).sort()).toEqual(
      truth.flatMap((f) => cornersOf(f.geometry)).sort(),
    );
  });

  it("MIF with its MID keeps places, Chinese values and dates", async () => {
    const { report, features } = await read([load("zones-gbk-epsg4525.mif"), load("zones-gbk-epsg4525.mid")]);
    expect(report).toMatchObject({ accepted: true, format: "mapinfo-text", encoding: "GB18030" });
    expect(features.map((f) => cornersOf(f.geometry))).toEqual(truth.map((f) => cornersOf(f.geometry)));
    expect(features.map((f) => [f.properties!.name, f.properties!.hectares, f.properties!.founded])).toEqual(
      truth.map((f) => [f.properties.名称, f.properties.面积公顷, f.properties.建立日期 ?? null]),
    );
  });
});

const survey = (more: string) => `[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=37
转换参数=,,,,,,
[地块坐标]
${more}`;
const square = (size: number, at: number, ring: number) =>
  [
    [0, 0],
    [size, 0],
    [size, size],
    [0, size],
    [0, 0],
  ]
    .map(([n, e], i) => `J${i + 1},${ring},${4_480_000 + at + n!},${37_420_000 + at + e!}`)
    .join("\n");

describe("boundary-point text", () => {
  it("a plot with an inner ring loses the ring's ground, X being the northing", async () => {
    const { report, features } = await read([
      text(
        "a.txt",
        survey(`10,0.84,1,南海子,面,,工业用地,0601,@\n${square(100, 0, 1)}\n${square(40, 10, 2)}`),
      ),
    ]);
    expect(report).toMatchObject({ accepted: true, format: "survey-text", read: 1 });
    expect(report.datum).toContain("EPSG:4525");
    const polygon = features[0]!.geometry as Polygon;
    expect(polygon.coordinates).toHaveLength(2);
    expect(gridArea(polygon.coordinates[0]!) - gridArea(polygon.coordinates[1]!)).toBeCloseTo(8400, 1);
    expect(features[0]!.properties).toMatchObject({ 地块名称: "南海子", 地块面积: 0.84, 地类编码: "0601" });
  });

  it("says where a point is unreadable and where the count of points is not what is written", async () => {
    const bad = await read([text("b.txt", survey(`5,1,1,甲,面,,,,@\n${square(50, 0, 1)}\nJ6,1,,37420000`))]);
    expect(bad.report.errors[0]).toMatchObject({ code: "survey-point", record: 1, line: 15 });
    const short = await read([text("c.txt", survey(`9,1,1,甲,面,,,,@\n${square(50, 0, 1)}`))]);
    expect(short.report.warnings.map((w) => w.code)).toEqual(["survey-count"]);
  });

  it("on the old datum it is refused with the reason, and read where the user names a system", async () => {
    const old = survey(`5,1,1,甲,面,,,,@\n${square(50, 0, 1)}`).replace(
      "2000国家大地坐标系",
      "80国家大地坐标系",
    );
    const { report } = await read([text("d.txt", old)]);
    expect(report).toMatchObject({ accepted: false });
    expect(report.errors[0]!.code).toBe("crs-old-datum");
  });
});

/** A drawing of the entities given, each a list of codes and values. */
const drawing = (entities: (string | number)[][], blocks: (string | number)[][] = []) => {
  const lines = (parts: (string | number)[][]) => parts.flat().join("\n");
  return text(
    "d.dxf",
    `0\nSECTION\n2\nBLOCKS\n${lines(blocks)}\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${lines(entities)}\n0\nENDSEC\n0\nEOF\n`.replace(
      "BLOCKS\n\n",
      "BLOCKS\n",
    ),
  );
};
const [e, n] = [37_420_000, 4_480_000];
const onGrid: ReadOptions = { fromCrs: "EPSG:4525" };

describe("a drawing", () => {
  it("a closed polyline with bulges is an area with round ends: a stadium of 100 by 40", async () => {
    const { report, features } = await read(
      [
        drawing([
          [0, "LWPOLYLINE", 8, "红线", 70, 1, 10, e, 20, n, 42, 0, 10, e + 100, 20, n, 42, 1],
          [10, e + 100, 20, n + 40, 42, 0, 10, e, 20, n + 40, 42, 1],
        ]),
      ],
      onGrid,
    );
    expect(report.warnings.map((w) => w.code)).toContain("curves-stroked");
    const [ring] = (features[0]!.geometry as Polygon).coordinates;
    // Chords lie within a centimetre of the arcs.
    expect(Math.abs(gridArea(ring!) - (4000 + Math.PI * 400))).toBeLessThan(Math.PI * 40 * 0.01);
    expect(features[0]!.properties).toEqual({ layer: "红线", entity: "LWPOLYLINE" });
  });

  it("a circle has its area, an open chain stays a line, layers stay apart", async () => {
    const { layers } = await read(
      [
        drawing([
          [0, "CIRCLE", 8, "a", 10, e, 20, n, 40, 100],
          [0, "LWPOLYLINE", 8, "b", 70, 0, 10, e, 20, n, 10, e + 5, 20, n, 10, e + 5, 20, n + 9],
        ]),
      ],
      onGrid,
    );
    expect(layers.map((layer) => layer.name)).toEqual(["d a", "d b"]);
    const circle = layers[0]!.collection.features[0]!.geometry as Polygon;
    expect(Math.abs(gridArea(circle.coordinates[0]!) - Math.PI * 1e4)).toBeLessThan(2 * Math.PI * 100 * 0.01);
    expect(layers[1]!.collection.features[0]!.geometry.type).toBe("LineString");
  });

  it("a block lies where it is put: scaled twice, turned by a quarter, moved", async () => {
    const { features } = await read(
      [
        drawing(
          [[0, "INSERT", 8, "管线", 2, "S", 10, e, 20, n, 41, 2, 42, 2, 50, 90]],
          [
            [0, "BLOCK", 8, 0, 2, "S", 10, 1, 20, 0],
            [0, "LINE", 8, 0, 10, 1, 20, 0, 11, 4, 21, 0],
            [0, "ENDBLK"],
          ],
        ),
      ],
      onGrid,
    );
    const line = (features[0]!.geometry as { coordinates: Position[] }).coordinates.map((p) =>
      grid.fromLngLat(p[0]!, p[1]!).map((v) => Math.round(v * 1000) / 1000),
    );
    expect(line).toEqual([
      [e, n],
      [e, n + 6],
    ]);
    expect(features[0]!.properties).toMatchObject({ layer: "管线", block: "S" });
  });

  it("a block within itself ends, dimensions are named as left out, a torn pair is placed", async () => {
    const { report } = await read(
      [
        drawing(
          [
            [0, "INSERT", 8, "x", 2, "S", 10, e, 20, n],
            [0, "DIMENSION", 8, "x", 10, 0],
          ],
          [
            [0, "BLOCK", 8, 0, 2, "S", 10, 0, 20, 0],
            [0, "INSERT", 8, 0, 2, "S", 10, 0, 20, 0],
            [0, "POINT", 8, 0, 10, 0, 20, 0],
            [0, "ENDBLK"],
          ],
        ),
      ],
      onGrid,
    );
    expect(report.read).toBe(8);
    expect(report.warnings.map((w) => w.code)).toContain("dxf-unread");
    const torn = await read([text("t.dxf", "0\nSECTION\n2\nENTITIES\n0\nPOINT\n10\n1\nx\n2\n")]);
    expect(torn.report.errors[0]).toMatchObject({ code: "dxf-pairs", line: 9 });
    const odd = await read([drawing([[0, "POINT", 10, "east", 20, n]])], onGrid);
    expect(odd.report.errors[0]).toMatchObject({
      code: "dxf-entity",
      messageZh: "POINT 读不出：组码 10 的值“east”不是数",
      message: "the POINT is unreadable: group 10 is 'east', no number",
    });
  });
});

describe("a MapInfo interchange file", () => {
  it("says in the reader's language which line is no position", async () => {
    const head = `Version 300\nCharset "UTF-8"\nDelimiter ","\nCoordSys Earth Projection 1, 104\nColumns 1\n  a Integer\nData\n\n`;
    const { report } = await read([text("r.mif", `${head}Pline 2\n110 40\neast 40\n`), text("r.mid", "7\n")]);
    expect(report.errors[0]).toMatchObject({
      code: "mif-object",
      messageZh: "图形读不出：“east 40”不是坐标",
      message: "the object is unreadable: 'east 40' is no position",
    });
  });

  it("the second ring within the first is a hole, one beside it is a polygon, whatever way they wind", async () => {
    const ring = (x: number, y: number, size: number) =>
      `  5\n${x} ${y}\n${x + size} ${y}\n${x + size} ${y + size}\n${x} ${y + size}\n${x} ${y}`;
    const { features } = await read([
      text(
        "r.mif",
        `Version 300\nCharset "UTF-8"\nDelimiter ","\nCoordSys Earth Projection 1, 104\nColumns 1\n  a Integer\nData\n\nRegion 3\n${ring(110, 40, 0.2)}\n${ring(110.05, 40.05, 0.1)}\n${ring(110.5, 40, 0.1)}\n    Pen (1,2,0)\n`,
      ),
      text("r.mid", "7\n"),
    ]);
    const [outer, beside] = (features[0]!.geometry as { coordinates: Position[][][] }).coordinates;
    expect([outer!.length, beside!.length]).toEqual([2, 1]);
    expect(features[0]!.properties).toEqual({ a: 7 });
    const cell = measureAreaSquareMetres({ type: "Polygon", coordinates: [outer![0]!] });
    expect(measureAreaSquareMetres({ type: "Polygon", coordinates: outer! }) / cell).toBeCloseTo(0.75, 3);
  });
});

/** Squares of a chessboard, every second with a hole, wound as Esri winds them. */
function chess(count: number): Position[][] {
  const side = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    const clockwise = (size: number, at: number): Position[] => [
      [x + at, y + at],
      [x + at, y + at + size],
      [x + at + size, y + at + size],
      [x + at + size, y + at],
      [x + at, y + at],
    ];
    return i % 2 === 0 ? [clockwise(0.9, 0)] : [clockwise(0.9, 0), clockwise(0.3, 0.3).reverse()];
  }).flat();
}

describe("rings are gathered", () => {
  it("each hole goes into the ring round it, by winding and by nesting alike", () => {
    const rings = chess(400);
    const wound = gatherWoundRings(rings.map((ring) => [...ring]));
    const nested = gatherNestedRings(rings.map((ring) => [...ring]));
    const sort = (geometry: Geometry) =>
      (geometry as { coordinates: Position[][][] }).coordinates
        .map((polygon) => JSON.stringify(polygon))
        .sort();
    expect(wound.orphans).toBe(0);
    expect(sort(wound.geometry)).toEqual(sort(nested));
    expect(sort(nested)).toHaveLength(400);
    for (const polygon of (nested as { coordinates: Position[][][] }).coordinates)
      for (const hole of polygon.slice(1))
        expect(Math.abs(hole[0]![0]! - polygon[0]![0]![0]!)).toBeLessThan(1);
  });

  it("an island in a hole is a polygon of its own", () => {
    const box = (at: number, size: number): Position[] => [
      [at, at],
      [at + size, at],
      [at + size, at + size],
      [at, at + size],
      [at, at],
    ];
    const { coordinates } = gatherNestedRings([box(0, 10), box(2, 6), box(3, 2)]) as {
      coordinates: Position[][][];
    };
    expect(coordinates.map((polygon) => polygon.length).sort()).toEqual([1, 2]);
  });
});
