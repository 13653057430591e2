import type { Camera, Selection } from "../board/board.ts";
import type { Bbox } from "../place/boundingBox.ts";
import { failure, type Problem, type Result, success } from "../result.ts";

/** Version of the messages; another one is refused with this number in the answer. */
export const embedVersion = 1;

/** What a page around the atlas may ask of it. */
export type EmbedOrder =
  | { do: "hello" }
  | { do: "open-board"; board: string }
  | { do: "set-phase"; phase: string }
  | { do: "fly"; to: { camera: Camera } | { bbox: Bbox } }
  | { do: "select"; selection: Selection | null };

/** What the atlas sends back: one answer to each order, and events. */
export type EmbedReply =
  | { atlas: typeof embedVersion; id: string | number | null; ok: true }
  | {
      atlas: typeof embedVersion;
      id: string | number | null;
      ok: false;
      error: { code: string; zh: string; en: string };
    };
export type EmbedEvent =
  | { atlas: typeof embedVersion; event: "ready"; phases: readonly string[] }
  | { atlas: typeof embedVersion; event: "phase"; phase: string }
  | { atlas: typeof embedVersion; event: "selection"; selection: Selection | null }
  | { atlas: typeof embedVersion; event: "view"; camera: Camera; bbox: Bbox };

/** Most characters of a board that comes in a message. */
const mostBoard = 4_000_000;
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isWithin = (value: unknown, low: number, high: number): value is number =>
  typeof value === "number" && value >= low && value <= high;

const refuse = (zh: string, en: string): Result<never> => failure<Problem>({ code: "embed-message", zh, en });

function parseCamera(value: unknown): Camera | undefined {
  if (!isRecord(value)) return undefined;
  const { longitude, latitude, zoom, bearing = 0, pitch = 0 } = value;
  return isWithin(longitude, -180, 180) &&
    isWithin(latitude, -85, 85) &&
    isWithin(zoom, 0, 22) &&
    isWithin(bearing, -360, 360) &&
    isWithin(pitch, 0, 85)
    ? { longitude, latitude, zoom, bearing, pitch }
    : undefined;
}

function parseBbox(value: unknown): Bbox | undefined {
  if (!Array.isArray(value) || value.length !== 4) return undefined;
  const [west, south, east, north] = value as unknown[];
  return isWithin(west, -180, 180) &&
    isWithin(east, -180, 180) &&
    isWithin(south, -85, 85) &&
    isWithin(north, -85, 85) &&
    west < east &&
    south < north
    ? [west, south, east, north]
    : undefined;
}

function parseOrder(data: Record<string, unknown>): Result<EmbedOrder> {
  switch (data.do) {
    case "hello":
      return success({ do: "hello" });
    case "open-board":
      return typeof data.board === "string" && data.board.length <= mostBoard
        ? success({ do: "open-board", board: data.board })
        : refuse(
            "open-board 需要 board：图板文件的文本，不超过 400 万字符",
            "open-board needs board: the text of a board file, at most 4 million characters",
          );
    case "set-phase":
      return typeof data.phase === "string" && identifier.test(data.phase)
        ? success({ do: "set-phase", phase: data.phase })
        : refuse("set-phase 需要 phase：时段的代码", "set-phase needs phase: the id of a phase");
    case "fly": {
      const bbox = parseBbox(data.bbox);
      if (bbox) return success({ do: "fly", to: { bbox } });
      const camera = parseCamera(data.camera);
      return camera
        ? success({ do: "fly", to: { camera } })
        : refuse(
            "fly 需要 camera（longitude、latitude、zoom）或 bbox（西、南、东、北，单位度）",
            "fly needs camera (longitude, latitude, zoom) or bbox (west, south, east, north in degrees)",
          );
    }
    case "select": {
      if (data.selection === null) return success({ do: "select", selection: null });
      const { dataset, id } = isRecord(data.selection) ? data.selection : {};
      return typeof dataset === "string" &&
        typeof id === "string" &&
        identifier.test(dataset) &&
        identifier.test(id)
        ? success({ do: "select", selection: { dataset, id } })
        : refuse(
            "select 需要 selection：{ dataset, id } 或 null",
            "select needs selection: { dataset, id } or null",
          );
    }
    default:
      return refuse(
        "do 应为 hello、open-board、set-phase、fly、select 之一",
        "do must be one of hello, open-board, set-phase, fly, select",
      );
  }
}

/**
 * Reads a message of the page around the atlas.
 * @param data what `postMessage` brought.
 * @returns undefined where it is not meant for the atlas at all; else the order, or why it cannot be followed.
 */
export function parseEmbedMessage(
  data: unknown,
): { id: string | number | null; order: Result<EmbedOrder> } | undefined {
  if (!isRecord(data) || !Object.hasOwn(data, "atlas")) return undefined;
  const id = typeof data.id === "string" || typeof data.id === "number" ? data.id : null;
  const order =
    data.atlas === embedVersion
      ? parseOrder(data)
      : refuse(
          `消息版本应为 ${embedVersion}，收到 ${String(data.atlas).slice(0, 20)}`,
          `the version of messages is ${embedVersion}, got ${String(data.atlas).slice(0, 20)}`,
        );
  return { id, order };
}
