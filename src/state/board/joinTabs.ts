import type { Board } from "../../domain/board/board.ts";
import { mergeOwnLayers } from "../../domain/board/mergeOwnLayers.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { editBoard, showBoard, tell } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { currentKey, dropKept, findKeptBoard, listKeptKeys } from "./boardStorage.ts";
import { boardScope, loadBoardReader, openBoard } from "./openBoard.ts";
import { ownPlace } from "./ownPlace.ts";
import { createTabs, ownPlacePrefix, type Tabs, tabChoices, tabTexts } from "./tabs.ts";

const choiceTexts = {
  ...tabChoices,
  open: { zh: "打开", en: "Open" },
  merge: { zh: "并入自有图层", en: "Bring in its layers" },
  drop: { zh: "删除", en: "Delete" },
} as const satisfies Record<string, Bilingual>;

const patienceMilliseconds = 2_000;
const createLayerId = () => `user-${crypto.randomUUID().slice(0, 13)}`;

async function readBoard(key: string): Promise<{ board: Board; savedAt: number } | undefined> {
  const found = await findKeptBoard(key);
  if (!found) return undefined;
  const parsed = (await loadBoardReader()).parseBoard(found.kept.text, boardScope());
  return parsed.ok ? { board: parsed.value.board, savedAt: found.kept.savedAt } : undefined;
}

/** Joins the windows that show boards of this atlas; undefined where the browser lets none know of another. */
export function joinTabs(opened: Board, flush: (anew: boolean) => Promise<boolean>): Tabs | undefined {
  if (!navigator.locks || typeof BroadcastChannel === "undefined") return undefined;
  /** What both windows last had in common: what either changed since is told by it. */
  let base = opened;
  const takeOver = { text: choiceTexts.takeOver, act: () => void tabs.takeOver() };
  const ownCopy = {
    text: choiceTexts.ownCopy,
    act: () => void tabs.keepOwn().then(() => tell("information", tabTexts.ownCopy)),
  };
  const readOnly = {
    text: choiceTexts.readOnly,
    act: () => void tabs.readOnly().then(() => tell("warning", tabTexts.readOnly, [takeOver, ownCopy])),
  };

  const offerLeft = async (key: string) => {
    const left = await readBoard(key);
    if (!left) return;
    const time = new Date(left.savedAt).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" });
    const english = new Date(left.savedAt).toLocaleString("en-GB", {
      dateStyle: "medium",
      timeStyle: "short",
    });
    const act = (edit: () => void) => () => {
      edit();
      // Until it is kept here, the copy is all that outlives this page.
      void flush(true).then((isKept) => (isKept ? dropKept(key) : undefined));
    };
    tell(
      "warning",
      {
        zh: `另一个窗口留下了图板副本（${time}）`,
        en: `Another window left a copy of the board (${english})`,
      },
      [
        { text: choiceTexts.open, act: act(() => openBoard(left.board)) },
        {
          text: choiceTexts.merge,
          act: act(() =>
            editBoard((board) =>
              mergeOwnLayers({ ...board, userLayers: [] }, board, left.board, createLayerId),
            ),
          ),
        },
        { text: choiceTexts.drop, act: () => void dropKept(key) },
      ],
    );
  };

  const tabs = createTabs(
    {
      lockPrefix: "atlas-board",
      sharedKey: currentKey,
      locks: navigator.locks,
      channel: new BroadcastChannel("atlas-board"),
      ownKey: ownPlace,
      createKey: () => `${ownPlacePrefix}${crypto.randomUUID()}`,
      listKeys: listKeptKeys,
      drop: dropKept,
      patienceMilliseconds,
    },
    {
      tellOccupied: () => tell("warning", tabTexts.occupied, [takeOver, readOnly, ownCopy]),
      tellTakenOver: () => {
        base = useAtlas.getState().board;
        tell("warning", tabTexts.takenOver, [takeOver, readOnly, ownCopy]);
      },
      tellLeft: (keys) => void Promise.all(keys.map(offerLeft)),
      flush: () => flush(true),
      takeIn: async () => {
        const theirs = (await readBoard(currentKey))?.board;
        const { board: mine, past } = useAtlas.getState();
        const merged = theirs ? mergeOwnLayers(base, mine, theirs, createLayerId) : mine;
        if (theirs) showBoard(merged, { past: [...past, theirs, mine], future: [] });
        tell("information", merged === mine ? tabTexts.taken : tabTexts.merged);
      },
      onKept: async () => {
        const theirs = (await readBoard(currentKey))?.board;
        if (!theirs) return;
        showBoard(mergeOwnLayers(base, useAtlas.getState().board, theirs, createLayerId));
        base = theirs;
      },
    },
  );
  void import("../own/keptDraft.ts").then(({ offerDrafts }) => offerDrafts());
  return tabs;
}
