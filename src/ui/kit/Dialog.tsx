import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../speech/useWords.ts";
import styles from "./Dialog.module.css";
import { IconButton } from "./IconButton.tsx";

interface DialogProps {
  title: string;
  /** Whether the title is only read, not seen. */
  titleHidden?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A modal sheet. The browser's own dialog keeps the focus inside and gives it back. */
export function Dialog({ title, titleHidden = false, onClose, children }: DialogProps) {
  const { word } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current!;
    if (!dialog.open) dialog.showModal();
    return () => dialog.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it already; the click is for the veil round it
    <dialog
      ref={element}
      className={styles.dialog}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      <div className={styles.sheet}>
        {!titleHidden && (
          <header className={styles.header}>
            <h2 className={styles.title}>{title}</h2>
            <IconButton icon={X} name={word("close")} onClick={onClose} />
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
