import { changeScreen } from "../../state/actions.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { useWords } from "../speech/useWords.ts";
import type { WordKey } from "../speech/words.ts";
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
