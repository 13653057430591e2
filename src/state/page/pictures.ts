import type { FeatureCollection } from "geojson";
import type { LegendEntry } from "../../../layers/grammar/layer.ts";
import type { Board, Camera } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { failure, type Problem, type Result } from "../../domain/result.ts";
import type { Frame, Highlight } from "../../domain/walk/walk.ts";

/** What a picture must show: what a screen shows now, or a frame in degrees, fitted whole. */
export type PictureView =
  | { camera: Camera; screenWidth: number; screenHeight: number }
  | { frame: Frame; pitch: number; bearing: number };

export interface PictureOptions {
  board: Board;
  view: PictureView;
  /** Size of the file; at most 8192 a side. */
  widthPixels: number;
  heightPixels: number;
  /** Pixels of the file to one pixel of the drawing: the larger, the larger lines and letters. */
  pixelRatio: number;
  highlights: readonly Highlight[];
  /** PNG keeps every pixel; WebP is a quarter as large, for archives of many pictures. */
  format: "png" | "webp";
}

/** A picture with everything round the map: title, legend, scale, sources. */
export interface SheetOptions extends PictureOptions {
  title: string;
  /** Lines under the title: what the picture is about, or how a number was found. */
  notes: readonly string[];
  /** Address the QR code leads to; null for none. */
  link: string | null;
  /** Without title and sources where a page or slide says these as text. */
  parts: "sheet" | "map-and-legend";
}

export interface PictureLegend {
  title: Bilingual;
  entries: { label: Bilingual; swatch: LegendEntry["swatch"]; count: number | undefined }[];
}

/** What a page must say about a map. */
export interface MapFacts {
  /** Layers with something in the picture, top first. */
  legend: PictureLegend[];
  credits: string[];
  /** Newest date of the data shown. */
  dataDate: string;
  scale: { label: string; shareOfWidth: number };
  bearing: number;
  pitch: number;
  /** Whether anything shown stands at a schematic position. */
  hasSchematic: boolean;
  /** Layers the board shows whose data could not be read. */
  missing: string[];
}

/** The map alone as a picture, and what to say about it. */
export interface MapPicture extends MapFacts {
  image: Blob;
  widthPixels: number;
  heightPixels: number;
  /** Where the ground lies in it: the camera over a screen as large as the drawing. Null for no map. */
  drawnBy: { camera: Camera; width: number; height: number } | null;
}

/** Draws pictures one after another on a map of its own; close it, for graphics contexts are few. */
export interface PictureMaker {
  drawMap: (options: PictureOptions) => Promise<Result<MapPicture>>;
  drawSheet: (options: SheetOptions) => Promise<Result<{ image: Blob; facts: MapFacts }>>;
  close: () => void;
}

/** The features of a board's answers, by kernel, as the map draws them. */
export type AnswerFeatures = Readonly<Record<string, FeatureCollection>>;

let loadAnswers: ((board: Board) => Promise<AnswerFeatures>) | null = null;

/** Tells where answers become features: the map's folder, as for pictures. */
export function offerAnswerFeatures(load: (board: Board) => Promise<AnswerFeatures>) {
  loadAnswers = load;
}

/** Waits until a board is answered; throws where the map's part cannot be loaded. */
export const collectAnswerFeatures = async (board: Board): Promise<AnswerFeatures> =>
  loadAnswers ? loadAnswers(board) : {};

let loadMaker: (() => Promise<PictureMaker>) | null = null;

/** Tells where pictures are made: the map's folder, which the panels may not import. */
export function offerPictures(load: () => Promise<PictureMaker>) {
  loadMaker = load;
}

export async function openPictures(): Promise<Result<PictureMaker>> {
  try {
    if (!loadMaker) throw new Error("no map");
    return { ok: true, value: await loadMaker() };
  } catch (error) {
    const said = error instanceof Error ? error.message.slice(0, 120) : String(error);
    return failure<Problem>({
      code: "picture-unavailable",
      zh: `此浏览器无法绘制地图图片（${said}）；文字、表格和讲稿仍可导出`,
      en: `This browser cannot draw map pictures (${said}); text, tables and narration can still be exported`,
    });
  }
}

/** One whole sheet as PNG, on a map made for it alone. */
export async function createMapPicture(options: SheetOptions): Promise<Result<Blob>> {
  const maker = await openPictures();
  if (!maker.ok) return maker;
  try {
    const sheet = await maker.value.drawSheet(options);
    return sheet.ok ? { ok: true, value: sheet.value.image } : sheet;
  } finally {
    maker.value.close();
  }
}
