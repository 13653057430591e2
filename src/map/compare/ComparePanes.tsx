import type { Map as MapLibreMap } from "maplibre-gl";
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Language } from "../../domain/board/board.ts";
import type { OtherBoard } from "../../domain/board/compareQuery.ts";
import { listSides, titleSide } from "../../state/compare/compare.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { BlinkTools, useBlink } from "./BlinkTools.tsx";
import styles from "./ComparePanes.module.css";
import { sayCompare } from "./compareWords.ts";
import { LensHandle, lensRadiusPixels, useLens } from "./LensHandle.tsx";
import { createOtherPane, type OtherPane } from "./otherPane.ts";
import { SwipeHandle, useFreePart } from "./SwipeHandle.tsx";

interface PaneProps {
  main: MapLibreMap;
  board: OtherBoard;
  language: Language;
  style: CSSProperties;
  className: string;
  title: string | null;
}

/** One side on a map of its own. */
function Pane({ main, board, language, style, className, title }: PaneProps) {
  const element = useRef<HTMLDivElement>(null);
  const pane = useRef<OtherPane | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const shown = useRef(board);
  shown.current = board;
  useEffect(() => {
    try {
      pane.current = createOtherPane(element.current!, shown.current, main);
    } catch (error) {
      console.info(`other side unavailable: ${error instanceof Error ? error.message : String(error)}`);
      setFailed(true);
    }
    return () => {
      pane.current?.remove();
      pane.current = null;
    };
  }, [main]);
  useEffect(() => pane.current?.show(board), [board]);
  return (
    <div className={`${styles.pane} ${className}`} style={style} data-theme={board.theme}>
      <div ref={element} className={styles.canvas} data-testid="other-side" data-drawn="false" />
      {hasFailed && <p className={styles.failed}>{sayCompare("noPane", language)}</p>}
      {title !== null && <p className={styles.title}>{title}</p>}
    </div>
  );
}

interface Cell {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Panes side by side, the open board last: in a row, in two rows of two, or one above the other on a narrow map. */
function layOutPanes(count: number, free: Cell): Cell[] {
  const isTall = free.height > free.width;
  const columns = isTall ? (count > 2 ? 2 : 1) : count === 4 ? 2 : count;
  const rows = Math.ceil(count / columns);
  return Array.from({ length: count }, (_, index) => ({
    left: free.left + (free.width / columns) * (index % columns),
    top: free.top + (free.height / rows) * Math.floor(index / columns),
    width: free.width / columns,
    height: free.height / rows,
  }));
}

const asStyle = ({ left, top, width, height }: Cell): CSSProperties => ({ left, top, width, height });

/** Gives the main map the last cell while there are panes, and the whole frame afterwards. */
function useMainCell(main: MapLibreMap, cell: Cell | undefined) {
  const { left, top, width, height } = cell ?? {};
  useLayoutEffect(() => {
    const room = main.getContainer().parentElement;
    if (!room || left === undefined) return;
    Object.assign(room.style, {
      inset: "auto",
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    main.resize();
    return () => {
      for (const side of ["inset", "left", "top", "width", "height"]) room.style.removeProperty(side);
      main.resize();
    };
  }, [main, left, top, width, height]);
}

/** The sides a board is seen beside: over the map behind a line or a lens, by turns, or in panes. */
export function ComparePanes({ main }: { main: MapLibreMap }) {
  const board = useAtlas((state) => state.board);
  const frame = useRef<HTMLDivElement>(null);
  const { compare, language } = board;
  const free = useFreePart(frame);
  // On the wall its letters are read from afar, and the line glides from step to step.
  const isOnWall = useWalk((state) => state.mode === "scene");
  const view = compare?.view ?? "swipe";
  const sideBoards = compare?.others;
  // Names are written in the reader's language on every side, also where it was changed since.
  const others = useMemo(
    () => (sideBoards ?? []).map((side) => ({ ...side, language })),
    [sideBoards, language],
  );
  const [at, setAt] = useState<number | null>(null);
  const blink = useBlink(view === "blink" ? others.length + 1 : 0);
  const lens = useLens(view === "lens" ? main : null, free);
  const cells = view === "panes" ? layOutPanes(others.length + 1, free) : [];
  useMainCell(main, cells.at(-1));
  if (!compare) return null;
  const line = free.left + (at ?? compare.at) * free.width;
  const styleOf = (index: number): CSSProperties => {
    if (view === "panes") return asStyle(cells[index]!);
    if (view === "swipe") return { clipPath: `inset(0 calc(100% - ${line}px) 0 0)` };
    if (view === "lens") return { clipPath: `circle(${lensRadiusPixels}px at ${lens.x}px ${lens.y}px)` };
    return { visibility: blink.shown === index ? "visible" : "hidden" };
  };
  const sides = listSides(board).map(({ title }) => title[language]);
  return (
    <div
      ref={frame}
      className={styles.frame}
      data-compare={view}
      data-wall={isOnWall}
      data-held={at !== null}
    >
      {others.map((other, index) => (
        <Pane
          // biome-ignore lint/suspicious/noArrayIndexKey: a side is its place
          key={index}
          main={main}
          board={other}
          language={language}
          className={view === "panes" ? styles.beside! : styles.over!}
          style={styleOf(index)}
          title={view === "panes" ? titleSide(other)[language] : null}
        />
      ))}
      {view === "panes" && (
        <p className={styles.title} style={{ left: cells.at(-1)!.left + 8, top: cells.at(-1)!.top + 8 }}>
          {sides.at(-1)}
        </p>
      )}
      {view === "swipe" && (
        <SwipeHandle
          free={free}
          at={at ?? compare.at}
          onDrag={setAt}
          left={sides[0]!}
          right={sides.at(-1)!}
          language={language}
        />
      )}
      {view === "lens" && <LensHandle lens={lens} title={sides[0]!} language={language} />}
      {view === "blink" && (
        <BlinkTools blink={blink} title={sides[blink.shown] ?? sides[0]!} language={language} />
      )}
    </div>
  );
}
