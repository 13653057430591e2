import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import type { Language } from "../../domain/board/board.ts";
import { moveLine } from "../../state/compare/compare.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./ComparePanes.module.css";
import { sayCompare } from "./compareWords.ts";

export interface FreePart {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The part of the map that no panel covers, in pixels of the frame. */
export function useFreePart(frame: RefObject<HTMLElement | null>): FreePart {
  const padding = useAtlas((state) => state.padding);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return useMemo(
    () => ({
      left: padding.left,
      top: padding.top,
      width: Math.max(1, size.width - padding.left - padding.right),
      height: Math.max(1, size.height - padding.top - padding.bottom),
    }),
    [padding, size],
  );
}

const step = 0.02;
const leap = 0.1;
const keys: Readonly<Record<string, (at: number) => number>> = {
  ArrowLeft: (at) => at - step,
  ArrowDown: (at) => at - step,
  ArrowRight: (at) => at + step,
  ArrowUp: (at) => at + step,
  PageDown: (at) => at - leap,
  PageUp: (at) => at + leap,
  Home: () => 0,
  End: () => 1,
};

interface SwipeHandleProps {
  free: FreePart;
  at: number;
  /** While it is dragged; null when it is let go. */
  onDrag: (at: number | null) => void;
  left: string;
  right: string;
  language: Language;
}

const clamp = (at: number) => Math.min(1, Math.max(0, at));

/** The line between two sides, drawn by hand or moved by keys. */
export function SwipeHandle({ free, at, onDrag, left, right, language }: SwipeHandleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const move = keys[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    moveLine(clamp(Math.round(move(at) * 1_000) / 1_000));
  };
  const readShare = (event: PointerEvent) => {
    const frame = event.currentTarget.parentElement!.getBoundingClientRect();
    return clamp((event.clientX - frame.left - free.left) / free.width);
  };
  const isHeld = (event: PointerEvent) => event.currentTarget.hasPointerCapture(event.pointerId);
  const x = free.left + at * free.width;
  const share = Math.round(at * 100);
  return (
    <>
      <p className={`${styles.title} ${styles.leftTitle}`} style={{ right: `calc(100% - ${x}px + 26px)` }}>
        {left}
      </p>
      <p className={`${styles.title} ${styles.rightTitle}`} style={{ left: x + 26 }}>
        {right}
      </p>
      <div
        className={styles.line}
        style={{ left: x }}
        role="slider"
        tabIndex={0}
        aria-orientation="horizontal"
        aria-label={sayCompare("line", language)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
        aria-valuetext={sayCompare("lineAt", language, { title: left, share })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.setPointerCapture(event.pointerId);
          onDrag(at);
        }}
        onPointerMove={(event) => {
          if (isHeld(event)) onDrag(readShare(event));
        }}
        onPointerUp={(event) => {
          if (isHeld(event)) moveLine(Math.round(readShare(event) * 1_000) / 1_000);
          onDrag(null);
        }}
        onPointerCancel={() => onDrag(null)}
      >
        <span className={styles.grip} aria-hidden="true">
          ‹ ›
        </span>
      </div>
    </>
  );
}
