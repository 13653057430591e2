import { useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { matrixInput } from "../../domain/board/reachRequests.ts";
import { findAnswer } from "../../domain/board/request.ts";
import { retryAnswers } from "../../state/answers.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { changeQuery } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { findCell } from "../../state/reach/reachView.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { Section } from "../kit/Section.tsx";
import { FailedState } from "../kit/States.tsx";
import { MinutesCell } from "./MinutesCell.tsx";
import { PlanAssumed } from "./PlanAssumed.tsx";
import styles from "./ReachPanel.module.css";
import { nameDefinition } from "./Story.tsx";
import { useReachWords } from "./useReachWords.ts";

/** A hub named after its city is still a hub; its full style would push the last columns out of the panel. */
export function shortenHead(name: string, cities: readonly string[], nameHub: (city: string) => string) {
  const city = cities.find((other) => name.startsWith(other));
  return city === undefined || city === name ? name : nameHub(city);
}

/** Every city to every city or hub in the present phase, by the definition and trains chosen. */
export function Matrix() {
  const speech = useReachWords();
  const { word, text } = speech;
  const board = useAtlas((state) => state.board);
  const answers = useAnswers((state) => state.answers);
  const query = board.reach ?? standardQuery;
  const columns = useReach((state) => state.matrixColumns);
  const input = useMemo(() => matrixInput(board, query, board.phase, columns), [board, query, columns]);
  const unedited = useMemo(
    () => (board.scenario ? matrixInput(board, query, board.phase, columns, false) : null),
    [board, query, columns],
  );
  const answer = findAnswer(answers, "railMatrix", input);
  const before = unedited && findAnswer(answers, "railMatrix", unedited);
  const matrix = answer?.ok ? answer.value : null;
  const phase = phases.find((other) => other.id === board.phase)!;
  return (
    <Section title={word("matrix")}>
      <Choice
        name={word("matrixColumns")}
        value={columns}
        options={[
          { id: "cities", title: word("columnsCities") },
          { id: "hubs", title: word("columnsHubs") },
        ]}
        onChange={(matrixColumns) => useReach.setState({ matrixColumns })}
      />
      {answer && !answer.ok && (
        <FailedState what="analysis" reason={text(answer.error)} onRetry={retryAnswers} />
      )}
      <PlanAssumed />
      <div className={styles.scroll} aria-busy={!answer}>
        <table className={styles.story}>
          <caption className={styles.note}>
            {word("matrixCaption", {
              phase: text(phase.title),
              ...nameDefinition(speech, query),
              target: matrix?.targetMinutes ?? 60,
            })}
          </caption>
          <thead>
            <tr>
              <td />
              {matrix?.columns.map((column) => (
                <th key={column.id} scope="col" title={text(column.name)}>
                  {shortenHead(
                    text(column.name),
                    matrix.rows.map((row) => text(row.name)),
                    (city) => word("columnHub", { city }),
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix?.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{text(row.name)}</th>
                {matrix.columns.map((column) => {
                  const cell = findCell(matrix, row.id, column.id);
                  const was = before?.ok ? findCell(before.value, row.id, column.id)?.minutes : undefined;
                  return (
                    <td key={column.id}>
                      {cell && (
                        <MinutesCell
                          from={text(row.name)}
                          to={text(column.name)}
                          minutes={cell.minutes}
                          target={matrix.targetMinutes}
                          isSchematic={cell.confidence === "schematic"}
                          isByRoad={cell.mode === "road"}
                          isChosen={
                            query.route?.columns === columns &&
                            query.route.from === row.id &&
                            query.route.to === column.id
                          }
                          before={was}
                          onChoose={() =>
                            changeQuery({ route: { columns, from: row.id, to: column.id }, place: null })
                          }
                        />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
