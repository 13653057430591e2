import { type PointerEvent, useEffect, useRef } from "react";
import { extendStroke, movePointer, startStroke } from "../../state/presenting.ts";
import { type Share, useWalk } from "../../state/walk.ts";
import styles from "./InkLayer.module.css";

/** Draws strokes and the laser point, both in shares of the sheet, onto a canvas. */
export function drawInk(
  canvas: HTMLCanvasElement,
  strokes: readonly (readonly Share[])[],
  pointer: Share | null,
) {
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
  context.strokeStyle = css.getPropertyValue("--ink-stroke");
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
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
  const pointer = useWalk((state) => state.pointer);
  useEffect(() => {
    const draw = () => canvas.current && drawInk(canvas.current, strokes, pointer);
    draw();
    addEventListener("resize", draw);
    return () => removeEventListener("resize", draw);
  }, [strokes, pointer]);

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
