import { useMemo } from "react";
import type { Language } from "../../domain/board.ts";
import { choosePlural, type Speech } from "../speech.ts";
import { useWords } from "../useWords.ts";

/** Words of the walk, Chinese first. `{name}` is filled in by the caller. */
const walkWords = {
  walk: ["讲解", "Walk"],
  present: ["开始讲解", "Present"],
  presentHere: ["从这一幕讲", "Present from here"],
  console: ["讲者台", "Presenter console"],
  read: ["阅读版", "Reading version"],
  scene: ["第 {place} 幕，共 {count} 幕", "Scene {place} of {count}"],
  sceneShort: ["{place} / {count}", "{place} / {count}"],
  scenes: ["各幕", "Scenes"],
  next: ["下一幕", "Next scene"],
  previous: ["上一幕", "Previous scene"],
  nextIs: ["下一幕：{title}", "Next: {title}"],
  lastScene: ["最后一幕", "Last scene"],
  preface: ["规划引言", "Preface of the plan"],
  clauseLead: ["规划第 {chapter} 章", "Plan, chapter {chapter}"],
  clause: ["规划 {chapter}.{section}", "Plan {chapter}.{section}"],
  returnHere: ["回到本幕", "Back to the scene"],
  strayed: ["正在自由看图", "Free view of the map"],
  toGo: ["前往第 {place} 幕：回车", "Go to scene {place}: Enter"],
  leave: ["退出讲解", "Leave"],
  otherLanguage: ["中文 / 英文", "Chinese / English"],
  shortcuts: ["快捷键", "Shortcuts"],
  close: ["关闭", "Close"],
  black: ["黑屏", "Black screen"],
  white: ["白屏", "White screen"],
  blankHint: ["已遮住画面，按 {key} 恢复", "The picture is covered; press {key} to bring it back"],
  hide: ["隐藏面板", "Hide panels"],
  laser: ["激光点", "Laser point"],
  ink: ["画笔", "Ink"],
  clearInk: ["擦去笔迹", "Wipe the ink"],
  tools: ["打开全部工具", "All tools of the map"],
  play: ["自动播放", "Play by itself"],
  pause: ["暂停播放", "Pause"],
  loop: ["循环", "Loop"],
  keyNext: ["→ ↓ PgDn 空格", "→ ↓ PgDn Space"],
  keyPrevious: ["← ↑ PgUp", "← ↑ PgUp"],
  keyGo: ["数字 + 回车", "Digits + Enter"],
  goTo: ["直达某幕", "Go to a scene"],
  first: ["第一幕 / 最后一幕", "First / last scene"],
  changed: [
    "数据已变：批准时为 {approved}，现为 {value}",
    "The data changed: approved as {approved}, now {value}",
  ],
  changedShort: ["原 {approved}", "was {approved}"],
  pending: ["正在计算，先用批准值 {approved}", "Being computed; the approved value {approved} stands in"],
  missing: [
    "现在查不到，所示为批准值 {approved}",
    "Not to be found now; the approved value {approved} is shown",
  ],
  schematic: ["图中有示意位置", "Some positions are schematic"],
  numbersChanged: [
    "{count} 个数字与批准时不同",
    "{count} {count:number differs|numbers differ} from what was approved",
  ],
  approve: ["以现在的数字为准", "Approve the numbers of now"],
  legend: ["图例", "Legend"],
  narration: ["讲解词", "Narration"],
  notes: ["讲者备注", "Notes for the presenter"],
  title: ["标题", "Title"],
  seconds: ["目标秒数", "Target seconds"],
  chapter: ["章", "Chapter"],
  chinese: ["中文", "Chinese"],
  english: ["英文", "English"],
  capture: ["把当前画面加为一幕", "Capture this view as a scene"],
  recapture: ["用当前画面替换", "Replace by this view"],
  edit: ["编辑", "Edit"],
  done: ["完成", "Done"],
  duplicate: ["复制这一幕", "Duplicate"],
  remove: ["删除这一幕", "Delete"],
  moveUp: ["上移", "Move up"],
  moveDown: ["下移", "Move down"],
  undo: ["撤销", "Undo"],
  redo: ["重做", "Redo"],
  openFile: ["打开讲解文件…", "Open a walk file…"],
  saveFile: ["保存讲解文件", "Save the walk as a file"],
  shareLink: ["复制讲解链接", "Copy a link to the walk"],
  linkCopied: ["讲解链接已复制", "Link to the walk copied"],
  newWalk: ["新建讲解", "New walk"],
  copyWalk: ["另存一份", "Work on a copy"],
  discard: ["放弃改动，恢复原样", "Give up the changes"],
  deleteWalk: ["删除这份讲解", "Delete this walk"],
  otherWalks: ["其他讲解", "Other walks"],
  shippedWalk: ["规划讲解", "The plan's walk"],
  more: ["更多", "More"],
  emptyWalk: [
    "还没有幕。调好地图，再按“把当前画面加为一幕”",
    "No scenes yet. Set the map, then capture the view",
  ],
  loading: ["正在读取讲解…", "Loading the walk …"],
  failed: ["讲解未能打开：{reason}", "The walk could not be opened: {reason}"],
  retry: ["重试", "Try again"],
  elapsed: ["已讲", "Elapsed"],
  target: ["目标", "Target"],
  clock: ["时刻", "Time"],
  ahead: ["快 {time}", "{time} ahead"],
  behind: ["慢 {time}", "{time} behind"],
  thisScene: ["本幕", "This scene"],
  waiting: [
    "没有正在讲解的窗口。请在主窗口按“开始讲解”，本窗口会自动接上",
    "No window is presenting. Press Present in the main window; this one joins by itself",
  ],
  padHint: ["在此移动即为激光点，按住即画", "Move here to point, press to draw"],
  mirror: ["投影画面", "What the room sees"],
  readLead: [
    "这是讲解的文字版：每一幕的讲解词、画面说明和数字都在这里，不需要地图。",
    "This is the walk in words: the narration of every scene, what its picture shows, and its numbers. No map is needed.",
  ],
  readMap: ["画面", "Picture"],
  readFigures: ["数字", "Figures"],
  backToMap: ["回到地图", "Back to the map"],
  pictureArea: [
    "地图范围约东经 {west}°–{east}°、北纬 {south}°–{north}°，时段为{phase}。",
    "The map shows about {west}°–{east}° E, {south}°–{north}° N in the phase {phase}.",
  ],
  pictureLeans: ["视角倾斜。", "The view leans."],
  pictureLayers: ["画有：{list}。", "It shows: {list}."],
  pictureLit: ["突出显示：{list}。", "Lit: {list}."],
  pictureSchematic: ["其中示意位置：{list}。", "Schematic positions among them: {list}."],
  statusCell: ["{phase}：{status}", "{phase}: {status}"],
  count: ["{name} {count} 处", "{name} ({count})"],
  separator: ["、", ", "],
} as const;

export type WalkWord = keyof typeof walkWords;
type Fill = Readonly<Record<string, string | number>>;

export function sayWalk(key: WalkWord, language: Language, fill: Fill = {}): string {
  const words = walkWords[key][language === "zh" ? 0 : 1];
  return choosePlural(words, fill).replace(/\{(\w+)\}/g, (_, name: string) => String(fill[name] ?? ""));
}

/** The words of the walk beside those of the interface. */
export function useWalkWords(): Speech & { say: (key: WalkWord, fill?: Fill) => string } {
  const speech = useWords();
  return useMemo(
    () => ({ ...speech, say: (key: WalkWord, fill?: Fill) => sayWalk(key, speech.language, fill) }),
    [speech],
  );
}
