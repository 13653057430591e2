import { useMemo } from "react";
import { findPicked } from "../../domain/board/picked.ts";
import { usePicks } from "../../state/picks/pickStore.ts";
import { useAtlas } from "../../state/store.ts";
import { useWords } from "../speech/useWords.ts";
import styles from "./TableDrawer.module.css";

const words = {
  only: { zh: "只列选取的 {count} 个", en: "Only the {count} selected" },
} as const;

const useGroup = (dataset: string) =>
  useAtlas(({ board }) => findPicked(board).find((group) => group.dataset === dataset));

/** The rows a table is cut down to; undefined while it lists all. */
export function usePickedRows(dataset: string): ReadonlySet<string> | undefined {
  const group = useGroup(dataset);
  const isOnly = usePicks((state) => state.tableOnly);
  return useMemo(() => (group && isOnly ? new Set(group.ids) : undefined), [group, isOnly]);
}

/** Cuts a table down to what is picked of its layer; nothing where nothing is. */
export function PickedOnly({ dataset }: { dataset: string }) {
  const { text, number } = useWords();
  const group = useGroup(dataset);
  const isOnly = usePicks((state) => state.tableOnly);
  if (!group) return null;
  return (
    <label className={styles.inView}>
      <input
        type="checkbox"
        checked={isOnly}
        onChange={(event) => usePicks.setState({ tableOnly: event.currentTarget.checked })}
      />
      {text(words.only).replace("{count}", number(group.ids.length))}
    </label>
  );
}
