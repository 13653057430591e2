import { useMemo } from "react";
import type { Language } from "../../domain/board/board.ts";
import { formatArea, formatLength } from "../../domain/check/measureWords.ts";
import { useAtlas } from "../../state/store.ts";
import type { Speech } from "../speech/speech.ts";
import { buildSpeech } from "../speech/useWords.ts";
import { type CheckWordKey, checkWords } from "./checkWords.ts";

/** The words of the check beside those of the whole interface. */
export interface CheckSpeech extends Omit<Speech, "word"> {
  word: (key: CheckWordKey, fill?: Readonly<Record<string, string | number>>) => string;
  /** Square metres and metres as the report writes them. */
  area: (squareMetres: number) => string;
  length: (metres: number) => string;
  percent: (share: number) => string;
}

export function buildCheckSpeech(language: Language): CheckSpeech {
  const speech = buildSpeech(language);
  const place = language === "zh" ? 0 : 1;
  return {
    ...speech,
    word: (key, fill = {}) =>
      checkWords[key][place]
        .replace(/\{(\w+)\}/g, (_, name: string) => {
          const value = fill[name];
          return typeof value === "number" ? speech.number(value) : (value ?? "");
        })
        // "1 rule(s)": the number before decides.
        .replace(/\b(\d[\d,]*) ([a-z ]+)\(s\)/g, (_, count: string, noun: string) =>
          count === "1" ? `${count} ${noun}` : `${count} ${noun}s`,
        ),
    area: (squareMetres) => formatArea(squareMetres)[language],
    length: (metres) => formatLength(metres)[language],
    percent: (share) =>
      speech.number(share, {
        style: "percent",
        maximumFractionDigits: share > 0 && share < 0.001 ? 3 : 1,
      }),
  };
}

export function useCheckWords(): CheckSpeech {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildCheckSpeech(language), [language]);
}
