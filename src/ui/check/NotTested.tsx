import type { CheckResult } from "../../domain/check/conflict.ts";
import { Section } from "../kit/Section.tsx";
import styles from "./CheckPanel.module.css";
import { useCheckWords } from "./useCheckWords.ts";

/** What the check did not look at, by reason. */
export function NotTested({ result }: { result: CheckResult }) {
  const { word, text, number, language } = useCheckWords();
  const groups = new Map<string, { names: string[]; reason: string }>();
  for (const { kind, name, reason } of result.notTested) {
    const key = `${kind} ${reason.zh}`;
    const group = groups.get(key) ?? { names: [], reason: text(reason) };
    group.names.push(text(name));
    groups.set(key, group);
  }
  return (
    <Section title={word("notTested")} mark={number(result.totals.notTestedCount)} open={false}>
      <p className={styles.note}>
        {result.notTested.length === 0
          ? word("notTestedNone")
          : word("notTestedLead", { count: result.totals.notTestedCount })}
      </p>
      <ul className={styles.untested}>
        {[...groups].map(([key, { names, reason }]) => (
          <li key={key}>
            <strong>{reason}</strong>
            <p>{names.join(language === "zh" ? "、" : ", ")}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
