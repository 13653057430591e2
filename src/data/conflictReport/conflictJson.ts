import type { CheckResult } from "../../domain/check/conflict.ts";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import { contactWords } from "../../domain/check/findContacts.ts";
import { conditionWords, describeMissing, describeProof } from "../../domain/check/proofWords.ts";
import { buildRecordData, type RunRecord } from "./runRecord.ts";

/** The text of a long list is longer than one string may be: it is encoded part by part. */
function joinBytes(parts: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const chunks = Array.from(parts, (part) => encoder.encode(part));
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const emptyList = '\n "conflicts": []';

/**
 * A run as JSON: all of the result, the six answers of each proof in words, and the record. The bytes are those of
 * `JSON.stringify(run, null, 1)`, of any length.
 */
export function writeConflictJson(result: CheckResult, record: RunRecord): Uint8Array {
  const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
  const write = (conflict: CheckResult["conflicts"][number]) => ({
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
  });
  const imports = record.own.flatMap(({ report }) => report ?? []);
  const whole = { ...result, conflicts: [], record: buildRecordData(result, record) };
  const frame = JSON.stringify(imports.length > 0 ? { ...whole, imports } : whole, null, 1);
  const at = frame.indexOf(emptyList);
  function* listParts(): Generator<string> {
    if (result.conflicts.length === 0) return yield `${frame}\n`;
    yield `${frame.slice(0, at + emptyList.length - 1)}\n`;
    for (const [index, conflict] of result.conflicts.entries()) {
      // No line break stands inside a string of JSON, so each is one of the layout.
      const text = JSON.stringify(write(conflict), null, 1).replaceAll("\n", "\n  ");
      yield `${index > 0 ? ",\n" : ""}  ${text}`;
    }
    yield `\n ${frame.slice(at + emptyList.length - 1)}\n`;
  }
  return joinBytes(listParts());
}
