import type { Language } from "../../domain/board/board.ts";

const words = {
  origin: {
    zh: "起点 {index}：{name}。拖动，或用方向键移动 1 公里，按住 Shift 为 10 公里，Delete 移除",
    en: "Origin {index}: {name}. Drag it, or move it by arrow keys 1 km, with Shift 10 km; Delete removes it",
  },
  place: { zh: "终点：{name}", en: "Destination: {name}" },
} as const;

/** What the marks of the reach analysis say of themselves. */
export const sayReach = (
  key: keyof typeof words,
  language: Language,
  fill: Readonly<Record<string, string | number>>,
): string => words[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ""));
