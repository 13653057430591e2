import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeLaw } from "../../src/domain/check/describeClause.ts";
import { parseRuleTable } from "../../src/domain/check/parseRules.ts";
import {
  type BasinUnit,
  type CrossingWay,
  crossingWays,
  type KindClass,
  type LawVerdict,
  lawVerdicts,
  type Rule,
  type RuleConditions,
  type RuleTable,
  type RuleVersion,
  type TextCheck,
  textChecks,
  type UntestedZone,
  type ZoneKind,
} from "../../src/domain/check/rules.ts";
import { type Clause, readClauses } from "./clauses.ts";
import { outputFolder } from "./dataset.ts";
import { readEcologyFacts } from "./ecology.ts";
import {
  FactError,
  type FactRow,
  planFolder,
  readFactTable,
  readNumber,
  readText,
  refuse,
  requireText,
} from "./factTable.ts";

const splitList = (text: string) => (text === "" ? [] : text.split(";").map((part) => part.trim()));

const readClass = (fact: FactRow): KindClass => ({
  dataset: requireText(fact, "dataset"),
  kind: requireText(fact, "feature_kind"),
  level: readText(fact, "level"),
  kindOf: requireText(fact, "kind"),
});

/** One of a list of words, or undefined for an empty cell; refuses any other. */
function readOne<T extends string>(fact: FactRow, column: string, known: readonly T[]): T | undefined {
  const text = readText(fact, column);
  const found = known.find((word) => word === text);
  if (text !== "" && !found) refuse(fact, `'${column}' is '${text}', expected ${known.join(", ")}`);
  return found;
}

const readBoth = (fact: FactRow, column: string) => ({
  zh: readText(fact, `${column}_zh`),
  en: readText(fact, `${column}_en`),
});

function readConditions(fact: FactRow): RuleConditions {
  return {
    classProof: readBoth(fact, "class_proof"),
    classKinds: splitList(readText(fact, "class_kinds")),
    tradeProof: readBoth(fact, "trade_proof"),
    tradeKinds: splitList(readText(fact, "trade_kinds")),
    onlyNew: readText(fact, "only_new") === "yes",
    ways: splitList(readText(fact, "ways")).map((way): CrossingWay => {
      const known = crossingWays.find((word) => word === way);
      return known ?? refuse(fact, `'ways' has '${way}', expected ${crossingWays.join(", ")}`);
    }),
    exceptions: readBoth(fact, "exceptions"),
  };
}

/** A rule that rests on the plan or on the office's own word has no clause of law. */
const withoutLaw: Readonly<Record<string, TextCheck>> = { plan: "text read", own: "user" };

/** One edition of a rule: the clause of the law table, with what must be shown before it bans. */
function readVersion(fact: FactRow, clauses: ReadonlyMap<string, Clause>): RuleVersion {
  const id = requireText(fact, "clause");
  const verdict = readOne<LawVerdict>(fact, "verdict", lawVerdicts);
  const checked = readOne<TextCheck>(fact, "checked", textChecks);
  const gist = readBoth(fact, "gist");
  const conditions = readConditions(fact);
  const clause = clauses.get(id);
  if (clause)
    return {
      ...clause,
      verdict: verdict ?? clause.verdict,
      checked: checked ?? clause.checked,
      gist: gist.zh === "" ? clause.gist : gist,
      conditions,
    };
  // A clause nobody has seen in the law table would be a clause made up here.
  const known = withoutLaw[id];
  if (!known) refuse(fact, `clause '${id}' is not in geodata/facts/rules_law_v2.csv`);
  if (!verdict || gist.zh === "") refuse(fact, "a rule without law needs a verdict and a gist of its own");
  return {
    clause: id,
    verdict,
    law: null,
    inForceFrom: "",
    inForceTo: null,
    checked: known,
    basin: null,
    gist,
    conditions,
    source: "",
  };
}

/** Kinds of a list in which `*` means every kind and `@line` every kind of a group. */
function expandKinds(fact: FactRow, column: string, kinds: readonly FactRow[]): string[] {
  const names = splitList(requireText(fact, column)).flatMap((name) => {
    if (name !== "*" && !name.startsWith("@")) return [name];
    return kinds
      .filter((kind) => name === "*" || readText(kind, "group") === name.slice(1))
      .map((kind) => requireText(kind, "kind"));
  });
  return [...new Set(names)];
}

function readRule(
  fact: FactRow,
  activities: readonly FactRow[],
  versions: readonly { rule: string; version: RuleVersion }[],
): Rule {
  const id = requireText(fact, "id");
  return {
    id,
    zoneKinds: splitList(requireText(fact, "zone_kinds")),
    activityKinds: expandKinds(fact, "activity_kinds", activities),
    relation: requireText(fact, "relation") as Rule["relation"],
    distanceMetres: readNumber(fact, "distance_metres") ?? null,
    planClauses: splitList(readText(fact, "plan_clause")),
    consult: { zh: requireText(fact, "consult_zh"), en: requireText(fact, "consult_en") },
    enabled: true,
    versions: versions.filter(({ rule }) => rule === id).map(({ version }) => version),
  };
}

const writeData = (name: string, text: string) => {
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", name), text);
};

/** Zones the law or the plan speaks of that have no place on the map, and why; every check lists them. */
function buildUntestedZones(clauses: ReadonlyMap<string, Clause>): UntestedZone[] {
  const ofLaw = readFactTable("untested-zones.csv", planFolder).map(
    (fact): UntestedZone => ({
      id: requireText(fact, "id"),
      name: { zh: requireText(fact, "title_zh"), en: requireText(fact, "title_en") },
      reason: { zh: requireText(fact, "reason_zh"), en: requireText(fact, "reason_en") },
      clauses: splitList(readText(fact, "clauses")).map((id) => {
        const clause = clauses.get(id) ?? refuse(fact, `clause '${id}' is not in rules_law_v2.csv`);
        const { inForceFrom, inForceTo } = clause;
        return {
          text: { zh: describeLaw(clause, "zh"), en: describeLaw(clause, "en") },
          inForceFrom,
          inForceTo,
        };
      }),
    }),
  );
  const unplaced = readEcologyFacts().filter((fact) => readText(fact, "unplaced_reason_zh") !== "");
  return [
    ...ofLaw,
    ...unplaced.map(
      (fact): UntestedZone => ({
        id: requireText(fact, "id"),
        name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
        reason: {
          zh: requireText(fact, "unplaced_reason_zh"),
          en: requireText(fact, "unplaced_reason_en"),
        },
        clauses: [],
      }),
    ),
  ];
}

/** No clause of the table may be lost in silence: each is cited by a rule, or left out with a reason. */
function refuseForgotten(clauses: ReadonlyMap<string, Clause>, used: ReadonlySet<string>) {
  const leftOut = readFactTable("law-unused.csv", planFolder);
  for (const fact of leftOut) {
    const id = requireText(fact, "clause");
    if (!clauses.has(id)) refuse(fact, `clause '${id}' is not in rules_law_v2.csv`);
    if (used.has(id)) refuse(fact, `clause '${id}' is cited by a rule and left out as well`);
    requireText(fact, "reason_zh");
    requireText(fact, "reason_en");
  }
  const known = new Set(leftOut.map((fact) => requireText(fact, "clause")));
  const forgotten = [...clauses.keys()].filter((id) => !used.has(id) && !known.has(id));
  if (forgotten.length > 0)
    throw new FactError(
      "geodata/plan/rule-versions.csv",
      undefined,
      `clauses neither cited nor left out: ${forgotten.join(", ")}`,
    );
}

const readZoneKind = (fact: FactRow): ZoneKind => {
  const basin = readText(fact, "basin");
  return {
    id: requireText(fact, "kind"),
    title: { zh: requireText(fact, "title_zh"), en: requireText(fact, "title_en") },
    slot: readText(fact, "slot") === "yes",
    answers: splitList(readText(fact, "answers")),
    basin:
      basin === ""
        ? null
        : { id: basin, state: readOne(fact, "basin_state", ["in", "out"] as const) ?? "in" },
  };
};

const readBasinUnit = (fact: FactRow): BasinUnit => ({
  basin: requireText(fact, "basin"),
  unit: requireText(fact, "unit"),
  state:
    readOne(fact, "state", ["in", "out", "uncertain"] as const) ?? refuse(fact, "'state' must not be empty"),
  basis: { zh: requireText(fact, "basis_zh"), en: requireText(fact, "basis_en") },
});

/** Writes `rules.json`, the rules of the ecology check with the kinds they speak of, and `untested-zones.json`. */
export function build() {
  const clauses = readClauses();
  const kinds = readFactTable("rule-kinds.csv", planFolder);
  const ofRole = (role: string) => kinds.filter((fact) => requireText(fact, "role") === role);
  const activities = ofRole("activity");
  const classes = readFactTable("rule-classes.csv", planFolder);
  const classesOf = (role: string) =>
    classes.filter((fact) => requireText(fact, "role") === role).map(readClass);
  const versionRows = readFactTable("rule-versions.csv", planFolder);
  const versions = versionRows.map((fact) => ({
    rule: requireText(fact, "rule"),
    version: readVersion(fact, clauses),
  }));
  refuseForgotten(clauses, new Set(versions.map(({ version }) => version.clause)));
  const table: RuleTable = {
    schema: 2,
    zoneKinds: ofRole("zone").map(readZoneKind),
    activityKinds: activities.map((fact) => ({
      id: requireText(fact, "kind"),
      title: { zh: requireText(fact, "title_zh"), en: requireText(fact, "title_en") },
    })),
    zoneClasses: classesOf("zone"),
    activityClasses: classesOf("activity"),
    basinUnits: readFactTable("basin_counties.csv").map(readBasinUnit),
    rules: readFactTable("rules.csv", planFolder).map((fact) => readRule(fact, activities, versions)),
    caveat: {
      zh: "条款为转述，各版本的核对情况逐条注明，均据第三方文本，未与官方公布文本逐字核对；结果供筛查之用，不代替法律意见。",
      en: "Clauses are paraphrased; how each version was read is said beside it. All texts came from third-party copies and were not compared word by word with the official ones. Results are for screening and do not replace a legal opinion.",
    },
  };
  const ids = new Set(table.rules.map(({ id }) => id));
  const stray = versionRows.find((fact) => !ids.has(requireText(fact, "rule")));
  if (stray) refuse(stray, `rule '${readText(stray, "rule")}' is not in rules.csv`);
  const text = `${JSON.stringify(table, null, 1)}\n`;
  const parsed = parseRuleTable(text);
  if (!parsed.ok)
    throw new FactError(
      "geodata/plan/rules.csv",
      parsed.error.record && parsed.error.record + 1,
      parsed.error.en,
    );
  writeData("rules.json", text);
  writeData("untested-zones.json", `${JSON.stringify(buildUntestedZones(clauses), null, 1)}\n`);
}
