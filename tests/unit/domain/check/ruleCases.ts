import type { PartyEvidence } from "../../../../src/domain/check/evidence.ts";
import { noConditions } from "../../../../src/domain/check/migrateRules.ts";
import type {
  LawVerdict,
  Relation,
  Rule,
  RuleTable,
  RuleVersion,
  ZoneKind,
} from "../../../../src/domain/check/rules.ts";

const text = { zh: "字", en: "word" };

/** A version of a clause that was read and has long been in force. */
export const versionOf = (verdict: LawVerdict, more: Partial<RuleVersion> = {}): RuleVersion => ({
  clause: "clause",
  verdict,
  law: { zh: "法", en: "Law", article: "1", year: "2000", edition: "2000" },
  inForceFrom: "2000-01-01",
  inForceTo: null,
  checked: "text read",
  basin: null,
  gist: text,
  conditions: noConditions,
  source: "test",
  ...more,
});

export const ruleOf = (
  id: string,
  relation: Relation,
  verdict: LawVerdict,
  more: Partial<Omit<Rule, "versions">> & { version?: Partial<RuleVersion>; versions?: RuleVersion[] } = {},
): Rule => {
  const { version, versions, ...rest } = more;
  return {
    id,
    zoneKinds: ["reserve", "river"],
    activityKinds: ["works"],
    relation,
    distanceMetres: null,
    planClauses: ["1.1"],
    consult: text,
    enabled: true,
    versions: versions ?? [versionOf(verdict, version)],
    ...rest,
  };
};

export const zoneKindOf = (id: string, more: Partial<ZoneKind> = {}): ZoneKind => ({
  id,
  title: { zh: id, en: id },
  slot: false,
  answers: [],
  basin: null,
  ...more,
});

export const tableOf = (rules: Rule[], more: Partial<RuleTable> = {}): RuleTable => ({
  schema: 2,
  zoneKinds: [zoneKindOf("reserve"), zoneKindOf("river")],
  activityKinds: [{ id: "works", title: { zh: "工程", en: "Works" } }],
  zoneClasses: [],
  activityClasses: [],
  basinUnits: [],
  rules,
  caveat: { zh: "说明", en: "caveat" },
  ...more,
});

/** Everything a ban can be asked to show. */
export const fullEvidence: PartyEvidence = {
  outline: "mapped",
  approval: "〔2024〕1号",
  accuracyMetres: 0,
  works: "new",
  way: "surface",
  noException: true,
};
