import type { Language } from "../../domain/board/board.ts";
import { type Result, success } from "../../domain/result.ts";
import type { MapFacts, PictureMaker, PictureOptions } from "../../state/page/pictures.ts";
import type { ReadyScene } from "./drawScenes.ts";
import { paintTag, readPanelColours } from "./paintPanel.ts";
import { writePhase } from "./sceneTexts.ts";

type Size = Pick<PictureOptions, "widthPixels" | "heightPixels" | "pixelRatio" | "format">;

/** Pixels between two maps that share a picture. */
const gapPixels = 12;
const plain = { title: "", notes: [], link: null, parts: "map-and-legend" } as const;

/** The map of a scene with its legend; where it is set against another board, the two side by side under their phases. */
export async function drawSceneSheet(
  maker: PictureMaker,
  { source, before, scene }: ReadyScene,
  size: Size,
  language: Language,
): Promise<Result<{ image: Blob; facts: MapFacts }>> {
  if (!before) return maker.drawSheet({ ...source, ...size, ...plain });
  const half = { ...size, widthPixels: Math.floor((size.widthPixels - gapPixels) / 2) };
  const left = await maker.drawMap({ ...before, ...half });
  if (!left.ok) return left;
  const right = await maker.drawSheet({ ...source, ...half, ...plain });
  if (!right.ok) return right;
  const canvas = new OffscreenCanvas(size.widthPixels, size.heightPixels);
  const pen = canvas.getContext("2d")!;
  const colours = readPanelColours();
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const sides = [
    { image: left.value.image, phase: before.board.phase },
    { image: right.value.image, phase: scene.phase },
  ];
  for (const { image, phase } of sides) {
    const bitmap = await createImageBitmap(image);
    pen.drawImage(bitmap, 0, 0);
    bitmap.close();
    paintTag(pen, writePhase(phase, language), "left", colours);
    pen.translate(half.widthPixels + gapPixels, 0);
  }
  const image = await canvas.convertToBlob({ type: `image/${size.format}`, quality: 0.9 });
  return success({ image, facts: right.value.facts });
}
