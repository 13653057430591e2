import { atlas } from "../../../geodata/catalogue.ts";
import type { Language } from "../../domain/board/board.ts";
import { type Result, success } from "../../domain/result.ts";
import { buildPresentation, type Slide, type SlideLook } from "../../domain/walk/buildPresentation.ts";
import { plainText } from "../../domain/walk/handout.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import type { PictureMaker } from "../../state/page/pictures.ts";
import { drawSceneSheet } from "./drawSceneSheet.ts";
import { drawEach, type Job, type ReadyScene, readScenes, stopped } from "./drawScenes.ts";
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
    tables: scene.figures
      .filter((figure) => figure.kind !== "bars")
      .map((figure) => tabulateFigure(figure, language)),
    charts: scene.figures.flatMap((figure) =>
      figure.kind === "bars"
        ? [
            {
              title: figure.title,
              bars: figure.bars.map(({ label, amount, strong, changed }) => ({
                label: changed ? `${label} ※` : label,
                value: amount,
                strong,
              })),
              unit: figure.unit,
              digits: figure.digits,
              target: figure.target && { label: figure.target.label, value: figure.target.amount },
            },
          ]
        : [],
    ),
    notes: scene.notes,
  };
}

/** The chosen scenes as a PowerPoint file, with a cover. */
export async function makeSlides(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  job: Job,
  look: SlideLook,
): Promise<Result<Blob>> {
  const say = buildTakeAwaySpeech(language);
  const scenes = await readScenes(walk, chosen, language, null);
  if (!scenes.ok) return scenes;
  const drawScene = async (maker: PictureMaker, ready: ReadyScene): Promise<Result<Slide>> => {
    const credits = await drawSceneSheet(maker, ready, slidePicture, language);
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
  };
  const drawn = await drawEach(scenes.value, job, drawScene, (ready, problem) => ({
    ...describeSlide(ready, language),
    foot: writeFoot(null, language),
    picture: null,
    missing: say("pictureMissing", { reason: problem[language] }),
  }));
  if (!drawn.ok) return drawn;
  const cover: Slide = {
    title: walk.title[language],
    lead: atlas.title[language],
    paragraphs: [
      `${say("sceneCount", { count: drawn.value.length })} · ${today()}`,
      atlas.disclaimer[language],
    ],
    tables: [],
    charts: [],
    notes: [],
    foot: atlas.disclaimer[language],
    picture: null,
  };
  job.tell(chosen.length + 1, chosen.length);
  // A breath, so that the page shows it and a last word to stop is heard.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (job.isStopped()) return stopped;
  const bytes = buildPresentation(
    [cover, ...drawn.value],
    walk.title[language],
    `${new Date().toISOString().slice(0, 19)}Z`,
    look,
  );
  return success(new Blob([new Uint8Array(bytes)], { type: presentationType }));
}
