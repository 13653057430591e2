import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import styles from "./IconButton.module.css";

interface IconButtonProps extends Omit<ComponentProps<"button">, "children" | "aria-label"> {
  icon: LucideIcon;
  /** The name: shown on hover, read by screen readers, and beside the icon where `labelled`. */
  name: string;
  labelled?: boolean;
}

/** A button that is an icon with a name. */
export function IconButton({ icon: Icon, name, labelled = false, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${labelled ? styles.labelled : ""} ${className ?? ""}`}
      aria-label={name}
      title={name}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      {labelled && <span className={styles.name}>{name}</span>}
    </button>
  );
}
