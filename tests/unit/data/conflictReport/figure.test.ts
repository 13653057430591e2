import type { LineString, Polygon } from "geojson";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { buildFigure } from "../../../../src/data/conflictReport/figure.ts";
import { findScaleMetres } from "../../../../src/data/conflictReport/mapMarks.ts";
import { buildOverview, writeNumbers } from "../../../../src/data/conflictReport/overview.ts";
import { cutDashes, paintFigure } from "../../../../src/data/conflictReport/paintFigure.ts";
import type { Conflict } from "../../../../src/domain/check/conflict.ts";
import { measureDistanceMetres } from "../../../../src/domain/place/ellipsoid.ts";
import { lngLat } from "../../../../src/domain/place/position.ts";

const square: Polygon = {
  type: "Polygon",
  coordinates: [
    [
      [110, 40],
      [110.1, 40],
      [110.1, 40.1],
      [110, 40.1],
      [110, 40],
    ],
  ],
};
const line: LineString = {
  type: "LineString",
  coordinates: [
    [109.9, 40.05],
    [110.2, 40.05],
  ],
};
const conflict: Conflict = {
  id: "a~z",
  subject: "a",
  zone: "z",
  activityKind: "rail",
  zoneKind: "reserve",
  verdict: "prohibited",
  lawVerdict: "prohibited",
  lead: "rule",
  position: "certain",
  rules: [],
  relations: ["crosses"],
  contacts: ["crosses"],
  areaInsideSquareMetres: null,
  lengthInsideMetres: 8500,
  zoneLengthInsideMetres: null,
  shareOfSubject: 0.3,
  shareOfZone: null,
  crossings: [
    [110, 40.05],
    [110.1, 40.05],
  ],
  nearestDistanceMetres: 0,
  nearestPlaces: null,
  schematic: { subject: false, zone: true },
  geometry: {
    type: "LineString",
    coordinates: [
      [110, 40.05],
      [110.1, 40.05],
    ],
  },
};
const figure = buildFigure(conflict, line, square, { borders: [], rivers: [] });

describe("the map of a conflict", () => {
  it("has a scale bar as long as it says", () => {
    const bar = figure.frameMarks.find((mark) => mark.kind === "line");
    const label = figure.frameMarks.find((mark) => mark.kind === "text" && mark.text.endsWith("km"));
    if (bar?.kind !== "line" || label?.kind !== "text") throw new Error("no scale bar");
    const points = bar.lines[0]!;
    const barPoints = points[1]![0] - points[0]![0];
    const crossings = figure.marks.flatMap((mark) => (mark.kind === "dot" ? [mark.at[0]] : []));
    const apart = Math.abs(crossings.at(-1)! - crossings.at(-2)!);
    const metres = measureDistanceMetres(lngLat(110, 40.05), lngLat(110.1, 40.05));
    const said = Number.parseFloat(label.text) * 1000;
    expect((barPoints / apart) * metres).toBeGreaterThan(said * 0.99);
    expect((barPoints / apart) * metres).toBeLessThan(said * 1.01);
  });

  it("has round steps for every scale", () => {
    expect([1, 3, 10, 40, 130, 900].map(findScaleMetres)).toEqual([100, 200, 1000, 5000, 10_000, 100_000]);
  });

  it("has a north arrow, degrees along the frame, and hatches what is schematic", () => {
    const texts = figure.frameMarks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
    expect(texts).toContain("N");
    expect(texts.some((text) => /^110\.\d+°E$/.test(text))).toBe(true);
    expect(texts.some((text) => /^40\.\d+°N$/.test(text))).toBe(true);
    expect(figure.marks.some((mark) => mark.kind === "hatch")).toBe(true);
    const certain = { ...conflict, schematic: { subject: false, zone: false } };
    const plain = buildFigure(certain, line, square, { borders: [], rivers: [] });
    expect(plain.marks.some((mark) => mark.kind === "hatch")).toBe(false);
  });

  it("covers as many pixels as its shapes have area", () => {
    const rings = [
      [
        [10, 10],
        [50, 10.5],
        [40, 45.25],
        [10, 10],
      ],
    ] as [number, number][][];
    const marks = [{ kind: "area" as const, rings, colour: [0, 0, 0] as const, opacity: 1 }];
    const bytes = paintFigure({ width: 60, height: 60, frame: [0, 0, 60, 60], marks, frameMarks: [] }, 2);
    const { data } = PNG.sync.read(Buffer.from(bytes));
    let covered = 0;
    for (let at = 0; at < data.length; at += 4) covered += 1 - data[at]! / 255;
    const area = Math.abs((40 * 35.25 - 30 * 0.5) / 2);
    expect(Math.abs(covered / 4 - area)).toBeLessThan(area * 0.005);
  });
});

describe("the map of all conflicts", () => {
  const borders = [
    {
      ...square,
      coordinates: [square.coordinates[0]!.map(([x, y]) => [110 + (x! - 110) * 40, 40 + (y! - 40) * 40])],
    },
  ];
  const moved = (id: string, east: number): Conflict => ({
    ...conflict,
    id,
    geometry: { type: "Point", coordinates: [110.5 + east, 41] },
  });
  const red = [200, 0, 0] as const;
  const draw = (conflicts: Conflict[]) =>
    buildOverview(
      conflicts,
      [{ geometry: square, isZone: true, isSchematic: false }],
      { borders, rivers: [] },
      () => red,
    );
  const textsOf = (conflicts: Conflict[]) =>
    draw(conflicts).marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));

  it("numbers each conflict as the table does, and those close together beside one dot", () => {
    expect(textsOf([moved("a", 0), moved("b", 2), moved("c", 0.01), moved("d", 0.02)])).toEqual([
      "1,3,4",
      "2",
    ]);
    const dots = draw([moved("a", 0), moved("b", 2)]).marks.filter((mark) => mark.kind === "dot");
    expect(dots).toHaveLength(2);
  });

  it("shows all of the land, and of a conflict beyond it too", () => {
    const { frame, marks } = draw([moved("a", -3)]);
    for (const mark of marks)
      for (const [x, y] of mark.kind === "line" ? mark.lines.flat() : mark.kind === "dot" ? [mark.at] : []) {
        expect(x).toBeGreaterThan(frame[0]);
        expect(x).toBeLessThan(frame[2]);
        expect(y).toBeGreaterThan(frame[1]);
        expect(y).toBeLessThan(frame[3]);
      }
  });

  it("never writes one label over another", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      moved(`m${index}`, (index % 8) * 0.24 + index * 0.001),
    );
    const boxes = draw(many).marks.flatMap((mark) => {
      if (mark.kind !== "text") return [];
      const wide = mark.text.length * mark.size * 0.5;
      const left = mark.anchor === "start" ? 0 : mark.anchor === "end" ? -wide : -wide / 2;
      return [{ left: mark.at[0] + left, right: mark.at[0] + left + wide, y: mark.at[1], size: mark.size }];
    });
    for (const [index, a] of boxes.entries())
      for (const b of boxes.slice(index + 1))
        expect(a.left < b.right && b.left < a.right && Math.abs(a.y - b.y) < a.size * 0.7).toBe(false);
  });

  it("writes runs of numbers short", () => {
    expect(writeNumbers([1, 2, 3, 7])).toBe("1-3,7");
    expect(writeNumbers([4, 5])).toBe("4,5");
    expect(writeNumbers([101, 120, 133, 148])).toBe("101,120,133...");
  });
});

describe("dashes", () => {
  it("take turns along the whole line, over its corners", () => {
    const pieces = cutDashes(
      [
        [
          [0, 0],
          [10, 0],
          [10, 10],
        ],
      ],
      [6, 2],
    );
    const lengths = pieces.map((piece) =>
      piece.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - piece[i]![0], y - piece[i]![1]), 0),
    );
    expect(lengths.map((length) => Math.round(length * 1e6) / 1e6)).toEqual([6, 6, 4]);
  });
});
