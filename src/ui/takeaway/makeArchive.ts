import { atlas } from "../../../geodata/catalogue.ts";
import type { Language } from "../../domain/board/board.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { buildStandalonePage, escapeScript, type ReleaseFile } from "../../domain/walk/standalonePage.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { type ArchiveFile, zipArchive } from "../../domain/walk/zipArchive.ts";
import type { PictureMaker } from "../../state/page/pictures.ts";
import { describeArchiveScene, readPictureAddress } from "./archiveScene.ts";
import { drawSceneSheet } from "./drawSceneSheet.ts";
import {
  buildMissingPicture,
  drawEach,
  type Job,
  type ReadyScene,
  readScenes,
  stopped,
} from "./drawScenes.ts";
import { howToOpen } from "./howToOpen.ts";
import { today, writeFoot } from "./sceneTexts.ts";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

/** A projector's picture without its text column; WebP, for there may be sixty. */
const scenePicture = { widthPixels: 1680, heightPixels: 1050, pixelRatio: 1.7, format: "webp" } as const;

/** The walk's page in the languages asked for, every picture inside it. */
async function makeWalkPage(
  walk: Walk,
  chosen: readonly string[],
  languages: readonly Language[],
  template: string,
  job: Job,
): Promise<Result<string[]>> {
  const played: Record<string, unknown> = {};
  const all = chosen.length * languages.length;
  let before = 0;
  for (const language of languages) {
    const scenes = await readScenes(walk, chosen, language, null);
    if (!scenes.ok) return scenes;
    const counting: Job = { ...job, tell: (done) => job.tell(before + done, all) };
    const drawScene = async (maker: PictureMaker, ready: ReadyScene) => {
      const sheet = await drawSceneSheet(maker, ready, scenePicture, language);
      if (!sheet.ok) return sheet;
      return success({
        ...describeArchiveScene(ready, language),
        picture: await readPictureAddress(sheet.value.image),
        foot: writeFoot(sheet.value.facts, language),
      });
    };
    const missing = new Map<string, string>();
    for (const { scene } of scenes.value)
      missing.set(scene.id, await readPictureAddress(buildMissingPicture(scenePicture, scene.title).image));
    const drawn = await drawEach(scenes.value, counting, drawScene, (ready, problem) => {
      const scene = describeArchiveScene(ready, language);
      const said = buildTakeAwaySpeech(language)("pictureMissing", { reason: problem[language] });
      return {
        ...scene,
        remarks: [...scene.remarks, said],
        picture: missing.get(ready.scene.id) ?? "",
        foot: writeFoot(null, language),
      };
    });
    if (!drawn.ok) return drawn;
    before += chosen.length;
    played[language] = { title: walk.title[language], scenes: drawn.value };
  }
  const [head, foot] = template.split("/*WALK*/");
  return success([head ?? "", escapeScript({ languages: played }), foot ?? ""]);
}

async function loadFile(path: string): Promise<Uint8Array> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);

/** The whole atlas as one page, with the chosen scenes as its walk. */
async function makeAtlasPage(walk: Walk): Promise<Result<string[]>> {
  const { files } = JSON.parse(decode(await loadFile("release.json"))) as {
    files: [string, string, number][];
  };
  const loaded: ReleaseFile[] = [];
  for (const [path] of files) loaded.push({ path, bytes: await loadFile(path) });
  const starter = decode(await loadFile("takeaway/standalone.js"));
  const own = [{ path: "boards/walk.json", bytes: encode(JSON.stringify(walk)) }];
  const page = buildStandalonePage(loaded, own, starter);
  return page
    ? success(page)
    : failure<Problem>({
        code: "archive-release",
        zh: "安装的文件不完整，离线地图未能生成；请刷新页面后重试",
        en: "The installed files are incomplete and the offline map could not be made; reload and try again",
      });
}

/**
 * One zip that needs nothing but a browser: the walk in pictures, the whole atlas in one page, and a note on
 * how to open them.
 */
export async function makeArchive(
  walk: Walk,
  chosen: readonly string[],
  languages: readonly Language[],
  job: Job,
): Promise<Result<Blob>> {
  const taken: Walk = { ...walk, scenes: walk.scenes.filter((scene) => chosen.includes(scene.id)) };
  try {
    // What can fail for want of the network comes before the long drawing.
    const atlasPage = await makeAtlasPage(taken);
    if (!atlasPage.ok) return atlasPage;
    const template = decode(await loadFile("takeaway/walk.html"));
    const walkPage = await makeWalkPage(walk, chosen, languages, template, job);
    if (!walkPage.ok) return walkPage;
    const all = chosen.length * languages.length;
    job.tell(all + 1, all);
    const manual = howToOpen(walk, today());
    const folder = `${atlas.id}-${walk.id}-${today()}`;
    const files: ArchiveFile[] = [
      // A mark of byte order makes old Windows editors read the Chinese as UTF-8.
      {
        name: `${folder}/打开方法.txt`,
        pieces: [`\ufeff${manual.zh}`.replace(/\n/g, "\r\n")],
        isCompressed: false,
      },
      { name: `${folder}/HOW-TO-OPEN.txt`, pieces: [manual.en.replace(/\n/g, "\r\n")], isCompressed: false },
      { name: `${folder}/walk.html`, pieces: walkPage.value, isCompressed: false },
      { name: `${folder}/atlas.html`, pieces: atlasPage.value, isCompressed: false },
      { name: `${folder}/walk.json`, pieces: [JSON.stringify(taken, null, 1)], isCompressed: false },
    ];
    const zipped = await zipArchive(files, new Date(), async () => {
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
    if (job.isStopped()) return stopped;
    return success(new Blob(zipped as BlobPart[], { type: "application/zip" }));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "archive-files",
      zh: `离线包未能生成：文件读取失败（${said}）`,
      en: `The archive could not be made: a file could not be read (${said})`,
    });
  }
}
