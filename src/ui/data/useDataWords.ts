import { useMemo } from "react";
import type { Language } from "../../domain/board/board.ts";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf, type Speech } from "../speech/speech.ts";
import { type DataWordKey, dataWords } from "./dataWords.ts";

/** The words of the data panel beside those of the whole interface. */
export interface DataSpeech extends Speech<DataWordKey> {
  area: (squareMetres: number) => string;
  length: (metres: number) => string;
}

export function buildDataSpeech(language: Language): DataSpeech {
  const speech = buildSpeechOf(language, dataWords);
  const { number } = speech;
  const isChinese = language === "zh";
  return {
    ...speech,
    area(squareMetres) {
      if (squareMetres >= 1e6)
        return `${number(squareMetres / 1e6, { maximumFractionDigits: squareMetres >= 1e8 ? 1 : 3 })} ${isChinese ? "平方公里" : "km²"}`;
      return squareMetres >= 1e4
        ? `${number(squareMetres / 1e4, { maximumFractionDigits: 2 })} ${isChinese ? "公顷" : "ha"}`
        : `${number(squareMetres, { maximumFractionDigits: 0 })} ${isChinese ? "平方米" : "m²"}`;
    },
    length: (metres) =>
      metres >= 1000
        ? `${number(metres / 1000, { maximumFractionDigits: metres >= 100_000 ? 1 : 3 })} ${isChinese ? "公里" : "km"}`
        : `${number(metres, { maximumFractionDigits: 1 })} ${isChinese ? "米" : "m"}`,
  };
}

export function useDataWords(): DataSpeech {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildDataSpeech(language), [language]);
}
