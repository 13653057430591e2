import {
  Bookmark,
  Columns2,
  Download,
  FileDown,
  FilePlus2,
  FolderOpen,
  Keyboard,
  Printer,
} from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import type { ThemeId } from "../../domain/board/board.ts";
import { changeScreen, setTheme } from "../../state/actions.ts";
import { defaultBoard } from "../../state/board/defaultBoard.ts";
import { openBoard } from "../../state/board/openBoard.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { saveFile } from "../kit/saveFile.ts";
import { useWords } from "../speech/useWords.ts";
import { LanguageButton, ShareButton, UndoButtons } from "./BarButtons.tsx";

const bookmarksTitle = { zh: "书签", en: "Bookmarks" };
const Bookmarks = lazy(async () => ({ default: (await import("../bookmarks/Bookmarks.tsx")).Bookmarks }));

async function saveBoard() {
  const { name, text } = await (await import("../../state/board/boardFile.ts")).buildBoardFile();
  saveFile(name, new Blob([text], { type: "application/json" }));
}

export function ThemeChoice() {
  const { word } = useWords();
  const theme = useAtlas((state) => state.board.theme);
  const options: { id: ThemeId; title: string }[] = [
    { id: "paper", title: word("themePaper") },
    { id: "ink", title: word("themeInk") },
    { id: "room", title: word("themeRoom") },
  ];
  return <Choice name={word("theme")} options={options} value={theme} onChange={setTheme} />;
}

export function BoardRows({ onDone }: { onDone: () => void }) {
  const { word, text } = useWords();
  const [hasBookmarks, setBookmarks] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        icon={FolderOpen}
        name={word("boardOpen")}
        labelled
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={word("boardOpen")}
        onChange={async (event) => {
          const file = event.currentTarget.files?.[0];
          if (file) await (await import("../../state/board/boardFile.ts")).openBoardFile(file);
          onDone();
        }}
      />
      <IconButton
        icon={FileDown}
        name={word("boardSave")}
        labelled
        onClick={() => {
          saveBoard();
          onDone();
        }}
      />
      <IconButton
        icon={Columns2}
        name={word("boardCompare")}
        labelled
        onClick={async () => {
          onDone();
          (await import("../../state/compare/compare.ts")).openComparison();
        }}
      />
      <IconButton
        icon={Bookmark}
        name={text(bookmarksTitle)}
        labelled
        aria-expanded={hasBookmarks}
        onClick={() => setBookmarks(!hasBookmarks)}
      />
      {hasBookmarks && (
        <Suspense fallback={null}>
          <Bookmarks onDone={onDone} />
        </Suspense>
      )}
      <IconButton
        icon={FilePlus2}
        name={word("boardNew")}
        labelled
        onClick={() => {
          const { language, theme } = useAtlas.getState().board;
          openBoard({ ...defaultBoard(), language, theme });
          onDone();
        }}
      />
      <IconButton
        icon={Keyboard}
        name={word("shortcuts")}
        labelled
        onClick={() => {
          onDone();
          changeScreen({ dialog: "keys" });
        }}
      />
    </>
  );
}

/** Onto paper at once, or everything else that leaves the screen. */
export function OutputRows({ onDone }: { onDone: () => void }) {
  const { word } = useWords();
  return (
    <>
      <IconButton
        icon={Printer}
        name={word("print")}
        labelled
        onClick={() => {
          onDone();
          changeScreen({ dialog: "print" });
        }}
      />
      <IconButton
        icon={Download}
        name={word("takeaway")}
        labelled
        onClick={() => {
          onDone();
          changeScreen({ dialog: "takeaway" });
        }}
      />
    </>
  );
}

/** All of it in one sheet, where the bar has no room. */
export function NarrowRows({ onDone }: { onDone: () => void }) {
  return (
    <>
      <UndoButtons />
      <ShareButton />
      <OutputRows onDone={onDone} />
      <hr />
      <BoardRows onDone={onDone} />
      <hr />
      <ThemeChoice />
      <LanguageButton />
    </>
  );
}
