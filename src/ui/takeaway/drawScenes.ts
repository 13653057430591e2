import type { Language } from "../../domain/board.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { buildHandout, type HandoutScene } from "../../domain/walk/handout.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { type MapPicture, openPictures, type PictureMaker } from "../../state/pictures.ts";
import { buildLinkAt, buildScenePicture, loadNumberData, type ScenePicture } from "../../state/takeaway.ts";

/** Something long that is being made: how far it is, and whether it shall go on. */
export interface Job {
  tell: (done: number, total: number) => void;
  isStopped: () => boolean;
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
}

/** Texts and boards of the chosen scenes; scenes whose board cannot be read stop the whole. */
export async function readScenes(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  address: string | null,
): Promise<Result<ReadyScene[]>> {
  const data = await loadNumberData(walk, chosen);
  const ready: ReadyScene[] = [];
  for (const scene of buildHandout(walk, chosen, language, data)) {
    const source = buildScenePicture(walk.scenes.find((other) => other.id === scene.id)!, language);
    if (!source.ok) return source;
    const link = address === null ? null : buildLinkAt(address, source.value);
    ready.push({ scene, source: source.value, link: link?.ok ? link.value : null });
  }
  return success(ready);
}

/** Draws one thing a scene, in order, on one map; a picture that fails is told and stops the rest. */
export async function drawEach<T>(
  scenes: readonly ReadyScene[],
  job: Job,
  draw: (maker: PictureMaker, ready: ReadyScene) => Promise<Result<T>>,
): Promise<Result<T[]>> {
  const maker = await openPictures();
  if (!maker.ok) return maker;
  const drawn: T[] = [];
  try {
    for (const ready of scenes) {
      job.tell(drawn.length + 1, scenes.length);
      const picture = await draw(maker.value, ready);
      if (job.isStopped()) return stopped;
      if (!picture.ok) return picture;
      drawn.push(picture.value);
    }
  } finally {
    maker.value.close();
  }
  return success(drawn);
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

export interface Handout {
  scenes: ReadyScene[];
  pictures: MapPicture[];
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
  const pictures = await drawEach(scenes.value, job, (maker, { source }) =>
    maker.drawMap({ ...source, ...pageSizes[size] }),
  );
  return pictures.ok ? success({ scenes: scenes.value, pictures: pictures.value }) : pictures;
}
