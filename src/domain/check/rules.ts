import type { Bilingual } from "../plan.ts";
import { findVersion } from "./ruleVersions.ts";
import { hashText } from "./traceHash.ts";

/** What a clause can say, from the strictest to the mildest. */
export const lawVerdicts = ["prohibited", "restricted", "assessment", "notice"] as const;
export type LawVerdict = (typeof lawVerdicts)[number];

/** What the check can say of a pair. `unverified`: the place of one of the two is not known well enough to say. */
export const verdicts = [...lawVerdicts, "unverified"] as const;
export type Verdict = (typeof verdicts)[number];

/** `inside`: the subject shares area with the zone; `crosses`: a line runs through it; `within`: nearer than a distance. */
export const relations = ["inside", "crosses", "within"] as const;
export type Relation = (typeof relations)[number];

/** How a line passes a zone. */
export const crossingWays = ["surface", "bridge", "tunnel"] as const;
export type CrossingWay = (typeof crossingWays)[number];

/** How well the text of a clause is known: read, known from reports of it, not found, or the office's own. */
export const textChecks = ["text read", "secondary", "not found", "user"] as const;
export type TextCheck = (typeof textChecks)[number];

/** One edition of the clause a rule rests on, with the days it was in force. */
export interface RuleVersion {
  /** Of the row in the law table, or of the office's own making. */
  clause: string;
  verdict: LawVerdict;
  /** Law or regulation; null where the rule rests on the plan alone. `edition` names the text: order, date, amendment. */
  law: { zh: string; en: string; article: string; year: string; edition: string } | null;
  /** ISO date, or as much of one as is known ("2022-08", "2023"); "" where it was not seen. */
  inForceFrom: string;
  /** The last day; null while no end is known. */
  inForceTo: string | null;
  checked: TextCheck;
  /** The river basin the clause is held to; null where it holds everywhere. */
  basin: string | null;
  gist: Bilingual;
  conditions: RuleConditions;
  /** Where the text was seen. */
  source: string;
}

/** What must be shown of zone and project before a ban counts as proven. */
export interface RuleConditions {
  /** The document that shows the class the clause speaks of; "" where every zone kind of the rule shows it. */
  classProof: Bilingual;
  /** Zone kinds that show that class by themselves. */
  classKinds: string[];
  /** What must be known of the project; "" where every activity kind of the rule shows it. */
  tradeProof: Bilingual;
  /** Activity kinds that show it by themselves. */
  tradeKinds: string[];
  /** Whether the clause reaches new and enlarged works alone. */
  onlyNew: boolean;
  /** Ways of passing the clause reaches; empty for every way. */
  ways: CrossingWay[];
  /** Exceptions the law knows; "" for none known. */
  exceptions: Bilingual;
}

/** One rule of the check: which kind of activity, in which relation to which kind of zone, under which clause. */
export interface Rule {
  id: string;
  zoneKinds: string[];
  activityKinds: string[];
  relation: Relation;
  /** For `within` only; a parameter of the office, not a legal line, unless the clause says so. */
  distanceMetres: number | null;
  /** Chapters and sections of the plan, such as "7.1". */
  planClauses: string[];
  /** Where the legal text or a published boundary must be consulted. */
  consult: Bilingual;
  enabled: boolean;
  /** Oldest first; no two in force on the same day. */
  versions: RuleVersion[];
}

/** A rule as a result cites it: with the one version of the decision day. */
export type CitedRule = Omit<Rule, "versions"> &
  RuleVersion & {
    /** The newest version where it is another than the one cited; null where it is the same. */
    newest: RuleVersion | null;
  };

/** A kind of zone or activity. */
export interface RuleKind {
  id: string;
  title: Bilingual;
}

/** A kind of zone; `slot` where the atlas has no outlines of it and an office's own layer can fill it. */
export interface ZoneKind extends RuleKind {
  slot: boolean;
  /** Ids of untested zones that an own layer of this kind answers. */
  answers: string[];
  /** Whether ground of this kind is of a river basin, or surely not; it goes before the county list. */
  basin: { id: string; state: "in" | "out" } | null;
}

/** Whether a law of a basin reaches a county, by the county list in the data. */
export interface BasinUnit {
  basin: string;
  /** Feature id of the county. */
  unit: string;
  state: "in" | "out" | "uncertain";
  basis: Bilingual;
}

/** Which zone kind or activity kind a shipped feature is, by dataset and properties. */
export interface KindClass {
  dataset: string;
  /** Feature `kind`; "*" for every kind of the dataset. */
  kind: string;
  /** Feature `level`, where it decides; "" for any. */
  level: string;
  kindOf: string;
}

/** A zone the law or the plan speaks of that cannot be tested, because it has no place on the map. */
export interface UntestedZone {
  id: string;
  name: Bilingual;
  reason: Bilingual;
  /** The clauses that speak of it, each with its days; empty where only the plan names it. */
  clauses: { text: Bilingual; inForceFrom: string; inForceTo: string | null }[];
}

/** The rule table with the kinds it speaks of. */
export interface RuleTable {
  schema: 2;
  zoneKinds: ZoneKind[];
  activityKinds: RuleKind[];
  zoneClasses: KindClass[];
  activityClasses: KindClass[];
  basinUnits: BasinUnit[];
  rules: Rule[];
  /** Said with every result: what was not checked about the law itself. */
  caveat: Bilingual;
}

/** A rule with its version of a day; undefined where it had none. */
export function citeRule(rule: Rule, day: string): CitedRule | undefined {
  const version = findVersion(rule, day);
  if (!version) return undefined;
  const { versions, ...rest } = rule;
  const newest = versions.at(-1)!;
  return { ...rest, ...version, newest: newest === version ? null : newest };
}

/** The kind a feature counts as, or undefined where the classes do not name it. An exact level goes before any level. */
export function findKind(
  classes: readonly KindClass[],
  dataset: string,
  kind: string,
  level: string,
): string | undefined {
  const fits = classes.filter((c) => c.dataset === dataset && (c.kind === kind || c.kind === "*"));
  const byLevel = fits.find((c) => c.level !== "" && c.level === level);
  return (byLevel ?? fits.find((c) => c.level === "" && c.kind === kind) ?? fits.find((c) => c.level === ""))
    ?.kindOf;
}

/** The title of a kind; the kind itself where the table does not know it. */
export function findKindTitle({ zoneKinds, activityKinds }: RuleTable, kind: string): Bilingual {
  const known = [...zoneKinds, ...activityKinds].find(({ id }) => id === kind);
  return known?.title ?? { zh: kind, en: kind };
}

/** Enabled rules that speak of a zone kind and an activity kind together, whatever the day. */
export function findRules(table: RuleTable, zoneKind: string, activityKind: string): Rule[] {
  return table.rules.filter(
    (rule) => rule.enabled && rule.zoneKinds.includes(zoneKind) && rule.activityKinds.includes(activityKind),
  );
}

/** The strictest of several verdicts; undefined for none. */
export const findStrictest = (given: readonly Verdict[]): Verdict | undefined =>
  verdicts.find((verdict) => given.includes(verdict));

/** The farthest distance at which a rule still speaks, in metres; 0 where none looks beyond the edge. */
export function findReachMetres(rules: readonly { distanceMetres: number | null }[]): number {
  return rules.reduce((most, rule) => Math.max(most, rule.distanceMetres ?? 0), 0);
}

/** A version of the rules that changes with every change of what they say, and with nothing else. */
export function hashRules(table: RuleTable): string {
  const said = table.rules.map((rule) => [
    rule.id,
    rule.zoneKinds,
    rule.activityKinds,
    rule.relation,
    rule.distanceMetres,
    rule.planClauses,
    rule.consult,
    rule.enabled,
    rule.versions,
  ]);
  return hashText(JSON.stringify([said, table.zoneClasses, table.activityClasses, table.basinUnits]));
}

/** Every dataset the classes of a rule table speak of, in their order. */
export const findCheckDatasets = (table: RuleTable): { subjects: string[]; zones: string[] } => {
  const datasetsOf = (classes: readonly KindClass[]) => [...new Set(classes.map(({ dataset }) => dataset))];
  return { subjects: datasetsOf(table.activityClasses), zones: datasetsOf(table.zoneClasses) };
};
