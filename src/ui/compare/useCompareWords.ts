import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";
import { compareUiWords } from "./compareWords.ts";

/** The words of the comparison. */
export function useCompareWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, compareUiWords), [language]);
}
