import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";
import { monitorUiWords } from "./monitorWords.ts";

/** The words of the evaluation beside those of the whole interface. */
export function useMonitorWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, monitorUiWords), [language]);
}
