import { sizePicture } from "./drawPicture.ts";
import type { PaintedPage } from "./paintPage.ts";
import { PngFile } from "./pngFile.ts";
import { SoftPainter } from "./softPainter.ts";

/** Rows painted at once: some ten megabytes on the widest sheet. */
const stripRows = 256;

/**
 * A page as a PNG file where there is no canvas, strip by strip: never more than a strip of the picture is in memory.
 *
 * @param give called with the bytes of the file in order.
 * @param tell called with the share of the page that is done.
 */
export function drawSoftPicture(
  page: PaintedPage,
  dotsPerInch: number,
  give: (bytes: Uint8Array) => void,
  tell: (share: number) => void = () => undefined,
) {
  const { width, height } = sizePicture(page, dotsPerInch);
  const painter = new SoftPainter(page, dotsPerInch / 72);
  const file = new PngFile(width, height, dotsPerInch, give);
  for (let top = 0; top < height; top += stripRows) {
    const rows = Math.min(stripRows, height - top);
    file.addRows(painter.paintStrip(top, rows));
    tell((top + rows) / height);
  }
  file.finish();
}
