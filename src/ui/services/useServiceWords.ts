import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";
import { serviceWords } from "./serviceWords.ts";

/** The words of services in the language of the board. */
export function useServiceWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, serviceWords), [language]);
}
