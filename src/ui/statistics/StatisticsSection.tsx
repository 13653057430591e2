import { useEffect, useState } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { measures } from "../../../layers/answers/measures.ts";
import { classColours } from "../../../layers/answers/unit-statistics.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import { mostClasses, type StatisticsQuery } from "../../domain/board/statisticsQuery.ts";
import { type BreakMethod, breakMethods, classOf, parseBreaks } from "../../domain/statistics/classBreaks.ts";
import type { JoinedRows } from "../../domain/statistics/joinRows.ts";
import { loadDataset } from "../../state/loadData.ts";
import {
  changeStatistics,
  clearStatistics,
  describeStatistics,
  levelDatasets,
  ownMeasure,
  showMeasure,
  showOwnColumn,
} from "../../state/statistics/statistics.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { saveFile } from "../kit/saveFile.ts";
import styles from "./StatisticsSection.module.css";
import { useStatisticsWords } from "./statisticsWords.ts";

const methodWords = { jenks: "jenks", quantile: "quantile", equal: "equal", own: "ownBreaks" } as const;
const classCounts = Array.from({ length: mostClasses - 1 }, (_, index) => index + 2);
const reasonWords = {
  unknown: "reasonUnknown",
  several: "reasonSeveral",
  twice: "reasonTwice",
  "no-number": "reasonNumber",
} as const;

/** Names of the units of a level by id. */
function useNames(level: StatisticsQuery["level"]): ReadonlyMap<string, string> {
  const language = useAtlas((state) => state.board.language);
  const dataset = levelDatasets[level];
  const collection = useAtlas((state) => state.datasets[dataset]);
  useEffect(() => void loadDataset(dataset), [dataset]);
  return new Map(
    (collection?.features ?? []).map(({ properties }) => [properties.id, properties[`name:${language}`]]),
  );
}

function OwnColumn() {
  const { word } = useStatisticsWords();
  const names = useNames("unit");
  const [text, setText] = useState("");
  const [joined, setJoined] = useState<JoinedRows | null>(null);
  return (
    <div className={styles.own}>
      <label className={styles.field}>
        <span>{word("paste")}</span>
        <textarea rows={5} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </label>
      <button
        type="button"
        className={styles.button}
        disabled={text.trim() === ""}
        onClick={async () => setJoined(await showOwnColumn(text))}
      >
        {word("join")}
      </button>
      {joined && (
        <div role="status" className={styles.note}>
          <p>{word("joined", { count: Object.keys(joined.values).length })}</p>
          {joined.left.length > 0 && (
            <details open>
              <summary>{word("left", { count: joined.left.length })}</summary>
              <ul>
                {joined.left.map(({ row, key, reason }) => (
                  <li key={row}>
                    {word("row", { row })} “{key}” · {word(reasonWords[reason])}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {joined.without.length > 0 && joined.without.length < names.size && (
            <p>
              {word("without", {
                count: joined.without.length,
                names: joined.without.map((id) => names.get(id) ?? id).join("、"),
              })}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

function BreaksField({ breaks }: { breaks: readonly number[] }) {
  const { word } = useStatisticsWords();
  const [text, setText] = useState(breaks.map((value) => Number(value.toPrecision(6))).join(", "));
  const parsed = parseBreaks(text);
  const isGood = parsed !== undefined && parsed.length < mostClasses;
  return (
    <label className={styles.field}>
      <span>{word("breaks")}</span>
      <input
        value={text}
        aria-invalid={!isGood}
        onChange={(event) => {
          setText(event.currentTarget.value);
          const next = parseBreaks(event.currentTarget.value);
          if (next && next.length < mostClasses) changeStatistics({ breaks: next });
        }}
      />
      {!isGood && <small>{word("breaksBad")}</small>}
    </label>
  );
}

function Values({ statistics }: { statistics: StatisticsQuery }) {
  const { word, text, number } = useStatisticsWords();
  const theme = useAtlas((state) => state.board.theme);
  const names = useNames(statistics.level);
  const { title, unit, digits } = describeStatistics(statistics);
  const colours = classColours({ theme: themes[theme] }, statistics.breaks.length + 1);
  const rows = Object.entries(statistics.values).sort(([, a], [, b]) => b - a);
  const head = word(statistics.level === "city" ? "city" : "unit");
  const save = () => {
    const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
    const lines = [
      ["id", head, `${text(title)} ${text(unit)}`.trim()],
      ...rows.map(([id, value]) => [id, names.get(id) ?? id, String(value)]),
    ].map((cells) => cells.map(quote).join(","));
    // With a byte-order mark, without which spreadsheets take Chinese for Latin.
    saveFile(
      `${statistics.measure}.csv`,
      new Blob([`\uFEFF${lines.join("\r\n")}\r\n`], { type: "text/csv" }),
    );
  };
  return (
    <details className={styles.values} open>
      <summary>{word("table")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">
              {text(title)}
              {text(unit) && <small> {text(unit)}</small>}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, value]) => (
            <tr key={id}>
              <th scope="row">
                {statistics.form === "areas" && (
                  <span
                    className={styles.dot}
                    style={{ background: colours[classOf(value, statistics.breaks)] }}
                    aria-hidden="true"
                  />
                )}
                {names.get(id) ?? id}
              </th>
              <td>{number(value, { maximumFractionDigits: digits })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className={styles.button} onClick={save}>
        {word("save")}
      </button>
    </details>
  );
}

/** Any number by unit on the map: which, how drawn, in which classes, and as a table. */
export function StatisticsSection() {
  const { word, text } = useStatisticsWords();
  const statistics = useAtlas((state) => state.board.statistics);
  const [wantsOwn, setWantsOwn] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const show = async (id: string) => {
    setBusy(true);
    await showMeasure(id);
    setBusy(false);
  };
  const shown = statistics && describeStatistics(statistics);
  const isOwn = wantsOwn || statistics?.measure === ownMeasure;
  const phase = phases.find((other) => other.id === statistics?.phase);
  return (
    <section className={styles.section} aria-label={word("title")}>
      <h2 className={styles.title}>{word("title")}</h2>
      <p className={styles.note}>{word("lead")}</p>
      <label className={styles.field}>
        <span>{word("measure")}</span>
        <select
          value={isOwn ? ownMeasure : (statistics?.measure ?? "")}
          onChange={(event) => {
            const id = event.currentTarget.value;
            setWantsOwn(id === ownMeasure);
            if (id === "") clearStatistics();
            else if (id !== ownMeasure) void show(id);
          }}
        >
          <option value="">{word("none")}</option>
          {measures.map((measure) => (
            <option key={measure.id} value={measure.id}>
              {text(measure.title)}
            </option>
          ))}
          <option value={ownMeasure}>{word("own")}</option>
        </select>
      </label>
      {isBusy && (
        <p className={styles.note} role="status">
          {word("busy")}
        </p>
      )}
      {isOwn && <OwnColumn />}
      {statistics && shown && (
        <>
          {phase && <p className={styles.note}>{word("phase", { phase: text(phase.title) })}</p>}
          {shown.isAmount ? (
            <Choice
              name={word("form")}
              options={[
                { id: "areas" as StatisticsQuery["form"], title: word("areas") },
                { id: "circles" as StatisticsQuery["form"], title: word("circles") },
              ]}
              value={statistics.form}
              onChange={(form) => changeStatistics({ form })}
            />
          ) : (
            <p className={styles.note}>{word("onlyAreas")}</p>
          )}
          {statistics.form === "areas" && (
            <>
              <div className={styles.pair}>
                <label className={styles.field}>
                  <span>{word("method")}</span>
                  <select
                    value={statistics.method}
                    onChange={(event) =>
                      changeStatistics({ method: event.currentTarget.value as BreakMethod })
                    }
                  >
                    {breakMethods.map((method) => (
                      <option key={method} value={method}>
                        {word(methodWords[method])}
                      </option>
                    ))}
                  </select>
                </label>
                {statistics.method !== "own" && (
                  <label className={styles.field}>
                    <span>{word("classes")}</span>
                    <select
                      value={statistics.classes}
                      onChange={(event) => changeStatistics({ classes: Number(event.currentTarget.value) })}
                    >
                      {classCounts.map((count) => (
                        <option key={count}>{count}</option>
                      ))}
                    </select>
                  </label>
                )}
              </div>
              {statistics.method === "own" && <BreaksField breaks={statistics.breaks} />}
            </>
          )}
          <Values statistics={statistics} />
          <button type="button" className={styles.clear} onClick={clearStatistics}>
            {word("clear")}
          </button>
        </>
      )}
    </section>
  );
}
