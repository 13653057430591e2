import { atlas } from "../../geodata/catalogue.ts";
import type { RailSource } from "../domain/rail/railSource.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";
import { decodeWalk, encodeWalk } from "../domain/walk/linkWalk.ts";
import { parseWalk } from "../domain/walk/parseWalk.ts";
import type { Walk } from "../domain/walk/walk.ts";
import { tell, tellProblem } from "./actions.ts";
import { useWalk } from "./walk.ts";
import { findStoredWalk, forgetWalk, keepWalk, listStoredWalks, type StoredWalk } from "./walkStorage.ts";

/** The walk that comes with the atlas. */
export const shippedWalkId = "plan";
const lastKey = "atlas-walk-last";
const mostPast = 100;
const delayMilliseconds = 400;

async function fetchText(path: string): Promise<Result<string>> {
  try {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return { ok: true, value: await response.text() };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "data-unavailable",
      zh: `${path} 读取失败（${said}）；请检查网络后重试`,
      en: `${path} could not be read (${said}); check the connection and try again`,
      file: path,
    });
  }
}

/** The walk as it is shipped, untouched by anyone's edits. */
export async function loadShippedWalk(): Promise<Result<Walk>> {
  const text = await fetchText("boards/walk.json");
  return text.ok ? parseWalk(text.value) : text;
}

const buildStoredWalk = (walk: Walk): StoredWalk => ({
  id: walk.id,
  title: walk.title,
  sceneCount: walk.scenes.length,
  savedAt: Date.now(),
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

async function write(walk: Walk) {
  const result = await keepWalk(buildStoredWalk(walk));
  // Said once, not at every edit, until it works again.
  if (!result.ok && !failed) tellProblem(result.error);
  failed = !result.ok;
  await refreshKeptWalks();
}

/** Writes what waits to be kept: before another walk opens, and when the page goes. */
async function flush() {
  if (!pending) return;
  clearTimeout(pending.timer);
  const { walk } = pending;
  pending = undefined;
  await write(walk);
}

function keepSoon(walk: Walk) {
  if (pending) clearTimeout(pending.timer);
  pending = { walk, timer: setTimeout(() => void flush(), delayMilliseconds) };
}

if (typeof addEventListener === "function") addEventListener("pagehide", () => void flush());

/** Opens a walk in place of the open one, whose last edits are kept first: nothing of either is lost. */
export async function showWalk(walk: Walk) {
  await flush();
  useWalk.setState({
    walk,
    walkLoading: { kind: "ready" },
    past: [],
    future: [],
    index: 0,
    strokes: [],
    answerValues: {},
  });
  try {
    localStorage.setItem(lastKey, walk.id);
  } catch {
    // Without storage the shipped walk opens next time.
  }
}

/** Opens a kept walk by id; the shipped one where nothing is kept under its id. */
export async function openKeptWalk(id: string): Promise<boolean> {
  const stored = await findStoredWalk(id);
  const parsed = stored ? parseWalk(stored.text) : id === shippedWalkId ? await loadShippedWalk() : undefined;
  if (!parsed) return false;
  if (!parsed.ok) {
    tellProblem(parsed.error);
    return false;
  }
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

let railLoading: Promise<void> | undefined;

/** Loads the railway once, for the minutes in the text. */
export function ensureRail(): Promise<void> {
  railLoading ??= (async () => {
    const text = await fetchText("data/rail-network.json");
    // Built and checked in this repository, so its shape is known.
    if (text.ok) useWalk.setState({ rail: JSON.parse(text.value) as RailSource });
    else railLoading = undefined;
  })();
  return railLoading;
}

/** Replaces the open walk by an edited one; one step of undo, kept within a second. */
export function editWalk(edit: (walk: Walk) => Walk) {
  const { walk, past } = useWalk.getState();
  if (!walk) return;
  const next = edit(walk);
  if (next === walk) return;
  useWalk.setState({
    walk: next,
    past: [...past, walk].slice(-mostPast),
    future: [],
    index: Math.min(useWalk.getState().index, Math.max(0, next.scenes.length - 1)),
  });
  keepSoon(next);
}

export function undoWalk() {
  const { walk, past, future, index } = useWalk.getState();
  const before = past.at(-1);
  if (!walk || !before) return;
  useWalk.setState({
    walk: before,
    past: past.slice(0, -1),
    future: [walk, ...future],
    index: Math.min(index, Math.max(0, before.scenes.length - 1)),
  });
  keepSoon(before);
}

export function redoWalk() {
  const { walk, past, future, index } = useWalk.getState();
  const [after, ...rest] = future;
  if (!walk || !after) return;
  useWalk.setState({
    walk: after,
    past: [...past, walk],
    future: rest,
    index: Math.min(index, Math.max(0, after.scenes.length - 1)),
  });
  keepSoon(after);
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
  const copy: Walk = {
    ...walk,
    id: findFreeId(`${walk.id}-copy`),
    title: { zh: `${walk.title.zh}（副本）`, en: `${walk.title.en} (copy)` },
  };
  await showWalk(copy);
  keepSoon(copy);
}

/** Opens an empty walk that knows the chapters and numbers of the open one. */
export async function startWalk() {
  const { walk } = useWalk.getState();
  const empty: Walk = {
    version: 1,
    id: findFreeId("walk"),
    title: { zh: "新的讲解", en: "New walk" },
    chapters: walk?.chapters ?? [],
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
  await forgetWalk(id);
  await refreshKeptWalks();
  if (useWalk.getState().walk?.id === id) await openKeptWalk(shippedWalkId);
}

/** Opens a walk from outside. A walk kept here under the same id stays: the newcomer gets another id. */
async function openForeignWalk(parsed: Result<Walk>) {
  if (!parsed.ok) {
    tellProblem(parsed.error);
    return;
  }
  await refreshKeptWalks();
  const same = await findStoredWalk(parsed.value.id);
  const isKnown = same?.text === JSON.stringify(parsed.value);
  const walk = isKnown ? parsed.value : { ...parsed.value, id: findFreeId(parsed.value.id) };
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
  const code = location.hash.match(linkPattern)?.[1];
  if (code === undefined) return;
  history.replaceState(null, "", location.pathname + location.search);
  await ensureWalk();
  await openForeignWalk(decodeWalk(code));
}
