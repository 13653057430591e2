import fc from "fast-check";
import geodesic from "geographiclib-geodesic";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import {
  type ComparedThing,
  countDifferences,
  type Difference,
  type DifferenceKind,
  judgeChange,
  listDifferences,
  measureMoveMetres,
} from "../../../../src/domain/compare/listDifferences.ts";
import { type Status, statuses } from "../../../../src/domain/plan.ts";

const thing = (id: string, status: Status | null, more: Partial<ComparedThing> = {}): ComparedThing => ({
  dataset: "lines",
  id,
  name: { zh: id, en: id },
  status,
  geometry: null,
  ...more,
});
const tellKinds = (differences: readonly Difference[]) => differences.map(({ id, kind }) => `${id} ${kind}`);

describe("what became of a thing", () => {
  const cases: [Status, Status, DifferenceKind | undefined][] = [
    ["absent", "planned", "added"],
    ["closed", "under-construction", "added"],
    ["absent", "existing", "opened"],
    ["closed", "existing", "opened"],
    ["planned", "existing", "opened"],
    ["under-construction", "upgrade-planned", "opened"],
    ["existing", "upgrade-planned", "upgraded"],
    ["upgrade-planned", "upgrade-done", "upgraded"],
    ["study", "planned", "advanced"],
    ["planned", "under-construction", "advanced"],
    ["existing", "under-construction", "delayed"],
    ["upgrade-under-way", "upgrade-planned", "delayed"],
    ["under-construction", "study", "delayed"],
    ["planned", "absent", "dropped"],
    ["existing", "closed", "dropped"],
    ["upgrade-planned", "existing", "dropped"],
    ["absent", "closed", undefined],
  ];
  it.each(cases)("%s → %s is %s", (before, after, kind) => {
    expect(judgeChange(before, after)).toBe(kind);
  });

  it("is told of every pair of statuses, forward one way and back the other", () => {
    const forward = ["added", "opened", "upgraded", "advanced"];
    for (const before of statuses)
      for (const after of statuses) {
        const [there, back] = [judgeChange(before, after), judgeChange(after, before)];
        const isGone = (status: Status) => status === "absent" || status === "closed";
        const isSame = before === after || (isGone(before) && isGone(after));
        if (isSame) expect([there, back]).toEqual([undefined, undefined]);
        else expect([there, back].filter((kind) => forward.includes(kind!))).toHaveLength(1);
      }
  });
});

describe("the list of differences", () => {
  it("goes by identity: a new name or place in the list is no difference", () => {
    const before = [thing("a", "planned"), thing("b", "existing")];
    const after = [thing("b", "existing", { name: { zh: "乙", en: "B" } }), thing("a", "planned")];
    expect(listDifferences(before, after)).toEqual([]);
    expect(tellKinds(listDifferences(before, [thing("a", "planned", { dataset: "roads" })]))).toEqual([
      "a added",
      "a dropped",
      "b dropped",
    ]);
  });

  it("lists by kind, names both statuses, and calls what a side lacks absent", () => {
    const differences = listDifferences(
      [thing("gone", "existing"), thing("late", "existing"), thing("same", "study")],
      [thing("late", "planned"), thing("same", "study"), thing("new", "study"), thing("open", "existing")],
    );
    expect(tellKinds(differences)).toEqual(["new added", "open opened", "late delayed", "gone dropped"]);
    expect(differences.map(({ before, after }) => [before, after])).toEqual([
      ["absent", "study"],
      ["absent", "existing"],
      ["existing", "planned"],
      ["existing", "absent"],
    ]);
    expect(countDifferences(differences)).toMatchObject({
      added: 1,
      opened: 1,
      delayed: 1,
      dropped: 1,
      moved: 0,
    });
  });

  it("calls what has no status added or dropped, never opened", () => {
    expect(tellKinds(listDifferences([], [thing("mine", null)]))).toEqual(["mine added"]);
    expect(tellKinds(listDifferences([thing("mine", null)], []))).toEqual(["mine dropped"]);
  });

  it("tells what moved and what changed beside the status, and gives the box of both places", () => {
    const at = (x: number): Geometry => ({ type: "Point", coordinates: [x, 40] });
    const [difference, moved, changed] = listDifferences(
      [thing("a", "planned", { geometry: at(110), values: { speedKmh: 160 } })],
      [thing("a", "existing", { geometry: at(111), values: { speedKmh: 200, trainsPerDay: 8 } })],
    );
    expect([difference, moved, changed].map((one) => one?.kind)).toEqual(["opened", "moved", "changed"]);
    expect(difference?.bbox).toEqual([110, 40, 111, 40]);
    expect(moved?.movedMetres).toBeCloseTo(geodesic.Geodesic.WGS84.Inverse(40, 110, 40, 111).s12!, -2);
    expect(changed?.values).toEqual([
      { key: "speedKmh", before: 160, after: 200 },
      { key: "trainsPerDay", before: null, after: 8 },
    ]);
  });

  it("does not say that a thing moved which one side does not have", () => {
    const at = (x: number): Geometry => ({ type: "Point", coordinates: [x, 40] });
    const before = [thing("a", "absent", { geometry: at(110) })];
    expect(tellKinds(listDifferences(before, [thing("a", "existing", { geometry: at(111) })]))).toEqual([
      "a opened",
    ]);
  });

  it("refuses a thing listed twice", () => {
    expect(() => listDifferences([thing("a", "study"), thing("a", "study")], [])).toThrow("'lines/a'");
  });
});

const things = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 10 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id) =>
      fc
        .record({
          status: fc.constantFrom(...statuses),
          x: fc.integer({ min: 0, max: 2 }),
          speed: fc.constantFrom(120, 160),
        })
        .map(({ status, x, speed }) =>
          thing(`t${id}`, status, {
            geometry: { type: "Point", coordinates: [110 + x, 40] },
            values: { speedKmh: speed },
          }),
        ),
    ),
  ),
);

describe("whatever is compared", () => {
  it("a state does not differ from itself", () => {
    fc.assert(
      fc.property(things, (state) => {
        expect(listDifferences(state, state)).toEqual([]);
      }),
    );
  });

  it("read backwards, every difference is there with its sides changed over", () => {
    const forward = ["added", "opened", "upgraded", "advanced"];
    const directionOf = ({ kind }: Difference) =>
      kind === "moved" || kind === "changed" ? kind : forward.includes(kind) ? "on" : "back";
    const turned = { on: "back", back: "on", moved: "moved", changed: "changed" } as const;
    const tell = (one: Difference, direction: string, before: unknown, after: unknown) =>
      `${one.id} ${direction} ${String(before)} ${String(after)} ${one.movedMetres?.toFixed(3) ?? ""}`;
    fc.assert(
      fc.property(things, things, (before, after) => {
        const there = listDifferences(before, after);
        const back = listDifferences(after, before);
        expect(back.map((one) => tell(one, turned[directionOf(one)], one.after, one.before)).sort()).toEqual(
          there.map((one) => tell(one, directionOf(one), one.before, one.after)).sort(),
        );
      }),
    );
  });
});

describe("how far a thing moved", () => {
  const line = (y: number, xs: readonly number[]): Geometry => ({
    type: "LineString",
    coordinates: xs.map((x) => [x, y]),
  });

  it("is the shift of a line, as GeographicLib measures it", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.4, noNaN: true }), (shift) => {
        const expected = geodesic.Geodesic.WGS84.Inverse(40, 110, 40 + shift, 110).s12!;
        const moved = measureMoveMetres(line(40, [110, 110.01]), line(40 + shift, [110, 110.01]));
        expect(Math.abs(moved - expected)).toBeLessThan(1);
      }),
    );
  });

  it("is nothing where more vertices tell the same course", () => {
    expect(measureMoveMetres(line(40, [110, 110.1]), line(40, [110, 110.03, 110.06, 110.1]))).toBeLessThan(1);
  });

  it("sees a polygon shrink within its old outline", () => {
    const square = (half: number): Geometry => ({
      type: "Polygon",
      coordinates: [
        [
          [110 - half, 40 - half],
          [110 + half, 40 - half],
          [110 + half, 40 + half],
          [110 - half, 40 + half],
          [110 - half, 40 - half],
        ],
      ],
    });
    const corner = geodesic.Geodesic.WGS84.Inverse(40.1, 110.1, 40.2, 110.2).s12!;
    expect(Math.abs(measureMoveMetres(square(0.2), square(0.1)) - corner)).toBeLessThan(60);
  });
});
