import { readImageName } from "../map/style/signImages.ts";
import { breakFormatted, type TextPiece } from "./breakText.ts";
import { type MarkGround, readColour } from "./drawMarks.ts";
import type { EvaluatedMark } from "./evaluateMark.ts";
import type { Colour, SheetPen, TextRun } from "./pdf/sheetPen.ts";
import type { Overlap, Room, RoomKeeper } from "./roomKeeper.ts";
import type { SheetFeature } from "./sheetFeatures.ts";

export interface LabelGround extends MarkGround {
  rooms: RoomKeeper;
  /** Drawn when all is placed, so that what is lower in the style lies lower on the page. */
  later: ((pen: SheetPen) => void)[];
}

/** A name ready to be placed: its lines with their sizes in points. */
export interface ShapedName {
  lines: (TextPiece & { width: number; size: number })[];
  width: number;
  height: number;
  size: number;
  font: TextRun["font"];
  spacing: number;
  lineHeight: number;
}

type Anchor =
  | "center"
  | "left"
  | "right"
  | "top"
  | "bottom"
  | "top-left"
  | "top-right"
  | "bottom-left"
  | "bottom-right";

/** Middle of letters above the line of writing, in ems: Chinese characters sit so in their square. */
export const middleEms = 0.36;

const overlapOf = (mark: EvaluatedMark, feature: SheetFeature, part: "icon" | "text"): Overlap => {
  const word = mark.wordOf(`${part}-overlap`, feature);
  if (word === "never" || word === "cooperative" || word === "always") return word;
  return mark.flagOf(`${part}-allow-overlap`, feature) ? "always" : "never";
};

/** The name a mark gives a feature, broken into lines; undefined where it gives none. */
export function shapeName(
  mark: EvaluatedMark,
  feature: SheetFeature,
  { pen, pixel }: MarkGround,
): ShapedName | undefined {
  const formatted = mark.textOf("text-field", feature);
  if (!formatted || formatted.sections.every(({ text }) => text.trim() === "")) return undefined;
  const size = mark.numberOf("text-size", feature) * pixel;
  const [family] = mark.listOf("text-font", feature) ?? [];
  const font = String(family).includes("Medium") ? "strong" : "regular";
  const spacing = mark.numberOf("text-letter-spacing", feature);
  const lineHeight = mark.numberOf("text-line-height", feature);
  const isAlong = mark.wordOf("symbol-placement", feature) === "line";
  const most = isAlong ? Number.POSITIVE_INFINITY : mark.numberOf("text-max-width", feature);
  const measure = (text: string) => pen.measure({ text, font, size: 1, spacing });
  const lines = breakFormatted(formatted, most, measure).map((line) => ({
    ...line,
    size: size * line.scale,
    width: measure(line.text) * size * line.scale,
  }));
  return {
    lines,
    width: Math.max(...lines.map(({ width }) => width)),
    height: lines.reduce((sum, line) => sum + line.size * lineHeight, 0),
    size,
    font,
    spacing,
    lineHeight,
  };
}

/** Where the middle of a box lies from its anchor, in halves of its size. */
const anchorShares: Readonly<Record<Anchor, readonly [number, number]>> = {
  center: [0, 0],
  left: [1, 0],
  right: [-1, 0],
  top: [0, -1],
  bottom: [0, 1],
  "top-left": [1, -1],
  "top-right": [-1, -1],
  "bottom-left": [1, 1],
  "bottom-right": [-1, 1],
};
const isAnchor = (word: string): word is Anchor => Object.hasOwn(anchorShares, word);

/** Anchors to try with their offsets in ems, the page's y upwards. */
function listAnchors(
  mark: EvaluatedMark,
  feature: SheetFeature,
): { anchor: Anchor; offset: [number, number] }[] {
  const pairs = mark.listOf("text-variable-anchor-offset", feature);
  if (pairs) {
    const found: { anchor: Anchor; offset: [number, number] }[] = [];
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const anchor = String(pairs[i]);
      const offset = pairs[i + 1];
      if (isAnchor(anchor) && Array.isArray(offset))
        found.push({ anchor, offset: [Number(offset[0]), -Number(offset[1])] });
    }
    return found;
  }
  const variable = mark.listOf("text-variable-anchor", feature);
  const radial = mark.numberOf("text-radial-offset", feature);
  const [dx, dy] = mark.listOf("text-offset", feature) ?? [0, 0];
  if (!variable) {
    const anchor = mark.wordOf("text-anchor", feature);
    return [{ anchor: isAnchor(anchor) ? anchor : "center", offset: [Number(dx), -Number(dy)] }];
  }
  return variable
    .map(String)
    .filter(isAnchor)
    .map((anchor) => {
      const [sx, sy] = anchorShares[anchor];
      const share = sx !== 0 && sy !== 0 ? Math.SQRT1_2 : 1;
      return { anchor, offset: [sx * radial * share, sy * radial * share] as [number, number] };
    });
}

/** The halo and colour of a mark's letters. */
export function inkOfName(mark: EvaluatedMark, feature: SheetFeature, pixel: number) {
  const text = readColour(mark.colourOf("text-color", feature));
  const halo = readColour(mark.colourOf("text-halo-color", feature));
  const width = mark.numberOf("text-halo-width", feature) * pixel;
  return {
    colour: text.colour,
    opacity: mark.numberOf("text-opacity", feature) * text.alpha,
    halo: halo.alpha > 0 && width > 0 ? { colour: halo.colour, width } : undefined,
  };
}

/** Lines of a name round a middle, each set from the left, to the middle or to the right. */
function runsOf(
  name: ShapedName,
  x: number,
  y: number,
  anchor: Anchor,
  colour: Colour,
  opacity: number,
): TextRun[] {
  const [side] = anchorShares[anchor];
  let top = y + name.height / 2;
  return name.lines.map((line) => {
    const middle = top - (line.size * name.lineHeight) / 2;
    top -= line.size * name.lineHeight;
    const left =
      side > 0 ? x - name.width / 2 : side < 0 ? x + name.width / 2 - line.width : x - line.width / 2;
    return {
      text: line.text,
      font: name.font,
      size: line.size,
      colour,
      opacity,
      spacing: name.spacing * line.size,
      x: left,
      y: middle - line.size * middleEms,
    };
  });
}

interface PlacedIcon {
  room: Room;
  draw: (pen: SheetPen) => void;
}

/** The sign of a feature at a place; a board is stretched over the name that stands on it. */
function shapeIcon(
  mark: EvaluatedMark,
  feature: SheetFeature,
  [x, y]: readonly [number, number],
  name: ShapedName | undefined,
  { pixel }: MarkGround,
): PlacedIcon | undefined {
  const image = mark.wordOf("icon-image", feature);
  const drawing = image === "" ? undefined : readImageName(image);
  if (!drawing) return undefined;
  const scale = mark.numberOf("icon-size", feature) * pixel;
  const opacity = mark.numberOf("icon-opacity", feature);
  let [width, height] = [drawing.width * scale, drawing.height * scale];
  if (name && mark.wordOf("icon-text-fit", feature) !== "none") {
    const [top, right, bottom, left] = (mark.listOf("icon-text-fit-padding", feature) ?? [0, 0, 0, 0]).map(
      Number,
    );
    // The rim of the board keeps clear of the number too.
    width = name.width + (left! + right! + 6) * pixel;
    height = name.size + (top! + bottom! + 3) * pixel;
  }
  const anchor = mark.wordOf("icon-anchor", feature);
  const [sx, sy] = anchorShares[isAnchor(anchor) ? anchor : "center"];
  const [ox, oy] = (mark.listOf("icon-offset", feature) ?? [0, 0]).map(Number);
  const middle = [x + (sx * width) / 2 + ox! * scale, y + (sy * height) / 2 - oy! * scale] as const;
  const padding = (mark.listOf("icon-padding", feature)?.map(Number)[0] ?? 2) * pixel;
  const [left, top] = [middle[0] - width / 2, middle[1] + height / 2];
  return {
    room: [left - padding, top - height - padding, left + width + padding, top + padding],
    draw: (pen) =>
      opacity > 0 &&
      pen.draw(image, drawing.inks, [drawing.width, drawing.height], {
        x: left,
        y: top,
        scale: width / drawing.width,
        scaleDown: height / drawing.height,
        opacity,
      }),
  };
}

/** Whether a sign must lie wholly on the map: half a sign at the neatline is no sign. */
const rimOf = ([left, bottom, right, top]: MarkGround["box"], [x, y]: readonly [number, number]) =>
  x >= left && x <= right && y >= bottom && y <= top;

/** Places the sign and the name of a feature at one place, as the map does: names may try several sides. */
export function placeAt(
  mark: EvaluatedMark,
  feature: SheetFeature,
  at: readonly [number, number],
  name: ShapedName | undefined,
  ground: LabelGround,
): boolean {
  if (!rimOf(ground.box, at)) return false;
  const { rooms, pixel } = ground;
  const icon = shapeIcon(mark, feature, at, name, ground);
  const iconOverlap = overlapOf(mark, feature, "icon");
  const isIconFree = icon !== undefined && rooms.isWithin(icon.room) && rooms.isFree(icon.room, iconOverlap);
  let text: { room: Room; runs: TextRun[] } | undefined;
  const textOverlap = overlapOf(mark, feature, "text");
  const ink = inkOfName(mark, feature, pixel);
  if (name) {
    const padding = mark.numberOf("text-padding", feature) * pixel;
    for (const { anchor, offset } of listAnchors(mark, feature)) {
      const [sx, sy] = anchorShares[anchor];
      const x = at[0] + (sx * name.width) / 2 + offset[0] * name.size;
      const y = at[1] + (sy * name.height) / 2 + offset[1] * name.size;
      const room: Room = [
        x - name.width / 2 - padding,
        y - name.height / 2 - padding,
        x + name.width / 2 + padding,
        y + name.height / 2 + padding,
      ];
      if (!rooms.isWithin(room) || !rooms.isFree(room, textOverlap)) continue;
      text = { room, runs: runsOf(name, x, y, anchor, ink.colour, ink.opacity) };
      break;
    }
  }
  const needsText = name !== undefined && !mark.flagOf("text-optional", feature);
  const needsIcon = icon !== undefined && !mark.flagOf("icon-optional", feature);
  if ((needsText && !text) || (needsIcon && !isIconFree)) return false;
  if (!text && !isIconFree) return false;
  if (icon && isIconFree && !mark.flagOf("icon-ignore-placement", feature))
    rooms.take(icon.room, iconOverlap);
  if (text && !mark.flagOf("text-ignore-placement", feature)) rooms.take(text.room, textOverlap);
  ground.later.push((pen) => {
    if (icon && isIconFree) icon.draw(pen);
    if (text && ink.opacity > 0) pen.write(text.runs, ink.halo);
  });
  return true;
}
