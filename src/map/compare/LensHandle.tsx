import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { Language } from "../../domain/board/board.ts";
import styles from "./ComparePanes.module.css";
import { sayCompare } from "./compareWords.ts";
import type { FreePart } from "./SwipeHandle.tsx";

export const lensRadiusPixels = 130;
const stepPixels = 24;

interface Lens {
  x: number;
  y: number;
  move: (x: number, y: number) => void;
}

/** Where the lens is: in the middle of what is free, then wherever the pointer or the keys take it. */
export function useLens(main: MapLibreMap | null, free: FreePart): Lens {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  useEffect(() => {
    if (!main) return;
    const follow = ({ point }: MapMouseEvent) => setAt({ x: point.x, y: point.y });
    main.on("mousemove", follow);
    return () => {
      main.off("mousemove", follow);
    };
  }, [main]);
  const { x, y } = at ?? { x: free.left + free.width / 2, y: free.top + free.height / 2 };
  return { x, y, move: (toX, toY) => setAt({ x: toX, y: toY }) };
}

const moves: Readonly<Record<string, [number, number]>> = {
  ArrowLeft: [-stepPixels, 0],
  ArrowRight: [stepPixels, 0],
  ArrowUp: [0, -stepPixels],
  ArrowDown: [0, stepPixels],
};

interface LensHandleProps {
  lens: Lens;
  title: string;
  language: Language;
}

/** The rim of the lens; its name is what a finger drags and the keyboard holds. */
export function LensHandle({ lens, title, language }: LensHandleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    lens.move(lens.x + move[0], lens.y + move[1]);
  };
  return (
    <div className={styles.lens} style={{ left: lens.x, top: lens.y }}>
      <button
        type="button"
        className={styles.lensName}
        aria-label={sayCompare("lens", language, { title })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
          lens.move(lens.x + event.movementX, lens.y + event.movementY);
        }}
      >
        {title}
      </button>
    </div>
  );
}
