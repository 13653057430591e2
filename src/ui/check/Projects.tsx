import { useState } from "react";
import type { CheckResult, Outcome } from "../../domain/check/conflict.ts";
import { outcomeWords } from "../../domain/check/describeConflicts.ts";
import { formatShare } from "../../domain/check/measureWords.ts";
import { type Verdict, verdicts } from "../../domain/check/rules.ts";
import { Section } from "../kit/Section.tsx";
import styles from "./CheckPanel.module.css";
import { PartyName } from "./Conflicts.tsx";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const firstShown = 30;
const outcomes: readonly Outcome[] = [...verdicts, "partly-tested", "not-tested", "no-conflict"];
const isVerdict = (outcome: Outcome): outcome is Verdict => verdicts.some((verdict) => verdict === outcome);

/** Every project with what came out of it, those without conflict and those not tested too. */
export function Projects({ result }: { result: CheckResult }) {
  const { word, text, number } = useCheckWords();
  const [most, setMost] = useState(firstShown);
  const projects = [...result.subjects].sort(
    (a, b) => outcomes.indexOf(a.outcome!) - outcomes.indexOf(b.outcome!),
  );
  const { subjectsTested } = result.totals;
  return (
    <Section title={word("projects")} mark={number(subjectsTested)} open={false}>
      {projects.length < subjectsTested && (
        <p className={styles.note}>
          {word("projectsCut", { shown: number(projects.length), total: number(subjectsTested) })}
        </p>
      )}
      <ul className={styles.projects} data-testid="check-projects">
        {projects.slice(0, most).map((project) => {
          const outcome = project.outcome!;
          return (
            <li key={project.key} data-outcome={outcome}>
              <span>
                <PartyName party={project} />
              </span>
              <span className={styles.outcome}>
                {isVerdict(outcome) ? <VerdictMark verdict={outcome} /> : text(outcomeWords[outcome])}
                {project.testedShare !== null && project.testedShare < 1 && (
                  <span className={styles.note}>
                    {word("projectTested", { share: formatShare(project.testedShare) })}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {projects.length > most && (
        <button type="button" className={styles.button} onClick={() => setMost(most + 100)}>
          {word("projectsMore", { count: Math.min(100, projects.length - most) })}
        </button>
      )}
    </Section>
  );
}
