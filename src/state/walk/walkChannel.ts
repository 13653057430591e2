import type { Language } from "../../domain/board/board.ts";
import type { Share } from "../../domain/walk/groundView.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { useAtlas } from "../store.ts";
import { extendStroke, readStrokes, startStroke } from "./ink.ts";
import { chooseRoute, goToScene, movePointer } from "./presenting.ts";
import { pressKey } from "./pressKey.ts";
import { type Stroke, useWalk, type WalkState } from "./walk.ts";

const channelName = "atlas-walk";

/** What the projector tells the console: everything, each time something changes. */
export interface ProjectorState
  extends Pick<
    WalkState,
    | "index"
    | "step"
    | "mode"
    | "blank"
    | "panelsHidden"
    | "tool"
    | "pointer"
    | "keepsInk"
    | "isPlaying"
    | "startedAt"
    | "sceneStartedAt"
    | "pausedAt"
    | "route"
    | "isRehearsal"
    | "typed"
    | "sign"
  > {
  language: Language;
  /** The ink as it lies on the wall now. */
  strokes: Stroke[];
  /** Width by height of the map, so that the console's sheet has its shape. */
  aspect: number;
}

/** What the console asks of the projector. */
export type Command =
  | { do: "key"; key: string }
  | { do: "go"; place: number }
  | { do: "route"; route: string | null }
  | { do: "sign"; sign: string | null }
  | { do: "point"; at: Share | null }
  | { do: "draw"; at: Share; begins: boolean };

type WalkMessage =
  | { kind: "hello" }
  | { kind: "ping" }
  | { kind: "walk"; walk: Walk | null; state: ProjectorState }
  | { kind: "state"; state: ProjectorState }
  | { kind: "gone" }
  | { kind: "command"; command: Command };

function obey(command: Command) {
  switch (command.do) {
    case "key":
      return pressKey(command.key);
    case "go":
      return goToScene(command.place);
    case "route":
      return chooseRoute(command.route);
    case "sign":
      return useWalk.setState({ sign: command.sign });
    case "point":
      return movePointer(command.at);
    case "draw":
      return command.begins ? startStroke(command.at) : extendStroke(command.at);
  }
}

function readState(): ProjectorState {
  const {
    index,
    step,
    mode,
    blank,
    panelsHidden,
    tool,
    pointer,
    keepsInk,
    isPlaying,
    startedAt,
    sceneStartedAt,
    pausedAt,
    route,
    isRehearsal,
    typed,
    sign,
  } = useWalk.getState();
  const stage = document.getElementById("stage");
  return {
    index,
    step,
    mode,
    blank,
    panelsHidden,
    tool,
    pointer,
    keepsInk,
    isPlaying,
    startedAt,
    sceneStartedAt,
    pausedAt,
    route,
    isRehearsal,
    typed,
    sign,
    strokes: readStrokes(),
    language: useAtlas.getState().board.language,
    aspect: stage ? stage.clientWidth / Math.max(1, stage.clientHeight) : 16 / 9,
  };
}

/**
 * Lets consoles of the same origin follow and steer this page. The projector keeps all state, so a console
 * may close, reload or never come: nothing here waits for one.
 */
export function startProjector(): () => void {
  const channel = new BroadcastChannel(channelName);
  const tell = (message: WalkMessage) => channel.postMessage(message);
  channel.onmessage = ({ data }: MessageEvent<WalkMessage>) => {
    if (data.kind === "hello") tell({ kind: "walk", walk: useWalk.getState().walk, state: readState() });
    // Answered as it comes: timers of a covered window are slowed down, messages are not.
    else if (data.kind === "ping") tell({ kind: "state", state: readState() });
    else if (data.kind === "command") obey(data.command);
  };
  tell({ kind: "walk", walk: useWalk.getState().walk, state: readState() });
  const unsubscribe = [
    useWalk.subscribe((state, before) => {
      if (state.walk !== before.walk) tell({ kind: "walk", walk: state.walk, state: readState() });
      else tell({ kind: "state", state: readState() });
    }),
    useAtlas.subscribe((state, before) => {
      // Ink is fixed to the ground: where the map moves, the console's picture of it moves too.
      const isInkMoved = state.viewport !== before.viewport && useWalk.getState().strokes.length > 0;
      if (state.board.language !== before.board.language || isInkMoved)
        tell({ kind: "state", state: readState() });
    }),
  ];
  return () => {
    for (const stop of unsubscribe) stop();
    tell({ kind: "gone" });
    channel.close();
  };
}

/** Whether a page of this origin is presenting; `patience` in milliseconds. */
export function isWallThere(patience: number): Promise<boolean> {
  const channel = new BroadcastChannel(channelName);
  return new Promise((resolve) => {
    const end = (found: boolean) => {
      clearTimeout(timer);
      channel.close();
      resolve(found);
    };
    const timer = setTimeout(() => end(false), patience);
    channel.onmessage = ({ data }: MessageEvent<WalkMessage>) => {
      if (data.kind === "state" || data.kind === "walk") end(true);
    };
    channel.postMessage({ kind: "ping" } satisfies WalkMessage);
  });
}

/** What a console knows of the projector. */
export interface ConsoleLink {
  send: (command: Command) => void;
  close: () => void;
}

/** How often the console asks whether the wall is there, and after what silence it says it is not. */
const pingMilliseconds = 500;
const silenceMilliseconds = 1_600;

/**
 * Follows the projector. `onState(null)` when it stops presenting or falls silent; a projector that comes back,
 * after a reload or a crash, is joined again by itself.
 */
export function createConsoleLink(
  onWalk: (walk: Walk | null) => void,
  onState: (state: ProjectorState | null) => void,
): ConsoleLink {
  const channel = new BroadcastChannel(channelName);
  const send = (message: WalkMessage) => channel.postMessage(message);
  let heardAt = Date.now();
  let isJoined = false;
  const lose = () => {
    if (isJoined) onState(null);
    isJoined = false;
  };
  channel.onmessage = ({ data }: MessageEvent<WalkMessage>) => {
    if (data.kind === "gone") lose();
    if (data.kind !== "walk" && data.kind !== "state") return;
    heardAt = Date.now();
    if (data.kind === "walk") {
      isJoined = true;
      onWalk(data.walk);
    }
    // A wall that was lost may show another walk now: it is asked for the whole before its state is believed.
    if (isJoined) onState(data.state);
    else send({ kind: "hello" });
  };
  const timer = setInterval(() => {
    if (Date.now() - heardAt > silenceMilliseconds) lose();
    send({ kind: "ping" });
  }, pingMilliseconds);
  send({ kind: "hello" });
  return {
    send: (command) => send({ kind: "command", command }),
    close: () => {
      clearInterval(timer);
      channel.close();
    },
  };
}
