import type { Language, ThemeId } from "../../domain/board/board.ts";
import { escapeXml } from "../../domain/escapeXml.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { buildHandout, type HandoutScene } from "../../domain/walk/handout.ts";
import { sayNumbers } from "../../domain/walk/liveNumbers.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { type MapPicture, openPictures, type PictureMaker } from "../../state/page/pictures.ts";
import {
  buildLinkAt,
  buildScenePicture,
  loadNumberData,
  type ScenePicture,
} from "../../state/page/takeaway.ts";

/** Something long that is being made: how far it is, and whether it shall go on. */
export interface Job {
  tell: (done: number, total: number) => void;
  isStopped: () => boolean;
  /** Resolves when it shall not go on: nothing waits for a picture that nobody wants any more. */
  whenStopped: Promise<void>;
}

export const stopped = failure<Problem>({
  code: "stopped",
  zh: "已停止，没有生成文件",
  en: "Stopped; no file was made",
});

/** A scene with its text, what its picture is drawn from, and the address that opens it. */
export interface ReadyScene {
  scene: HandoutScene;
  source: ScenePicture;
  link: string | null;
  /** What it is seen beside, behind a line on the wall and as a picture of its own on paper. */
  before: ScenePicture | null;
}

function findBefore(source: ScenePicture): ScenePicture | null {
  const { compare } = source.board;
  const [other, ...more] = compare?.view === "swipe" ? compare.others : [];
  return other && more.length === 0 ? { ...source, board: other } : null;
}

/** Texts and boards of the chosen scenes; scenes whose board cannot be read stop the whole. */
export async function readScenes(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  address: string | null,
  theme: ThemeId = "paper",
): Promise<Result<ReadyScene[]>> {
  const data = await loadNumberData(walk, chosen);
  const ready: ReadyScene[] = [];
  for (const scene of buildHandout(walk, chosen, language, data)) {
    const source = buildScenePicture(walk.scenes.find((other) => other.id === scene.id)!, language, theme);
    if (!source.ok) return source;
    source.value.highlights = sayNumbers(source.value.highlights, walk.numbers, data);
    const link = address === null ? null : buildLinkAt(address, source.value);
    ready.push({
      scene,
      source: source.value,
      link: link?.ok ? link.value : null,
      before: findBefore(source.value),
    });
  }
  return success(ready);
}

/** A map is as good as new after it failed; what fails twice on new maps is given up. */
const mostTries = 2;

/**
 * Draws one thing a scene, in order. A picture that fails is tried again on a new map; where that fails too,
 * `replace` gives what stands in its place and says so, and the others go on. Without `replace` the first failure
 * is told and ends the whole.
 */
export async function drawEach<T>(
  scenes: readonly ReadyScene[],
  job: Job,
  draw: (maker: PictureMaker, ready: ReadyScene) => Promise<Result<T>>,
  replace?: (ready: ReadyScene, problem: Problem) => T,
): Promise<Result<T[]>> {
  let maker = await openPictures();
  const drawn: T[] = [];
  const tryOnce = async (ready: ReadyScene): Promise<Result<T>> => {
    if (!maker.ok) return maker;
    try {
      return await draw(maker.value, ready);
    } catch (error) {
      const said = error instanceof Error ? error.message.slice(0, 120) : String(error);
      return failure<Problem>({
        code: "picture-failed",
        zh: `画面未能生成（${said}）`,
        en: `The picture could not be drawn (${said})`,
      });
    }
  };
  try {
    for (const ready of scenes) {
      job.tell(drawn.length + 1, scenes.length);
      let picture: Result<T> = await Promise.race([tryOnce(ready), job.whenStopped.then(() => stopped)]);
      for (let tries = 1; !picture.ok && tries < mostTries && !job.isStopped(); tries += 1) {
        if (maker.ok) maker.value.close();
        maker = await openPictures();
        picture = await Promise.race([tryOnce(ready), job.whenStopped.then(() => stopped)]);
      }
      if (job.isStopped()) return stopped;
      if (picture.ok) drawn.push(picture.value);
      else if (replace) drawn.push(replace(ready, picture.error));
      else return picture;
    }
  } finally {
    if (maker.ok) maker.value.close();
  }
  return success(drawn);
}

/** A picture that says why there is none, for pages and archives. */
export function buildMissingPicture(
  size: { widthPixels: number; heightPixels: number },
  said: string,
): MapPicture {
  const { widthPixels, heightPixels } = size;
  const image = new Blob(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPixels}" height="${heightPixels}"><rect width="100%" height="100%" fill="#f0eee8"/><text x="50%" y="50%" text-anchor="middle" font-family="sans-serif" font-size="${Math.round(widthPixels / 48)}" fill="#5c626a">${escapeXml(said)}</text></svg>`,
    ],
    { type: "image/svg+xml" },
  );
  return {
    image,
    widthPixels,
    heightPixels,
    drawnBy: null,
    legend: [],
    credits: [],
    dataDate: "",
    scale: { label: "", shareOfWidth: 0 },
    bearing: 0,
    pitch: 0,
    hasSchematic: false,
    missing: [],
  };
}

/** Sizes of the map on a page of A4, 190 by 118 millimetres, and of A3, at about 220 dots to the inch. */
export const pageSizes = {
  a4: { widthPixels: 1646, heightPixels: 1022, pixelRatio: 2.2, format: "png" },
  a3: { widthPixels: 2328, heightPixels: 1446, pixelRatio: 3.1, format: "png" },
} as const;

/** The map that fills a page of its own: 277 by 138 millimetres. */
export const fullPageSizes = {
  a4: { widthPixels: 2400, heightPixels: 1196, pixelRatio: 2.2, format: "png" },
  a3: { widthPixels: 3394, heightPixels: 1691, pixelRatio: 3.1, format: "png" },
} as const;

/** Two maps beside each other in the room of one. */
const halve = <Size extends { widthPixels: number }>(size: Size) => ({
  ...size,
  widthPixels: Math.floor(size.widthPixels / 2) - 16,
});

/** What a scene shows on paper: its map, and before it the one it is seen beside. */
export interface PaperPicture {
  map: MapPicture;
  before: MapPicture | null;
}

export interface Handout {
  scenes: ReadyScene[];
  pictures: PaperPicture[];
}

async function drawPaperPicture(
  maker: PictureMaker,
  { source, before }: ReadyScene,
  size: (typeof pageSizes)[keyof typeof pageSizes],
): Promise<Result<PaperPicture>> {
  const asked = before ? halve(size) : size;
  const first = before && (await maker.drawMap({ ...before, ...asked }));
  if (first && !first.ok) return first;
  const map = await maker.drawMap({ ...source, ...asked });
  return map.ok ? success({ map: map.value, before: first ? first.value : null }) : map;
}

/** All that the handout's pages show. */
export async function drawHandout(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  address: string | null,
  size: keyof typeof pageSizes,
  job: Job,
): Promise<Result<Handout>> {
  const scenes = await readScenes(walk, chosen, language, address);
  if (!scenes.ok) return scenes;
  const pictures = await drawEach(
    scenes.value,
    job,
    (maker, ready) => drawPaperPicture(maker, ready, pageSizes[size]),
    (_, problem) => ({ map: buildMissingPicture(pageSizes[size], problem[language]), before: null }),
  );
  return pictures.ok ? success({ scenes: scenes.value, pictures: pictures.value }) : pictures;
}
