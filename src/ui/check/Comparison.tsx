import type { CheckAlternative } from "../../domain/board/checkQuery.ts";
import { compareChecks } from "../../domain/check/compareChecks.ts";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import { verdicts } from "../../domain/check/rules.ts";
import styles from "./CheckPanel.module.css";
import { useCheckWords } from "./useCheckWords.ts";

type Row = [title: string, value: (result: CheckResult) => string];

/** The courses side by side, each against the first. */
export function Comparison({
  alternatives,
  results,
}: {
  alternatives: readonly CheckAlternative[];
  results: readonly (CheckResult | null)[];
}) {
  const { word, text, number, area, length } = useCheckWords();
  const rows: Row[] = [
    [
      word("compareLength"),
      ({ subjects: [subject] }) =>
        subject?.lengthMetres
          ? length(subject.lengthMetres)
          : subject?.areaSquareMetres
            ? area(subject.areaSquareMetres)
            : "—",
    ],
    ...verdicts.map(
      (verdict): Row => [text(verdictWords[verdict]), ({ totals }) => number(totals.byVerdict[verdict])],
    ),
    [
      word("lengthInside"),
      ({ totals }) => (totals.lengthInsideMetres > 0 ? length(totals.lengthInsideMetres) : "—"),
    ],
    [
      word("areaInside"),
      ({ totals }) => (totals.areaInsideSquareMetres > 0 ? area(totals.areaInsideSquareMetres) : "—"),
    ],
    [
      word("crossings"),
      ({ conflicts }) => number(conflicts.reduce((sum, { crossings }) => sum + crossings.length, 0)),
    ],
  ];
  const [first] = results;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={word("compare")}>
      <table className={styles.compare} data-testid="check-comparison">
        <caption>{word("compare")}</caption>
        <thead>
          <tr>
            <td />
            {alternatives.map((alternative) => (
              <th key={alternative.id} scope="col">
                {alternative.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([title, value]) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              {alternatives.map((alternative, index) => (
                <td key={alternative.id}>{results[index] ? value(results[index]) : "…"}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{word("compareChange")}</th>
            {alternatives.map((alternative, index) => {
              const result = results[index];
              const change = first && result && index > 0 ? compareChecks(first, result) : null;
              const signed = (value: number, write: (value: number) => string) =>
                `${value < 0 ? "−" : "+"}${write(Math.abs(value))}`;
              return (
                <td key={alternative.id}>
                  {!change ? (
                    "—"
                  ) : change.changes.length === 0 ? (
                    word("compareSame")
                  ) : (
                    <>
                      {word("compareChanges", { count: change.changes.length })}
                      {Math.abs(change.lengthChangeMetres) >= 1 && (
                        <>
                          <br />
                          {signed(change.lengthChangeMetres, length)}
                        </>
                      )}
                      {Math.abs(change.areaChangeSquareMetres) >= 1 && (
                        <>
                          <br />
                          {signed(change.areaChangeSquareMetres, area)}
                        </>
                      )}
                    </>
                  )}
                </td>
              );
            })}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
