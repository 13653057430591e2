import type { Clause } from "../../domain/walk/walk.ts";
import type { WalkWord } from "./walkWords.ts";

type Say = (key: WalkWord, fill?: Readonly<Record<string, string | number>>) => string;

/** A clause as the room reads it: chapter and section of the plan. */
export function writeClause({ chapter, section }: Clause, say: Say): string {
  if (chapter === null) return say("preface");
  return section === null ? say("clauseLead", { chapter }) : say("clause", { chapter, section });
}
