import { useMemo } from "react";
import type { Language } from "../../domain/board/board.ts";
import { useAtlas } from "../../state/store.ts";
import type { Speech } from "../speech/speech.ts";
import { buildSpeech } from "../speech/useWords.ts";
import { type ReachWordKey, reachWords } from "./reachWords.ts";

/** The words of the analysis beside those of the whole interface. */
export interface ReachSpeech extends Omit<Speech, "word"> {
  word: (key: ReachWordKey, fill?: Readonly<Record<string, string | number>>) => string;
  /** People, in ten thousands in Chinese. */
  people: (count: number) => string;
  /** Minutes as the matrix shows them: whole, unless that would hide which side of a limit they are on. */
  minutes: (value: number, limit?: number) => string;
  percent: (share: number) => string;
}

export function buildReachSpeech(language: Language): ReachSpeech {
  const speech = buildSpeech(language);
  const place = language === "zh" ? 0 : 1;
  const { number } = speech;
  return {
    ...speech,
    word: (key, fill = {}) =>
      reachWords[key][place].replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = fill[name];
        return typeof value === "number" ? number(value) : (value ?? "");
      }),
    people: (count) =>
      language === "zh"
        ? `${number(count / 10_000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} 万`
        : number(Math.round(count / 100) * 100),
    minutes: (value, limit) =>
      limit !== undefined && Math.abs(value - limit) < 1
        ? number(value, { maximumFractionDigits: 1 })
        : number(Math.round(value)),
    percent: (share) => number(share, { style: "percent", maximumFractionDigits: 1 }),
  };
}

export function useReachWords(): ReachSpeech {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildReachSpeech(language), [language]);
}
