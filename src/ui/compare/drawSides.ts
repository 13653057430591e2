import type { Board } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { type Result, success } from "../../domain/result.ts";
import { findFrame, measureFrame } from "../../domain/walk/fitCamera.ts";
import { presentBoard } from "../../state/board/openBoard.ts";
import { listSides } from "../../state/compare/compare.ts";
import {
  type MapPicture,
  openPictures,
  type PictureLegend,
  type PictureView,
} from "../../state/page/pictures.ts";
import { useAtlas } from "../../state/store.ts";

export interface DrawnSide {
  title: Bilingual;
  picture: MapPicture;
}

/** Width of all maps together and height of one on a page of A4, at about 200 dots to the inch. */
const rowPixels = 2_180;
const heightPixels = 760;
/** Below this letters on paper are too small to read; above it lines are coarser than any screen's. */
const leastRatio = 1.2;
const mostRatio = 2;

interface Size {
  width: number;
  height: number;
}

/**
 * Pixels of a picture to one of its drawing, so that the drawing is seen from as near as the screen shows the
 * same place: with what appears only there, and no letters larger than they need be.
 *
 * @param screen pixels that the place takes on the screen. @param picture pixels of the file.
 */
export function findPixelRatio(screen: Size, picture: Size): number {
  const same = Math.min(picture.width / screen.width, picture.height / screen.height);
  return Math.min(mostRatio, Math.max(leastRatio, same));
}

/** The place that all sides show, without what lies under the panels. */
export function findComparedView(board: Board): PictureView {
  const { viewport, padding } = useAtlas.getState();
  const stage = document.getElementById("stage");
  const camera = board.camera ?? { longitude: 0, latitude: 0, zoom: 1, bearing: 0, pitch: 0 };
  const width = stage?.clientWidth ?? innerWidth;
  const height = stage?.clientHeight ?? innerHeight;
  if (Math.abs(camera.bearing) > 0.5 || camera.pitch > 0.5)
    return { camera, screenWidth: width, screenHeight: height };
  // A pane has nothing over it: its box is what is seen.
  const isPane = board.compare?.view === "panes" && viewport;
  return {
    frame: isPane ? [...viewport.bbox] : findFrame(camera, { width, height, padding }),
    pitch: 0,
    bearing: 0,
  };
}

/** Pixels that the compared place takes on the screen. */
const findScreenSize = (view: PictureView, { camera }: Board): Size =>
  "frame" in view && camera
    ? measureFrame(view.frame, camera.zoom)
    : { width: innerWidth, height: innerHeight };

/** Every side drawn in one size from one view, so that all stand at one scale; on paper, in the paper theme. */
export async function drawSides(): Promise<Result<DrawnSide[]>> {
  const board = presentBoard();
  const sides = listSides(board);
  const view = findComparedView(board);
  const size: Size = { width: Math.floor(rowPixels / sides.length), height: heightPixels };
  const pixelRatio = findPixelRatio(findScreenSize(view, board), size);
  const maker = await openPictures();
  if (!maker.ok) return maker;
  const drawn: DrawnSide[] = [];
  try {
    for (const side of sides) {
      const picture = await maker.value.drawMap({
        board: { ...side.board, theme: "paper" },
        view,
        widthPixels: size.width,
        heightPixels: size.height,
        pixelRatio,
        highlights: [],
        format: "png",
      });
      if (!picture.ok) return picture;
      drawn.push({ title: side.title, picture: picture.value });
    }
  } finally {
    maker.value.close();
  }
  return success(drawn);
}

/** One legend for all sides: every entry that any of them shows, without the counts, which differ. */
export function uniteLegends(pictures: readonly MapPicture[]): PictureLegend[] {
  const united = new Map<string, PictureLegend>();
  for (const { legend } of pictures)
    for (const { title, entries } of legend) {
      const known = united.get(title.zh) ?? { title, entries: [] };
      const fresh = entries.filter(
        (entry) => !known.entries.some(({ label }) => label.zh === entry.label.zh),
      );
      united.set(title.zh, {
        title,
        entries: [...known.entries, ...fresh.map((entry) => ({ ...entry, count: undefined }))],
      });
    }
  return [...united.values()];
}
