import type { Problem } from "../domain/result.ts";
import { type FrameOptions, findFittingScale, type SheetFrame } from "./sheetFrame.ts";
import { formatScale } from "./sheetFurniture.ts";

/** A page whose map has less room than what it is to show. */
export interface CutPage {
  title: string;
  size: FrameOptions["size"];
  scale: number;
  /** Millimetres that all of it takes at that scale, and that the map has. */
  needed: SheetFrame["needed"];
  map: SheetFrame["map"];
  /** The largest usual scale at which the paper holds all of it; null where none does. */
  fitting: number | null;
}

/** Rounding of degrees and paper, which no reader sees. */
const slackMillimetres = 0.5;

/** What a page cuts off of its extent; null where it holds all. */
export function findCut(title: string, frame: SheetFrame, options: FrameOptions): CutPage | null {
  const { needed, map, scale } = frame;
  if (needed.width <= map.width + slackMillimetres && needed.height <= map.height + slackMillimetres)
    return null;
  return { title, size: options.size, scale, needed, map, fitting: findFittingScale(options) };
}

const sides = ({ width, height }: { width: number; height: number }) =>
  `${Math.round(width)} × ${Math.round(height)}`;

/** Titles that are named; of more, how many there are. */
const mostNamed = 6;

/** What is cut off, in words; null where nothing is. */
export function tellCut(cuts: readonly CutPage[]): Problem | null {
  const [first] = cuts;
  if (!first) return null;
  const { size, needed, map, fitting } = first;
  const scale = formatScale(first.scale);
  if (cuts.length > 1) {
    const names = cuts.slice(0, mostNamed).map(({ title }) => title);
    const more = cuts.length - names.length;
    return {
      code: "sheet-cut",
      zh: `${size} 上 ${scale} 放不下其中 ${cuts.length} 幅的全部范围，四周裁掉：${names.join("、")}${more > 0 ? `，另有 ${more} 幅` : ""}`,
      en: `at ${scale} ${size} does not hold the whole of ${cuts.length} sheets, whose rim is cut off: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
    };
  }
  const zhFits = fitting === null ? "" : `${size} 放得下全部的最大常用比例尺是 ${formatScale(fitting)}；`;
  const enFits =
    fitting === null
      ? ""
      : `the largest usual scale at which ${size} holds all of it is ${formatScale(fitting)}; `;
  return {
    code: "sheet-cut",
    zh: `“${first.title}”按 ${scale} 要占 ${sides(needed)} 毫米，${size} 的图面只有 ${sides(map)} 毫米：只印得下其中一部分，其余裁掉。${zhFits}要按这个比例尺印全，请用图集分幅印`,
    en: `at ${scale} “${first.title}” takes ${sides(needed)} mm and the map on ${size} has ${sides(map)} mm: only part of it is printed, the rest is cut off; ${enFits}to print all of it at this scale, print an atlas of several sheets`,
  };
}
