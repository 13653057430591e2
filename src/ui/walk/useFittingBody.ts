import { type RefObject, useLayoutEffect, useRef } from "react";

/** From all the room there is to as tight as a room still reads. */
const squeezes = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * Draws a text, its charts and its legend closer together as far as their box needs it: on a wall nobody scrolls.
 * The box gets `--squeeze`, 0 to 1, which its styles are written with, and above 0 `data-tight`,
 * `some` or `most`; at `most` the title before the box gives way too.
 * What does not fit even then is scrolled.
 *
 * @returns the box, whose own size must not hang on what it holds.
 */
export function useFittingBody(): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const body = box.current;
    if (!body) return;
    const fit = () => {
      for (const squeeze of squeezes) {
        body.style.setProperty("--squeeze", String(squeeze));
        if (squeeze > 0) body.dataset.tight = squeeze < 1 ? "some" : "most";
        else delete body.dataset.tight;
        if (body.scrollHeight <= body.clientHeight) return;
      }
    };
    const sizes = new ResizeObserver(fit);
    sizes.observe(body);
    const words = new MutationObserver(fit);
    words.observe(body, { childList: true, characterData: true, subtree: true });
    document.fonts.addEventListener("loadingdone", fit);
    return () => {
      sizes.disconnect();
      words.disconnect();
      document.fonts.removeEventListener("loadingdone", fit);
    };
  }, []);
  return box;
}
