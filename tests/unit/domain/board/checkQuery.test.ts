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
import { switchRule } from "../../../../src/domain/ecology/editRules.ts";
import type { OwnParty } from "../../../../src/domain/ecology/ownParties.ts";
import type { RuleTable } from "../../../../src/domain/ecology/rules.ts";
import { scope, standard } from "./boardScope.ts";

const text = { zh: "字", en: "word" };
const table: RuleTable = {
  schema: 1,
  zoneKinds: [
    { id: "lake", title: text },
    { id: "sand", title: text },
  ],
  activityKinds: [{ id: "rail", title: text }],
  zoneClasses: [
    { dataset: "lakes", kind: "*", level: "", kindOf: "lake" },
    { dataset: "deserts", kind: "*", level: "", kindOf: "sand" },
  ],
  activityClasses: [{ dataset: "rail-lines", kind: "*", level: "", kindOf: "rail" }],
  rules: [
    {
      id: "rail-lake",
      zoneKinds: ["lake"],
      activityKinds: ["rail"],
      relation: "crosses",
      distanceMetres: null,
      verdict: "restricted",
      planClauses: ["7.1"],
      law: null,
      gist: text,
      consult: text,
      certainty: "user",
      enabled: true,
    },
  ],
  caveat: text,
};

const query: CheckQuery = {
  subjects: { kind: "features", features: [{ dataset: "rail-lines", id: "rail-a" }] },
  zoneKinds: ["lake"],
  ownZones: [{ layer: "user-a", kindOf: "lake" }],
  rules: table,
  parameters: { smallestAreaSquareMetres: 25, smallestLengthMetres: 2 },
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
    const { query: read, isWhole } = parseCheckQuery({ ...query, rules: { schema: 2 } });
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
  const nothing = () => undefined;

  it("is the same whatever is in focus, on record or bent", () => {
    const board = { ...standard, check: query };
    const plain = { ...query, focus: null, records: [], bent: null, alternatives: [] };
    expect(buildCheckInput(board, query, table, nothing)).toEqual(
      buildCheckInput(board, plain, table, nothing),
    );
  });

  it("loads only what is tested and what it is tested against", () => {
    const { datasets, subjects, zoneKinds } = buildCheckInput(standard, query, table, nothing);
    expect(datasets).toEqual(["rail-lines", "lakes"]);
    expect(subjects).toEqual([{ dataset: "rail-lines", id: "rail-a" }]);
    expect(zoneKinds).toEqual(["lake"]);
  });

  it("takes the whole plan against every zone for the inspector, by the board's own rules", () => {
    const off = switchRule(table, "rail-lake", false);
    if (!off.ok) throw new Error(off.error.en);
    const board = { ...standard, check: { ...query, rules: off.value } };
    const input = buildPlanInput(board, table);
    expect(input.subjects).toBeNull();
    expect(input.datasets).toEqual(["rail-lines", "lakes", "deserts"]);
    expect(input.rules).toEqual(off.value);
  });

  it("names every course alike, so that their conflicts can be compared", () => {
    const [alternative] = query.alternatives;
    const other = { ...alternative!, id: "course-2", name: "南线" };
    const ids = [alternative!, other].map(
      (course) =>
        (buildAlternativeInput(standard, query, course, table, nothing).ownSubjects[0] as OwnParty).id,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it("names own layers by their file, so that a question stays small", () => {
    const input = buildCheckInput(standard, { ...standardCheck, ownZones: query.ownZones }, table, () => ({
      file: "own/1f.geojson",
      name: "边界",
    }));
    expect(input.ownZones).toEqual([{ file: "own/1f.geojson", layer: "user-a", name: "边界", kind: "lake" }]);
    expect(
      buildCheckInput(standard, { ...standardCheck, ownZones: query.ownZones }, table, nothing).ownZones,
    ).toEqual([]);
  });
});
