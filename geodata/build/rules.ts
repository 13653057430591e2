import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type KindClass,
  parseRuleTable,
  type Rule,
  type RuleTable,
  type UntestedZone,
} from "../../src/domain/ecology/rules.ts";
import { outputFolder } from "./dataset.ts";
import { readEcologyFacts } from "./ecology.ts";
import {
  FactError,
  type FactRow,
  readFactTable,
  readNumber,
  readText,
  refuse,
  repositoryRoot,
  requireText,
} from "./factTable.ts";

const folder = join(repositoryRoot, "geodata", "plan");
const splitList = (text: string) => (text === "" ? [] : text.split(";").map((part) => part.trim()));

const readClass = (fact: FactRow): KindClass => ({
  dataset: requireText(fact, "dataset"),
  kind: requireText(fact, "feature_kind"),
  level: readText(fact, "level"),
  kindOf: requireText(fact, "kind"),
});

function readRule(fact: FactRow, laws: ReadonlySet<string>): Rule {
  const law = readText(fact, "law_zh");
  // A clause nobody has seen in the law table would be a clause made up here.
  if (law !== "" && !laws.has(law)) refuse(fact, `law '${law}' is not in geodata/facts/rules_law.csv`);
  return {
    id: requireText(fact, "id"),
    zoneKinds: splitList(requireText(fact, "zone_kinds")),
    activityKinds: splitList(requireText(fact, "activity_kinds")),
    relation: requireText(fact, "relation") as Rule["relation"],
    distanceMetres: readNumber(fact, "distance_metres") ?? null,
    verdict: requireText(fact, "verdict") as Rule["verdict"],
    planClauses: splitList(readText(fact, "plan_clause")),
    law:
      law === ""
        ? null
        : {
            zh: law,
            en: requireText(fact, "law_en"),
            article: readText(fact, "article"),
            year: requireText(fact, "law_year"),
          },
    gist: { zh: requireText(fact, "gist_zh"), en: requireText(fact, "gist_en") },
    consult: { zh: requireText(fact, "consult_zh"), en: requireText(fact, "consult_en") },
    certainty: requireText(fact, "certainty"),
    enabled: true,
  };
}

const writeData = (name: string, text: string) => {
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", name), text);
};

/** Zones the law or the plan speaks of that have no place on the map, and why; every check lists them. */
function buildUntestedZones(laws: ReadonlySet<string>): UntestedZone[] {
  const ofLaw = readFactTable("untested-zones.csv", folder).map((fact): UntestedZone => {
    const law = requireText(fact, "law_zh");
    if (!laws.has(law)) refuse(fact, `law '${law}' is not in geodata/facts/rules_law.csv`);
    return {
      id: requireText(fact, "id"),
      name: { zh: requireText(fact, "title_zh"), en: requireText(fact, "title_en") },
      reason: { zh: requireText(fact, "reason_zh"), en: requireText(fact, "reason_en") },
      law: `${law} ${requireText(fact, "article")}`,
    };
  });
  const unplaced = readEcologyFacts().filter((fact) => readText(fact, "unplaced_reason") !== "");
  return [
    ...ofLaw,
    ...unplaced.map((fact): UntestedZone => {
      const [zh, en] = readText(fact, "unplaced_reason").split(/(?<=。)\s*/);
      return {
        id: requireText(fact, "id"),
        name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
        reason: { zh: zh!.replace(/。$/, ""), en: (en ?? zh!).replace(/\.$/, "") },
        law: "",
      };
    }),
  ];
}

/** Writes `rules.json`, the rules of the ecology check with the kinds they speak of, and `untested-zones.json`. */
export function build() {
  const laws = new Set(readFactTable("rules_law.csv").map((fact) => requireText(fact, "law_zh")));
  const kinds = readFactTable("rule-kinds.csv", folder);
  const kindsOf = (role: string) =>
    kinds
      .filter((fact) => requireText(fact, "role") === role)
      .map((fact) => ({
        id: requireText(fact, "kind"),
        title: { zh: requireText(fact, "title_zh"), en: requireText(fact, "title_en") },
      }));
  const classes = readFactTable("rule-classes.csv", folder);
  const classesOf = (role: string) =>
    classes.filter((fact) => requireText(fact, "role") === role).map(readClass);
  const table: RuleTable = {
    schema: 1,
    zoneKinds: kindsOf("zone"),
    activityKinds: kindsOf("activity"),
    zoneClasses: classesOf("zone"),
    activityClasses: classesOf("activity"),
    rules: readFactTable("rules.csv", folder).map((fact) => readRule(fact, laws)),
    caveat: {
      zh: "条款为转述，未核对此后的修订；结果供筛查之用，不代替法律意见。",
      en: "Clauses are paraphrased and not checked for later amendments; results are for screening and do not replace a legal opinion.",
    },
  };
  const text = `${JSON.stringify(table, null, 1)}\n`;
  const parsed = parseRuleTable(text);
  if (!parsed.ok)
    throw new FactError(
      "geodata/plan/rules.csv",
      parsed.error.record && parsed.error.record + 1,
      parsed.error.en,
    );
  writeData("rules.json", text);
  writeData("untested-zones.json", `${JSON.stringify(buildUntestedZones(laws), null, 1)}\n`);
}
