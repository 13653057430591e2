import { create } from "zustand";
import type { Board, Language } from "../../domain/board/board.ts";
import { encodeBoard } from "../../domain/board/linkBoard.ts";
import { type Result, success } from "../../domain/result.ts";
import { fitCamera } from "../../domain/walk/fitCamera.ts";
import { findNumberState, type NumberData } from "../../domain/walk/liveNumbers.ts";
import { numbersOf } from "../../domain/walk/parseWalk.ts";
import { buildSceneBoard } from "../../domain/walk/sceneBoard.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { startAnswering } from "../answers.ts";
import { useAnswers } from "../answersStore.ts";
import { defaultBoard } from "../board/defaultBoard.ts";
import { boardScope } from "../board/openBoard.ts";
import { loadDataset, loadPlan } from "../loadData.ts";
import { useAtlas } from "../store.ts";
import { readNumberData, showNumbers } from "../walk/numbers.ts";
import { useWalk } from "../walk/walk.ts";
import type { PictureView } from "./pictures.ts";

/** What a scene is drawn from. */
export interface ScenePicture {
  board: Board;
  view: PictureView;
  highlights: Scene["highlights"];
}

/** A screen of common shape, for scenes that carry a camera instead of a frame. */
const usualScreen = { width: 1600, height: 900 };

/** The board of a scene in a picture: in the language asked, in the paper theme, which prints best. */
export function buildScenePicture(
  scene: Scene,
  language: Language,
  theme: Board["theme"] = "paper",
): Result<ScenePicture> {
  const parsed = buildSceneBoard(scene.view, boardScope(), { language, theme });
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

/** Loads everything the texts and figures of some scenes speak of, and waits until it is there. */
export async function loadNumberData(walk: Walk, chosen: readonly string[]): Promise<NumberData> {
  const scenes = walk.scenes.filter((scene) => chosen.includes(scene.id));
  const numbers = [...new Set(scenes.flatMap(numbersOf))].flatMap((key) => walk.numbers[key] ?? []);
  startAnswering();
  const hideNumbers = showNumbers(numbers);
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
  await new Promise<void>((resolve) => {
    const stops: (() => void)[] = [];
    const finish = () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve();
    };
    // What is not there in time is printed as approved.
    const timer = setTimeout(finish, mostWaitMilliseconds);
    const look = () => {
      if (!isPending()) finish();
    };
    stops.push(useAtlas.subscribe(look), useWalk.subscribe(look), useAnswers.subscribe(look));
    look();
  });
  hideNumbers();
  return readNumberData();
}

const addressKey = "atlas-published-address";
const isAddress = (text: string) => /^https?:\/\/[^\s#]+$/.test(text);
const isOfThisComputer = (text: string) => /^https?:\/\/(localhost|127\.|\[::1\])/.test(text);

/** The address codes lead to: what the reader wrote, else the page's own, unless only this computer could open it. */
export function chooseAddress(kept: string | null, page: string): string {
  if (kept !== null && isAddress(kept)) return kept;
  const own = page.replace(/[?#].*$/s, "");
  return isOfThisComputer(own) ? "" : own;
}

function findAddress(): string {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(addressKey);
  } catch {
    // Without storage the page's own address is as good a guess as any.
  }
  return chooseAddress(kept, globalThis.location?.href ?? "");
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

/** The address, empty while none is known; whether a link can be made of it, and whether only this computer could open it. */
export function useAddress(): { address: string; isGood: boolean; isLocal: boolean } {
  const { address } = usePublished();
  const isGood = isAddress(address);
  const isLocal = isGood && isOfThisComputer(address);
  return { address, isGood, isLocal };
}
