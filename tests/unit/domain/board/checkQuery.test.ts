import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CheckQuery, parseCheckQuery, standardCheck } from "../../../../src/domain/board/checkQuery.ts";
import {
  buildAlternativeInput,
  buildCheckInput,
  buildPlanInput,
} from "../../../../src/domain/board/checkRequests.ts";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../../../src/domain/board/parseBoard.ts";
import { switchRule } from "../../../../src/domain/check/editRules.ts";
import type { OwnParty } from "../../../../src/domain/check/ownParties.ts";
import { ruleOf, tableOf, zoneKindOf } from "../check/ruleCases.ts";
import { scope, standard } from "./boardScope.ts";

const text = { zh: "字", en: "word" };
const table = tableOf(
  [ruleOf("rail-lake", "crosses", "restricted", { zoneKinds: ["lake"], activityKinds: ["rail"] })],
  {
    zoneKinds: [zoneKindOf("lake"), zoneKindOf("sand")],
    activityKinds: [{ id: "rail", title: text }],
    zoneClasses: [
      { dataset: "lakes", kind: "*", level: "", kindOf: "lake" },
      { dataset: "deserts", kind: "*", level: "", kindOf: "sand" },
    ],
    activityClasses: [{ dataset: "rail-lines", kind: "*", level: "", kindOf: "rail" }],
  },
);

const query: CheckQuery = {
  decisionDate: "2026-04-01",
  subjects: { kind: "features", features: [{ dataset: "rail-lines", id: "rail-a" }] },
  zoneKinds: ["lake"],
  ownZones: [
    {
      layer: "user-a",
      kindOf: "lake",
      column: { name: "类型", kinds: { 湖: "lake", 沙: "sand" } },
      evidence: {
        approval: "〔2024〕1号",
        accuracyMetres: 5,
        works: "new",
        way: "tunnel",
        noException: true,
      },
    },
  ],
  rules: table,
  parameters: { smallestAreaSquareMetres: 25, smallestLengthMetres: 2, schematicBeltMetres: 750 },
  focus: "rail-lines/rail-a~lakes/lake-b",
  alternatives: [
    {
      id: "course-1",
      name: "北线",
      activity: "rail",
      from: { dataset: "rail-lines", id: "rail-a" },
      schematic: true,
      geometry: {
        type: "LineString",
        coordinates: [
          [110, 40],
          [111, 41],
        ],
      },
      handles: [
        { path: 0, position: 0 },
        { path: 0, position: 1 },
      ],
    },
  ],
  bent: "course-1",
  records: [{ id: "82534b792ed6ffdf", time: "2026-01-02T03:04:05Z" }],
  cumulativeThreshold: 0.05,
};

describe("the check of a board", () => {
  it("is read back as it was written, from a file and from a link", () => {
    const board = { ...standard, check: query };
    const parsed = parseBoard(JSON.stringify(board), scope);
    expect(parsed.ok && parsed.value.board.check).toEqual(query);
    const code = encodeBoard(board, standard);
    const decoded = code.ok && decodeBoard(code.value, scope);
    expect(decoded && "value" in decoded ? decoded.value.board.check : decoded).toEqual(query);
  });

  it("says so where a rule table cannot be used, and falls back on the shipped one", () => {
    const { query: read, isWhole } = parseCheckQuery({ ...query, rules: { schema: 3 } });
    expect(read?.rules).toBeNull();
    expect(isWhole).toBe(false);
  });

  it("never throws and never keeps a position off the earth, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (subjects, geometry) => {
        const read = parseCheckQuery({
          subjects,
          alternatives: [{ id: "a", name: "a", activity: "rail", geometry, handles: geometry }],
        });
        expect(read.query).toBeDefined();
      }),
      { seed: 3 },
    );
    const parts = [
      { type: "MultiPoint", coordinates: [[110, 40]] },
      {
        type: "MultiPolygon",
        coordinates: [[[...[110, 111, 111, 110].map((x, i) => [x, 40 + (i >> 1)]), [110, 40]]]],
      },
    ];
    for (const geometry of parts)
      expect(
        parseCheckQuery({ ...query, alternatives: [{ ...query.alternatives[0], geometry }] }).query
          ?.alternatives[0]?.geometry,
      ).toEqual(geometry);
    const off = parseCheckQuery({
      ...query,
      alternatives: [{ ...query.alternatives[0], geometry: { type: "Point", coordinates: [200, 0] } }],
    });
    expect(off.query?.alternatives).toEqual([]);
    expect(off.query?.bent).toBeNull();
  });
});

describe("the question of a board", () => {
  const sources = { shipped: table, find: () => undefined, today: "2026-11-30" };

  it("is the same whatever is in focus, on record or bent", () => {
    const board = { ...standard, check: query };
    const plain = { ...query, focus: null, records: [], bent: null, alternatives: [] };
    expect(buildCheckInput(board, query, sources)).toEqual(buildCheckInput(board, plain, sources));
  });

  it("is of the board's decision day, and of today where it names none", () => {
    expect(buildCheckInput(standard, query, sources).decisionDate).toBe("2026-04-01");
    expect(buildCheckInput(standard, { ...query, decisionDate: null }, sources).decisionDate).toBe(
      "2026-11-30",
    );
    expect(parseCheckQuery({ ...query, decisionDate: "2026-02-30" }).query?.decisionDate).toBeNull();
  });

  it("loads only what is tested and what it is tested against", () => {
    const { datasets, subjects, zoneKinds } = buildCheckInput(standard, query, sources);
    expect(datasets).toEqual(["rail-lines", "lakes"]);
    expect(subjects).toEqual([{ dataset: "rail-lines", id: "rail-a" }]);
    expect(zoneKinds).toEqual(["lake"]);
  });

  it("takes the whole plan against every zone for the inspector, by the board's own rules", () => {
    const off = switchRule(table, "rail-lake", false);
    if (!off.ok) throw new Error(off.error.en);
    const board = { ...standard, check: { ...query, rules: off.value } };
    const input = buildPlanInput(board, sources);
    expect(input.subjects).toBeNull();
    expect(input.datasets).toEqual(["rail-lines", "lakes", "deserts"]);
    expect(input.rules).toEqual(off.value);
  });

  it("names every course alike, so that their conflicts can be compared", () => {
    const [alternative] = query.alternatives;
    const other = { ...alternative!, id: "course-2", name: "南线" };
    const ids = [alternative!, other].map(
      (course) => (buildAlternativeInput(standard, query, course, sources).ownSubjects[0] as OwnParty).id,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it("names own layers by their file, so that a question stays small", () => {
    const input = buildCheckInput(
      standard,
      { ...standardCheck, ownZones: query.ownZones },
      {
        ...sources,
        find: () => ({ file: "own/1f.geojson", name: "边界" }),
      },
    );
    expect(input.ownZones).toEqual([
      {
        file: "own/1f.geojson",
        layer: "user-a",
        name: "边界",
        kind: "lake",
        column: query.ownZones[0]!.column,
        evidence: query.ownZones[0]!.evidence,
      },
    ]);
    expect(
      buildCheckInput(standard, { ...standardCheck, ownZones: query.ownZones }, sources).ownZones,
    ).toEqual([]);
  });
});
