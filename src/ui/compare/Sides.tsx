import { Copy, Plus, X } from "lucide-react";
import { useId } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import type { Board } from "../../domain/board/board.ts";
import { mostOthers, type OtherBoard } from "../../domain/board/compareQuery.ts";
import { setPhase } from "../../state/actions.ts";
import { addOther, dropOther, setOtherPhase, takeAsOther, titleSide } from "../../state/compare/compare.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./CompareCard.module.css";
import { useCompareWords } from "./useCompareWords.ts";

interface PhaseFieldProps {
  name: string;
  side: OtherBoard;
  onChange: (phase: string) => void;
}

/** Which phase a side shows; a side on a day of its own is named with the day. */
function PhaseField({ name, side, onChange }: PhaseFieldProps) {
  const { text } = useCompareWords();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{name}</label>
      <select id={id} value={side.phase} onChange={(event) => onChange(event.target.value)}>
        {phases.map((phase) => (
          <option key={phase.id} value={phase.id}>
            {text(phase.id === side.phase ? titleSide(side) : phase.title)}
          </option>
        ))}
      </select>
    </>
  );
}

/** What each side shows, left first. */
export function Sides({ board, others }: { board: Board; others: readonly OtherBoard[] }) {
  const { word } = useCompareWords();
  const isMany = others.length > 1;
  return (
    <>
      <ul className={styles.sides}>
        {others.map((other, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a side is its place
          <li key={index}>
            <PhaseField
              name={isMany ? word("side", { number: index + 1 }) : word("left")}
              side={other}
              onChange={(phase) => setOtherPhase(index, phase)}
            />
            <IconButton icon={Copy} name={word("takeNote")} onClick={() => takeAsOther(index)} />
            {isMany && <IconButton icon={X} name={word("drop")} onClick={() => dropOther(index)} />}
          </li>
        ))}
        <li>
          <PhaseField name={word("right")} side={board} onChange={setPhase} />
          {others.length < mostOthers && <IconButton icon={Plus} name={word("add")} onClick={addOther} />}
        </li>
      </ul>
      <p className={styles.note}>{word("swapNote")}</p>
    </>
  );
}
