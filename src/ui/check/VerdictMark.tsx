import { Ban, CircleHelp, ClipboardList, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import type { Verdict } from "../../domain/check/rules.ts";
import styles from "./CheckPanel.module.css";
import { useCheckWords } from "./useCheckWords.ts";

export const verdictIcons: Record<Verdict, LucideIcon> = {
  prohibited: Ban,
  restricted: TriangleAlert,
  assessment: ClipboardList,
  notice: Info,
  unverified: CircleHelp,
};

const capitalize = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);

/** A verdict as a sign and a word, and only then as a colour. */
export function VerdictMark({ verdict, count }: { verdict: Verdict; count?: number }) {
  const { text, number } = useCheckWords();
  const Icon = verdictIcons[verdict];
  return (
    <span className={`${styles.verdict} ${styles[verdict]}`}>
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      {capitalize(text(verdictWords[verdict]))}
      {count !== undefined && <span className={styles.count}>{number(count)}</span>}
    </span>
  );
}

/** One letter for a cell too small for a word. */
export const verdictLetters: Record<Verdict, { zh: string; en: string }> = {
  prohibited: { zh: "禁", en: "P" },
  restricted: { zh: "限", en: "R" },
  assessment: { zh: "论", en: "A" },
  notice: { zh: "示", en: "N" },
  unverified: { zh: "核", en: "V" },
};
