import { atlas } from "../../../geodata/catalogue.ts";
import type { Result } from "../../domain/result.ts";
import { decodeWalk, encodeWalk } from "../../domain/walk/linkWalk.ts";
import { walkVersion } from "../../domain/walk/migrateWalk.ts";
import { parseWalk } from "../../domain/walk/parseWalk.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { tell, tellProblem } from "../actions.ts";
import { fetchText } from "../fetchFile.ts";
import { cleanHash } from "../page/cleanHash.ts";
import type { WalkDesk } from "./joinWalkTabs.ts";
import { useWalk, type WalkStep } from "./walk.ts";
import { joinWalk, leaveOtherWalks, renamePlace } from "./walkPlace.ts";
import { findStoredWalk, forgetWalk, keepWalk, listStoredWalks, type StoredWalk } from "./walkStorage.ts";

/** The walk that comes with the atlas. */
export const shippedWalkId = "plan";
const lastKey = "atlas-walk-last";
const mostPast = 100;
/** With the time the writing takes, what is typed is safe within half a second. */
const delayMilliseconds = 150;

/** The walk as it is shipped, untouched by anyone's edits. */
export async function loadShippedWalk(): Promise<Result<Walk>> {
  const text = await fetchText("boards/walk.json");
  return text.ok ? parseWalk(text.value) : text;
}

const buildStoredWalk = (walk: Walk, savedAt: number): StoredWalk => ({
  id: walk.id,
  title: walk.title,
  sceneCount: walk.scenes.length,
  savedAt,
  text: JSON.stringify(walk),
});

export async function refreshKeptWalks() {
  const keptWalks = (await listStoredWalks()).map(({ id, title, sceneCount, savedAt }) => ({
    id,
    title,
    sceneCount,
    savedAt,
  }));
  useWalk.setState({ keptWalks });
}

let pending: { timer: ReturnType<typeof setTimeout>; walk: Walk } | undefined;
let failed = false;

function rememberLast(id: string) {
  try {
    localStorage.setItem(lastKey, id);
  } catch {
    // Without storage the shipped walk opens next time.
  }
}

/** When each walk was kept that this window last read or wrote; another window may have kept a newer one since. */
const seenAt = new Map<string, number>();

const buildCopy = (walk: Walk, id: string): Walk => ({
  ...walk,
  id,
  title: { zh: `${walk.title.zh}（副本）`, en: `${walk.title.en} (copy)` },
});

/** Goes on with a copy in place of the walk that another window keeps, with all that undo leads to. */
function continueCopy(walk: Walk, id: string) {
  const follow = (one: Walk) => (one.id === walk.id ? buildCopy(one, id) : one);
  const followStep = (step: WalkStep) => ({ ...step, walk: follow(step.walk) });
  if (pending) pending.walk = follow(pending.walk);
  const { walk: open, past, future } = useWalk.getState();
  if (open?.id === walk.id) {
    useWalk.setState({
      walk: follow(open),
      past: past.map(followStep),
      future: future.map(followStep),
    });
    rememberLast(id);
  }
}

function tellCopied(walk: Walk) {
  tell(
    "warning",
    {
      zh: `讲解“${walk.title.zh}”已在另一个窗口改动。此窗口的改动另存为“${walk.title.zh}（副本）”，两者均已保留`,
      en: `The walk “${walk.title.en}” was changed in another window. This window’s changes are kept as “${walk.title.en} (copy)”; both are there`,
    },
    [{ text: { zh: "打开另一窗口的讲解", en: "Open the other one" }, act: () => void openKeptWalk(walk.id) }],
  );
}

/** Shows the open walk as it is kept now: another window has written it. */
async function showKept(id: string) {
  const stored = await findStoredWalk(id);
  const parsed = stored && parseWalk(stored.text);
  const { walk, past, index } = useWalk.getState();
  if (!parsed?.ok || walk?.id !== id) return;
  seenAt.set(id, stored!.savedAt);
  if (JSON.stringify(walk) === stored!.text) return;
  useWalk.setState({
    walk: parsed.value,
    past: [...past, { walk, index }].slice(-mostPast),
    future: [],
    index: Math.min(index, Math.max(0, parsed.value.scenes.length - 1)),
  });
}

const createDesk = (id: string): WalkDesk => ({
  isShown: () => useWalk.getState().walk?.id === id,
  flush,
  showKept: () => showKept(id),
  continueCopy: (copyId) => {
    const { walk } = useWalk.getState();
    if (walk?.id !== id) return;
    renamePlace(id, copyId);
    continueCopy(walk, copyId);
    keepSoon(buildCopy(walk, copyId));
  },
});

async function write(walk: Walk) {
  const tabs = await joinWalk(walk.id, () => createDesk(walk.id));
  const place = tabs ? await tabs.place() : walk.id;
  // A window that only reads keeps nothing.
  if (place === null) return;
  const asked = place === walk.id ? walk : buildCopy(walk, place);
  const before = seenAt.get(place);
  // Later than what it replaces even where a clock was set back: the time says which of two it is.
  const savedAt = Math.max(Date.now(), (before ?? 0) + 1);
  const result = await keepWalk(buildStoredWalk(asked, savedAt), {
    savedAt: before,
    buildCopy: (id) => buildStoredWalk(buildCopy(walk, id), savedAt),
  });
  if (result.ok) {
    const { id } = result.value;
    seenAt.set(id, savedAt);
    if (id === place) tabs?.noteKept();
    else {
      continueCopy(walk, id);
      tellCopied(walk);
    }
  }
  // Said once, not at every edit, until it works again.
  if (!result.ok && !failed) tellProblem(result.error);
  failed = !result.ok;
  await refreshKeptWalks();
}

let writing = Promise.resolve();

/** Writes what waits to be kept: before another walk opens, and when the page goes. */
function flush(): Promise<void> {
  if (!pending) return writing;
  clearTimeout(pending.timer);
  const { walk } = pending;
  pending = undefined;
  // One after the other: a writing that does not know of the one before would take it for another window's.
  writing = writing.then(() => write(walk));
  return writing;
}

/** The timer is not put off by the next letter: who types without a pause would never be kept. */
function keepSoon(walk: Walk) {
  pending = { walk, timer: pending?.timer ?? setTimeout(() => void flush(), delayMilliseconds) };
}

if (typeof addEventListener === "function") addEventListener("pagehide", () => void flush());

/** Opens a walk in place of the open one, whose last edits are kept first: nothing of either is lost. */
export async function showWalk(walk: Walk) {
  await flush();
  leaveOtherWalks(walk.id);
  useWalk.setState({
    walk,
    walkLoading: { kind: "ready" },
    past: [],
    future: [],
    index: 0,
    strokes: [],
    // Another walk has routes and scenes of its own.
    route: null,
    rehearsed: {},
  });
  rememberLast(walk.id);
}

/** Opens a kept walk by id; the shipped one where nothing is kept under its id. */
export async function openKeptWalk(id: string): Promise<boolean> {
  await flush();
  const stored = await findStoredWalk(id);
  const parsed = stored ? parseWalk(stored.text) : id === shippedWalkId ? await loadShippedWalk() : undefined;
  if (!parsed) return false;
  if (!parsed.ok) {
    tellProblem(parsed.error);
    return false;
  }
  if (stored) seenAt.set(id, stored.savedAt);
  else seenAt.delete(id);
  await showWalk(parsed.value);
  return true;
}

let starting: Promise<void> | undefined;

/** Opens the walk used last, else the shipped one; once, however many ask. */
export function ensureWalk(): Promise<void> {
  starting ??= (async () => {
    const last = (() => {
      try {
        return localStorage.getItem(lastKey);
      } catch {
        return null;
      }
    })();
    await refreshKeptWalks();
    const opened = (last !== null && (await openKeptWalk(last))) || (await openKeptWalk(shippedWalkId));
    if (!opened) {
      const shipped = await loadShippedWalk();
      if (shipped.ok) await showWalk(shipped.value);
      else {
        starting = undefined;
        useWalk.setState({ walkLoading: { kind: "failed", problem: shipped.error } });
      }
    }
  })();
  return starting;
}

/** Edits of the same text within this time are one step of undo. */
const coalesceMilliseconds = 1_500;
let lastEdit: { key: string; at: number } | undefined;

/**
 * Replaces the open walk by an edited one; kept within half a second. One step of undo, or part of the last one
 * where both carry the same `coalesceKey` and follow each other closely: a text is kept letter by letter and
 * taken back as a whole. `index`: the scene that is open afterwards.
 */
export function editWalk(edit: (walk: Walk) => Walk, options: { coalesceKey?: string; index?: number } = {}) {
  const { walk, past, index } = useWalk.getState();
  if (!walk) return;
  const next = edit(walk);
  if (next === walk) return;
  const { coalesceKey } = options;
  const now = Date.now();
  const isSameStep =
    coalesceKey !== undefined && lastEdit?.key === coalesceKey && now - lastEdit.at < coalesceMilliseconds;
  lastEdit = coalesceKey === undefined ? undefined : { key: coalesceKey, at: now };
  useWalk.setState({
    walk: next,
    past: isSameStep ? past : [...past, { walk, index }].slice(-mostPast),
    future: [],
    index: Math.min(options.index ?? index, Math.max(0, next.scenes.length - 1)),
  });
  keepSoon(next);
}

/** Takes the last edit back, and the scene that was open before it. */
export function undoWalk() {
  const { walk, past, future, index } = useWalk.getState();
  const before = past.at(-1);
  if (!walk || !before) return;
  lastEdit = undefined;
  useWalk.setState({
    walk: before.walk,
    index: before.index,
    past: past.slice(0, -1),
    future: [{ walk, index }, ...future],
  });
  keepSoon(before.walk);
}

export function redoWalk() {
  const { walk, past, future, index } = useWalk.getState();
  const [after, ...rest] = future;
  if (!walk || !after) return;
  lastEdit = undefined;
  useWalk.setState({
    walk: after.walk,
    index: after.index,
    past: [...past, { walk, index }],
    future: rest,
  });
  keepSoon(after.walk);
}

/** An id no kept walk has, from a wish. */
function findFreeId(wish: string): string {
  const taken = new Set([shippedWalkId, ...useWalk.getState().keptWalks.map((kept) => kept.id)]);
  let id = wish;
  for (let number = 2; taken.has(id); number += 1) id = `${wish}-${number}`;
  return id;
}

/** Opens a copy of the open walk under an id of its own. */
export async function copyWalk() {
  const { walk } = useWalk.getState();
  if (!walk) return;
  const copy = buildCopy(walk, findFreeId(`${walk.id}-copy`));
  await showWalk(copy);
  keepSoon(copy);
}

/** Opens an empty walk that knows the chapters and numbers of the open one. */
export async function startWalk() {
  const { walk } = useWalk.getState();
  const empty: Walk = {
    version: walkVersion,
    id: findFreeId("walk"),
    title: { zh: "新的讲解", en: "New walk" },
    chapters: walk?.chapters ?? [],
    routes: walk?.routes ?? [],
    numbers: walk?.numbers ?? {},
    scenes: [],
  };
  await showWalk(empty);
  keepSoon(empty);
}

/** Gives up the edits of the shipped walk, or a walk of one's own altogether. */
export async function discardWalk(id: string) {
  if (pending?.walk.id === id) {
    clearTimeout(pending.timer);
    pending = undefined;
  }
  await writing;
  await forgetWalk(id);
  seenAt.delete(id);
  await refreshKeptWalks();
  if (useWalk.getState().walk?.id === id) await openKeptWalk(shippedWalkId);
}

/** Opens a walk from outside. A walk kept here under the same id stays: the newcomer gets another id. */
async function openForeignWalk(parsed: Result<Walk>) {
  if (!parsed.ok) {
    tellProblem(parsed.error);
    return;
  }
  await flush();
  await refreshKeptWalks();
  const same = await findStoredWalk(parsed.value.id);
  const isKnown = same?.text === JSON.stringify(parsed.value);
  const walk = isKnown ? parsed.value : { ...parsed.value, id: findFreeId(parsed.value.id) };
  if (isKnown) seenAt.set(walk.id, same.savedAt);
  await showWalk(walk);
  keepSoon(walk);
  tell("information", {
    zh: `已打开讲解“${walk.title.zh}”，共 ${walk.scenes.length} 幕`,
    en: `Opened the walk “${walk.title.en}” with ${walk.scenes.length} scenes`,
  });
}

export const openWalkFile = async (file: File) => openForeignWalk(parseWalk(await file.text()));

/** The file a walk is saved as. */
export function buildWalkFile(walk: Walk): { name: string; text: string } {
  const day = new Date().toISOString().slice(0, 10);
  return { name: `${atlas.id}-walk-${walk.id}-${day}.json`, text: `${JSON.stringify(walk, null, 2)}\n` };
}

/** The address that opens the walk, or why it is too long for one. */
export function buildWalkLink(walk: Walk): Result<string> {
  const encoded = encodeWalk(walk);
  if (!encoded.ok) return encoded;
  return {
    ok: true,
    value: `${location.origin}${location.pathname}${location.search}#w=${encoded.value}`,
  };
}

const linkPattern = /^#w=(.*)$/s;

/** Opens the walk of the address and takes it out of it. */
export async function takeLinkedWalk() {
  const code = cleanHash(location.hash).match(linkPattern)?.[1];
  if (code === undefined) return;
  history.replaceState(null, "", location.pathname + location.search);
  await ensureWalk();
  await openForeignWalk(decodeWalk(code));
}
