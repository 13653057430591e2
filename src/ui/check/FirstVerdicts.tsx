import type { CheckSoFar } from "../../domain/check/checkSoFar.ts";
import styles from "./FirstVerdicts.module.css";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const words = {
  unfinished: { zh: "核查尚未完成", en: "The check is not finished" },
  tested: { zh: "已核查", en: "tested" },
  of: { zh: "共", en: "of" },
  noResult: {
    zh: "以下只是已核查部分中最严的几条，还会增加和改变，不能作为结论，也不能导出。",
    en: "These are the strictest of the part tested so far. They will grow and change: they are no result and cannot be taken away.",
  },
  none: { zh: "已核查的部分还没有发现冲突。", en: "No conflict yet in the part tested so far." },
};

/** The first verdicts of a run that is not done, set apart from any result by its frame and its words. */
export default function FirstVerdicts({ soFar }: { soFar: CheckSoFar }) {
  const { text, number } = useCheckWords();
  const { done, all, first } = soFar;
  return (
    <section className={styles.unfinished} aria-label={text(words.unfinished)} data-testid="first-verdicts">
      <h2 className={styles.title}>
        {text(words.unfinished)}{" "}
        <span className={styles.count}>
          {text(words.tested)} {number(done)} / {text(words.of)} {number(all)}
        </span>
      </h2>
      <p className={styles.note}>{text(first.length > 0 ? words.noResult : words.none)}</p>
      <ul className={styles.list}>
        {first.map(({ id, verdict, subjectName, zoneName }) => (
          <li key={id}>
            <VerdictMark verdict={verdict} />
            <span>
              {text(subjectName)} <span aria-hidden="true">×</span> {text(zoneName)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
