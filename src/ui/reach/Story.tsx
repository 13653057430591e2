import { useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { matrixInput, withoutLineInput } from "../../domain/board/reachRequests.ts";
import { findAnswer, findGood } from "../../domain/board/request.ts";
import { listChangingLines } from "../../domain/rail/listChangingLines.ts";
import type { MatrixCell, RailMatrix } from "../../domain/reach/buildRailMatrix.ts";
import { setPhase } from "../../state/actions.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useEditedRail } from "../../state/reach/editedRail.ts";
import { changeQuery } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { findCell } from "../../state/reach/reachView.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import { MinutesCell } from "./MinutesCell.tsx";
import { PlanAssumed } from "./PlanAssumed.tsx";
import styles from "./ReachPanel.module.css";
import { type ReachSpeech, useReachWords } from "./useReachWords.ts";

/** The matrices of all phases between the cities, there while the panel is open. */
function useMatrices(): (RailMatrix | undefined)[] {
  const board = useAtlas((state) => state.board);
  const answers = useAnswers((state) => state.answers);
  const query = board.reach ?? standardQuery;
  const inputs = useMemo(
    () => phases.map((phase) => matrixInput(board, query, phase.id, "cities")),
    [board, query],
  );
  return inputs.map((input) => findGood(answers, "railMatrix", input) ?? undefined);
}

interface Pair {
  from: { id: string; name: { zh: string; en: string } };
  to: { id: string; name: { zh: string; en: string } };
}

const pairsOf = (matrix: RailMatrix | undefined): Pair[] =>
  (matrix?.rows ?? []).flatMap((from, index) => matrix!.rows.slice(index + 1).map((to) => ({ from, to })));

const isWithin = (cell: MatrixCell | undefined) => cell?.met ?? false;

/** Which pairs a line makes quicker in the present phase, by taking it away. */
function useAdditions(
  matrix: RailMatrix | undefined,
): { line: string; cells: { pair: Pair; before: number | null; after: number }[] | null }[] {
  const board = useAtlas((state) => state.board);
  const answers = useAnswers((state) => state.answers);
  const rail = useReach((state) => state.sources?.rail);
  const edited = useEditedRail();
  const query = board.reach ?? standardQuery;
  const lines = useMemo(
    () => (rail && edited ? listChangingLines(rail, edited, board.phase) : []),
    [rail, edited, board.phase],
  );
  const inputs = useMemo(
    () => lines.map((line) => withoutLineInput(board, query, board.phase, line.id)),
    [board, query, lines],
  );
  return lines.map((line, index) => {
    const answer = findAnswer(answers, "railMatrix", inputs[index]!);
    if (!matrix || !answer?.ok) return { line: line.id, cells: answer && !answer.ok ? [] : null };
    const cells = pairsOf(matrix).flatMap((pair) => {
      const after = findCell(matrix, pair.from.id, pair.to.id)?.minutes ?? null;
      const before = findCell(answer.value, pair.from.id, pair.to.id)?.minutes ?? null;
      return after !== null && (before === null || before - after >= 0.5) ? [{ pair, before, after }] : [];
    });
    return { line: line.id, cells };
  });
}

const definitionWords = {
  train: "definitionTrain",
  station: "definitionStation",
  door: "definitionDoor",
} as const;
const trainWords = {
  fastest: "trainsFastest",
  emu: "trainsEmu",
  conventional: "trainsConventional",
} as const;

/** What the times of a result count, in words. */
export const nameDefinition = (
  { word }: ReachSpeech,
  query: { definition: keyof typeof definitionWords; trains: keyof typeof trainWords },
) => ({
  meaning: word(query.definition === "door" ? "meaningDoor" : "meaningStation"),
  definition: word(definitionWords[query.definition]),
  trains: word(trainWords[query.trains]),
});

const pairName = ({ text, language }: ReachSpeech, { from, to }: Pair) =>
  `${text(from.name)}${language === "zh" ? "—" : "–"}${text(to.name)}`;

/** A phase as a narrow column head: its words on one line, its year on the next. */
function PhaseHead({ phase, isNow }: { phase: (typeof phases)[number]; isNow: boolean }) {
  const { text } = useReachWords();
  return (
    <th scope="col" aria-current={isNow ? "true" : undefined} className={isNow ? styles.now : undefined}>
      <button
        type="button"
        className={styles.phase}
        title={text(phase.note)}
        onClick={() => setPhase(phase.id)}
      >
        {text(phase.title)}
      </button>
    </th>
  );
}

function LineRows() {
  const { word, text } = useReachWords();
  const rail = useReach((state) => state.sources?.rail);
  const edited = useEditedRail();
  const now = useAtlas((state) => state.board.phase);
  const usual = new Map(rail?.lines.map((line) => [line.id, line.openIn]));
  const count = rail?.phases.length ?? 0;
  // Lines that are the same throughout say nothing here, unless the reader has changed that.
  const lines = (edited?.lines ?? []).filter(
    (line) => line.openIn.length < count || (usual.get(line.id)?.length ?? 0) < count,
  );
  return (
    <>
      <tr className={styles.divider}>
        <th scope="rowgroup" colSpan={phases.length + 1}>
          {word("lineOpen")}
          <span className={styles.note}> {word("lineOpenLead")}</span>
        </th>
      </tr>
      {lines.map((line) => (
        <tr key={line.id}>
          <th scope="row">
            {/* Every row is a railway, so the English word is left out where the column is narrow. */}
            {text(line.name).replace(/ railway$/, "")}
            {line.schematic && <abbr title={word("schematic")}>*</abbr>}
          </th>
          {phases.map((phase) => {
            const isOpen = line.openIn.includes(phase.id);
            return (
              <td key={phase.id} className={phase.id === now ? styles.now : undefined}>
                <span
                  aria-hidden="true"
                  className={`${isOpen ? styles.open : styles.shut} ${
                    (usual.get(line.id)?.includes(phase.id) ?? false) === isOpen ? "" : styles.changed
                  }`}
                >
                  {isOpen ? "●" : "○"}
                </span>
                <span className="visually-hidden">{word(isOpen ? "isOpen" : "isNotOpen")}</span>
              </td>
            );
          })}
        </tr>
      ))}
    </>
  );
}

/** Minutes below the target at which a pair is said to be just inside. */
const justMinutes = 2;

/** The table of the present phase in sentences: who is within the target, who is not, what runs and what does not. */
function Telling({ matrices, now }: { matrices: readonly (RailMatrix | undefined)[]; now: number }) {
  const speech = useReachWords();
  const { word, text, language } = speech;
  const edited = useEditedRail();
  const matrix = matrices[now];
  const phase = phases[now];
  if (!matrix || !phase || !edited) return null;
  const first = text(phases[0].title);
  const target = matrix.targetMinutes;
  const join = (parts: readonly string[]) => parts.join(language === "zh" ? "、" : ", ");
  const cells = pairsOf(matrix).flatMap((pair) => {
    const cell = findCell(matrix, pair.from.id, pair.to.id);
    return cell ? [{ pair, cell }] : [];
  });
  const name = ({ pair, cell }: (typeof cells)[number]) => {
    if (cell.minutes === null) return `${pairName(speech, pair)} ${word("noTrain")}`;
    const isJust = cell.met && target - cell.minutes < justMinutes;
    return word(isJust ? "toldJust" : "toldPair", {
      pair: pairName(speech, pair),
      minutes: `${cell.confidence === "schematic" ? "≈" : ""}${speech.minutes(cell.minutes, target)}`,
    });
  };
  const [within, over] = [cells.filter(({ cell }) => cell.met), cells.filter(({ cell }) => !cell.met)];
  const before = matrices[0];
  const isSame =
    now > 0 &&
    before !== undefined &&
    cells.every(({ pair, cell }) => findCell(before, pair.from.id, pair.to.id)?.minutes === cell.minutes);
  // Only lines that run in some phase and not in another have a story.
  const lines = edited.lines.filter(
    (line) => line.openIn.length > 0 && line.openIn.length < edited.phases.length,
  );
  const opened = lines.filter(
    (line) => line.openIn.includes(phase.id) && !line.openIn.includes(phases[0].id),
  );
  const shut = lines.filter((line) => !line.openIn.includes(phase.id));
  const names = (some: typeof lines) => join(some.map((line) => text(line.name)));
  const sentences = [
    word(within.length > 0 ? "toldWithin" : "toldNoneWithin", {
      phase: text(phase.title),
      minutes: target,
      count: within.length,
      pairs: join(within.map(name)),
    }),
    ...(over.length > 0 ? [word("toldOver", { count: over.length, pairs: join(over.map(name)) })] : []),
    ...(isSame ? [word("toldSame", { first })] : []),
    ...(opened.length > 0 ? [word("toldOpened", { first, lines: names(opened) })] : []),
    ...(shut.length > 0 ? [word("toldShut", { lines: names(shut) })] : []),
  ];
  return <p className={styles.telling}>{sentences.join(language === "zh" ? "" : " ")}</p>;
}

function Additions({ matrix }: { matrix: RailMatrix | undefined }) {
  const speech = useReachWords();
  const { word, text, minutes } = speech;
  const board = useAtlas((state) => state.board);
  const rail = useEditedRail();
  const additions = useAdditions(matrix);
  const phase = phases.find((other) => other.id === board.phase)!;
  const target = matrix?.targetMinutes ?? 60;
  if (additions.length === 0)
    return <p className={styles.note}>{word("addsNone", { phase: text(phase.title) })}</p>;
  return (
    <div>
      <h3 className={styles.subtitle}>{word("adds", { phase: text(phase.title) })}</h3>
      <ul className={styles.additions}>
        {additions.map(({ line, cells }) => {
          const found = rail?.lines.find((other) => other.id === line);
          return (
            <li key={line}>
              <strong>{found ? text(found.name) : line}</strong>
              {found?.schematic && <span className={styles.tag}>{word("schematic")}</span>}{" "}
              {cells === null
                ? word("busy")
                : cells.length === 0
                  ? word("addsNothing")
                  : cells
                      .map(({ pair, before, after }) =>
                        word("addsPair", {
                          pair: pairName(speech, pair),
                          before: before === null ? word("addsNoTrain") : minutes(before, target),
                          after: minutes(after, target),
                        }),
                      )
                      .join(speech.language === "zh" ? "；" : "; ")}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The promise of the plan at a glance: every pair of cities in every phase, and which lines run by then. */
export function Story() {
  const speech = useReachWords();
  const { word, text } = speech;
  const board = useAtlas((state) => state.board);
  const matrices = useMatrices();
  const query = board.reach ?? standardQuery;
  const first = matrices.find((matrix) => matrix !== undefined);
  const pairs = pairsOf(first);
  const target = first?.targetMinutes ?? 60;
  const now = phases.findIndex((phase) => phase.id === board.phase);
  const choose = (pair: Pair, phase: string) => {
    setPhase(phase);
    changeQuery({ route: { columns: "cities", from: pair.from.id, to: pair.to.id }, place: null });
  };
  return (
    <Section title={word("storyTitle")}>
      <p className={styles.note}>
        {word("storyLead", { minutes: target })} {nameDefinition(speech, query).definition} ·{" "}
        {nameDefinition(speech, query).trains} · {nameDefinition(speech, query).meaning}
      </p>
      <PlanAssumed />
      <table className={styles.story} aria-busy={matrices.some((matrix) => !matrix)}>
        <caption className="visually-hidden">{word("storyCaption", nameDefinition(speech, query))}</caption>
        <thead>
          <tr>
            <td />
            {phases.map((phase) => (
              <PhaseHead key={phase.id} phase={phase} isNow={phase.id === board.phase} />
            ))}
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.from.id} ${pair.to.id}`}>
              <th scope="row" className={styles.pair}>
                {pairName(speech, pair)}
              </th>
              {phases.map((phase, index) => {
                const cell = matrices[index] && findCell(matrices[index], pair.from.id, pair.to.id);
                const isChosen =
                  index === now && query.route?.from === pair.from.id && query.route.to === pair.to.id;
                return (
                  <td key={phase.id} className={index === now ? styles.now : undefined}>
                    {cell ? (
                      <MinutesCell
                        from={text(pair.from.name)}
                        to={text(pair.to.name)}
                        minutes={cell.minutes}
                        target={target}
                        isSchematic={cell.confidence === "schematic"}
                        isByRoad={cell.mode === "road"}
                        isChosen={isChosen}
                        onChoose={() => choose(pair, phase.id)}
                      />
                    ) : (
                      <span className={styles.none}>…</span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr className={styles.counts}>
            <th scope="row">≤ {word("minutes", { minutes: target })}</th>
            {phases.map((phase, index) => {
              const matrix = matrices[index];
              const within = pairs.filter(
                (pair) => matrix && isWithin(findCell(matrix, pair.from.id, pair.to.id)),
              );
              return (
                <td key={phase.id} className={index === now ? styles.now : undefined}>
                  {matrix ? `${within.length}/${pairs.length}` : "…"}
                </td>
              );
            })}
          </tr>
          <LineRows />
        </tbody>
      </table>
      <p className={styles.key}>
        <span className={`${styles.minutes} ${styles.met} ${styles.sample}`} aria-hidden="true" />
        {word("legendMet")}
        <span className={`${styles.minutes} ${styles.sample}`} aria-hidden="true" />
        {word("legendNotMet")}
        <span className={`${styles.minutes} ${styles.schematic} ${styles.sample}`} aria-hidden="true" />
        {word("legendSchematic")}
      </p>
      <Telling matrices={matrices} now={now} />
      <Additions matrix={matrices[now]} />
    </Section>
  );
}
