import type { Language } from "../domain/board.ts";

/** What the map says by itself. */
export const words = {
  mapName: {
    zh: "地图。方向键移动，加减号缩放，Alt 加方向键在要素间移动，回车选中，Esc 取消。",
    en: "Map. Arrow keys move it, plus and minus zoom, Alt and arrow keys step through features, Enter selects, Escape clears.",
  },
  mapRole: { zh: "地图", en: "map" },
  featuresInView: { zh: "视野内的要素", en: "Features in view" },
  nothingHere: { zh: "准星处没有要素", en: "Nothing at the crosshair" },
  north: { zh: "恢复正北", en: "Turn north up" },
  scale: { zh: "比例尺", en: "Scale" },
  pointer: { zh: "指针位置", en: "Pointer position" },
  noGraphics: {
    zh: "此浏览器未能启用 WebGL 2，无法显示地图；规划目录、表格和搜索照常可用。",
    en: "This browser could not start WebGL 2, so there is no map; the outline, tables and search work as usual.",
  },
  graphicsLost: {
    zh: "显卡上下文丢失，正在恢复地图。",
    en: "The graphics context was lost; the map is being restored.",
  },
  legend: { zh: "图例", en: "Legend" },
  legendMore: { zh: "另有 {count} 行", en: "{count} more lines" },
  schematicNote: {
    zh: "示意：虚线、斜纹和空心符号的位置为示意，不可据此量算",
    en: "Schematic: dashed lines, hatching and hollow signs stand at schematic positions; do not measure by them",
  },
  scaleAtCentre: { zh: "（图心处）", en: "(at the centre)" },
  dataUntil: { zh: "数据截至", en: "Data to" },
  sources: { zh: "资料来源：", en: "Sources: " },
} as const;

export const say = (key: keyof typeof words, language: Language): string => words[key][language];
