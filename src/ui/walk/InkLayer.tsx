import { type PointerEvent, useEffect, useRef } from "react";
import type { Share } from "../../domain/walk/groundView.ts";
import { useAtlas } from "../../state/store.ts";
import { extendStroke, readStrokes, startStroke } from "../../state/walk/ink.ts";
import { movePointer } from "../../state/walk/presenting.ts";
import { type Stroke, useWalk } from "../../state/walk/walk.ts";
import styles from "./InkLayer.module.css";

/** Draws strokes and the laser point, both in shares of the sheet, onto a canvas. */
export function drawInk(canvas: HTMLCanvasElement, strokes: readonly Stroke[], pointer: Share | null) {
  // Drawn by the processor: a few strokes need no second graphics context beside the map's, and reading them back
  // from one gave what stood before they were cleared.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  const ratio = devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const css = getComputedStyle(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = Math.max(2, width / 320);
  for (const { colour, points } of strokes) {
    context.strokeStyle = css.getPropertyValue(`--ink-${colour}`);
    const [first, ...rest] = points;
    if (!first) continue;
    context.beginPath();
    context.moveTo(first.x * width, first.y * height);
    for (const { x, y } of rest) context.lineTo(x * width, y * height);
    if (rest.length === 0) context.lineTo(first.x * width + 0.1, first.y * height);
    context.stroke();
  }
  if (!pointer) return;
  const radius = Math.max(6, width / 160);
  context.beginPath();
  context.arc(pointer.x * width, pointer.y * height, radius, 0, 2 * Math.PI);
  context.fillStyle = css.getPropertyValue("--laser");
  context.shadowColor = css.getPropertyValue("--laser");
  context.shadowBlur = radius * 1.5;
  context.fill();
  context.shadowBlur = 0;
}

/** A sheet over the map for laser and ink; lets the mouse through while neither is in hand. */
export function InkLayer() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const tool = useWalk((state) => state.tool);
  const strokes = useWalk((state) => state.strokes);
  const index = useWalk((state) => state.index);
  const pointer = useWalk((state) => state.pointer);
  const hasInk = strokes.length > 0;
  // Ink lies on the ground: it moves with the map. Without ink no move of the map needs a drawing.
  const viewport = useAtlas((state) => (hasInk ? state.viewport : null));
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read depends on ink, scene and view
  useEffect(() => {
    const draw = () => canvas.current && drawInk(canvas.current, readStrokes(), pointer);
    draw();
    addEventListener("resize", draw);
    return () => removeEventListener("resize", draw);
  }, [strokes, pointer, index, viewport]);

  const findShare = (event: PointerEvent<HTMLCanvasElement>): Share => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <canvas
      ref={canvas}
      className={`${styles.sheet} ${tool ? styles[tool] : ""}`}
      data-testid="ink"
      tabIndex={-1}
      onPointerDown={(event) => {
        if (tool !== "ink") return;
        event.currentTarget.setPointerCapture(event.pointerId);
        startStroke(findShare(event));
      }}
      onPointerMove={(event) => {
        if (tool === "laser") movePointer(findShare(event));
        else if (tool === "ink" && event.buttons === 1) extendStroke(findShare(event));
      }}
      onPointerLeave={() => {
        if (tool === "laser") movePointer(null);
      }}
    />
  );
}
