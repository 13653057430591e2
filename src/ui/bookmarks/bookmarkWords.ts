import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";

const words = {
  name: ["书签名称", "Name of the bookmark"],
  standard: ["视图 {place}", "View {place}"],
  whole: ["连同图层、时段和分析", "With layers, phase and analyses"],
  add: ["保存当前视图", "Keep this view"],
  none: ["还没有书签。", "No bookmarks yet."],
  full: ["书签最多 {most} 个。", "{most} bookmarks at most."],
  place: ["仅视角", "place only"],
  board: ["整个图板", "whole board"],
  go: ["转到：{name}", "Go to {name}"],
  rename: ["改名：{name}", "Rename {name}"],
  drop: ["删除：{name}", "Delete {name}"],
  kept: ["书签随图板文件和链接保存。", "Bookmarks are kept in board files and links."],
} as const;

/** The words of bookmarks in the board's language. */
export function useBookmarkWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, words), [language]);
}
