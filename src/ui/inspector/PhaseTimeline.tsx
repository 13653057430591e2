import { phases } from "../../../geodata/plan/phases.ts";
import type { PlanFeature, Status } from "../../domain/plan.ts";
import { setPhase } from "../../state/actions.ts";
import { statusOf } from "../../state/features.ts";
import { useAtlas } from "../../state/store.ts";
import { statusWords } from "../speech/statusWords.ts";
import { useWords } from "../speech/useWords.ts";
import styles from "./PhaseTimeline.module.css";

/** A mark for each status that is told apart by its shape, not only by its colour. */
export function StatusMark({ status }: { status: Status }) {
  return (
    <svg className={styles.mark} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {status === "existing" && <circle cx="8" cy="8" r="6" className={styles.solid} />}
      {status.startsWith("upgrade-") && (
        <>
          <circle cx="7" cy="9" r="5.5" className={styles.solid} />
          <path d="M11.5 0.8L15.6 7.6H7.4Z" className={styles.arrowhead} />
          {status === "upgrade-done" && <path d="M11.5 0.8L15.6 7.6H7.4Z" className={styles.full} />}
          {status === "upgrade-under-way" && (
            <path d="M9.45 4.2H13.55L15.6 7.6H7.4Z" className={styles.full} />
          )}
        </>
      )}
      {status === "under-construction" && (
        <>
          <circle cx="8" cy="8" r="6" className={styles.ring} />
          <path d="M8 2 a6 6 0 0 0 0 12 z" className={styles.solid} />
        </>
      )}
      {status === "planned" && <circle cx="8" cy="8" r="6" className={styles.dotted} />}
      {status === "study" && <circle cx="8" cy="8" r="4" className={styles.dotted} />}
      {status === "closed" && <path d="M4 4 L12 12 M12 4 L4 12" className={styles.cross} />}
      {status === "absent" && <path d="M5 8 L11 8" className={styles.cross} />}
    </svg>
  );
}

/** What becomes of the feature, phase by phase; each step switches the atlas to its phase. */
export function PhaseTimeline({ feature }: { feature: PlanFeature }) {
  const { word, text } = useWords();
  const present = useAtlas((state) => state.board.phase);
  return (
    <section className={styles.section}>
      <h3 className="visually-hidden">{word("statusByPhase")}</h3>
      <ol className={styles.line}>
        {phases.map((phase) => {
          const status = statusOf(feature, phase.id);
          return (
            <li key={phase.id}>
              <button
                type="button"
                className={styles.step}
                aria-current={phase.id === present ? "step" : undefined}
                onClick={() => setPhase(phase.id)}
              >
                <StatusMark status={status} />
                <span className={styles.status}>{word(statusWords[status])}</span>
                <span className={styles.phase}>{text(phase.title)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
