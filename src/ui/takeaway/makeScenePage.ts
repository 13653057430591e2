import type { Language } from "../../domain/board/board.ts";
import { type Result, success } from "../../domain/result.ts";
import { buildScenePage } from "../../domain/walk/scenePage.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import type { PictureMaker } from "../../state/page/pictures.ts";
import { describeArchiveScene, readPictureAddress } from "./archiveScene.ts";
import { drawEach, type Job, type ReadyScene, readScenes } from "./drawScenes.ts";
import { writeFoot, writePhase } from "./sceneTexts.ts";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

/** Sharp on a good screen, and half a megabyte at most. */
const pagePicture = { widthPixels: 1_600, heightPixels: 1_000, pixelRatio: 1.7, format: "webp" } as const;

/** One scene as a page of its own, to be put on a site or into a frame. */
export async function makeScenePage(
  walk: Walk,
  id: string,
  language: Language,
  address: string | null,
  job: Job,
): Promise<Result<Blob>> {
  const scenes = await readScenes(walk, [id], language, address);
  if (!scenes.ok) return scenes;
  const say = buildTakeAwaySpeech(language);
  const draw = async (maker: PictureMaker, ready: ReadyScene): Promise<Result<string>> => {
    const parts = "map-and-legend";
    const sides = [...(ready.before ? [ready.before] : []), ready.source];
    const text = describeArchiveScene(ready, language);
    const pictures: { caption: string; address: string; description: string }[] = [];
    let foot = "";
    for (const source of sides) {
      const drawn = await maker.drawSheet({
        ...source,
        ...pagePicture,
        title: "",
        notes: [],
        link: null,
        parts,
      });
      if (!drawn.ok) return drawn;
      foot = writeFoot(drawn.value.facts, language);
      pictures.push({
        caption: writePhase(source.board.phase, language),
        address: await readPictureAddress(drawn.value.image),
        description: text.description,
      });
    }
    const link = ready.link === null ? null : { address: ready.link, text: say("openHere") };
    return success(buildScenePage({ ...text, language, pictures, foot, link }));
  };
  const made = await drawEach(scenes.value, job, draw);
  return made.ok ? success(new Blob(made.value, { type: "text/html" })) : made;
}
