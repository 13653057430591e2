import { Languages, Redo2, Share2, Undo2 } from "lucide-react";
import { redoEdit, setLanguage, undoEdit } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./TopBar.module.css";
import { useFrameWords } from "./useFrameWords.ts";

// Fetched when it is asked for: a first visit shares nothing.
const copyLink = async () => (await import("../../state/page/clipboard.ts")).copyBoardLink();

export function UndoButtons() {
  const { word } = useFrameWords();
  const canUndo = useAtlas((state) => state.past.length > 0);
  const canRedo = useAtlas((state) => state.future.length > 0);
  return (
    <span className={styles.pair}>
      <IconButton icon={Undo2} name={word("undo")} disabled={!canUndo} onClick={undoEdit} />
      <IconButton icon={Redo2} name={word("redo")} disabled={!canRedo} onClick={redoEdit} />
    </span>
  );
}

export function LanguageButton({ labelled = true }: { labelled?: boolean }) {
  const { word, language } = useFrameWords();
  return (
    <IconButton
      icon={Languages}
      name={word("languageOther")}
      lang={language === "zh" ? "en" : "zh-CN"}
      labelled={labelled}
      onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
    />
  );
}

export function ShareButton() {
  const { word } = useFrameWords();
  return <IconButton icon={Share2} name={word("share")} labelled onClick={() => void copyLink()} />;
}
