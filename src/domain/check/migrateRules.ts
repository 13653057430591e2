import type { RuleConditions, RuleTable, TextCheck } from "./rules.ts";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const noConditions: RuleConditions = {
  classKinds: [],
  classProof: { zh: "", en: "" },
  tradeKinds: [],
  tradeProof: { zh: "", en: "" },
  onlyNew: false,
  ways: [],
  exceptions: { zh: "", en: "" },
};

/** What the words of the first schema say of a text that has no dates. Nothing there was read in a dated version. */
const checkedOf: Readonly<Record<string, TextCheck>> = { user: "user", memory: "not found" };

/** A rule of the first schema: one version, of which no date is known, so that it never proves a ban. */
function migrateRule(rule: unknown): unknown {
  if (!isRecord(rule) || "versions" in rule) return rule;
  const { verdict, law, gist, certainty, ...rest } = rule;
  return {
    ...rest,
    versions: [
      {
        clause: typeof rule.id === "string" ? rule.id : "",
        verdict,
        law: isRecord(law) ? { ...law, edition: "" } : law,
        inForceFrom: "",
        inForceTo: null,
        checked: typeof certainty === "string" ? (checkedOf[certainty] ?? "secondary") : certainty,
        basin: null,
        gist,
        conditions: noConditions,
        source: "",
      },
    ],
  };
}

/** A table of an earlier schema in the form of the present one, not yet checked; undefined for a schema unknown here. */
export function migrateRuleTable(value: unknown): Partial<RuleTable> | undefined {
  if (!isRecord(value)) return undefined;
  if (value.schema === 2) return value;
  if (value.schema !== 1) return undefined;
  const zoneKinds = Array.isArray(value.zoneKinds)
    ? value.zoneKinds.map((kind: unknown) =>
        isRecord(kind) ? { slot: false, answers: [], basin: null, ...kind } : kind,
      )
    : value.zoneKinds;
  return {
    ...value,
    schema: 2,
    zoneKinds,
    basinUnits: [],
    rules: Array.isArray(value.rules) ? value.rules.map(migrateRule) : value.rules,
  } as Partial<RuleTable>;
}
