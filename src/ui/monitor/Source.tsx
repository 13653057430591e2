import { evidenceWords } from "../../domain/monitor/monitorWords.ts";
import { isWeak, type MilestoneRow, type ObservationRow } from "../../domain/monitor/rows.ts";
import parts from "./MonitorParts.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

/** Who says so, when, how sure it is, and which row it is. */
export function Source({ row }: { row: MilestoneRow | ObservationRow }) {
  const { word, text } = useMonitorWords();
  const said = row.publisherZh
    ? word("published", { publisher: row.publisherZh, date: row.published || word("noDate") })
    : "";
  return (
    <span className={parts.source}>
      {row.origin === "own" && <span className={parts.own}>{word("own")}</span>}
      <span lang="zh">{said}</span>
      {row.evidence !== "" && (
        <span className={isWeak(row.evidence) ? parts.weak : undefined}>
          {text(evidenceWords[row.evidence])}
        </span>
      )}
      <code>{word("row", { id: row.id })}</code>
    </span>
  );
}
