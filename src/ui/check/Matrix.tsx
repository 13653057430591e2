import { Grid3x3, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { phases } from "../../../geodata/plan/phases.ts";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { buildConflictMatrix } from "../../domain/check/describeConflicts.ts";
import { setPadding } from "../../state/actions.ts";
import { focusConflict } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { usePhone } from "../kit/useMediaQuery.ts";
import styles from "./Matrix.module.css";
import { MatrixTable } from "./MatrixTable.tsx";
import { useCheckWords } from "./useCheckWords.ts";

const settleMilliseconds = 60;

/** Keeps flights clear of the drawer while it is open. */
function useDrawerPadding(element: HTMLElement | null) {
  // On a phone it covers the map whole, and the panel's own room is what counts again afterwards.
  const isPhone = usePhone();
  const padding = useAtlas((state) => state.padding);
  useEffect(() => {
    if (element && !isPhone && padding.bottom < element.offsetHeight)
      setPadding({ ...padding, bottom: element.offsetHeight });
  }, [element, isPhone, padding]);
  useEffect(
    () => () => {
      if (isPhone) return;
      setPadding({ ...useAtlas.getState().padding, bottom: 0 });
    },
    [isPhone],
  );
}

function Drawer({ result }: { result: CheckResult }) {
  const { word, text } = useCheckWords();
  const [element, setElement] = useState<HTMLElement | null>(null);
  useDrawerPadding(element);
  // What is in focus would lie under the drawer: it is framed again in what is left of the map.
  const isFramed = useRef(false);
  useEffect(() => {
    const focus = useAtlas.getState().board.check?.focus;
    if (!element || !focus || isFramed.current) return;
    isFramed.current = true;
    const timer = setTimeout(() => focusConflict(result, focus), settleMilliseconds);
    return () => clearTimeout(timer);
  }, [element, result]);
  const matrix = useMemo(() => buildConflictMatrix(result), [result]);
  const close = () => useCheck.setState({ matrixOpen: false });
  return (
    <section
      ref={setElement}
      className={styles.drawer}
      aria-label={word("matrix")}
      data-testid="check-matrix"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <header className={styles.head}>
        <h2>{word("matrix")}</h2>
        <p>
          {word("matrixLead", {
            rows: matrix.rows.length,
            columns: matrix.columns.length,
            clearRows: matrix.clearSubjectCount,
            clearColumns: matrix.clearZoneCount,
            phase: text(phases.find(({ id }) => id === result.phase)!.title),
          })}
        </p>
        <IconButton icon={X} name={word("matrixClose")} onClick={close} />
      </header>
      <MatrixTable result={result} />
    </section>
  );
}

/** Projects × zones as a heat table over the map: each cell shows its conflict there, and the map its cell. */
export function Matrix({ result }: { result: CheckResult }) {
  const { word } = useCheckWords();
  const isOpen = useCheck((state) => state.matrixOpen);
  const stage = document.getElementById("stage");
  return (
    <>
      <IconButton
        icon={Grid3x3}
        labelled
        name={word(isOpen ? "matrixClose" : "matrixOpen")}
        aria-expanded={isOpen}
        disabled={result.conflicts.length === 0}
        onClick={() => useCheck.setState({ matrixOpen: !isOpen })}
      />
      {isOpen && <p className={styles.hint}>{word("matrixKeys")}</p>}
      {isOpen && stage && result.conflicts.length > 0 && createPortal(<Drawer result={result} />, stage)}
    </>
  );
}
