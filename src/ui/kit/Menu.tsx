import type { LucideIcon } from "lucide-react";
import { type ReactNode, Suspense, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "./IconButton.tsx";
import styles from "./Menu.module.css";

interface MenuProps {
  icon: LucideIcon;
  name: string;
  labelled?: boolean;
  /** Rows of the menu; a row that finishes the matter calls `onDone`. */
  children: (onDone: () => void) => ReactNode;
}

/** A button that unfolds a small sheet of choices under it; Escape or a click elsewhere folds it. */
export function Menu({ icon, name, labelled, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      root.current?.querySelector("button")?.focus();
    };
    const node = root.current;
    document.addEventListener("pointerdown", onPress);
    node?.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPress);
      node?.removeEventListener("keydown", onKey);
    };
  }, [isOpen]);
  return (
    <div className={styles.menu} ref={root}>
      <IconButton
        icon={icon}
        name={name}
        labelled={labelled}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <section className={styles.sheet} id={id} aria-label={name}>
          <Suspense fallback={null}>{children(() => setOpen(false))}</Suspense>
        </section>
      )}
    </div>
  );
}
