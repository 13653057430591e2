import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import type { PageFacts } from "../../state/page/sheetPaper.ts";
import styles from "./SheetPart.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";

interface SheetPreviewProps {
  picture: ImageBitmap;
  /** Of a page with a map. */
  page: PageFacts | undefined;
  title: string;
  isMovable: boolean;
  /** Millimetres of paper, east and north. */
  onMove: (east: number, north: number) => void;
  onReset: () => void;
}

/** How far an arrow key moves the frame; with the shift key a tenth of it. */
const stepMillimetres = 10;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The page as it is before it is dragged, and the map's part of it moved by so many pixels. */
function paint(
  canvas: HTMLCanvasElement,
  picture: ImageBitmap,
  page: PageFacts | undefined,
  dx: number,
  dy: number,
) {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  const context = canvas.getContext("2d");
  if (!context) return;
  context.drawImage(picture, 0, 0);
  if (!page || (dx === 0 && dy === 0)) return;
  const scale = picture.width / page.width;
  for (const { left, bottom, width, height } of page.maps) {
    context.save();
    context.beginPath();
    context.rect(left * scale, (page.height - bottom - height) * scale, width * scale, height * scale);
    context.clip();
    context.fillStyle = "#fff";
    context.fill();
    context.drawImage(picture, dx, dy);
    context.restore();
  }
}

/** The page as it will be: drawn from the operations of the file itself. Its map can be moved by hand and by key. */
export function SheetPreview({ picture, page, title, isMovable, onMove, onReset }: SheetPreviewProps) {
  const say = useTakeAwayWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<{ x: number; y: number } | null>(null);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, picture, page, 0, 0);
  }, [picture, page]);
  /** Pixels of the picture from pixels of the screen. */
  const readDrag = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const scale = picture.width / currentTarget.getBoundingClientRect().width;
    const from = held.current ?? { x: clientX, y: clientY };
    return [(clientX - from.x) * scale, (clientY - from.y) * scale] as const;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (arrow) {
      const step = event.shiftKey ? stepMillimetres / 10 : stepMillimetres;
      onMove(arrow[0] * step, arrow[1] * step);
    } else if (event.key === "Home") onReset();
    else return;
    event.preventDefault();
  };
  const image = (
    <canvas ref={canvas} className={styles.page} role="img" aria-label={say("previewOf", { title })} />
  );
  if (!isMovable || !page) return <div className={styles.preview}>{image}</div>;
  return (
    <div
      className={`${styles.preview} ${styles.movable}`}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the map of the page
      tabIndex={0}
      aria-label={say("previewKeys")}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        held.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (held.current && canvas.current) paint(canvas.current, picture, page, ...readDrag(event));
      }}
      onPointerUp={(event) => {
        const [dx, dy] = readDrag(event);
        held.current = null;
        const millimetres = page.width / picture.width;
        // The map follows the hand, so its frame goes the other way.
        if (Math.hypot(dx, dy) > 2) onMove(-dx * millimetres, dy * millimetres);
      }}
      onPointerCancel={() => {
        held.current = null;
        if (canvas.current) paint(canvas.current, picture, page, 0, 0);
      }}
    >
      {image}
    </div>
  );
}
