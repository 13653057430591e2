import { useEffect } from "react";
import type { Selection } from "../../domain/board/board.ts";
import { buildPlanInput } from "../../domain/board/checkRequests.ts";
import { findAnswer } from "../../domain/board/request.ts";
import { describeMeasures } from "../../domain/check/describeConflicts.ts";
import { findKind, verdicts } from "../../domain/check/rules.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { changeScreen } from "../../state/actions.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { checkFeature, focusConflict, pointAtConflict, runCheck } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { indexParties } from "../../state/check/checkView.ts";
import { findToday } from "../../state/check/today.ts";
import { useAtlas } from "../../state/store.ts";
import { useCheckWords } from "../check/useCheckWords.ts";
import { VerdictMark } from "../check/VerdictMark.tsx";
import { BusyState } from "../kit/States.tsx";
import styles from "./Inspector.module.css";

const mostShown = 5;

/** What the ecology check says of one feature of the plan, as a project or as a zone. */
export function EcologyCheck({ selection, feature }: { selection: Selection; feature: PlanFeature }) {
  const { word, text } = useCheckWords();
  const board = useAtlas((state) => state.board);
  const shipped = useCheck((state) => state.shipped);
  const answers = useAnswers((state) => state.answers);
  const table = board.check?.rules ?? shipped;
  const { kind, level } = feature.properties;
  const isIn = (classes: "activityClasses" | "zoneClasses") =>
    table !== null &&
    findKind(table[classes], selection.dataset, kind, typeof level === "string" ? level : "") !== undefined;
  const isSubject = isIn("activityClasses");
  const isTested = isSubject || isIn("zoneClasses");
  useEffect(() => {
    useCheck.setState({ isInspected: true });
    return () => useCheck.setState({ isInspected: false });
  }, []);
  useEffect(() => {
    if (!isTested) return;
    useCheck.setState({ wantsPlan: true });
    return () => useCheck.setState({ wantsPlan: false });
  }, [isTested]);
  if (!shipped || !isTested) return null;
  const answer = findAnswer(answers, "conflicts", buildPlanInput(board, { shipped, today: findToday() }));
  const key = `${selection.dataset}/${selection.id}`;
  const result = answer?.ok ? answer.value : null;
  const found = (result?.conflicts ?? [])
    .filter((conflict) => (isSubject ? conflict.subject : conflict.zone) === key)
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
  const open = (id: string) => {
    // The panel then holds the run this conflict is of.
    runCheck(
      isSubject ? { subjects: { kind: "features", features: [selection] } } : { subjects: { kind: "plan" } },
    );
    if (result) focusConflict(result, id);
    changeScreen({ panel: "check" });
  };
  return (
    <section className={styles.section} data-testid="inspector-check">
      <h3>{word("inspectorTitle")}</h3>
      {!answer && <BusyState />}
      {answer && !answer.ok && <p className={styles.muted}>{text(answer.error)}</p>}
      {result && found.length === 0 && <p className={styles.muted}>{word("inspectorNone")}</p>}
      {result && !isSubject && found.length > 0 && (
        <p className={styles.muted}>{word("inspectorZone", { count: found.length })}</p>
      )}
      {result && (
        <ul className={styles.neighbours}>
          {found.slice(0, mostShown).map((conflict) => (
            <li key={conflict.id}>
              <button
                type="button"
                onClick={() => open(conflict.id)}
                onMouseEnter={() => pointAtConflict(result, conflict.id)}
                onMouseLeave={() => pointAtConflict(result, null)}
                onFocus={() => pointAtConflict(result, conflict.id)}
                onBlur={() => pointAtConflict(result, null)}
              >
                <span>
                  {text(indexParties(result).get(isSubject ? conflict.zone : conflict.subject)!.name)}
                </span>
                <span className={styles.muted}>{text(describeMeasures(conflict))}</span>
                <span className={styles.distance}>
                  <VerdictMark verdict={conflict.verdict} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {found.length > mostShown && (
        <p className={styles.muted}>{word("inspectorMore", { count: found.length - mostShown })}</p>
      )}
      {isSubject && (
        <button type="button" className={styles.more} onClick={() => checkFeature(selection)}>
          {word("inspectorOpen")}
        </button>
      )}
    </section>
  );
}
