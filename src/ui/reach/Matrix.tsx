import { useEffect, useMemo, useState } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { matrixInput } from "../../domain/board/reachRequests.ts";
import { changeQuery } from "../../state/reach.ts";
import { askReach, findReachAnswer, retryReach } from "../../state/reachAnswers.ts";
import { useReach } from "../../state/reachStore.ts";
import { findCell } from "../../state/reachView.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../frame/Choice.tsx";
import { FailedState } from "../frame/States.tsx";
import { MinutesCell } from "./MinutesCell.tsx";
import styles from "./ReachPanel.module.css";
import { Section } from "./Section.tsx";
import { nameDefinition } from "./Story.tsx";
import { useReachWords } from "./useReachWords.ts";

/** Every city to every city or hub in the present phase, by the definition and trains chosen. */
export function Matrix() {
  const speech = useReachWords();
  const { word, text } = speech;
  const board = useAtlas((state) => state.board);
  const answers = useReach((state) => state.answers);
  const query = board.reach ?? standardQuery;
  const [columns, setColumns] = useState<"cities" | "hubs">("hubs");
  const input = useMemo(() => matrixInput(board, query, board.phase, columns), [board, query, columns]);
  const unedited = useMemo(
    () => (board.scenario ? matrixInput(board, query, board.phase, columns, false) : null),
    [board, query, columns],
  );
  useEffect(() => {
    void askReach("railMatrix", input, "matrix-table");
    if (unedited) void askReach("railMatrix", unedited, "matrix-unedited");
  }, [input, unedited]);
  const answer = findReachAnswer(answers, "railMatrix", input);
  const before = unedited && findReachAnswer(answers, "railMatrix", unedited);
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
        onChange={setColumns}
      />
      {answer && !answer.ok && (
        <FailedState what="analysis" reason={text(answer.error)} onRetry={retryReach} />
      )}
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
                  {/* A hub is named after its city; its full style would push the last columns out of the panel. */}
                  {matrix.rows
                    .map((row) => text(row.name))
                    .find((name) => text(column.name).startsWith(name)) ?? text(column.name)}
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
