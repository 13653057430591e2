import { buildTileRows } from "../domain/place/tileRows.ts";
import type { RowCall, RowReply } from "./askRows.ts";
import { scope } from "./workerScope.ts";

async function compose({ z, y, size, pictures }: RowCall): Promise<ArrayBuffer> {
  const { tiles, place, row } = buildTileRows(z, y, size);
  const images = await Promise.all(
    tiles.map((_, index) => {
      const blob = pictures[index];
      return blob ? createImageBitmap(blob) : null;
    }),
  );
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  for (let pixel = 0; pixel < size; pixel += 1) {
    const image = images[place[pixel]!];
    if (!image) continue;
    context.drawImage(image, 0, (row[pixel]! * image.height) / size, image.width, 1, 0, pixel, size, 1);
  }
  for (const image of images) image?.close();
  return (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
}

scope.addEventListener("message", async ({ data }: MessageEvent<RowCall>) => {
  try {
    const bytes = await compose(data);
    scope.postMessage({ id: data.id, bytes } satisfies RowReply, [bytes]);
  } catch (error) {
    scope.postMessage({
      id: data.id,
      problem: error instanceof Error ? error.message : String(error),
    } satisfies RowReply);
  }
});
