import { atlas } from "../../../geodata/catalogue.ts";
import type { Language } from "../../domain/board/board.ts";
import type { Problem, Result } from "../../domain/result.ts";
import { countSteps, findShownParts, findSwipeStops } from "../../domain/walk/steps.ts";
import { listVideoMoments } from "../../domain/walk/videoMoments.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import type { MapFacts, PictureMaker } from "../../state/page/pictures.ts";
import type { ScenePicture } from "../../state/page/takeaway.ts";
import { openVideo, videoSize } from "../../state/page/video.ts";
import { drawEach, type Job, type ReadyScene, readScenes, stopped } from "./drawScenes.ts";
import { type PanelColours, paintPanel, paintSources, paintTag, readPanelColours } from "./paintPanel.ts";
import { writeFoot, writePhase } from "./sceneTexts.ts";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

const { width, height, mapLeft } = videoSize;
/** Drawn as the wall draws it: a pixel of the file is a pixel of the map. */
const mapPicture = {
  widthPixels: width - mapLeft,
  heightPixels: height,
  pixelRatio: 1.25,
  format: "png",
} as const;

/** How long a scene stays: as long as it is to be told, or as long as it takes to be read. */
export type VideoPace = "told" | "read";
const readSeconds = 9;
const stepSeconds = 3;

const secondsOf = (scene: Scene, pace: VideoPace) =>
  pace === "told" ? scene.targetSeconds : Math.max(readSeconds, countSteps(scene) * stepSeconds);

interface DrawnMap {
  bitmap: ImageBitmap;
  facts: MapFacts | null;
}

/** A map that fills its part; marked with its phase where another stands against it. */
async function drawMap(
  maker: PictureMaker,
  source: ScenePicture,
  tag: { text: string; side: "left" | "right" } | null,
  colours: PanelColours,
): Promise<Result<DrawnMap>> {
  const drawn = await maker.drawMap({ ...source, ...mapPicture });
  if (!drawn.ok) return drawn;
  const { image, ...facts } = drawn.value;
  const bitmap = await createImageBitmap(image);
  if (!tag) return { ok: true, value: { bitmap, facts } };
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const pen = canvas.getContext("2d")!;
  pen.drawImage(bitmap, 0, 0);
  bitmap.close();
  paintTag(pen, tag.text, tag.side, colours);
  return { ok: true, value: { bitmap: canvas.transferToImageBitmap(), facts } };
}

/** Stands for a map that failed twice, and says why. */
function paintMissing(problem: Problem, language: Language, colours: PanelColours): DrawnMap {
  const canvas = new OffscreenCanvas(mapPicture.widthPixels, height);
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = colours.soft;
  pen.fillRect(0, 0, canvas.width, height);
  paintTag(pen, problem[language], "left", colours);
  return { bitmap: canvas.transferToImageBitmap(), facts: null };
}

const closingSeconds = 4;

/** Whose data it was, at the end, where there is room to read it. */
const buildClosing = (walk: Walk, credits: string[], colours: PanelColours, language: Language) => ({
  moments: listVideoMoments(closingSeconds, 1, [], true),
  map: paintSources(
    width - mapLeft,
    height,
    { heading: buildTakeAwaySpeech(language)("sourcesTitle"), sources: credits.join("; ") },
    colours,
    language,
  ),
  before: null,
  panels: [
    paintSources(
      mapLeft,
      height,
      { heading: walk.title[language], sources: atlas.disclaimer[language] },
      colours,
      language,
    ),
  ],
  ink: colours.ink,
  paper: colours.paper,
});

/** The chosen scenes as a video: the wall's picture and text, step by step, without sound. */
export async function makeVideo(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  pace: VideoPace,
  job: Job,
): Promise<Result<{ blob: Blob; extension: string }>> {
  const say = buildTakeAwaySpeech(language);
  // Asked first: where nothing can be encoded, nothing is drawn.
  const opened = await openVideo();
  if (!opened.ok) return opened;
  const desk = opened.value;
  try {
    const scenes = await readScenes(walk, chosen, language, null, "room");
    if (!scenes.ok) return scenes;
    const colours = readPanelColours();
    const failures = new Map<string, Problem>();
    let broken: Problem | null = null;
    let added = 0;
    const credits = new Set<string>();
    const addScene = async (maker: PictureMaker, ready: ReadyScene): Promise<Result<null>> => {
      if (broken) return { ok: true, value: null };
      const scene = walk.scenes.find(({ id }) => id === ready.scene.id)!;
      const phaseBefore = ready.before && writePhase(ready.before.board.phase, language);
      const phase = writePhase(ready.scene.phase, language);
      const tags = phaseBefore === null ? null : { before: phaseBefore, after: phase };
      const map = await drawMap(maker, ready.source, tags && { text: tags.after, side: "right" }, colours);
      const before =
        ready.before && tags
          ? await drawMap(maker, ready.before, { text: tags.before, side: "left" }, colours)
          : null;
      const problem = map.ok ? (before && !before.ok ? before.error : null) : map.error;
      if (problem && !failures.has(scene.id)) {
        failures.set(scene.id, problem);
        return { ok: false, error: problem };
      }
      const shown = map.ok ? map.value : paintMissing(map.error, language, colours);
      const steps = countSteps(scene);
      const panels = Array.from({ length: steps }, (_, step) =>
        paintPanel(
          mapLeft,
          height,
          {
            scene: ready.scene,
            phases: tags ? `${tags.before} | ${tags.after}` : phase,
            ...findShownParts(scene, step),
            foot: writeFoot({ credits: [], dataDate: shown.facts?.dataDate ?? "" }, language),
            place: say("scene", { number: ready.scene.number }),
          },
          colours,
          language,
        ),
      );
      const seconds = secondsOf(scene, pace);
      const written = await desk.addScene({
        moments: listVideoMoments(seconds, steps, findSwipeStops(scene), added > 0),
        map: shown.bitmap,
        before: before?.ok ? before.value.bitmap : null,
        panels,
        ink: colours.ink,
        paper: colours.paper,
      });
      if (!written.ok) broken = written.error;
      for (const credit of shown.facts?.credits ?? []) credits.add(credit);
      added += 1;
      return { ok: true, value: null };
    };
    const drawn = await drawEach(scenes.value, job, addScene);
    if (broken) return { ok: false, error: broken };
    if (!drawn.ok) return drawn;
    job.tell(chosen.length + 1, chosen.length);
    const closed = await desk.addScene(buildClosing(walk, [...credits], colours, language));
    if (!closed.ok) return closed;
    const finished = await Promise.race([desk.finish(), job.whenStopped.then(() => stopped)]);
    if (!finished.ok) return finished;
    if (!finished.value) return stopped;
    const { bytes, type, extension } = finished.value;
    return { ok: true, value: { blob: new Blob([bytes], { type }), extension } };
  } finally {
    desk.close();
  }
}

/** The name of the file, without its ending. */
export const nameVideo = (walk: Walk, date: string): string => `${atlas.id}-${walk.id}-${date}`;
