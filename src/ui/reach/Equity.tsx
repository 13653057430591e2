import { phases } from "../../../geodata/plan/phases.ts";
import { roles } from "../../../geodata/roles.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import {
  againstEquity,
  equityInput,
  peopleGoals,
  shiftInputs,
  softness,
} from "../../domain/board/reachRequests.ts";
import { findAnswer, findGood, keyOf } from "../../domain/board/request.ts";
import type { EquityAnswer, EquityInput } from "../../domain/reach/equityKernel.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import { Underway } from "../kit/Underway.tsx";
import styles from "./Equity.module.css";
import { useEquityWords } from "./equityWords.ts";
import { LorenzCurve } from "./LorenzCurve.tsx";
import { FeatureLink } from "./People.tsx";
import panelStyles from "./ReachPanel.module.css";
import { nameDefinition } from "./Story.tsx";
import { useReachWords } from "./useReachWords.ts";

/** An answer with those of a quicker and a slower railway, once they are there. */
interface Banded {
  id: string;
  title: string;
  isCurrent: boolean;
  answer: EquityAnswer | null;
  band: readonly (EquityAnswer | null)[];
}

/** A value with the range that the quicker and slower answers give it. */
function Value(props: {
  row: Banded;
  read: (answer: EquityAnswer) => number | null;
  show: (value: number | null) => string;
}) {
  const { row, read, show } = props;
  const { word } = useEquityWords();
  if (!row.answer) return <td>…</td>;
  const known = row.band.flatMap((answer) => (answer ? [read(answer)] : []));
  const own = read(row.answer);
  const size = (value: number | null) => value ?? Number.POSITIVE_INFINITY;
  const all = [...known, own].sort((a, b) => (size(a) === size(b) ? 0 : size(a) - size(b)));
  const [low, high] = [show(all[0]!), show(all.at(-1)!)];
  return (
    <td>
      {show(own)}
      {known.length === 2 && low !== high && (
        <span className={styles.band}>{word("band", { low, high })}</span>
      )}
    </td>
  );
}

function AccessTables({ rows, limit }: { rows: readonly Banded[]; limit: number }) {
  const { word, text, number, people } = useEquityWords();
  const known = rows.find((row) => row.answer)?.answer;
  const minutes = (value: number | null) => (value === null ? word("over", { limit }) : number(value));
  const share = (value: number | null) =>
    value === null ? "–" : number(value, { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  const head = (row: Banded) => <th scope="row">{row.title}</th>;
  return (
    <>
      <table className={styles.table}>
        <caption className={panelStyles.subtitle}>{word("caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{word("phase")}</th>
            {peopleGoals.map((goal) => (
              <th key={goal} scope="col">
                {word("goal", { people: people(goal) })}
              </th>
            ))}
            {known?.destinations.map(({ title }) => (
              <th key={title.zh} scope="col">
                {word("nearest", { name: text(title) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-current={row.isCurrent}>
              {head(row)}
              {peopleGoals.map((goal, k) => (
                <Value key={goal} row={row} read={({ middle }) => middle.goalMinutes[k]!} show={minutes} />
              ))}
              {known?.destinations.map(({ title }, k) =>
                row.answer?.destinations[k]?.places === 0 ? (
                  <td key={title.zh}>{word("none")}</td>
                ) : (
                  <Value
                    key={title.zh}
                    row={row}
                    read={({ middle }) => middle.nearestMinutes[k]!}
                    show={minutes}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{word("phase")}</th>
            <th scope="col">{word("reached")}</th>
            <th scope="col">{word("gini")}</th>
            <th scope="col">{word("palma")}</th>
            <th scope="col">{word("behind")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} aria-current={row.isCurrent}>
              {head(row)}
              <Value row={row} read={({ middle }) => middle.reached} show={(value) => people(value ?? 0)} />
              <Value row={row} read={({ gini }) => gini} show={share} />
              <Value row={row} read={({ palma }) => palma} show={share} />
              <Value
                row={row}
                read={({ leftBehind }) => leftBehind.length}
                show={(value) => number(value ?? 0)}
              />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Units by id as links to the map. */
function UnitNames({ ids, answer }: { ids: readonly string[]; answer: EquityAnswer }) {
  const { text } = useEquityWords();
  return ids.map((id) => (
    <FeatureLink
      key={id}
      dataset={roles.units}
      id={id}
      name={text(answer.units.find((unit) => unit.id === id)!.name)}
    />
  ));
}

function LeftBehind({ now, before }: { now: EquityAnswer; before: EquityAnswer | null }) {
  const { word, text, language } = useEquityWords();
  const names = (ids: readonly string[]) =>
    ids
      .map((id) => text(now.units.find((unit) => unit.id === id)!.name))
      .join(language === "zh" ? "、" : ", ");
  const fell = before ? now.leftBehind.filter((id) => !before.leftBehind.includes(id)) : [];
  const rose = before ? before.leftBehind.filter((id) => !now.leftBehind.includes(id)) : [];
  return (
    <>
      <h3 className={panelStyles.subtitle}>
        {now.leftBehind.length > 0
          ? word("leftBehind", { count: now.leftBehind.length })
          : word("leftBehindNone")}
      </h3>
      <p className={panelStyles.names}>
        <UnitNames ids={now.leftBehind} answer={now} />
      </p>
      {fell.length > 0 && (
        <p className={panelStyles.note}>{word("leftBehindFell", { names: names(fell) })}</p>
      )}
      {rose.length > 0 && (
        <p className={panelStyles.note}>{word("leftBehindRose", { names: names(rose) })}</p>
      )}
    </>
  );
}

/** The rows of the tables, each with its range: A and B, then the other phases. */
function useRows(): { rows: Banded[]; busy: EquityInput | null } {
  const { word, text } = useEquityWords();
  const board = useAtlas((state) => state.board);
  const answers = useAnswers((state) => state.answers);
  const title = (id: string) => text(phases.find((phase) => phase.id === id)!.title);
  const own = equityInput(board, board.phase);
  const against = againstEquity(board);
  const name = (id: string, edited: boolean) =>
    `${title(id)}${edited && board.scenario ? word("edited") : ""}`;
  const row = (
    id: string,
    head: string,
    [input, ...shifted]: readonly [EquityInput, ...EquityInput[]],
  ): Banded & { input: EquityInput } => ({
    id,
    title: head,
    isCurrent: id === "now",
    input,
    answer: findGood(answers, "reachEquity", input),
    band: shifted.map((other) => findGood(answers, "reachEquity", other)),
  });
  const rows = [
    ...(against
      ? [
          row(
            "against",
            word("against", { phase: name(board.reach!.against!.phase, board.reach!.against!.edited) }),
            against,
          ),
        ]
      : []),
    row("now", against ? word("present", { phase: name(board.phase, true) }) : name(board.phase, true), [
      own,
      ...shiftInputs(own),
    ]),
    ...phases
      .filter(({ id }) => id !== board.phase)
      .map(({ id }) => {
        const input = equityInput(board, id);
        return row(id, name(id, true), [input, ...shiftInputs(input)]);
      }),
  ];
  const inputs = rows.map(({ input }) => input);
  const questions = [own, ...shiftInputs(own), ...(against ?? []), ...inputs, ...inputs.flatMap(shiftInputs)];
  return { rows, busy: questions.find((input) => !findAnswer(answers, "reachEquity", input)) ?? null };
}

function EquityBody() {
  const speech = useReachWords();
  const { word, percent, text } = useEquityWords();
  const board = useAtlas((state) => state.board);
  const answers = useAnswers((state) => state.answers);
  const source = useReach((state) => state.sources?.reach);
  const { rows, busy } = useRows();
  const now = rows.find(({ id }) => id === "now")!.answer;
  const before = rows.find(({ id }) => id === "against")?.answer ?? null;
  const failed = findAnswer(answers, "reachEquity", equityInput(board, board.phase));
  const limit = source?.parameters["search-limit"]?.value ?? 0;
  return (
    <div aria-busy={busy !== null} data-testid="equity">
      {busy && <Underway question={keyOf("reachEquity", busy)} />}
      {failed && !failed.ok && <p className={panelStyles.warning}>{text(failed.error)}</p>}
      {rows.some(({ answer }) => answer) && <AccessTables rows={rows} limit={limit} />}
      <p className={panelStyles.note}>
        {word("bandNote", { share: percent(softness.speedShare), minutes: softness.changeMinutes })}
      </p>
      {now && <LorenzCurve now={now.lorenz} before={before?.lorenz ?? null} />}
      {now && <LeftBehind now={now} before={before} />}
      <details className={styles.method}>
        <summary>{word("howTitle")}</summary>
        <p className={panelStyles.note}>{word("how", { limit })}</p>
        <p className={panelStyles.note}>
          {nameDefinition(speech, board.reach ?? standardQuery).definition} ·{" "}
          {nameDefinition(speech, board.reach ?? standardQuery).trains}
        </p>
      </details>
    </div>
  );
}

/** How evenly reach is spread over the people, and whom it leaves behind; dear, so only when asked. */
export function Equity() {
  const speech = useReachWords();
  const { word } = useEquityWords();
  const query = useAtlas((state) => state.board.reach) ?? standardQuery;
  const isWanted = useReach((state) => state.wantsEquity);
  return (
    <Section title={word("title")} open={isWanted}>
      <p className={panelStyles.note}>
        {word("lead", { minutes: query.focusMinutes, definition: nameDefinition(speech, query).definition })}
      </p>
      {isWanted ? (
        <EquityBody />
      ) : (
        <button
          type="button"
          className={panelStyles.button}
          onClick={() => useReach.setState({ wantsEquity: true })}
        >
          {word("ask")}
        </button>
      )}
    </Section>
  );
}
