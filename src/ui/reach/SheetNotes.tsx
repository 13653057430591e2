import { useAnswers } from "../../state/answersStore.ts";
import { buildReachNotes } from "../../state/reach/reachNotes.ts";
import { useAtlas } from "../../state/store.ts";

/** The method of the travel times on a printed sheet; nothing where there are none. */
export function SheetNotes() {
  const board = useAtlas((state) => state.board);
  // The answer may come after the sheet is laid out.
  useAnswers((state) => state.answers);
  const [lead, ...method] = buildReachNotes(board);
  if (lead === undefined) return null;
  return (
    <p>
      <strong>{lead}</strong>
      <br />
      {method.join(" ")}
    </p>
  );
}
