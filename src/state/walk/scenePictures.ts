import type { Language } from "../../domain/board/board.ts";
import type { Scene } from "../../domain/walk/walk.ts";
import { openPictures, type PictureMaker } from "../page/pictures.ts";
import { buildScenePicture } from "../page/takeaway.ts";

/** A small picture of a scene: 480 pixels wide, drawn as if for a screen of 960. */
const size = { widthPixels: 480, heightPixels: 270, pixelRatio: 0.6, format: "webp" } as const;

/** What a picture depends on, and nothing else: a text edited meanwhile needs no new one. */
export const keyOfPicture = (
  { view, frame, pitch, bearing, highlights }: Scene,
  language: Language,
): string => JSON.stringify([language, view, frame, pitch, bearing, highlights]);

/** Whether this browser draws maps at all; asked before a map is tried, which would complain at length. */
export const hasGraphics = (): boolean => {
  found ??= typeof document === "undefined" || tryGraphics();
  return found;
};
let found: boolean | undefined;

function tryGraphics(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  // Contexts are few, and this one has done its work.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

/** Draws pictures of scenes one after another, in the order they are wanted. */
export interface PictureShelf {
  /** Replaces what is wanted; what is drawn already stays. */
  want: (scenes: readonly Scene[], language: Language) => void;
  /** Draws nothing for a while: the wall is moving and needs the graphics for itself. */
  rest: (milliseconds: number) => void;
  close: () => void;
}

/**
 * @param onPicture called with the key of a scene and the address of its picture. A scene whose picture cannot be
 *   drawn is passed over: its title stands in.
 */
export function createPictureShelf(onPicture: (key: string, address: string) => void): PictureShelf {
  let wanted: { key: string; scene: Scene; language: Language }[] = [];
  const tried = new Set<string>();
  const addresses: string[] = [];
  let maker: PictureMaker | null = null;
  let isDrawing = false;
  let isClosed = false;
  let restUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function draw(scene: Scene, language: Language, key: string) {
    const source = buildScenePicture(scene, language, "room");
    if (!source.ok || !maker) return;
    try {
      const drawn = await maker.drawMap({ ...source.value, ...size });
      if (!drawn.ok || isClosed) return;
      const address = URL.createObjectURL(drawn.value.image);
      addresses.push(address);
      onPicture(key, address);
    } catch {
      // A picture less; the scene's words are all there.
    }
  }

  async function drawOn() {
    if (isDrawing || isClosed) return;
    isDrawing = true;
    for (;;) {
      const next = wanted.find(({ key }) => !tried.has(key));
      if (!next || isClosed) break;
      const wait = restUntil - Date.now();
      if (wait > 0) {
        clearTimeout(timer);
        timer = setTimeout(() => void drawOn(), wait);
        break;
      }
      if (!maker) {
        // Without graphics there are no pictures, and the page does without.
        if (!hasGraphics()) return;
        const opened = await openPictures();
        if (!opened.ok) return;
        maker = opened.value;
      }
      tried.add(next.key);
      await draw(next.scene, next.language, next.key);
    }
    isDrawing = false;
    if (isClosed) maker?.close();
  }

  return {
    want: (scenes, language) => {
      wanted = scenes.map((scene) => ({ key: keyOfPicture(scene, language), scene, language }));
      void drawOn();
    },
    rest: (milliseconds) => {
      restUntil = Date.now() + milliseconds;
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      if (!isDrawing) maker?.close();
      for (const address of addresses) URL.revokeObjectURL(address);
    },
  };
}
