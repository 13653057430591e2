import type { Language } from "../../domain/board/board.ts";

const words = {
  line: { zh: "左右两侧的分界", en: "Line between the two sides" },
  lineAt: { zh: "左侧为{title}，占 {share}%", en: "On the left {title}, {share} %" },
  lens: { zh: "透镜：方向键移动，镜内为{title}", en: "Lens: arrow keys move it; {title} inside" },
  blinkNow: { zh: "现在显示：{title}", en: "Now shown: {title}" },
  play: { zh: "自动交替", en: "Alternate by itself" },
  pause: { zh: "停住", en: "Stop" },
  flip: { zh: "翻到另一侧", en: "Show the other side" },
  noPane: {
    zh: "浏览器打不开更多的地图，另一侧无法显示；差异清单照常可用。",
    en: "The browser opens no further map, so the other side cannot be shown; the list of differences works as usual.",
  },
} as const;

/** A text of the comparison on the map, with `{name}` filled in. */
export const sayCompare = (
  key: keyof typeof words,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string =>
  words[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
