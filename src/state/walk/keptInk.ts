import { type GroundStroke, inkCount, useWalk } from "./walk.ts";

const inkKey = "atlas-show-ink";
/** With the time the writing takes, what is drawn is safe within half a second. */
const delayMilliseconds = 250;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function readStroke(value: unknown): GroundStroke[] {
  if (!isRecord(value) || typeof value.scene !== "string" || !Array.isArray(value.points)) return [];
  const { scene, colour } = value;
  if (!isNumber(colour) || colour < 0 || colour >= inkCount) return [];
  const points = (value.points as unknown[]).flatMap((point) =>
    isRecord(point) && isNumber(point.longitude) && isNumber(point.latitude)
      ? [{ longitude: point.longitude, latitude: point.latitude }]
      : [],
  );
  return points.length > 0 ? [{ scene, colour, points }] : [];
}

/** Reads kept ink; none where it is of another walk or cannot be read. */
export function parseKeptInk(text: string | null, walkId: string): GroundStroke[] {
  try {
    const read: unknown = JSON.parse(text ?? "null");
    if (!isRecord(read) || read.walkId !== walkId || !Array.isArray(read.strokes)) return [];
    return (read.strokes as unknown[]).flatMap(readStroke);
  } catch {
    return [];
  }
}

/** Storage may be refused, or full: the ink then lasts as long as the page. */
const attempt = <T>(act: () => T): T | undefined => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

export const findKeptInk = (walkId: string): GroundStroke[] =>
  parseKeptInk(attempt(() => localStorage.getItem(inkKey)) ?? null, walkId);

/**
 * Keeps the ink of a running show, so that a wall which is loaded anew has it again. A pen moves sixty times a second:
 * what it draws is written soon, and at once when the page goes.
 */
export function keepInk(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const { walk, strokes, mode } = useWalk.getState();
    if (!walk || mode === "closed") return;
    if (strokes.length === 0) attempt(() => localStorage.removeItem(inkKey));
    else attempt(() => localStorage.setItem(inkKey, JSON.stringify({ walkId: walk.id, strokes })));
  };
  const onHide = () => {
    if (timer !== undefined) write();
  };
  addEventListener("pagehide", onHide);
  const stop = useWalk.subscribe((state, before) => {
    if (state.mode === "closed" && before.mode !== "closed") {
      clearTimeout(timer);
      timer = undefined;
      attempt(() => localStorage.removeItem(inkKey));
    } else if (state.strokes !== before.strokes) timer ??= setTimeout(write, delayMilliseconds);
  });
  return () => {
    onHide();
    stop();
    removeEventListener("pagehide", onHide);
  };
}
