import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import { parseControlPoints, sortPosition } from "../../../src/data/controlPointText.ts";
import type { OwnShift, ReadOptions } from "../../../src/data/importReport.ts";
import { readFiles } from "../../../src/data/readFiles.ts";
import type { SevenParameters } from "../../../src/domain/place/sevenParameters.ts";

const fixture = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(join(import.meta.dirname, "../../fixtures/files", name))),
});
const parameters: SevenParameters = {
  shift: [12.5, -130.2, -75.4],
  rotation: [0.5, -0.3, 1.2],
  scalePpm: -2.1,
  convention: "position-vector",
};
const seven = (change: Partial<SevenParameters> = {}): OwnShift => ({
  kind: "seven",
  parameters: { ...parameters, ...change },
});
const read = (ownShift: OwnShift, options: ReadOptions = {}) =>
  readFiles([fixture("zones-beijing54.zip")], { ...options, ownShift });

/** Points of a grid of 1980 that lie 60 m and 20 m off the new one, one of them by a metre more. */
const csv = (positions: string) => [
  { name: "plots.csv", bytes: new TextEncoder().encode(`名称,X,Y\n${positions}`) },
];
const controls = (wrong = 0) =>
  [
    ["Ⅰ1", 4_500_000, 480_000],
    ["Ⅰ2", 4_530_000, 520_000],
    ["Ⅰ3", 4_480_000, 530_000],
    ["Ⅰ4", 4_510_000, 500_000],
    ["Ⅰ5", 4_495_000, 515_000],
  ]
    .map(([name, x, y], at) =>
      [name, x, y, Number(x) + 60 + (at === 2 ? wrong : 0), Number(y) + 20].join(","),
    )
    .join("\n");

describe("a layer on an old datum", () => {
  it("asks for the office's own parameters, and for no other system", async () => {
    const { report } = await readFiles([fixture("zones-beijing54.zip")]);
    expect(report.accepted).toBe(false);
    expect(report.questions.map(({ about }) => about)).toEqual(["ownShift"]);
    expect(report.questions[0]!.system).toContain("Beijing_1954");
  });

  // Corners as ogr2ogr (GDAL 3.6) gives them with the same parameters as +towgs84.
  it("goes over by seven parameters as GDAL takes it", async () => {
    const { report, layers } = await read(seven());
    expect(report.errors).toEqual([]);
    const ring = (layers[0]!.collection.features[0]!.geometry as Polygon).coordinates[0]!;
    for (const [lng, lat] of [
      [110.000826845, 40.500350802],
      [110.000828276, 40.650354236],
      [110.200833803, 40.65035312],
    ] as const)
      expect(ring.some(([x, y]) => Math.abs(x! - lng) < 3e-9 && Math.abs(y! - lat) < 3e-9)).toBe(true);
  });

  it("keeps parameters, convention and what they moved with the layer", async () => {
    const { report } = await read(seven());
    const [kept] = Object.values(report.ownShifts!);
    expect(kept).toMatchObject({ method: "seven", seven: parameters });
    expect(kept!.movedMetres).toBeGreaterThan(50);
    expect(report.decisions.find(({ about }) => about === "datum")?.reason.en).toContain("position vector");
  });

  it.each([
    ["a factor for the scale", seven({ scalePpm: 1.0000021 }), "shift-nonsense"],
    ["parameters of the other side of the world", seven({ shift: [-3000, 4000, 2000] }), "shift-far"],
    [
      "one point",
      { kind: "points", method: "similarity", text: "a,4500000,500000,4500060,500020" },
      "control-few",
    ],
    [
      "a word for a number",
      { kind: "points", method: "similarity", text: "a,1,2,3,x\nb,1,2,3,4" },
      "control-line",
    ],
    [
      "points of Europe",
      { kind: "points", method: "similarity", text: "a,1,2,3,4\nb,5,6,7,8" },
      "control-line",
    ],
    ["a system that is none of them", { ...seven(), from: "EPSG:4525" }, "shift-system"],
  ] as [string, OwnShift, string][])("%s is refused in words", async (_, shift, code) => {
    const { report, layers } = await read(shift);
    expect([report.accepted, report.errors[0]?.code, layers]).toEqual([false, code, []]);
    expect(report.errors[0]!.messageZh).toMatch(/[一-龥]/);
  });

  it("goes over by control points, wherever X and Y stand and with a prefix on one side only", async () => {
    const { report, layers } = await readFiles(csv("一,4505000,505000"), {
      ownShift: {
        kind: "points",
        method: "similarity",
        from: "EPSG:2382",
        text: `点名,X,Y,X,Y\n${controls()}`,
      },
      columns: { longitude: "X", latitude: "Y" },
    });
    expect(report.errors).toEqual([]);
    const expected = await readFiles(csv("一,4505060,505020"), {
      fromCrs: "EPSG:4546;yx",
      columns: { longitude: "X", latitude: "Y" },
    });
    const at = (outcome: typeof expected) =>
      (outcome.layers[0]!.collection.features[0]!.geometry as { coordinates: number[] }).coordinates;
    expect(at({ report, layers })[0]).toBeCloseTo(at(expected)[0]!, 8);
    expect(at({ report, layers })[1]).toBeCloseTo(at(expected)[1]!, 8);
    const [kept] = Object.values(report.ownShifts!);
    expect(kept!.residuals).toHaveLength(5);
    expect(kept!.rmsMetres).toBeLessThan(0.001);
  });

  it("names a control point that does not agree", async () => {
    const { report } = await readFiles(csv("一,4505000,505000"), {
      ownShift: { kind: "points", method: "similarity", from: "EPSG:2382", text: controls(1) },
      columns: { longitude: "X", latitude: "Y" },
    });
    expect(report.warnings.find(({ code }) => code === "control-outlier")?.messageZh).toContain("Ⅰ3");
  });

  it("a zone that contradicts the chosen meridian is refused", async () => {
    const { report } = await readFiles(csv("一,38505000,4505000"), {
      ownShift: { ...seven(), from: "EPSG:2382" },
      columns: { longitude: "X", latitude: "Y" },
    });
    expect(report.errors[0]?.code).toBe("shift-zone");
  });
});

describe("control points as people paste them", () => {
  it("reads tabs, full-width commas, names, heights, headers and what is put aside", () => {
    const lines = parseControlPoints(
      "点名\tX\tY\tX\tY\nG01\t4500000\t500000\t4500060\t500020\n#G02\t1\t2\t3\t4\n\nG03，4510000，510000，1050，4510060，510020，1020",
    );
    expect(lines.map(({ name, from, to }) => [name, from[2], to[2]])).toEqual([
      ["G01", 0, 0],
      ["G03", 1050, 1020],
    ]);
  });

  it.each([
    ["a,1,2,3", "line 1"],
    ["a,1,2,3,4\na,1,2,3,4", "twice"],
  ])("refuses %j", (text, said) => {
    expect(() => parseControlPoints(text)).toThrow(said);
  });

  it("tells degrees from metres and a northing from an easting", () => {
    expect(sortPosition([40.5, 111.2])).toEqual({ kind: "degrees", longitude: 111.2, latitude: 40.5 });
    expect(sortPosition([4_500_000, 37_500_000])).toMatchObject({ easting: 37_500_000, isSwapped: true });
    expect(sortPosition([500_000, 4_500_000])).toMatchObject({ easting: 500_000, isSwapped: false });
    expect(sortPosition([1, 2])).toBeUndefined();
  });
});
