import { isRemoteKey, type RoomShow, type RoomStatus } from "../../domain/walk/room.ts";
import { useAtlas } from "../store.ts";
import { pressKey } from "./pressKey.ts";
import { useWalk } from "./walk.ts";

const markKey = "atlas-room";

/**
 * Says to the wall, which may be another window or a page that comes back, that phones may be in the room. A page
 * without the mark asks nothing of its server.
 */
export function markRoom(isOpen: boolean) {
  try {
    if (isOpen && readMark() === null) localStorage.setItem(markKey, String(Date.now()));
    else if (isOpen) return;
    else localStorage.removeItem(markKey);
  } catch {
    // Without storage the wall learns of it when it is loaded anew by the same window: never. Said by the console.
  }
}

function readMark(): string | null {
  try {
    return localStorage.getItem(markKey);
  } catch {
    return null;
  }
}

/** Sends to the server of this machine, the newest alone where many wait. */
function createSender() {
  const waiting = new Map<string, unknown>();
  let isBusy = false;
  async function send() {
    if (isBusy) return;
    isBusy = true;
    for (let next = [...waiting][0]; next; next = [...waiting][0]) {
      const [name, value] = next;
      waiting.delete(name);
      // What is lost is told again when the line is up again.
      await fetch(`room/${name}`, { method: "POST", body: JSON.stringify(value) }).catch(() => {});
    }
    isBusy = false;
  }
  return (name: "show" | "walk", value: unknown) => {
    waiting.set(name, value);
    void send();
  };
}

/** Whether the server of this page says that no room is open, or has none; what does not answer says nothing. */
async function isShut(): Promise<boolean> {
  try {
    const response = await fetch("room/status", { cache: "no-store" });
    return !response.ok || ((await response.json()) as RoomStatus).host === null;
  } catch (error) {
    // An answer that is no status comes from a server of files.
    return error instanceof SyntaxError;
  }
}

/** Tells the room's server what the wall shows, and does what phones press. `onEnd`: the room was shut. */
function openRelay(onEnd: () => void): () => void {
  const send = createSender();
  let walkTag = "";
  let told = "";
  let stop = () => {};

  function tellShow() {
    const { index, step, blank, route, startedAt, sceneStartedAt, pausedAt } = useWalk.getState();
    const { language } = useAtlas.getState().board;
    const show = { walkTag, index, step, blank, language, route, startedAt, sceneStartedAt, pausedAt };
    const text = JSON.stringify(show);
    if (text === told) return;
    told = text;
    send("show", { ...show, now: Date.now() } satisfies RoomShow);
  }
  function tellWalk() {
    walkTag = String(Date.now());
    send("walk", useWalk.getState().walk);
  }
  const source = new EventSource("room/wall");
  const close = () => {
    stop();
    source.close();
  };
  source.onopen = () => {
    stop();
    told = "";
    tellWalk();
    tellShow();
    const stops = [
      useWalk.subscribe((state, before) => {
        if (state.walk !== before.walk) tellWalk();
        tellShow();
      }),
      useAtlas.subscribe((state, before) => {
        if (state.board.language !== before.board.language) tellShow();
      }),
    ];
    stop = () => {
      for (const end of stops) end();
    };
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const { key } = JSON.parse(data) as { key?: unknown };
    if (isRemoteKey(key)) pressKey(key);
  };
  // Another window presents now; the room is its.
  source.addEventListener("replaced", close);
  source.onerror = async () => {
    // Otherwise the browser tries again by itself.
    if (source.readyState !== EventSource.CLOSED) return;
    close();
    // A page that is being loaded anew is told the same as one whose room was shut: only the server knows.
    if (await isShut()) {
      markRoom(false);
      onEnd();
    }
  };
  return close;
}

/** Lets phones take part as long as a room is open; gives what ends it. */
export function startRelay(): () => void {
  let mark: string | null = null;
  let close = () => {};
  const look = () => {
    const now = readMark();
    if (now === mark) return;
    close();
    mark = now;
    close =
      now === null
        ? () => {}
        : openRelay(() => {
            mark = null;
          });
    if (now === null) useWalk.setState({ sign: null });
  };
  const onStorage = ({ key }: StorageEvent) => {
    if (key === markKey) look();
  };
  addEventListener("storage", onStorage);
  look();
  return () => {
    removeEventListener("storage", onStorage);
    close();
  };
}
