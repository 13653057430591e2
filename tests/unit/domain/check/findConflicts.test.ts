import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Geometry, LineString, Position } from "geojson";
import { describe, expect, it } from "vitest";
import {
  type Check,
  type CheckParty,
  type CheckResult,
  checkParameters,
} from "../../../../src/domain/check/conflict.ts";
import { findConflicts } from "../../../../src/domain/check/findConflicts.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../../../../src/domain/check/kernels.ts";
import {
  findCheckDatasets,
  type LawVerdict,
  lawVerdicts,
  type Relation,
  type Rule,
  type RuleTable,
  type Verdict,
  verdicts,
} from "../../../../src/domain/check/rules.ts";
import { runSteps } from "../../../../src/domain/kernel.ts";
import { geosIntersection, measureGeographicLibArea, measureGeographicLibLength } from "./geosOracle.ts";
import { fullEvidence, ruleOf, tableOf } from "./ruleCases.ts";

const box = (west: number, south: number, east: number, north: number): Geometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
const line = (...coordinates: Position[]): LineString => ({ type: "LineString", coordinates });
const point = (x: number, y: number): Geometry => ({ type: "Point", coordinates: [x, y] });

const rule = (
  id: string,
  relation: Relation,
  verdict: LawVerdict,
  distanceMetres: number | null = null,
): Rule => ruleOf(id, relation, verdict, { distanceMetres });

const table = (...rules: Rule[]): RuleTable => tableOf(rules);
const threeRules = table(
  rule("in", "inside", "prohibited"),
  rule("across", "crosses", "restricted"),
  rule("near", "within", "notice", 5000),
);

const party = (
  id: string,
  kind: string,
  geometry: Geometry | null,
  more: Partial<CheckParty> = {},
): CheckParty => ({
  dataset: kind === "works" ? "projects" : "zones",
  id,
  name: { zh: id, en: id },
  kind,
  geometry,
  schematic: false,
  evidence: fullEvidence,
  status: "planned",
  source: "test",
  ...more,
});

const run = (subjects: CheckParty[], zones: CheckParty[], more: Partial<Check> = {}): CheckResult =>
  findConflicts({
    phase: "now",
    decisionDate: "2026-01-01",
    testedArea: null,
    basinAreas: [],
    subjects,
    zones,
    rules: threeRules,
    untestedZones: [],
    leftOut: [],
    dataVersions: {},
    parameters: checkParameters,
    time: "2026-01-01T00:00:00Z",
    ...more,
  });

describe("one subject and one zone", () => {
  it("share their ground, each with its own share", () => {
    const [found] = run(
      [party("a", "works", box(110, 40, 110.2, 40.1))],
      [party("z", "reserve", box(110.1, 40, 110.5, 40.1))],
    ).conflicts;
    expect(found).toMatchObject({
      verdict: "prohibited",
      relations: ["inside", "within"],
      nearestDistanceMetres: 0,
    });
    expect(found!.shareOfSubject).toBeCloseTo(0.5, 4);
    expect(found!.shareOfZone).toBeCloseTo(0.25, 4);
    expect(Math.abs(found!.areaInsideSquareMetres! - measureGeographicLibArea(found!.geometry))).toBeLessThan(
      10,
    );
  });

  it("cross where a line runs through an area: length inside, two passes of the edge", () => {
    const [found] = run(
      [party("a", "works", line([109.9, 40.05], [110.3, 40.05]))],
      [party("z", "reserve", box(110, 40, 110.2, 40.1))],
    ).conflicts;
    expect(found).toMatchObject({ verdict: "prohibited", relations: ["inside", "crosses", "within"] });
    expect(found!.crossings).toHaveLength(2);
    expect(found!.shareOfSubject).toBeCloseTo(0.5, 6);
    expect(Math.abs(found!.lengthInsideMetres! - measureGeographicLibLength(found!.geometry))).toBeLessThan(
      1,
    );
  });

  it("cross where two lines meet: a river has no inside", () => {
    const [found] = run(
      [party("a", "works", line([110, 40], [110, 41]))],
      [party("z", "river", line([109, 40.5], [111, 40.5]))],
    ).conflicts;
    expect(found).toMatchObject({
      verdict: "restricted",
      relations: ["crosses", "within"],
      areaInsideSquareMetres: null,
    });
    expect(found!.crossings).toEqual([[110, 40.5]]);
  });

  it("cross where a river runs through an area, with the length of the river inside", () => {
    const [found] = run(
      [party("a", "works", box(110, 40, 110.1, 40.1))],
      [party("z", "river", line([109.9, 40.05], [110.2, 40.05]))],
    ).conflicts;
    expect(found!.relations).toEqual(["crosses", "within"]);
    expect(found!.zoneLengthInsideMetres).toBeGreaterThan(8000);
    expect(found!.shareOfZone).toBeCloseTo(1 / 3, 4);
  });

  it("are near each other by the geodesic, with both places", () => {
    const [found] = run(
      [party("a", "works", point(110, 40.53))],
      [party("z", "reserve", box(109.5, 40, 110.5, 40.5))],
    ).conflicts;
    expect(found!.verdict).toBe("notice");
    const expected = measureGeographicLibLength(line([110, 40.5], [110, 40.53]));
    expect(Math.abs(found!.nearestDistanceMetres - expected)).toBeLessThan(1);
    expect(found!.nearestPlaces).toHaveLength(2);
  });

  it("have nothing to do with each other past the farthest distance of a rule", () => {
    const result = run(
      [party("a", "works", point(110, 40.6))],
      [party("z", "reserve", box(109.5, 40, 110.5, 40.5))],
    );
    expect(result.conflicts).toEqual([]);
    expect(result.summary.en).toContain("no conflict");
  });

  it("say which side is schematic", () => {
    const [found] = run(
      [party("a", "works", point(110, 40), { schematic: true })],
      [party("z", "reserve", box(109, 39, 111, 41))],
    ).conflicts;
    expect(found!.schematic).toEqual({ subject: true, zone: false });
  });
});

describe("what is not tested", () => {
  it("is listed with the reason", () => {
    const result = run(
      [
        party("gone", "works", point(110, 40), { status: "absent" }),
        party("nowhere", "works", null),
        party("bow", "works", {
          type: "Polygon",
          coordinates: [
            [
              [110, 40],
              [111, 41],
              [111, 40],
              [110, 41],
              [110, 40],
            ],
          ],
        }),
        party("there", "works", point(110, 40)),
      ],
      [party("dot", "reserve", point(112, 42)), party("other", "unknown", box(110, 40, 111, 41))],
      {
        untestedZones: [
          {
            id: "red-line",
            name: { zh: "红线", en: "Red line" },
            reason: { zh: "未公开", en: "Not public" },
            clauses: [],
          },
        ],
      },
    );
    expect(result.notTested.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
      "subject-absent projects/gone",
      "no-geometry projects/nowhere",
      "invalid-geometry projects/bow",
      "zone-without-outline zones/dot",
      "no-rule works × unknown",
      "zone-not-on-map red-line",
    ]);
    const bow = result.notTested.find(({ about }) => about === "projects/bow")!;
    expect(bow.place!.map((v) => v.toFixed(3))).toEqual(["110.500", "40.500"]);
  });

  it("a zone without an outline is still tested by distance", () => {
    const [found] = run(
      [party("a", "works", point(110, 40.01))],
      [party("dot", "reserve", point(110, 40))],
    ).conflicts;
    expect(found).toMatchObject({ verdict: "notice", relations: ["within"], areaInsideSquareMetres: null });
  });
});

const boxes = fc
  .record({
    west: fc.integer({ min: 0, max: 40 }),
    south: fc.integer({ min: 0, max: 40 }),
    width: fc.integer({ min: 1, max: 30 }),
    height: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ west, south, width, height }) =>
    box(110 + west / 100, 40 + south / 100, 110 + (west + width) / 100, 40 + (south + height) / 100),
  );
const subjects = fc.array(
  fc.oneof(
    boxes,
    fc
      .array(fc.tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 })), {
        minLength: 2,
        maxLength: 5,
      })
      .map((places) => line(...places.map(([x, y]): Position => [110 + x / 100, 40 + y / 100]))),
    fc
      .tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 70 }))
      .map(([x, y]) => point(110 + x / 100, 40 + y / 100)),
  ),
  { maxLength: 4 },
);
const partiesOf = (geometries: readonly Geometry[], kind: string) =>
  geometries.map((geometry, index) => party(`${kind}-${index}`, kind, geometry));

describe("totals", () => {
  it("two identical zones give the same total as one", () => {
    fc.assert(
      fc.property(subjects, boxes, (own, zone) => {
        const one = run(partiesOf(own, "works"), partiesOf([zone], "reserve"));
        const two = run(partiesOf(own, "works"), partiesOf([zone, structuredClone(zone)], "reserve"));
        expect(two.conflicts).toHaveLength(2 * one.conflicts.length);
        expect(Math.abs(two.totals.areaInsideSquareMetres - one.totals.areaInsideSquareMetres)).toBeLessThan(
          10,
        );
        expect(Math.abs(two.totals.lengthInsideMetres - one.totals.lengthInsideMetres)).toBeLessThan(1);
      }),
    );
  });

  it("lie between the greatest part and the sum of the parts, and never exceed the subject", () => {
    fc.assert(
      fc.property(subjects, fc.array(boxes, { maxLength: 5 }), (own, zones) => {
        const result = run(partiesOf(own, "works"), partiesOf(zones, "reserve"));
        for (const total of result.subjectTotals) {
          const parts = result.conflicts.filter((c) => c.subject === total.subject);
          const areas = parts.map((c) => c.areaInsideSquareMetres ?? 0);
          const lengths = parts.map((c) => c.lengthInsideMetres ?? 0);
          const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
          const slack = 1;
          expect(total.areaInsideSquareMetres).toBeGreaterThan(Math.max(...areas) - slack);
          expect(total.areaInsideSquareMetres).toBeLessThan(sum(areas) + slack);
          expect(total.lengthInsideMetres).toBeGreaterThan(Math.max(...lengths) - 2);
          expect(total.lengthInsideMetres).toBeLessThan(sum(lengths) + 2);
          const subject = result.subjects.find(({ key }) => key === total.subject)!;
          expect(total.areaInsideSquareMetres).toBeLessThan((subject.areaSquareMetres ?? 0) + slack);
        }
      }),
    );
  });

  it("count ground under two zones once", () => {
    const result = run(
      [party("a", "works", box(110, 40, 110.4, 40.1))],
      [party("y", "reserve", box(110, 40, 110.2, 40.1)), party("z", "reserve", box(110.1, 40, 110.3, 40.1))],
    );
    const whole = result.subjects[0]!.areaSquareMetres!;
    expect(result.totals.areaInsideSquareMetres / whole).toBeCloseTo(0.75, 3);
    expect(result.subjectTotals[0]!.byZoneKind).toHaveLength(1);
  });
});

describe("odd geometries", () => {
  it("parts of a collection that overlap count once", () => {
    const twice: Geometry = {
      type: "GeometryCollection",
      geometries: [box(110, 40, 110.2, 40.1), box(110.1, 40, 110.3, 40.1)],
    };
    const once = box(110, 40, 110.3, 40.1);
    const zone = [party("z", "reserve", box(109, 39, 111, 41))];
    const [a, b] = [twice, once].map((geometry) => run([party("a", "works", geometry)], zone));
    const areaOf = ({ conflicts: [found] }: CheckResult) => found!.areaInsideSquareMetres!;
    expect(areaOf(a!) / areaOf(b!)).toBeCloseTo(1, 4);
    expect(a!.conflicts[0]!.shareOfSubject).toBeCloseTo(1, 6);
  });

  it("never stop the check: it lists or measures whatever it is given", () => {
    const number = fc.oneof(fc.integer({ min: 100, max: 112 }), fc.constant(110));
    const position = fc.tuple(number, fc.integer({ min: 38, max: 42 })).map(([x, y]): Position => [x, y]);
    const positions = fc.array(position, { maxLength: 6 });
    const ring = fc.array(position, { maxLength: 5 }).map((open) => (open[0] ? [...open, open[0]] : []));
    const any: fc.Arbitrary<Geometry> = fc.oneof(
      position.map((coordinates): Geometry => ({ type: "Point", coordinates })),
      positions.map((coordinates): Geometry => ({ type: "MultiPoint", coordinates })),
      positions.map((coordinates): Geometry => ({ type: "LineString", coordinates })),
      fc
        .array(positions, { maxLength: 3 })
        .map((coordinates): Geometry => ({ type: "MultiLineString", coordinates })),
      fc.array(ring, { maxLength: 3 }).map((coordinates): Geometry => ({ type: "Polygon", coordinates })),
      fc
        .array(fc.array(ring, { maxLength: 2 }), { maxLength: 3 })
        .map((coordinates): Geometry => ({ type: "MultiPolygon", coordinates })),
    );
    const anything = fc.oneof(
      any,
      fc
        .array(any, { maxLength: 3 })
        .map((geometries): Geometry => ({ type: "GeometryCollection", geometries })),
    );
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 3 }),
        fc.array(anything, { maxLength: 3 }),
        (own, zones) => {
          const result = run(partiesOf(own, "works"), partiesOf(zones, "reserve"));
          for (const {
            areaInsideSquareMetres,
            lengthInsideMetres,
            nearestDistanceMetres,
          } of result.conflicts) {
            expect(Number.isFinite((areaInsideSquareMetres ?? 0) + (lengthInsideMetres ?? 0))).toBe(true);
            expect(nearestDistanceMetres).toBeGreaterThanOrEqual(0);
          }
          const named = new Set([
            ...result.subjects.map(({ key }) => key),
            ...result.notTested.map(({ about }) => about),
          ]);
          expect(own.every((_, index) => named.has(`projects/works-${index}`))).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("a result", () => {
  it("has the same bytes for the same input, and another id for any change but the time", () => {
    const own = () => [party("a", "works", box(110, 40, 110.2, 40.1))];
    const zones = () => [party("z", "reserve", box(110.1, 40, 110.5, 40.1))];
    const first = run(own(), zones());
    expect(JSON.stringify(run(own(), zones()))).toBe(JSON.stringify(first));
    expect(run(own(), zones(), { time: "2027-01-01T00:00:00Z" }).id).toBe(first.id);
    expect(run(own(), zones(), { phase: "later" }).id).not.toBe(first.id);
    expect(run(own(), zones(), { rules: table(rule("in", "inside", "notice")) }).id).not.toBe(first.id);
    expect(run([party("a", "works", box(110, 40, 110.2, 40.2))], zones()).id).not.toBe(first.id);
  });

  it("is never milder with one rule more", () => {
    const verdictOf = (result: CheckResult, id: string) =>
      verdicts.indexOf(result.conflicts.find((c) => c.id === id)?.verdict ?? ("none" as Verdict));
    const anyRule = fc
      .tuple(
        fc.constantFrom("inside", "crosses", "within"),
        fc.constantFrom(...lawVerdicts),
        fc.integer({ min: 1, max: 20_000 }),
      )
      .map(([relation, verdict, metres]) =>
        rule("more", relation as Relation, verdict, relation === "within" ? metres : null),
      );
    fc.assert(
      fc.property(subjects, fc.array(boxes, { maxLength: 4 }), anyRule, (own, zones, more) => {
        const [works, reserves] = [partiesOf(own, "works"), partiesOf(zones, "reserve")];
        const before = run(works, reserves);
        const after = run(works, reserves, { rules: table(...threeRules.rules, more) });
        for (const { id } of before.conflicts)
          expect(verdictOf(after, id)).toBeLessThanOrEqual(verdictOf(before, id));
        for (const { id } of before.conflicts) expect(verdictOf(after, id)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("the whole plan", () => {
  const rules = JSON.parse(readFileSync("public/data/rules.json", "utf8")) as RuleTable;
  const { subjects: subjectDatasets, zones: zoneDatasets } = findCheckDatasets(rules);
  const inputOf = (phase: string): ConflictsInput => ({
    phase,
    decisionDate: "2026-11-30",
    datasets: [...new Set([...subjectDatasets, ...zoneDatasets])],
    subjects: null,
    ownSubjects: [],
    planZones: true,
    ownZones: [],
    rules: null,
    parameters: null,
    time: "2026-01-01T00:00:00Z",
  });
  const filesOf = (input: ConflictsInput) =>
    Object.fromEntries(
      conflicts.files(input).map((name) => [name, JSON.parse(readFileSync(`public/data/${name}`, "utf8"))]),
    );
  const input = inputOf("plan-2025");
  const check = collectCheck(input, filesOf(input));
  const result = findConflicts(check);
  const find = (subject: string, zone: string) =>
    result.conflicts.find((c) => c.subject === subject && c.zone === zone);

  it("comes in steps that only go forward, one for each subject, and to the same bytes", () => {
    const fractions: number[] = [];
    const inSteps = runSteps(conflicts.steps!(input, filesOf(input)), ({ fraction }) => {
      if (fraction !== null) fractions.push(fraction);
    });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.length).toBeGreaterThan(result.subjects.length);
    expect(fractions.at(-1)).toBeLessThan(1);
    expect(inSteps).toEqual(conflicts.run(input, filesOf(input)));
  });

  it("has the conflicts that anyone with a map would name", () => {
    const baoyin = result.subjects.find(({ name }) => name.zh === "包银高铁")!;
    expect(find(baoyin.key, "rivers/eco-yr-upper")!.relations).toContain("crosses");
    expect(find("energy-bases/en-base-ordos", "deserts/eco-kubuqi")).toMatchObject({ verdict: "assessment" });
    expect(find("energy-projects/en-kubuqi-200", "deserts/eco-kubuqi")!.relations).toContain("inside");
  });

  it("agrees with GEOS and GeographicLib: areas within 10 m², lengths within 1 m", () => {
    const geometryOf = new Map(
      [...check.subjects, ...check.zones].map((p) => [`${p.dataset}/${p.id}`, p.geometry!]),
    );
    let areas = 0;
    let lengths = 0;
    for (const found of result.conflicts) {
      if (!found.areaInsideSquareMetres && !found.lengthInsideMetres) continue;
      const shared = geosIntersection(geometryOf.get(found.subject)!, geometryOf.get(found.zone)!);
      if (found.areaInsideSquareMetres) {
        areas += 1;
        expect(Math.abs(found.areaInsideSquareMetres - measureGeographicLibArea(shared))).toBeLessThan(10);
      }
      if (found.lengthInsideMetres) {
        lengths += 1;
        expect(Math.abs(found.lengthInsideMetres - measureGeographicLibLength(shared))).toBeLessThan(1);
      }
    }
    expect(areas).toBeGreaterThan(15);
    expect(lengths).toBeGreaterThan(60);
  });

  it("cites a rule of the table for every verdict, and gives the zones without a public boundary", () => {
    const ids = new Set(result.rules.map(({ id }) => id));
    for (const { rules: fired } of result.conflicts)
      for (const { id } of fired) expect(ids.has(id)).toBe(true);
    expect(result.notTested.filter(({ kind }) => kind === "zone-not-on-map").length).toBeGreaterThan(10);
  });

  it("has a result for every phase, the outlook with no fewer subjects than 2020", () => {
    const counts = ["2020", "2035"].map((phase) => {
      const asked = inputOf(phase);
      return findConflicts(collectCheck(asked, filesOf(asked))).subjects.length;
    });
    expect(counts[1]).toBeGreaterThan(counts[0]!);
  });
});
