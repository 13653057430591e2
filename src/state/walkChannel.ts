import type { Language } from "../domain/board.ts";
import type { Walk } from "../domain/walk/walk.ts";
import { setLanguage } from "./actions.ts";
import {
  clearInk,
  extendStroke,
  goBack,
  goForward,
  goToScene,
  leavePresenting,
  movePointer,
  returnToScene,
  startStroke,
  toggleBlank,
  togglePanels,
  togglePlaying,
  toggleTool,
} from "./presenting.ts";
import { useAtlas } from "./store.ts";
import { type Share, useWalk, type WalkState } from "./walk.ts";

const channelName = "atlas-walk";

/** What the projector tells the console: everything, each time something changes. */
export interface ProjectorState
  extends Pick<
    WalkState,
    | "index"
    | "mode"
    | "blank"
    | "panelsHidden"
    | "tool"
    | "pointer"
    | "strokes"
    | "isPlaying"
    | "startedAt"
    | "sceneStartedAt"
  > {
  language: Language;
  /** Width by height of the map, so that the console's sheet has its shape. */
  aspect: number;
}

/** What the console asks of the projector. */
export type Command =
  | { do: "next" | "previous" | "return" | "hide" | "play" | "clear" | "leave" }
  | { do: "go"; place: number }
  | { do: "blank"; blank: "black" | "white" }
  | { do: "tool"; tool: "laser" | "ink" }
  | { do: "language"; language: Language }
  | { do: "point"; at: Share | null }
  | { do: "draw"; at: Share; begins: boolean };

type WalkMessage =
  | { kind: "hello" }
  | { kind: "walk"; walk: Walk | null; state: ProjectorState }
  | { kind: "state"; state: ProjectorState }
  | { kind: "gone" }
  | { kind: "command"; command: Command };

function obey(command: Command) {
  switch (command.do) {
    case "next":
      return goForward();
    case "previous":
      return goBack();
    case "return":
      return returnToScene();
    case "hide":
      return togglePanels();
    case "play":
      return togglePlaying();
    case "clear":
      return clearInk();
    case "leave":
      return leavePresenting();
    case "go":
      return goToScene(command.place);
    case "blank":
      return toggleBlank(command.blank);
    case "tool":
      return toggleTool(command.tool);
    case "language":
      return setLanguage(command.language);
    case "point":
      return movePointer(command.at);
    case "draw":
      return command.begins ? startStroke(command.at) : extendStroke(command.at);
  }
}

function readState(): ProjectorState {
  const { index, mode, blank, panelsHidden, tool, pointer, strokes, isPlaying, startedAt, sceneStartedAt } =
    useWalk.getState();
  const stage = document.getElementById("stage");
  return {
    index,
    mode,
    blank,
    panelsHidden,
    tool,
    pointer,
    strokes,
    isPlaying,
    startedAt,
    sceneStartedAt,
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
    else if (data.kind === "command") obey(data.command);
  };
  tell({ kind: "walk", walk: useWalk.getState().walk, state: readState() });
  const unsubscribe = [
    useWalk.subscribe((state, before) => {
      if (state.walk !== before.walk) tell({ kind: "walk", walk: state.walk, state: readState() });
      else tell({ kind: "state", state: readState() });
    }),
    useAtlas.subscribe((state, before) => {
      if (state.board.language !== before.board.language) tell({ kind: "state", state: readState() });
    }),
  ];
  return () => {
    for (const stop of unsubscribe) stop();
    tell({ kind: "gone" });
    channel.close();
  };
}

/** What a console knows of the projector. */
export interface ConsoleLink {
  send: (command: Command) => void;
  close: () => void;
}

/** Follows the projector; `onState(null)` when it stops presenting. */
export function createConsoleLink(
  onWalk: (walk: Walk | null) => void,
  onState: (state: ProjectorState | null) => void,
): ConsoleLink {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<WalkMessage>) => {
    if (data.kind === "walk") {
      onWalk(data.walk);
      onState(data.state);
    } else if (data.kind === "state") onState(data.state);
    else if (data.kind === "gone") onState(null);
  };
  channel.postMessage({ kind: "hello" } satisfies WalkMessage);
  return {
    send: (command) => channel.postMessage({ kind: "command", command } satisfies WalkMessage),
    close: () => channel.close(),
  };
}
