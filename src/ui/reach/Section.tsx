import { ChevronRight } from "lucide-react";
import { type ReactNode, useRef } from "react";
import styles from "./ReachPanel.module.css";

/**
 * A part of the panel that folds away; the mark beside the title says how it stands. It unfolds when there is
 * something in it, and only the reader folds it again: undoing an edit must not shut what one works in.
 */
export function Section(props: { title: string; mark?: ReactNode; open?: boolean; children: ReactNode }) {
  const isUnfolded = useRef(false);
  isUnfolded.current ||= props.open ?? true;
  return (
    <details className={styles.section} open={isUnfolded.current}>
      <summary className={styles.summary}>
        <ChevronRight size={14} aria-hidden="true" className={styles.fold} />
        <h2 className={styles.title}>{props.title}</h2>
        {props.mark && <span className={styles.mark}>{props.mark}</span>}
      </summary>
      <div className={styles.body}>{props.children}</div>
    </details>
  );
}
