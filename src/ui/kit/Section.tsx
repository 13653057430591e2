import { ChevronRight } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import styles from "./Section.module.css";

/**
 * A part of a panel that folds away; the mark beside the title says how it stands. It unfolds when there is
 * something in it, and only the reader folds it again: undoing an edit must not shut what one works in.
 * With `isBuiltOpen` what is in it is made only while it is unfolded: a long table costs nothing before.
 */
export function Section(props: {
  title: string;
  mark?: ReactNode;
  open?: boolean;
  isBuiltOpen?: boolean;
  children: ReactNode;
}) {
  const isUnfolded = useRef(false);
  isUnfolded.current ||= props.open ?? true;
  const [isOpen, setOpen] = useState(isUnfolded.current);
  return (
    <details
      className={styles.section}
      open={isUnfolded.current}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <ChevronRight size={14} aria-hidden="true" className={styles.fold} />
        <h2 className={styles.title}>{props.title}</h2>
        {props.mark !== undefined && props.mark !== false && (
          <span className={styles.mark}>{props.mark}</span>
        )}
      </summary>
      {(isOpen || !props.isBuiltOpen) && <div className={styles.body}>{props.children}</div>}
    </details>
  );
}
