import { useCallback, useEffect, useRef, useState } from "react";
import type { Board } from "../../domain/board/board.ts";
import type { Problem, Result } from "../../domain/result.ts";

import {
  type MadeSheet,
  openSheetMaker,
  type SheetMaker,
  type SheetOrder,
  type SheetOutput,
} from "../../state/page/sheetPaper.ts";

/** What a sheet is to be, without where its map was moved to and what becomes of it. */
export type SheetWish = Omit<SheetOrder, "centre" | "shift" | "output">;

type Shift = readonly [east: number, north: number];

/** Keys and hands come in bursts: a preview waits for their end. */
const quietMilliseconds = 200;
const still: Shift = [0, 0];

const problemOf = (error: unknown): Problem => {
  const said = error instanceof Error ? error.message : String(error);
  return {
    code: "sheet-failed",
    zh: `图纸绘制失败：${said}`,
    en: `The sheet could not be drawn: ${said}`,
  };
};

/**
 * Sheets of a board and the preview of the one wished for, drawn anew with each change. The preview's map can be
 * moved; later sheets show what was moved to.
 */
export function useSheetMaker(board: Board, wish: SheetWish, page: number, widthPixels: number) {
  const [preview, setPreview] = useState<{ made: MadeSheet; picture: ImageBitmap } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isDrawing, setDrawing] = useState(true);
  const [moves, setMoves] = useState(0);
  const opened = useRef<Promise<Result<SheetMaker>> | null>(null);
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const place = useRef<{ centre: MadeSheet["frames"][number]["centre"] | null; shift: Shift }>({
    centre: null,
    shift: still,
  });

  useEffect(
    () => () => {
      const open = opened.current;
      opened.current = null;
      void open?.then((maker) => maker.ok && maker.value.close());
    },
    [],
  );

  const make = useCallback(
    async (order: SheetWish, output: SheetOutput, tell?: (done: number, total: number) => void) => {
      opened.current ??= openSheetMaker(board);
      const maker = await opened.current;
      if (!maker.ok) return maker;
      const { centre, shift } = place.current;
      place.current = { centre, shift: still };
      const isMoved = centre !== null || shift !== still;
      const made = await maker.value.make({ ...order, centre, shift, output }, tell);
      const found = made.ok ? made.value.frames[0]?.centre : undefined;
      if (isMoved && found) place.current = { ...place.current, centre: found };
      return made;
    },
    [board],
  );

  const wishText = JSON.stringify({ ...wish, request: { ...wish.request, board: null } });
  const latest = useRef(wish);
  latest.current = wish;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the wish is compared by what it says; a move asks anew
  useEffect(() => {
    let isOld = false;
    setDrawing(true);
    const draw = async () => {
      if (isOld) return;
      const made = await make(latest.current, { as: "preview", page, widthPixels });
      if (isOld) {
        if (made.ok) made.value.picture?.close();
        return;
      }
      setDrawing(false);
      setProblem(made.ok ? null : made.error);
      if (made.ok && made.value.picture) setPreview({ made: made.value, picture: made.value.picture });
    };
    const timer = setTimeout(() => {
      turn.current = turn.current.then(draw).catch((error: unknown) => {
        setDrawing(false);
        setProblem(problemOf(error));
      });
    }, quietMilliseconds);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [wishText, page, widthPixels, moves, make]);

  return {
    preview,
    problem,
    isDrawing,
    make,
    /** Moves the map's frame over the ground, millimetres of paper. */
    move: (east: number, north: number) => {
      const { centre, shift } = place.current;
      place.current = { centre, shift: [shift[0] + east, shift[1] + north] };
      setMoves((count) => count + 1);
    },
    /** Puts the frame back where the extent has its middle. */
    reset: () => {
      place.current = { centre: null, shift: still };
      setMoves((count) => count + 1);
    },
  };
}
