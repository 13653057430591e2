import { changeScreen } from "../../state/actions.ts";
import { useWords } from "../useWords.ts";
import type { WordKey } from "../words.ts";
import { Dialog } from "./Dialog.tsx";
import styles from "./KeysDialog.module.css";

const keys: readonly { keys: string; does: WordKey }[] = [
  { keys: "Ctrl K · ⌘ K", does: "shortcutSearch" },
  { keys: "Ctrl Z · Ctrl Y", does: "shortcutUndo" },
  { keys: "Ctrl P · ⌘ P", does: "print" },
  { keys: "↑ ↓ ← → Enter", does: "shortcutOutline" },
  { keys: "Esc", does: "shortcutEscape" },
];

export function KeysDialog() {
  const { word } = useWords();
  return (
    <Dialog title={word("shortcuts")} onClose={() => changeScreen({ dialog: null })}>
      <dl className={styles.keys}>
        {keys.map((row) => (
          <div key={row.does}>
            <dt>{row.keys}</dt>
            <dd>{word(row.does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
