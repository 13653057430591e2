import { useMemo } from "react";
import type { Language } from "../../domain/board.ts";
import { choosePlural } from "../speech.ts";
import { useWords } from "../useWords.ts";

/** Words of what is taken away, Chinese first. `{name}` is filled in by the caller. */
const words = {
  takeaway: ["带走", "Take away"],
  partPicture: ["地图", "Map"],
  partWalk: ["讲解", "Walk"],
  partOffline: ["离线", "Offline"],
  pictureTitle: ["标题", "Title"],
  pictureSize: ["图片尺寸", "Picture size"],
  sizeScreen: ["1920 × 1080 屏幕", "1920 × 1080, screen"],
  size4k: ["3840 × 2160 超高清（4K）", "3840 × 2160, 4K"],
  sizeA4: ["3508 × 2480 A4，300 点/英寸", "3508 × 2480, A4 at 300 dpi"],
  sizeA3: ["4961 × 3508 A3，300 点/英寸", "4961 × 3508, A3 at 300 dpi"],
  withCode: ["附二维码", "With a QR code"],
  savePicture: ["保存 PNG 图片", "Save as PNG"],
  saveScene4k: ["保存为 4K 图片", "Save as a 4K picture"],
  saveSceneNamed: ["保存为 4K 图片：{title}", "Save as a 4K picture: {title}"],
  paper: ["纸张", "Paper"],
  printMap: ["打印地图", "Print the map"],
  address: ["二维码指向的网址", "Address the QR codes lead to"],
  addressLocal: [
    "这个网址只有本机能打开；如已发布到服务器，请改成公开网址",
    "Only this computer can open this address; if the atlas is published, enter its public address",
  ],
  addressBad: [
    "请填写以 http:// 或 https:// 开头的网址",
    "Enter an address that begins with http:// or https://",
  ],
  chosen: ["已选 {count} 幕，共 {total} 幕", "{count} of {total} {total:scene|scenes}"],
  all: ["全选", "All"],
  none: ["全不选", "None"],
  withNotes: ["讲义里附讲者备注", "Presenter's notes in the handout"],
  handout: ["讲义", "Handout"],
  handoutNote: ["打印，或在打印窗口里另存为 PDF", "Print it, or save it as PDF in the print dialog"],
  printHandout: ["打印讲义", "Print the handout"],
  slides: ["幻灯片", "Slides"],
  slidesNote: ["文字可改，备注在备注栏", "Editable text, notes in the notes field"],
  saveSlides: ["保存 PPTX", "Save PPTX"],
  archive: ["离线包", "Offline archive"],
  archiveNote: [
    "一个压缩包：讲解画面和整张地图，解压后用浏览器打开即可，不需要网络和服务器",
    "One zip with the walk in pictures and the whole map; unpack and open in a browser, no network or server needed",
  ],
  archiveLanguages: ["画面语言", "Language of the pictures"],
  languageHere: ["当前语言", "This language"],
  languageBoth: ["中英两套", "Chinese and English"],
  saveArchive: ["保存离线包", "Save the archive"],
  drawing: ["正在绘制第 {done} 幅，共 {total} 幅", "Drawing picture {done} of {total}"],
  packing: ["正在打包…", "Packing …"],
  stop: ["停止", "Stop"],
  stopped: ["已停止，没有生成文件", "Stopped; no file was made"],
  saved: ["已生成 {name}（{size} MB）", "{name} is ready ({size} MB)"],
  walkLoading: ["正在读取讲解…", "Loading the walk …"],
  walkFailed: ["讲解未能读取：{reason}", "The walk could not be read: {reason}"],
  walkEmpty: ["这份讲解还没有任何一幕", "This walk has no scene yet"],
  offlineReady: [
    "已可离线使用：断开网络后，在本机重新打开本页，数据、讲解、分析和导出照常可用",
    "Ready for use offline: with the network off, open this page again; data, walk, analyses and exports all work",
  ],
  offlineSaving: [
    "正在把全部文件存到本机，{done}/{total}",
    "Keeping every file on this machine, {done} of {total}",
  ],
  offlineNone: [
    "这个浏览器或这种打开方式不能把网页存到本机；请用“讲解”里的离线包",
    "This browser, or this way of opening the page, cannot keep it on the machine; take the offline archive under “Walk” instead",
  ],
  offlineFailed: ["未能存到本机：{reason}", "Could not be kept on this machine: {reason}"],
  install: ["安装为应用", "Install as an app"],
  installNote: [
    "装好后从桌面或开始菜单打开，有自己的窗口",
    "Once installed it opens from the desktop or start menu in a window of its own",
  ],
  updateReady: [
    "新版本已备好。现在的画面不受影响，关闭所有本图页面后自动换用；也可现在刷新",
    "A new version is ready. What is open stays as it is; the new one is used once every page of the atlas is closed, or reload now",
  ],
  updateNow: ["换用新版本", "Use the new version"],
  updateLater: ["以后再说", "Later"],
  shortExisting: ["已有", "Built"],
  shortUnderConstruction: ["在建", "Building"],
  shortPlanned: ["规划", "Planned"],
  shortStudy: ["研究", "Study"],
  shortClosed: ["停用", "Closed"],
  shortAbsent: ["尚无", "–"],
  contents: ["目录", "Contents"],
  scene: ["第 {number} 幕", "Scene {number}"],
  sceneCount: ["{count} 幕", "{count} {count:scene|scenes}"],
  printedOn: ["印制日期", "Printed"],
  legend: ["图例", "Legend"],
  schematicNote: [
    "示意：虚线、斜纹和空心符号的位置为示意，不可据此量算",
    "Schematic: dashed lines, hatching and hollow signs stand at schematic positions; do not measure by them",
  ],
  scaleAtCentre: ["图心处", "at the centre"],
  north: ["北", "N"],
  dataUntil: ["数据截至 {date}", "Data to {date}"],
  sources: ["资料来源", "Sources"],
  sourcesTitle: ["资料来源与许可", "Sources and licences"],
  openHere: ["扫码打开这一幕", "Scan to open this scene"],
  openMap: ["扫码打开这张图", "Scan to open this map"],
  notes: ["讲者备注", "Presenter's notes"],
  numberChanged: [
    "※ 该数与讲稿定稿时不同，按现有数据重算",
    "※ differs from the approved text; recomputed from the present data",
  ],
  numberMissing: ["无法重算，按定稿值印出", "Could not be recomputed; printed as approved"],
  targetLine: ["参照线", "Reference line"],
  clausePreface: ["规划引言", "Preface of the plan"],
  clauseLead: ["规划第 {chapter} 章", "Plan, chapter {chapter}"],
  clause: ["规划第 {chapter} 章第 {section} 节", "Plan, chapter {chapter}, section {section}"],
  page: ["第 {page} 页，共 {total} 页", "Page {page} of {total}"],
  mapOf: ["地图：{title}", "Map: {title}"],
  publisher: ["发布者", "Publisher"],
  licence: ["许可", "Licence"],
  date: ["日期", "Date"],
} as const;

export type TakeAwayWord = keyof typeof words;
export type TakeAwaySpeech = (key: TakeAwayWord, fill?: Readonly<Record<string, string | number>>) => string;

export const buildTakeAwaySpeech =
  (language: Language): TakeAwaySpeech =>
  (key, fill = {}) =>
    choosePlural(words[key][language === "zh" ? 0 : 1], fill).replace(/\{(\w+)\}/g, (_, name: string) =>
      String(fill[name] ?? ""),
    );

/** The words in the board's language. */
export function useTakeAwayWords(): TakeAwaySpeech {
  const { language } = useWords();
  return useMemo(() => buildTakeAwaySpeech(language), [language]);
}
