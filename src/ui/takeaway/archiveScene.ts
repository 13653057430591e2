import type { Language } from "../../domain/board/board.ts";
import { plainText } from "../../domain/walk/handout.ts";
import type { ReadyScene } from "./drawScenes.ts";
import { tabulateFigure, writeClauses, writeNumberNotes, writePhase } from "./sceneTexts.ts";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

/** A picture as an address that carries it, so that a page needs no file beside it. */
export async function readPictureAddress(image: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(image);
  });
}

/** The texts of a scene as pages without the atlas show them; `public/takeaway/walk.html` plays these. */
export function describeArchiveScene({ scene }: ReadyScene, language: Language) {
  const say = buildTakeAwaySpeech(language);
  const paragraphs = scene.narration.map((runs) =>
    runs.map((run) => (run.changed ? `${run.text} ※` : run.text)).join(""),
  );
  return {
    title: scene.title,
    lead: [say("scene", { number: scene.number }), scene.chapterTitle, writeClauses(scene, language)]
      .filter((text) => text !== "")
      .join(" · "),
    phase: writePhase(scene.phase, language),
    paragraphs,
    figures: scene.figures.map((figure) => ({
      ...tabulateFigure(figure, language),
      ...(figure.kind === "bars"
        ? { bars: figure.bars.map(({ share, strong }) => ({ share, strong })) }
        : {}),
    })),
    notes: scene.notes,
    remarks: writeNumberNotes(scene, language),
    description: `${say("mapOf", { title: scene.title })} ${scene.narration.map(plainText).join(" ")}`,
  };
}
