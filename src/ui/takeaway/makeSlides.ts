import { atlas } from "../../../geodata/catalogue.ts";
import type { Language } from "../../domain/board.ts";
import { type Result, success } from "../../domain/result.ts";
import { buildPresentation, type Slide } from "../../domain/walk/buildPresentation.ts";
import { plainText } from "../../domain/walk/handout.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { drawEach, type Job, type ReadyScene, readScenes } from "./drawScenes.ts";
import {
  tabulateFigure,
  today,
  writeClauses,
  writeFoot,
  writeNumberNotes,
  writePhase,
} from "./sceneTexts.ts";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

/** The picture's room on a slide, 8.9 by 5.35 inches, at 240 dots to the inch. */
const slidePicture = { widthPixels: 2136, heightPixels: 1284, pixelRatio: 2.3, format: "png" } as const;

const presentationType = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

function describeSlide({ scene }: ReadyScene, language: Language): Omit<Slide, "picture" | "foot"> {
  return {
    title: scene.title,
    lead: [scene.chapterTitle, writeClauses(scene, language), writePhase(scene.phase, language)]
      .filter((text) => text !== "")
      .join(" · "),
    paragraphs: [
      ...scene.narration.map((runs) =>
        runs.map((run) => (run.changed ? `${run.text} ※` : run.text)).join(""),
      ),
      ...writeNumberNotes(scene, language),
    ],
    tables: scene.figures.map((figure) => tabulateFigure(figure, language)),
    notes: scene.notes,
  };
}

/** The chosen scenes as a PowerPoint file, with a cover. */
export async function makeSlides(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  job: Job,
): Promise<Result<Blob>> {
  const say = buildTakeAwaySpeech(language);
  const scenes = await readScenes(walk, chosen, language, null);
  if (!scenes.ok) return scenes;
  const drawn = await drawEach(scenes.value, job, async (maker, ready) => {
    const options = { ...ready.source, ...slidePicture };
    const credits = await maker.drawSheet({
      ...options,
      title: "",
      notes: [],
      link: null,
      parts: "map-and-legend",
    });
    if (!credits.ok) return credits;
    const { image, facts } = credits.value;
    const slide: Slide = {
      ...describeSlide(ready, language),
      foot: writeFoot(facts, language),
      picture: {
        png: new Uint8Array(await image.arrayBuffer()),
        widthPixels: slidePicture.widthPixels,
        heightPixels: slidePicture.heightPixels,
        description: `${say("mapOf", { title: ready.scene.title })} ${ready.scene.narration.map(plainText).join(" ")}`,
      },
    };
    return success(slide);
  });
  if (!drawn.ok) return drawn;
  const cover: Slide = {
    title: walk.title[language],
    lead: atlas.title[language],
    paragraphs: [
      `${say("sceneCount", { count: drawn.value.length })} · ${today()}`,
      atlas.disclaimer[language],
    ],
    tables: [],
    notes: [],
    foot: atlas.disclaimer[language],
    picture: null,
  };
  const bytes = buildPresentation(
    [cover, ...drawn.value],
    walk.title[language],
    `${new Date().toISOString().slice(0, 19)}Z`,
  );
  return success(new Blob([new Uint8Array(bytes)], { type: presentationType }));
}
