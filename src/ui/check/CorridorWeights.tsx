import { Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import { findKindTitle, lawVerdicts, type RuleTable } from "../../domain/check/rules.ts";
import { listSpokenKinds } from "../../domain/corridor/weighKinds.ts";
import { changeKindWeight, changeWeight } from "../../state/check/corridor.ts";
import { useCorridor } from "../../state/check/corridorStore.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./CheckPanel.module.css";
import corridor from "./Corridor.module.css";
import { useCorridorWords } from "./corridorWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

/** A weight as it is typed; what is none yet waits in the field and changes nothing. */
function WeightField(props: { label: string; value: number; onChange: (weight: number) => void }) {
  const { label, value, onChange } = props;
  const [typed, setTyped] = useState(String(value));
  useEffect(() => setTyped((before) => (Number(before) === value ? before : String(value))), [value]);
  return (
    <input
      type="number"
      className={`${styles.input} ${corridor.weight}`}
      aria-label={label}
      min={1}
      max={1000}
      step="any"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const weight = event.currentTarget.valueAsNumber;
        if (weight >= 1 && weight <= 1_000) onChange(weight);
      }}
      onBlur={() => setTyped(String(value))}
    />
  );
}

/** What a metre of zone counts as: by what its clause says, or for one kind alone. */
export function CorridorWeights(props: { table: RuleTable; decisionDate: string; activity: string }) {
  const { table, decisionDate, activity } = props;
  const { word, text } = useCorridorWords();
  const weights = useCorridor((state) => state.weights);
  const kindWeights = useCorridor((state) => state.kindWeights);
  const kinds = listSpokenKinds(table, decisionDate, activity);
  return (
    <details className={styles.fold2} data-testid="corridor-weights">
      <summary>{word("weights")}</summary>
      <p className={styles.note}>{word("weightsHow")}</p>
      <ul className={corridor.weights}>
        {lawVerdicts.map((verdict) => (
          <li key={verdict}>
            <VerdictMark verdict={verdict} />
            <WeightField
              label={word("weightOf", { name: text(verdictWords[verdict]) })}
              value={weights[verdict]}
              onChange={(weight) => changeWeight(verdict, weight)}
            />
          </li>
        ))}
      </ul>
      <details className={styles.fold2}>
        <summary>{word("kinds", { count: kinds.length })}</summary>
        <table className={styles.compare}>
          <thead>
            <tr>
              <th scope="col">{word("kind")}</th>
              <th scope="col">{word("says")}</th>
              <th scope="col">{word("weight")}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ kind, verdict }) => {
              const name = text(findKindTitle(table, kind));
              const own = kindWeights[kind];
              return (
                <tr key={kind}>
                  <th scope="row">{name}</th>
                  <td>{text(verdictWords[verdict])}</td>
                  <td>
                    <span className={corridor.weightCell}>
                      <WeightField
                        label={word("weightOf", { name })}
                        value={own ?? weights[verdict]}
                        onChange={(weight) => changeKindWeight(kind, weight)}
                      />
                      {own !== undefined && (
                        <IconButton
                          icon={Undo2}
                          name={word("weightBack", { name, weight: weights[verdict] })}
                          onClick={() => changeKindWeight(kind, null)}
                        />
                      )}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </details>
    </details>
  );
}
