import { Download, Printer } from "lucide-react";
import { useState } from "react";
import { describeDifference, differenceWords } from "../../domain/compare/compareWords.ts";
import {
  countDifferences,
  type Difference,
  type DifferenceKind,
  differenceKinds,
} from "../../domain/compare/listDifferences.ts";
import { writeDifferencesCsv } from "../../domain/compare/writeDifferencesCsv.ts";
import { changeScreen } from "../../state/actions.ts";
import { flyToDifference } from "../../state/compare/compare.ts";
import { findLayersOf } from "../../state/features.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { saveFile } from "../kit/saveFile.ts";
import styles from "./CompareCard.module.css";
import { useCompareWords } from "./useCompareWords.ts";

const exportCsv = (differences: readonly Difference[]) =>
  saveFile(
    "differences.csv",
    new Blob([writeDifferencesCsv(differences)], { type: "text/csv;charset=utf-8" }),
  );

/** One difference: a click takes every side there. */
function DifferenceRow({
  difference,
  isOn,
  onGo,
}: {
  difference: Difference;
  isOn: boolean;
  onGo: () => void;
}) {
  const { word, text } = useCompareWords();
  const layer = findLayersOf(difference.dataset)[0];
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-pressed={isOn}
        disabled={!difference.bbox}
        title={difference.bbox ? undefined : word("noPlace")}
        onClick={onGo}
      >
        <span className={styles.mark} data-kind={difference.kind}>
          {text(differenceWords[difference.kind].name)}
        </span>
        <span className={styles.name}>{text(difference.name)}</span>
        <span className={styles.change}>
          {layer && `${text(layer.title)} · `}
          {text(describeDifference(difference))}
        </span>
      </button>
    </li>
  );
}

/** What differs, by kind, with a count of each. */
export function DifferenceList({ differences }: { differences: readonly Difference[] }) {
  const { word, text, number } = useCompareWords();
  const [kind, setKind] = useState<DifferenceKind | null>(null);
  const [gone, setGone] = useState("");
  const counts = countDifferences(differences);
  const kinds = differenceKinds.filter((one) => counts[one] > 0);
  const chosen = kind && counts[kind] > 0 ? kind : null;
  const shown = chosen ? differences.filter((one) => one.kind === chosen) : differences;
  if (differences.length === 0) return <p className={styles.note}>{word("same")}</p>;
  return (
    <>
      <div className={styles.kinds}>
        <button type="button" aria-pressed={chosen === null} onClick={() => setKind(null)}>
          {word("all")} {number(differences.length)}
        </button>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={chosen === one}
            title={text(differenceWords[one].rule)}
            data-kind={one}
            onClick={() => setKind(chosen === one ? null : one)}
          >
            {text(differenceWords[one].name)} {number(counts[one])}
          </button>
        ))}
      </div>
      {chosen && <p className={styles.note}>{text(differenceWords[chosen].rule)}</p>}
      <ul className={styles.list} aria-label={word("list")}>
        {shown.map((one) => {
          const key = `${one.kind} ${one.dataset}/${one.id}`;
          return (
            <DifferenceRow
              key={key}
              difference={one}
              isOn={gone === key}
              onGo={() => {
                setGone(key);
                flyToDifference(one);
              }}
            />
          );
        })}
      </ul>
      <footer className={styles.foot}>
        <IconButton icon={Download} name={word("export")} labelled onClick={() => exportCsv(shown)} />
        <IconButton
          icon={Printer}
          name={word("print")}
          labelled
          onClick={() => changeScreen({ dialog: "print" })}
        />
      </footer>
    </>
  );
}
