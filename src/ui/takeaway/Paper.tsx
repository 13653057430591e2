import { type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import type { Language } from "../../domain/board/board.ts";
import styles from "./Paper.module.css";

export type PaperSize = "a4" | "a3";

const largestFit = 1.3;
const smallestFit = 0.62;

/** Letters as large as their boxes allow, within reason: nothing is cut off, and a short text fills its place. */
function fitTexts(root: HTMLElement) {
  for (const box of root.querySelectorAll<HTMLElement>("[data-fit]")) {
    for (let fit = largestFit; fit >= smallestFit; fit -= 0.04) {
      box.style.setProperty("--fit", fit.toFixed(2));
      if (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1) break;
    }
  }
}

/** Columns and height of letters in millimetres, from what reads best to what holds most. */
const legendFits = [
  [5, 2.7],
  [6, 2.5],
  [6, 2.3],
  [7, 2.1],
  [8, 1.9],
  [9, 1.7],
] as const;

function fitLegends(root: HTMLElement) {
  for (const box of root.querySelectorAll<HTMLElement>("[data-legend]")) {
    for (const [columns, line] of legendFits) {
      box.style.setProperty("--columns", String(columns));
      box.style.setProperty("--line", `calc(${line} * var(--u))`);
      if (box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1) break;
    }
  }
}

interface PaperProps {
  size: PaperSize;
  language: Language;
  /** Called once, when pictures and letters are there. */
  onReady: () => void;
  children: ReactNode;
}

/** Pages beside the screen's own: unseen until they are printed, when the screen gives way to them. */
export function Paper({ size, language, onReady, children }: PaperProps) {
  const root = useRef<HTMLDivElement>(null);
  const ready = useRef(onReady);
  ready.current = onReady;
  useEffect(() => {
    let isGone = false;
    document.body.dataset.paper = size;
    void (async () => {
      await document.fonts.ready;
      // Pictures get their addresses in the effects of this very render.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve, 0));
      const images = [...(root.current?.querySelectorAll("img") ?? [])];
      await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
      if (isGone || !root.current) return;
      fitTexts(root.current);
      fitLegends(root.current);
      root.current.dataset.ready = "true";
      ready.current();
    })();
    return () => {
      isGone = true;
      delete document.body.dataset.paper;
    };
  }, [size]);
  return createPortal(
    <div
      ref={root}
      id="paper"
      lang={language === "zh" ? "zh-CN" : "en"}
      data-theme="paper"
      aria-hidden="true"
      className={`${styles.paper} ${size === "a3" ? styles.a3 : styles.a4}`}
    >
      {children}
    </div>,
    document.body,
  );
}
