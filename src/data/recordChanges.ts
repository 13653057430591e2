import type { Findings, RecordChange } from "./importReport.ts";

/** What a record is known by in a file with several layers. */
const keyOf = ({ file, record }: { file: string | null; record: number | null }) => `${file ?? ""}:${record}`;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Every record that did not come in as it stood in the file, in the order of the file. Records with errors are among
 * them where the user chose to skip them; a record with several errors is told once, with all its reasons.
 */
export function listChanges(findings: Findings, skipsBad: boolean): RecordChange[] {
  const refused = new Map<string, RecordChange>();
  for (const error of skipsBad ? findings.errors : []) {
    const { file, record, line, message, messageZh } = error;
    if (record === null) continue;
    const key = keyOf(error);
    const known = refused.get(key);
    refused.set(key, {
      file,
      record,
      line: known?.line ?? line,
      action: "skipped",
      repair: null,
      reason: known
        ? { zh: `${known.reason.zh}；${messageZh}`, en: `${known.reason.en}; ${message}` }
        : { zh: messageZh, en: message },
      areaBefore: findings.refusedAreas.get(key) ?? null,
      areaAfter: null,
    });
  }
  const others = findings.changes.filter((change) => !refused.has(keyOf(change)));
  return [...refused.values(), ...others].sort(
    (a, b) => compare(a.file ?? "", b.file ?? "") || a.record - b.record,
  );
}
