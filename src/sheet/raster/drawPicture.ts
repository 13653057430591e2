import { PagePainter, type PaintContext, type PaintedPage } from "./paintPage.ts";
import { PngFile } from "./pngFile.ts";

/** Sides of the tiles a picture is drawn in: far below what any browser or graphics card gives. */
const tileWidth = 2048;
const tileHeight = 512;

/** A canvas for tiles that is read more often than it is shown. */
type TileContext = PaintContext & Pick<OffscreenCanvasRenderingContext2D, "getImageData">;

export type OpenTile = (width: number, height: number) => TileContext;

const openTile: OpenTile = (width, height) => {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("the browser gives no canvas");
  return context;
};

/** Pixels of a page at so many dots to the inch. */
export const sizePicture = (
  { width, height }: Pick<PaintedPage, "width" | "height">,
  dotsPerInch: number,
) => ({
  width: Math.round((width * dotsPerInch) / 72),
  height: Math.round((height * dotsPerInch) / 72),
});

/**
 * A page as a PNG file, tile by tile: no canvas is larger than a tile, and no more than a strip of the picture is
 * in memory. Throws where the browser hands out an empty canvas, rather than writing a blank picture.
 *
 * @param tell called with the share of the page that is done.
 * @returns the bytes in order.
 */
export function drawPicture(
  page: PaintedPage,
  dotsPerInch: number,
  tell: (share: number) => void,
  open: OpenTile = openTile,
): Uint8Array<ArrayBuffer>[] {
  const { width, height } = sizePicture(page, dotsPerInch);
  const scale = dotsPerInch / 72;
  const painter = new PagePainter(page);
  const context = open(Math.min(tileWidth, width), Math.min(tileHeight, height));
  const bytes: Uint8Array<ArrayBuffer>[] = [];
  const file = new PngFile(width, height, dotsPerInch, (part) => bytes.push(new Uint8Array(part)));
  for (let top = 0; top < height; top += tileHeight) {
    const rows = Math.min(tileHeight, height - top);
    const strip = new Uint8Array(width * rows * 3);
    for (let left = 0; left < width; left += tileWidth) {
      const columns = Math.min(tileWidth, width - left);
      painter.paint(context, { scale, left, top, width: columns, height: rows });
      const { data } = context.getImageData(0, 0, columns, rows);
      // The page is painted on white: a clear pixel means that the canvas is gone.
      if (data[3] !== 255 || data[data.length - 1] !== 255)
        throw new Error("the browser gave a blank canvas");
      for (let row = 0; row < rows; row += 1) {
        let to = (row * width + left) * 3;
        for (let from = row * columns * 4; from < (row + 1) * columns * 4; from += 4) {
          strip[to] = data[from]!;
          strip[to + 1] = data[from + 1]!;
          strip[to + 2] = data[from + 2]!;
          to += 3;
        }
      }
    }
    file.addRows(strip);
    tell((top + rows) / height);
  }
  file.finish();
  return bytes;
}
