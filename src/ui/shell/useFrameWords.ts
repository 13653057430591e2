import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf, type Speech } from "../speech/speech.ts";
import { type FrameWord, frameWords } from "./frameWords.ts";

/** The frame's own words in the board's language; the panels' words come with the panels. */
export function useFrameWords(): Speech<FrameWord> {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, frameWords), [language]);
}
