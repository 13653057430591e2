import { parseWalk } from "../../domain/walk/parseWalk.ts";
import type { RemoteKey, RoomNews, RoomShow } from "../../domain/walk/room.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { fetchText } from "../fetchFile.ts";

/** How the phone's line to the room is: `out` when it was shown out or the room was shut. */
export type RoomLine = "open" | "lost" | "out";

/** The server speaks every two seconds: after this silence what is shown may be stale. */
const silenceMilliseconds = 5_000;
const lookMilliseconds = 1_000;

/**
 * Follows the show on a phone. `onShow(null)`: no wall is there. The clock of a show is moved to the phone's own.
 * Gives what ends it.
 */
export function joinRoom(on: {
  show: (show: RoomShow | null, walk: Walk | null) => void;
  line: (line: RoomLine) => void;
}): () => void {
  let source: EventSource;
  let heardAt = Date.now();
  let isOut = false;
  let tag = "";
  let walk: Walk | null = null;
  let newest = 0;

  async function take({ show }: RoomNews) {
    newest += 1;
    const own = newest;
    if (!show) return on.show(null, walk);
    if (show.walkTag !== tag) {
      const text = await fetchText("room/walk");
      const parsed = text.ok ? parseWalk(text.value) : text;
      // A later word has overtaken this one, or asks for the walk again.
      if (own !== newest || !parsed.ok) return;
      walk = parsed.value;
      tag = show.walkTag;
    }
    const ahead = Date.now() - show.now;
    const move = (time: number | null) => (time === null ? null : time + ahead);
    on.show(
      {
        ...show,
        startedAt: move(show.startedAt),
        sceneStartedAt: move(show.sceneStartedAt),
        pausedAt: move(show.pausedAt),
      },
      walk,
    );
  }
  const hear = () => {
    heardAt = Date.now();
    on.line("open");
  };
  const end = () => {
    isOut = true;
    source.close();
    clearInterval(timer);
    on.line("out");
  };
  function connect() {
    source = new EventSource("room/events");
    source.onmessage = ({ data }: MessageEvent<string>) => {
      hear();
      void take(JSON.parse(data) as RoomNews);
    };
    source.addEventListener("beat", hear);
    source.addEventListener("out", end);
    source.onerror = () => {
      if (isOut) return;
      // Answered, but not with a stream: this phone is not in the room any more.
      if (source.readyState === EventSource.CLOSED) end();
      else on.line("lost");
    };
  }
  const timer = setInterval(() => {
    if (Date.now() - heardAt <= silenceMilliseconds) return;
    on.line("lost");
    // A phone that slept may hold a line that is dead and does not know it.
    heardAt = Date.now();
    source.close();
    connect();
  }, lookMilliseconds);
  connect();
  return () => {
    isOut = true;
    clearInterval(timer);
    source.close();
  };
}

/** Presses a key of presenting on the wall; false where it did not arrive. */
export async function pressRemotely(key: RemoteKey): Promise<boolean> {
  try {
    return (await fetch("room/press", { method: "POST", body: JSON.stringify({ key }) })).ok;
  } catch {
    return false;
  }
}
