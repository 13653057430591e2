import { phases } from "../../../geodata/plan/phases.ts";
import { statuses } from "../../domain/plan.ts";
import type { Figure } from "../../domain/walk/walk.ts";
import { findFeature, statusOf } from "../../state/features.ts";
import { useAtlas } from "../../state/store.ts";
import type { NumberStates } from "../../state/walk/numbers.ts";
import { StatusMark } from "../inspector/PhaseTimeline.tsx";
import { statusWords } from "../speech/statusWords.ts";
import { LiveNumberText } from "./NarrationText.tsx";
import styles from "./SceneFigure.module.css";
import { useWalkWords } from "./walkWords.ts";

type Of<K extends Figure["kind"]> = Extract<Figure, { kind: K }>;

function Figures({ figure, numbers }: { figure: Of<"figures">; numbers: NumberStates }) {
  const { text } = useWalkWords();
  return (
    <figure className={styles.figure}>
      {figure.title && <figcaption className={styles.title}>{text(figure.title)}</figcaption>}
      <dl className={styles.figures}>
        {figure.entries.map((entry) => (
          <div key={entry.number}>
            <dt>{text(entry.label)}</dt>
            <dd>
              <LiveNumberText name={entry.number} numbers={numbers} isHero />
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}

/** Bars drawn in one picture, so that the target line crosses them all; the words are text beside it. */
function Bars({ figure, numbers }: { figure: Of<"bars">; numbers: NumberStates }) {
  const { text } = useWalkWords();
  const values = figure.bars.map(({ number }) => {
    const state = numbers[number];
    return state ? (state.now.value ?? state.live.approved) : 0;
  });
  const most = Math.max(1e-9, ...values, figure.target?.value ?? 0);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>
        {text(figure.title)}
        {figure.target && <span className={styles.targetKey}>{text(figure.target.label)}</span>}
      </figcaption>
      <ul className={styles.bars}>
        {figure.bars.map((bar, index) => (
          <li key={bar.number}>
            <span className={styles.label}>{text(bar.label)}</span>
            <svg className={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect
                x="0"
                y="0.5"
                width={(values[index]! / most) * 100}
                height="9"
                className={bar.strong ? styles.strong : styles.plain}
              />
              {figure.target && (
                <path
                  d={`M${(figure.target.value / most) * 100} -4 V14`}
                  className={styles.target}
                  vectorEffect="non-scaling-stroke"
                />
              )}
            </svg>
            <span className={styles.value}>
              <LiveNumberText name={bar.number} numbers={numbers} />
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function StatusTable({ figure }: { figure: Of<"status"> }) {
  const { text, word } = useWalkWords();
  const datasets = useAtlas((state) => state.datasets);
  const columns = figure.phases.flatMap((id) => phases.find((phase) => phase.id === id) ?? []);
  const rows = figure.rows.map((row) => {
    const feature = findFeature(datasets, row);
    return { row, cells: columns.map((phase) => (feature ? statusOf(feature, phase.id) : "absent")) };
  });
  const used = statuses.filter((status) => rows.some(({ cells }) => cells.includes(status)));
  return (
    <figure className={styles.figure}>
      <table className={styles.table}>
        <caption className={styles.title}>{text(figure.title)}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((phase) => (
              <th key={phase.id} scope="col">
                {text(phase.title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => (
            <tr key={`${row.dataset}/${row.id}`}>
              <th scope="row">{text(row.label)}</th>
              {columns.map((phase, index) => (
                <td key={phase.id} data-status={cells[index]}>
                  <StatusMark status={cells[index]!} />
                  <span className="visually-hidden">{word(statusWords[cells[index]!])}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className={styles.key} aria-hidden="true">
        {used.map((status) => (
          <li key={status}>
            <StatusMark status={status} />
            {word(statusWords[status])}
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** A small chart of a scene. Everything it draws it also says in words. */
export function SceneFigure({ figure, numbers }: { figure: Figure; numbers: NumberStates }) {
  if (figure.kind === "figures") return <Figures figure={figure} numbers={numbers} />;
  if (figure.kind === "bars") return <Bars figure={figure} numbers={numbers} />;
  return <StatusTable figure={figure} />;
}
