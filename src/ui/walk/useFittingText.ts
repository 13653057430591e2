import { type RefObject, useLayoutEffect, useRef, useState } from "react";

const smallestPixels = 16;
const largestPixels = 34;

/**
 * Sizes the letters of a text to the room its box has: as large as fits, never under what can be read at arm's
 * length; what does not fit even then is scrolled.
 *
 * @param what changes when the text does. @returns the box with the room, and the text within it.
 */
export function useFittingText<T extends HTMLElement>(
  what: string,
): [box: RefObject<T | null>, content: RefObject<T | null>] {
  const box = useRef<T>(null);
  const content = useRef<T>(null);
  const [room, setRoom] = useState("");
  useLayoutEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setRoom(`${Math.round(width)} ${Math.round(height)}`);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text or room is measured afresh
  useLayoutEffect(() => {
    const outer = box.current;
    const inner = content.current;
    if (!outer || !inner) return;
    let low = smallestPixels;
    let high = largestPixels;
    while (high - low > 0.5) {
      const middle = (low + high) / 2;
      inner.style.fontSize = `${middle}px`;
      if (inner.scrollHeight <= outer.clientHeight) low = middle;
      else high = middle;
    }
    inner.style.fontSize = `${Math.floor(low)}px`;
  }, [what, room]);
  return [box, content];
}
