import type { CheckResult } from "../../domain/check/conflict.ts";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import { contactWords } from "../../domain/check/findContacts.ts";
import { conditionWords, describeMissing, describeProof } from "../../domain/check/proofWords.ts";
import { buildRecordData, type RunRecord } from "./runRecord.ts";

/** A run as JSON: all of the result, the six answers of each proof in words, and the record. */
export function formatConflictJson(result: CheckResult, record: RunRecord): string {
  const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
  const conflicts = result.conflicts.map((conflict) => ({
    ...conflict,
    verdictWords: verdictWords[conflict.verdict],
    contactWords: conflict.contacts.map((contact) => contactWords[contact]),
    rules: conflict.rules.map((fired) => {
      const rule = rules.get(fired.id)!;
      return {
        ...fired,
        missing: describeMissing(fired, rule) ?? null,
        proof: describeProof(fired, rule).map((line) => ({
          ...line,
          conditionWords: conditionWords[line.condition],
        })),
      };
    }),
  }));
  const imports = record.own.flatMap(({ report }) => report ?? []);
  const whole = { ...result, conflicts, record: buildRecordData(result, record) };
  return `${JSON.stringify(imports.length > 0 ? { ...whole, imports } : whole, null, 1)}\n`;
}
