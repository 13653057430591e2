import { phaseIds } from "../../../geodata/plan/phases.ts";
import type { Selection } from "../../domain/board/board.ts";
import { isUserLayerId } from "../../domain/board/userLayers.ts";
import {
  type EmbedEvent,
  type EmbedOrder,
  type EmbedReply,
  embedVersion,
  parseEmbedMessage,
} from "../../domain/embedding/embedMessage.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { parseSettings } from "../../domain/services/settings.ts";
import { requestCamera, selectFeature, setPhase } from "../actions.ts";
import { boardScope, loadBoardReader, openBoard } from "../board/openBoard.ts";
import { type AtlasState, useAtlas } from "../store.ts";

/** The page around this one, as far as messages need it; tests give one of their own. */
export interface EmbedHost {
  send: (message: EmbedReply | EmbedEvent, origin: string) => void;
  /** Calls back for every message of the page around, with the origin the browser vouches for. */
  listen: (take: (data: unknown, origin: string) => void) => () => void;
}

async function openText(text: string): Promise<Result<null>> {
  const { parseBoard } = await loadBoardReader();
  const parsed = parseBoard(text, boardScope());
  if (!parsed.ok) return parsed;
  const { admitOwnData } = await import("../board/boardFile.ts");
  await admitOwnData(parsed.value);
  openBoard(parsed.value.board);
  return success(null);
}

async function follow(order: EmbedOrder): Promise<Result<null>> {
  switch (order.do) {
    case "hello":
      return success(null);
    case "open-board":
      return openText(order.board);
    case "set-phase":
      if (!(phaseIds as readonly string[]).includes(order.phase))
        return failure<Problem>({
          code: "embed-phase",
          zh: `没有时段“${order.phase}”；有 ${phaseIds.join("、")}`,
          en: `there is no phase “${order.phase}”; there are ${phaseIds.join(", ")}`,
        });
      setPhase(order.phase);
      return success(null);
    case "fly":
      requestCamera(order.to);
      return success(null);
    case "select":
      selectFeature(order.selection);
      return success(null);
  }
}

/** What the reader brought is not the other page's to know: of own layers nothing is told. */
const tellable = (selection: Selection | null) =>
  selection && isUserLayerId(selection.dataset) ? null : selection;

function listEvents(state: AtlasState, before: AtlasState): EmbedEvent[] {
  const events: EmbedEvent[] = [];
  if (state.board.phase !== before.board.phase)
    events.push({ atlas: embedVersion, event: "phase", phase: state.board.phase });
  const [now, then] = [tellable(state.board.selection), tellable(before.board.selection)];
  if (now?.id !== then?.id || now?.dataset !== then?.dataset)
    events.push({ atlas: embedVersion, event: "selection", selection: now });
  if (state.viewport && state.viewport !== before.viewport)
    events.push({
      atlas: embedVersion,
      event: "view",
      camera: state.viewport.camera,
      bbox: state.viewport.bbox,
    });
  return events;
}

/**
 * Follows the orders of pages of the listed origins, and tells those that have greeted what happens here. A message
 * of any other origin is not answered at all. Gives what ends it.
 */
export function serveEmbedding(host: EmbedHost, origins: readonly string[]): () => void {
  const greeted = new Set<string>();
  /** One after the other: a flight after a board is meant for that board. */
  let before: Promise<void> = Promise.resolve();

  const answer = async (id: EmbedReply["id"], order: Result<EmbedOrder>, origin: string) => {
    const done = order.ok ? await follow(order.value) : order;
    if (done.ok) host.send({ atlas: embedVersion, id, ok: true }, origin);
    else {
      const { code, zh, en } = done.error;
      host.send({ atlas: embedVersion, id, ok: false, error: { code, zh, en } }, origin);
    }
    if (!order.ok || order.value.do !== "hello") return;
    greeted.add(origin);
    host.send({ atlas: embedVersion, event: "ready", phases: phaseIds }, origin);
  };

  const deafen = host.listen((data, origin) => {
    if (!origins.includes(origin)) return;
    const message = parseEmbedMessage(data);
    if (message) before = before.then(() => answer(message.id, message.order, origin));
  });
  const unsubscribe = useAtlas.subscribe((state, past) => {
    if (greeted.size === 0) return;
    for (const event of listEvents(state, past)) for (const origin of greeted) host.send(event, origin);
  });
  return () => {
    deafen();
    unsubscribe();
  };
}

/** Starts it where the deployment's settings name pages that may hold this one in a frame. */
export async function startEmbedding() {
  const response = await fetch("settings.json").catch(() => undefined);
  if (!response?.ok) return;
  const { settings } = parseSettings(await response.json().catch(() => ({})));
  const { origins } = settings.embedding;
  if (origins.length === 0) return;
  serveEmbedding(
    {
      send: (message, origin) => parent.postMessage(message, origin),
      listen: (take) => {
        const hear = ({ data, origin, source }: MessageEvent) => {
          if (source === parent) take(data, origin);
        };
        addEventListener("message", hear);
        return () => removeEventListener("message", hear);
      },
    },
    origins,
  );
}
