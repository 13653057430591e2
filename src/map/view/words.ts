import type { Language } from "../../domain/board/board.ts";

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
  zoomIn: { zh: "放大", en: "Zoom in" },
  zoomOut: { zh: "缩小", en: "Zoom out" },
  measure: { zh: "量测", en: "Measure" },
  pick: { zh: "选取要素", en: "Select features" },
  wholeRegion: { zh: "看全域", en: "Whole region" },
  readAs: { zh: "坐标写法：换为 {other}", en: "Coordinates: change to {other}" },
  degrees: { zh: "经纬度", en: "degrees" },
  scaleNote: { zh: "屏幕比例尺按 96 dpi 计，图心处", en: "Screen scale at 96 dpi, at the centre" },
  scale: { zh: "比例尺", en: "Scale" },
  pointer: { zh: "指针位置", en: "Pointer position" },
  graphicsLost: {
    zh: "显卡上下文丢失，正在恢复地图。",
    en: "The graphics context was lost; the map is being restored.",
  },
  legend: { zh: "图例", en: "Legend" },
  legendMore: { zh: "另有 {count} 行", en: "{count} more lines" },
  schematicNote: {
    zh: "示意：柔和宽带、点纹和空心符号的位置为示意，不可据此量算；虚线表示在建，点线表示规划",
    en: "Schematic: soft bands, stipples and hollow signs stand at schematic positions; do not measure by them. Dashes: under construction; dots: planned",
  },
  scaleAtCentre: { zh: "（图心处）", en: "(at the centre)" },
  dataUntil: { zh: "数据截至", en: "Data to" },
  sources: { zh: "资料来源：", en: "Sources: " },
} as const;

export const say = (key: keyof typeof words, language: Language): string => words[key][language];
