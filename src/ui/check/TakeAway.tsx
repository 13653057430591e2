import { Download, Printer } from "lucide-react";
import { useState } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import type { CheckResult } from "../../domain/ecology/conflict.ts";
import { tell, tellProblem } from "../../state/actions.ts";
import { useCheck } from "../../state/checkStore.ts";
import {
  type ConflictFormat,
  findRecord,
  findRunTime,
  recordRun,
  writeCheckFile,
} from "../../state/checkTakeaway.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../frame/IconButton.tsx";
import { saveFile } from "../saveFile.ts";
import styles from "./CheckPanel.module.css";
import { checkWords } from "./checkWords.ts";
import { openReportWindow } from "./reportWindow.ts";
import { Section } from "./Section.tsx";
import { useCheckWords } from "./useCheckWords.ts";

/** Everything a run depends on, to be shown and kept: the same inputs give the same run. */
export function Trace({ result }: { result: CheckResult }) {
  const { word, text, number } = useCheckWords();
  const query = useAtlas((state) => state.board.check);
  const phase = phases.find(({ id }) => id === result.phase)!;
  const computedAt = useCheck((state) => state.computedAt);
  const record = findRecord(query, result.id);
  const time = findRunTime(query, result, computedAt);
  const userLayers = useAtlas((state) => state.board.userLayers);
  const own = [
    ...(query?.subjects.kind === "own" ? query.subjects.layers : []),
    ...(query?.ownZones ?? []),
  ].flatMap(({ layer }) => userLayers?.find(({ id }) => id === layer) ?? []);
  const others = (query?.records ?? []).filter(({ id }) => id !== result.id);
  const rows: [string, string][] = [
    [word("traceId"), result.id],
    [word("traceTime"), time],
    [word("tracePhase"), text(phase.title)],
    [word("traceRules"), result.rulesVersion],
    [
      word("traceParameters"),
      `≥ ${number(result.parameters.smallestAreaSquareMetres)} m², ≥ ${number(result.parameters.smallestLengthMetres)} m`,
    ],
  ];
  return (
    <Section title={word("trace")} mark={<code>{result.id.slice(0, 8)}</code>} open={false}>
      <dl className={styles.pairs} data-testid="check-trace">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className={styles.fold2}>
        <summary>{word("traceData")}</summary>
        <dl className={styles.pairs}>
          {Object.entries(result.dataVersions).map(([id, version]) => (
            <div key={id}>
              <dt>{id}</dt>
              <dd>{version}</dd>
            </div>
          ))}
          {own.map(({ id, name, content }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>{content}</dd>
            </div>
          ))}
        </dl>
      </details>
      <p className={styles.note}>{word(record ? "traceRecorded" : "traceNew")}</p>
      {!record && (
        <button type="button" className={styles.button} onClick={() => recordRun(result)}>
          {word("traceRecord")}
        </button>
      )}
      {others.length > 0 && (
        <details className={styles.fold2}>
          <summary>{word("traceBefore", { count: others.length })}</summary>
          <ul>
            {others.map(({ id, time: at }) => (
              <li key={id} className={styles.note}>
                {id} · {at}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={styles.note}>{word("traceNote")}</p>
    </Section>
  );
}

/** The last is for a map of each conflict of the whole plan. */
const figureCounts = [0, 10, 20, 40, 100, 200, 1_000];

/** Takes the run away: rows, geometry, and a report that can be signed. */
export function TakeAway({ isStale }: { isStale: boolean }) {
  const { word, number } = useCheckWords();
  const [busy, setBusy] = useState<string | null>(null);
  const [figures, setFigures] = useState(20);
  const isWaiting = isStale || busy !== null;
  const make = async (format: ConflictFormat, use: (bytes: Blob, fileName: string) => void) => {
    setBusy(format);
    const file = await writeCheckFile(format, figures);
    setBusy(null);
    if (!file.ok) {
      tellProblem(file.error);
      return false;
    }
    const { bytes, mime, fileName } = file.value;
    use(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }), fileName);
    return true;
  };
  const save = (format: ConflictFormat) => make(format, (blob, fileName) => saveFile(fileName, blob));
  const print = async () => {
    // The window must be opened by the click itself; the report comes into it when it is made.
    const page = openReportWindow(word("takeBusy"));
    const isMade = await make("html", (blob, fileName) => {
      if (page) page.show(blob);
      else {
        saveFile(fileName, blob);
        tell("warning", { zh: checkWords.takeNoWindow[0], en: checkWords.takeNoWindow[1] });
      }
    });
    if (!isMade) page?.close();
  };
  const files: [ConflictFormat, string][] = [
    ["docx", word("takeDocx")],
    ["xlsx", word("takeXlsx")],
    ["csv", word("takeCsv")],
    ["geojson", word("takeGeojson")],
    ["shapefile", word("takeShapefile")],
  ];
  return (
    <Section title={word("take")}>
      <label className={styles.field}>
        <span>{word("takeFigures")}</span>
        <select
          className={styles.input}
          value={figures}
          onChange={(event) => setFigures(Number(event.currentTarget.value))}
        >
          {figureCounts.map((count) => (
            <option key={count} value={count}>
              {number(count)}
            </option>
          ))}
        </select>
      </label>
      <div className={styles.row}>
        <IconButton icon={Printer} labelled name={word("takePdf")} disabled={isWaiting} onClick={print} />
        {files.map(([format, name]) => (
          <IconButton
            key={format}
            icon={Download}
            labelled
            name={name}
            disabled={isWaiting}
            onClick={() => void save(format)}
          />
        ))}
      </div>
      <p className={styles.note} role="status">
        {busy ? word("takeBusy") : isStale ? word("takeWaits") : word("takeCaveat")}
      </p>
    </Section>
  );
}
