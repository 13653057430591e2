// biome-ignore-all lint/a11y/useSemanticElements: rows and columns are placed by hand, which a table's own layout would undo
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { CheckResult } from "../../domain/check/conflict.ts";
import {
  buildConflictMatrix,
  type ConflictMatrix,
  describeMeasures,
  verdictWords,
} from "../../domain/check/describeConflicts.ts";
import { focusConflict, pointAtConflict } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useAtlas } from "../../state/store.ts";
import { usePhone } from "../kit/useMediaQuery.ts";
import styles from "./Matrix.module.css";
import { useCheckWords } from "./useCheckWords.ts";
import { verdictLetters } from "./VerdictMark.tsx";

const cellPixels = 26;
const rowHeadPixels = { wide: 220, narrow: 116 };
const columnHeadPixels = 128;
/** Rows and columns drawn beyond the edge, so that a scroll does not show empty ground. */
const margin = 4;

type Cell = [row: number, column: number];

interface Scrolled {
  left: number;
  top: number;
  width: number;
  height: number;
}

const findSpan = (from: number, length: number, count: number): [number, number] => [
  Math.max(0, Math.floor(from / cellPixels) - margin),
  Math.min(count, Math.ceil((from + length) / cellPixels) + margin),
];

const span = ([from, to]: [number, number]) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** The active cell is always there, even scrolled away: the grid names it to screen readers. */
const withActive = (drawn: number[], active: number, count: number) =>
  active >= count || drawn.includes(active) ? drawn : [...drawn, active].sort((a, b) => a - b);

/** What of the grid is in sight, and how to bring a cell into it. */
function useSight(headPixels: number) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Scrolled>({ left: 0, top: 0, width: 900, height: 300 });
  const measure = useCallback(() => {
    const element = box.current;
    if (!element) return;
    setSeen({
      left: element.scrollLeft,
      top: element.scrollTop,
      width: element.clientWidth - headPixels,
      height: element.clientHeight - columnHeadPixels,
    });
  }, [headPixels]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, [measure]);
  /** Brings a cell into the part of the box that the heads leave free. */
  const reveal = useCallback(
    (row: number, column: number) => {
      const element = box.current;
      if (!element) return;
      const [x, y] = [column * cellPixels, row * cellPixels];
      const [width, height] = [element.clientWidth - headPixels, element.clientHeight - columnHeadPixels];
      if (x < element.scrollLeft) element.scrollLeft = x;
      else if (x + cellPixels > element.scrollLeft + width) element.scrollLeft = x + cellPixels - width;
      if (y < element.scrollTop) element.scrollTop = y;
      else if (y + cellPixels > element.scrollTop + height) element.scrollTop = y + cellPixels - height;
    },
    [headPixels],
  );
  return { box, seen, measure, reveal };
}

/** The cell that the arrow keys lead to, or null for any other key. */
function findNextCell(
  key: string,
  [row, column]: Cell,
  { rows, columns }: Pick<ConflictMatrix, "rows" | "columns">,
): Cell | null {
  const steps: Record<string, Cell> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [0, -column],
    End: [0, columns.length],
  };
  const step = steps[key];
  return step
    ? [
        Math.max(0, Math.min(rows.length - 1, row + step[0])),
        Math.max(0, Math.min(columns.length - 1, column + step[1])),
      ]
    : null;
}

/** The names above the columns in sight, and the corner. */
function ColumnHeads(props: {
  matrix: ConflictMatrix;
  columns: readonly number[];
  activeColumn: number;
  headPixels: number;
}) {
  const { word, text } = useCheckWords();
  const { matrix, columns, activeColumn, headPixels } = props;
  return (
    <div className={styles.heads} role="row" aria-rowindex={1} style={{ height: columnHeadPixels }}>
      <span
        className={styles.corner}
        role="columnheader"
        aria-colindex={1}
        aria-label={word("matrix")}
        style={{ width: headPixels, height: columnHeadPixels }}
      />
      {columns.map((column) => (
        <span
          key={matrix.columns[column]!.key}
          role="columnheader"
          aria-colindex={column + 2}
          className={styles.columnHead}
          data-active={column === activeColumn}
          title={text(matrix.columns[column]!.name)}
          style={{
            left: headPixels + column * cellPixels,
            width: cellPixels,
            height: columnHeadPixels,
          }}
        >
          <span>{text(matrix.columns[column]!.name)}</span>
        </span>
      ))}
    </div>
  );
}

/** One project: its name and its cells in sight. */
function MatrixRow(props: {
  result: CheckResult;
  matrix: ConflictMatrix;
  row: number;
  columns: readonly number[];
  active: Cell;
  headPixels: number;
  cellId: (row: number, column: number) => string;
  sayCell: (row: number, column: number) => string;
  onOpen: (row: number, column: number) => void;
}) {
  const { text, language } = useCheckWords();
  const focus = useAtlas((state) => state.board.check?.focus ?? null);
  const pointed = useCheck((state) => state.pointed);
  const { result, matrix, row, columns, headPixels, cellId, sayCell, onOpen } = props;
  const [activeRow, activeColumn] = props.active;
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={styles.row}
      style={{ top: columnHeadPixels + row * cellPixels, height: cellPixels }}
    >
      <span
        role="rowheader"
        aria-colindex={1}
        className={styles.rowHead}
        data-active={row === activeRow}
        title={text(matrix.rows[row]!.name)}
        style={{ width: headPixels, height: cellPixels }}
      >
        {text(matrix.rows[row]!.name)}
      </span>
      {columns.map((column) => {
        const cell = matrix.cells[row]![column];
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys and names its active cell
          <span
            key={matrix.columns[column]!.key}
            id={cellId(row, column)}
            role="gridcell"
            aria-colindex={column + 2}
            aria-selected={cell !== null && cell !== undefined && cell.id === focus}
            aria-label={sayCell(row, column)}
            title={sayCell(row, column)}
            className={styles.cell}
            data-verdict={cell?.verdict}
            data-active={row === activeRow && column === activeColumn}
            data-pointed={cell?.id !== undefined && cell.id === pointed}
            style={{ left: headPixels + column * cellPixels, width: cellPixels, height: cellPixels }}
            onMouseEnter={() => pointAtConflict(result, cell?.id ?? null)}
            onClick={() => onOpen(row, column)}
          >
            {cell && verdictLetters[cell.verdict][language]}
          </span>
        );
      })}
    </div>
  );
}

/** The grid itself: only what is in sight is drawn, however many projects and zones there are. */
export function MatrixTable({ result }: { result: CheckResult }) {
  const { word, text } = useCheckWords();
  const isPhone = usePhone();
  const focus = useAtlas((state) => state.board.check?.focus ?? null);
  const matrix = useMemo(() => buildConflictMatrix(result), [result]);
  const [active, setActive] = useState<Cell>([0, 0]);
  const id = useId();
  const headPixels = isPhone ? rowHeadPixels.narrow : rowHeadPixels.wide;
  const { box, seen, measure, reveal } = useSight(headPixels);
  const rowCount = matrix.rows.length;
  const columnCount = matrix.columns.length;

  // What is put in focus on the map or in the list is found here.
  useEffect(() => {
    if (focus === null) return;
    const row = matrix.cells.findIndex((cells) => cells.some((cell) => cell?.id === focus));
    if (row < 0) return;
    const column = matrix.cells[row]!.findIndex((cell) => cell?.id === focus);
    setActive([row, column]);
    reveal(row, column);
  }, [focus, matrix, reveal]);

  const sayCell = (row: number, column: number) => {
    const cell = matrix.cells[row]?.[column];
    const names = `${text(matrix.rows[row]!.name)} × ${text(matrix.columns[column]!.name)}`;
    return cell
      ? `${names}: ${text(verdictWords[cell.verdict])}; ${text(describeMeasures(cell))}`
      : `${names}: ${word("matrixNone")}`;
  };
  const open = (row: number, column: number) => {
    const cell = matrix.cells[row]?.[column];
    if (cell) focusConflict(result, cell.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = findNextCell(event.key, active, matrix);
    if (next) {
      setActive(next);
      reveal(...next);
      pointAtConflict(result, matrix.cells[next[0]]?.[next[1]]?.id ?? null);
    } else if (event.key === "Enter" || event.key === " ") open(...active);
    else return;
    event.preventDefault();
  };
  const [activeRow, activeColumn] = active;
  const rows = withActive(span(findSpan(seen.top, seen.height, rowCount)), activeRow, rowCount);
  const columns = withActive(span(findSpan(seen.left, seen.width, columnCount)), activeColumn, columnCount);
  const cellId = (row: number, column: number) => `${id}-${row}-${column}`;
  return (
    <>
      <p className={styles.spoken} aria-live="polite">
        {rowCount > 0 && sayCell(activeRow, activeColumn)}
      </p>
      <div
        ref={box}
        className={styles.box}
        role="grid"
        aria-label={word("matrix")}
        aria-rowcount={rowCount + 1}
        aria-colcount={columnCount + 1}
        aria-activedescendant={rowCount > 0 ? cellId(activeRow, activeColumn) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={measure}
        onMouseLeave={() => pointAtConflict(result, null)}
        onBlur={() => pointAtConflict(result, null)}
      >
        <div
          className={styles.sheet}
          role="presentation"
          style={{
            width: headPixels + columnCount * cellPixels,
            height: columnHeadPixels + rowCount * cellPixels,
          }}
        >
          <ColumnHeads
            matrix={matrix}
            columns={columns}
            activeColumn={activeColumn}
            headPixels={headPixels}
          />
          {rows.map((row) => (
            <MatrixRow
              key={matrix.rows[row]!.key}
              result={result}
              matrix={matrix}
              row={row}
              columns={columns}
              active={active}
              headPixels={headPixels}
              cellId={cellId}
              sayCell={sayCell}
              onOpen={(...cell) => {
                setActive(cell);
                open(...cell);
              }}
            />
          ))}
        </div>
      </div>
    </>
  );
}
