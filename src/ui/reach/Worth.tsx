import { useState } from "react";
import { worthInputs } from "../../domain/board/reachRequests.ts";
import { findAnswer, findGood, keyOf } from "../../domain/board/request.ts";
import type { WorthAnswer } from "../../domain/reach/worthKernel.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Section } from "../kit/Section.tsx";
import { Underway } from "../kit/Underway.tsx";
import styles from "./Equity.module.css";
import { useEquityWords } from "./equityWords.ts";
import panelStyles from "./ReachPanel.module.css";

const sumOf = (answer: WorthAnswer) => answer.cities.reduce((sum, city) => sum + city.savedPersonMinutes, 0);

/** Money a year, only from what the reader types. */
function Money({ answers }: { answers: readonly WorthAnswer[] }) {
  const { word, number } = useEquityWords();
  const [value, setValue] = useState("");
  const [trips, setTrips] = useState("");
  const [yuan, ways] = [Number(value), Number(trips)];
  const isTyped = value !== "" && trips !== "" && yuan > 0 && ways > 0;
  const sums = answers.map((answer) => ((sumOf(answer) / 60) * yuan * ways) / 1e8);
  const show = (amount: number) => number(amount, { maximumSignificantDigits: 2 });
  return (
    <details className={styles.method}>
      <summary>{word("worthMoney")}</summary>
      <p className={panelStyles.note}>{word("worthMoneyLead")}</p>
      <div className={styles.row}>
        <label className={panelStyles.field}>
          <span>{word("worthValue")}</span>
          <input
            type="number"
            min={0}
            className={panelStyles.numberField}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </label>
        <label className={panelStyles.field}>
          <span>{word("worthTrips")}</span>
          <input
            type="number"
            min={0}
            className={panelStyles.numberField}
            value={trips}
            onChange={(event) => setTrips(event.currentTarget.value)}
          />
        </label>
      </div>
      {isTyped && (
        <p>
          <strong>
            {word("worthYear", { low: show(Math.min(...sums)), high: show(Math.max(...sums)) })}
          </strong>
        </p>
      )}
    </details>
  );
}

function WorthTable({ own, answers }: { own: WorthAnswer; answers: readonly WorthAnswer[] }) {
  const { word, text, number } = useEquityWords();
  const saved = (value: number) => number(value / 10_000, { maximumFractionDigits: 0 });
  const each = (value: number) => number(value, { maximumFractionDigits: 1 });
  const range = (values: readonly number[], show: (value: number) => string) => {
    const [low, high] = [show(Math.min(...values)), show(Math.max(...values))];
    return low === high ? low : word("band", { low, high });
  };
  const centres = own.cities.length - 1;
  return (
    <table className={styles.table}>
      <caption className={panelStyles.subtitle}>{word("worthCaption")}</caption>
      <thead>
        <tr>
          <th scope="col">{word("worthCity")}</th>
          <th scope="col">{word("worthSaved")}</th>
          <th scope="col">{word("worthEach")}</th>
          <th scope="col">{word("worthNew", { limit: own.limitMinutes })}</th>
        </tr>
      </thead>
      <tbody>
        {own.cities.map((city, k) => (
          <tr key={city.name.zh}>
            <th scope="row">{text(city.name)}</th>
            <td>
              {range(
                answers.map(({ cities }) => cities[k]!.savedPersonMinutes),
                saved,
              )}
            </td>
            <td>
              {range(
                answers.map(({ cities }) => cities[k]!.savedPersonMinutes / (city.people * centres)),
                each,
              )}
            </td>
            <td>
              {range(
                answers.map(({ cities }) => cities[k]!.newWays - cities[k]!.lostWays),
                (value) => number(value),
              )}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">{word("worthSum")}</th>
          <td>{range(answers.map(sumOf), saved)}</td>
          <td />
          <td />
        </tr>
      </tbody>
    </table>
  );
}

/** What the reader's change of the railway saves, by city and as a range; dear, so only when asked. */
export function Worth() {
  const { word, text } = useEquityWords();
  const board = useAtlas((state) => state.board);
  const answers = useAnswers((state) => state.answers);
  const isWanted = useReach((state) => state.wantsWorth);
  const inputs = worthInputs(board);
  const own = inputs && findAnswer(answers, "reachWorth", inputs[0]);
  const known = (inputs ?? []).flatMap((input) => findGood(answers, "reachWorth", input) ?? []);
  const busy = inputs?.find((input) => !findAnswer(answers, "reachWorth", input));
  return (
    <Section title={word("worthTitle")} open={isWanted}>
      <p className={panelStyles.note}>{word(inputs ? "worthLead" : "worthEmpty")}</p>
      {inputs && !isWanted && (
        <button
          type="button"
          className={panelStyles.button}
          onClick={() => useReach.setState({ wantsWorth: true })}
        >
          {word("worthAsk")}
        </button>
      )}
      {inputs && isWanted && (
        <div aria-busy={busy !== undefined} data-testid="worth">
          {busy && <Underway question={keyOf("reachWorth", busy)} />}
          {own && !own.ok && <p className={panelStyles.warning}>{text(own.error)}</p>}
          {own?.ok && <WorthTable own={own.value} answers={known} />}
          <p className={panelStyles.note}>{word("worthNote")}</p>
          {known.length > 0 && <Money answers={known} />}
        </div>
      )}
    </Section>
  );
}
