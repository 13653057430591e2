import { useMemo } from "react";
import type { Language } from "../../domain/board/board.ts";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf, type Speech } from "./speech.ts";
import { words } from "./words.ts";

export const buildSpeech = (language: Language): Speech => buildSpeechOf(language, words);

/** The words of the board's language. */
export function useWords(): Speech {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeech(language), [language]);
}
