import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./CheckPanel.module.css";

/** A part of the panel that folds away; the mark beside the title says how it stands. */
export function Section(props: { title: string; mark?: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className={styles.section} open={props.open ?? true}>
      <summary className={styles.summary}>
        <ChevronRight size={14} aria-hidden="true" className={styles.fold} />
        <h2 className={styles.title}>{props.title}</h2>
        {props.mark !== undefined && <span className={styles.mark}>{props.mark}</span>}
      </summary>
      <div className={styles.body}>{props.children}</div>
    </details>
  );
}
