import { create } from "zustand";
import { encodeBoard } from "../domain/board/linkBoard.ts";
import type { Board, Language } from "../domain/board.ts";
import { type Result, success } from "../domain/result.ts";
import { fitCamera } from "../domain/walk/fitCamera.ts";
import { findNumberState, type NumberData } from "../domain/walk/liveNumbers.ts";
import { numbersOf } from "../domain/walk/parseWalk.ts";
import { buildSceneBoard } from "../domain/walk/sceneBoard.ts";
import type { Scene, Walk } from "../domain/walk/walk.ts";
import { defaultBoard } from "./defaultBoard.ts";
import { loadDataset, loadPlan } from "./loadData.ts";
import { boardScope } from "./openBoard.ts";
import type { PictureView } from "./pictures.ts";
import { useAtlas } from "./store.ts";
import { useWalk } from "./walk.ts";
import { keyOfAnswer, prepareNumbers } from "./walkNumbers.ts";

/** What a scene is drawn from. */
export interface ScenePicture {
  board: Board;
  view: PictureView;
  highlights: Scene["highlights"];
}

/** A screen of common shape, for scenes that carry a camera instead of a frame. */
const usualScreen = { width: 1600, height: 900 };

/** The board of a scene on paper: in the language asked, in the paper theme, which prints best. */
export function buildScenePicture(scene: Scene, language: Language): Result<ScenePicture> {
  const parsed = buildSceneBoard(scene.view, boardScope(), { language, theme: "paper" });
  if (!parsed.ok) return parsed;
  const { board } = parsed.value;
  const view: PictureView = scene.frame
    ? { frame: scene.frame, pitch: scene.pitch, bearing: scene.bearing }
    : board.camera
      ? { camera: board.camera, screenWidth: usualScreen.width, screenHeight: usualScreen.height }
      : { frame: [...boardBox()], pitch: scene.pitch, bearing: scene.bearing };
  return success({ board, view, highlights: scene.highlights });
}

const boardBox = () => useAtlas.getState().viewport?.bbox ?? ([-180, -60, 180, 75] as const);

/** The address that opens a board elsewhere: `address` is where the atlas is published. */
export function buildLinkAt(address: string, { board, view }: ScenePicture): Result<string> {
  const padding = { top: 0, right: 0, bottom: 0, left: 0 };
  const camera =
    "camera" in view
      ? view.camera
      : fitCamera(view.frame, { ...usualScreen, padding }, view.pitch, view.bearing);
  const encoded = encodeBoard({ ...board, camera }, defaultBoard());
  return encoded.ok ? success(`${address.replace(/#.*$/s, "")}#b=${encoded.value}`) : encoded;
}

const mostWaitMilliseconds = 30_000;

/** What the numbers of a walk are read from now. */
function readNumberData(): NumberData {
  const { plan, datasets } = useAtlas.getState();
  const { rail, answerValues } = useWalk.getState();
  return { plan, datasets, rail, findAnswerValue: (source) => answerValues[keyOfAnswer(source)] };
}

/** Loads and asks for everything the texts and figures of some scenes speak of, and waits until it is there. */
export async function loadNumberData(walk: Walk, chosen: readonly string[]): Promise<NumberData> {
  const scenes = walk.scenes.filter((scene) => chosen.includes(scene.id));
  const numbers = [...new Set(scenes.flatMap(numbersOf))].flatMap((key) => walk.numbers[key] ?? []);
  prepareNumbers(numbers);
  const spoken = scenes.flatMap((scene) =>
    scene.figures.flatMap((figure) =>
      figure.kind === "status" ? figure.rows.map((row) => row.dataset) : [],
    ),
  );
  await Promise.all([
    useAtlas.getState().plan ? undefined : loadPlan(),
    ...[...new Set(spoken)].map(loadDataset),
  ]);
  const isPending = () => {
    const data = readNumberData();
    return numbers.some((live) => findNumberState(live, data).state === "pending");
  };
  const end = Date.now() + mostWaitMilliseconds;
  // Answers come one by one from the worker; what is not there in time is printed as approved.
  while (isPending() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  return readNumberData();
}

const addressKey = "atlas-published-address";
const isAddress = (text: string) => /^https?:\/\/[^\s#]+$/.test(text);

function findAddress(): string {
  try {
    const kept = localStorage.getItem(addressKey);
    if (kept !== null && isAddress(kept)) return kept;
  } catch {
    // Without storage the page's own address is as good a guess as any.
  }
  return location.href.replace(/[?#].*$/s, "");
}

/** Where the atlas is published, for links on paper; the page's own address until the reader says otherwise. */
const usePublished = create<{ address: string }>()(() => ({ address: findAddress() }));

export function setAddress(address: string) {
  usePublished.setState({ address });
  try {
    if (isAddress(address)) localStorage.setItem(addressKey, address);
  } catch {
    // It then holds for this visit.
  }
}

/** The address, whether a link can be made of it, and whether only this computer could open it. */
export function useAddress(): { address: string; isGood: boolean; isLocal: boolean } {
  const { address } = usePublished();
  const isGood = isAddress(address);
  const isLocal = isGood && /^(localhost|127\.|\[::1\])/.test(new URL(address).host);
  return { address, isGood, isLocal };
}
