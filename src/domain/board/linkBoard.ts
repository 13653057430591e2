import { deflateSync, Inflate } from "fflate";
import { failure, type Problem, type Result, success } from "../result.ts";
import type { Board, Camera, LayerState } from "./board.ts";
import { type Bookmark, mostBookmarks } from "./bookmarks.ts";
import { type CompareQuery, mostOthers } from "./compareQuery.ts";
import { boardVersion } from "./migrateBoard.ts";
import { type BoardScope, type KeptContent, type ParsedBoard, parseBoard } from "./parseBoard.ts";
import { countPicked, mostKeptPicked } from "./picked.ts";

/** Longest code a link carries: far below what browsers and mail programs cut off. */
const mostCharacters = 24_000;
const mostInflatedBytes = 4_000_000;

/** A board as a link carries it: only what differs from the standard board. */
interface Difference extends Partial<Omit<Board, "layers" | "compare" | "bookmarks">> {
  layers?: (Partial<LayerState> & { id: string })[];
  /** The draw order, only where it differs. */
  order?: string[];
  /** Sides of a comparison, each as what differs from the standard board too. */
  compare?: Omit<CompareQuery, "others"> & { others: Difference[] };
  /** Named views, their boards as what differs from the standard one. */
  bookmarks?: (Omit<Bookmark, "board"> & { board?: Difference })[];
  /** Features of the user's layers, where they are small enough to travel along. */
  contents?: Readonly<Record<string, KeptContent>>;
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** 1e-6 degrees is 0.1 m, 1e-4 of a zoom step a tenth of a pixel in a thousand: finer only makes links long. */
function roundCamera({ longitude, latitude, zoom, bearing, pitch }: Camera): Camera {
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    longitude: round(longitude, 6),
    latitude: round(latitude, 6),
    zoom: round(zoom, 4),
    bearing: round(bearing, 2),
    pitch: round(pitch, 2),
  };
}

function findDifference(board: Board, standard: Board): Difference {
  const difference: Difference = { version: board.version };
  if (board.phase !== standard.phase) difference.phase = board.phase;
  if (board.language !== standard.language) difference.language = board.language;
  if (board.theme !== standard.theme) difference.theme = board.theme;
  if (!isEqual(board.selection, standard.selection)) difference.selection = board.selection;
  if (!isEqual(board.reach, standard.reach) && board.reach) difference.reach = board.reach;
  if (!isEqual(board.scenario, standard.scenario) && board.scenario) difference.scenario = board.scenario;
  if (!isEqual(board.check, standard.check) && board.check) difference.check = board.check;
  if (!isEqual(board.monitor, standard.monitor) && board.monitor) difference.monitor = board.monitor;
  if (!isEqual(board.statistics, standard.statistics) && board.statistics)
    difference.statistics = board.statistics;
  if (board.compare) {
    const { others, ...compare } = board.compare;
    difference.compare = { ...compare, others: others.map((other) => findDifference(other, standard)) };
  }
  if (board.picked && countPicked(board.picked) <= mostKeptPicked) difference.picked = board.picked;
  if (board.bookmarks)
    difference.bookmarks = board.bookmarks.map(({ board: kept, camera, ...mark }) => ({
      ...mark,
      camera: roundCamera(camera),
      ...(kept ? { board: findDifference(kept, standard) } : {}),
    }));
  if (board.userLayers) difference.userLayers = board.userLayers;
  if (board.serviceLayers) difference.serviceLayers = board.serviceLayers;
  if (board.camera) difference.camera = roundCamera(board.camera);
  const changed = board.layers.flatMap((layer) => {
    const usual: LayerState = standard.layers.find((other) => other.id === layer.id) ?? {
      id: layer.id,
      visible: true,
      opacity: 1,
      hidden: [],
    };
    if (isEqual(layer, usual)) return [];
    const entry: Partial<LayerState> & { id: string } = { id: layer.id };
    if (layer.visible !== usual.visible) entry.visible = layer.visible;
    if (layer.opacity !== usual.opacity) entry.opacity = layer.opacity;
    if (!isEqual(layer.hidden, usual.hidden)) entry.hidden = layer.hidden;
    if (layer.filter) entry.filter = layer.filter;
    return [entry];
  });
  if (changed.length > 0) difference.layers = changed;
  const order = board.layers.map((layer) => layer.id);
  if (
    !isEqual(
      order,
      standard.layers.map((layer) => layer.id),
    )
  )
    difference.order = order;
  return difference;
}

export function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function fromBase64Url(code: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(code)) return undefined;
  try {
    return Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Inflates in chunks and stops at the limit, so that a small link cannot fill the memory. */
export function inflateLimited(bytes: Uint8Array): string | undefined {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let finished = false;
  const stream = new Inflate((chunk, final) => {
    size += chunk.length;
    if (size > mostInflatedBytes) throw new RangeError("inflated link is over the limit");
    chunks.push(chunk.slice());
    finished = final;
  });
  try {
    for (let at = 0; at < bytes.length; at += 1024) {
      stream.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
    }
    if (!finished) return undefined;
    const whole = new Uint8Array(size);
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(whole);
  } catch {
    return undefined;
  }
}

/**
 * Packs a whole board for the hash of an address: the difference from `standard` as JSON, deflated, base64url.
 * @returns the code, or `link-too-long` past 24,000 characters.
 */
export function encodeBoard(
  board: Board,
  standard: Board,
  contents: Readonly<Record<string, KeptContent>> = {},
): Result<string> {
  const difference = findDifference(board, standard);
  if (Object.keys(contents).length > 0) difference.contents = contents;
  const bytes = new TextEncoder().encode(JSON.stringify(difference));
  const code = toBase64Url(deflateSync(bytes, { level: 9 }));
  if (code.length > mostCharacters)
    return failure<Problem>({
      code: "link-too-long",
      zh: "图板太大，放不进链接；请改用“保存图板文件”",
      en: "The board is too large for a link; save it as a file instead",
    });
  return success(code);
}

/** Sides have no sides of their own; a link that says otherwise would be followed for ever. */
const withoutSides = ({ compare: _, bookmarks: __, ...difference }: Difference): Difference => difference;

/** The whole document of a difference. Nothing of it is checked yet: it comes from outside. */
function expandDifference(difference: Difference, standard: Board): Record<string, unknown> {
  const { layers, order, compare, bookmarks, ...rest } = difference;
  const changes = Array.isArray(layers) ? layers : [];
  const ids = Array.isArray(order) ? order.slice(0, 1_000) : standard.layers.map((layer) => layer.id);
  const foreign = changes.filter((change) => !ids.includes(change?.id));
  const merged = [...ids.map((id) => ({ id })), ...foreign].map((entry) => ({
    ...standard.layers.find((layer) => layer.id === entry.id),
    ...(changes.find((change) => change?.id === entry.id) ?? entry),
  }));
  const others = Array.isArray(compare?.others) ? compare.others.slice(0, mostOthers) : [];
  const expandOther = (other: unknown) =>
    typeof other === "object" && other !== null ? expandDifference(withoutSides(other), standard) : other;
  return {
    ...standard,
    ...rest,
    layers: merged,
    ...(Array.isArray(bookmarks)
      ? {
          bookmarks: bookmarks
            .slice(0, mostBookmarks)
            .map((mark) => (mark?.board ? { ...mark, board: expandOther(mark.board) } : mark)),
        }
      : {}),
    ...(compare
      ? {
          compare: {
            ...compare,
            others: others.map(expandOther),
          },
        }
      : {}),
  };
}

/**
 * Unpacks what `encodeBoard` made.
 * @returns the board and notes of `parseBoard`, its errors, or `link-broken` for a cut or foreign code.
 */
export function decodeBoard(code: string, scope: BoardScope): Result<ParsedBoard> {
  const broken = failure<Problem>({
    code: "link-broken",
    zh: "链接不完整或已损坏，屏幕上的图板未变",
    en: "The link is incomplete or damaged; the board on the screen is unchanged",
  });
  if (code.length > mostCharacters) return broken;
  const bytes = fromBase64Url(code);
  const text = bytes && bytes.length > 0 ? inflateLimited(bytes) : undefined;
  if (text === undefined) return broken;
  let difference: unknown;
  try {
    difference = JSON.parse(text);
  } catch {
    return broken;
  }
  if (typeof difference !== "object" || difference === null || Array.isArray(difference)) return broken;
  const { version } = difference as Difference;
  // A newer link may mean something else by its fields: only its version is read before it is refused.
  if (typeof version === "number" && version > boardVersion)
    return parseBoard(JSON.stringify({ version }), scope);
  return parseBoard(JSON.stringify(expandDifference(difference as Difference, scope.standard)), scope);
}
