import {
  Download,
  Ellipsis,
  FileDown,
  FilePlus2,
  FolderOpen,
  Keyboard,
  Languages,
  Layers2,
  Presentation,
  Printer,
  Redo2,
  Search,
  Share2,
  SunMoon,
  Undo2,
} from "lucide-react";
import { useRef } from "react";
import { atlas } from "../../../geodata/catalogue.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import type { ThemeId } from "../../domain/board.ts";
import { changeScreen, redoEdit, setLanguage, setPhase, setTheme, undoEdit } from "../../state/actions.ts";
import { defaultBoard } from "../../state/defaultBoard.ts";
import { openBoard } from "../../state/openBoard.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../frame/Choice.tsx";
import { IconButton } from "../frame/IconButton.tsx";
import { Menu } from "../frame/Menu.tsx";
import { usePhone } from "../frame/useMediaQuery.ts";
import { saveFile } from "../saveFile.ts";
import { useWords } from "../useWords.ts";
import styles from "./TopBar.module.css";

// Fetched when they are asked for: a first visit does neither.
const copyLink = async () => (await import("../../state/clipboard.ts")).copyBoardLink();
const printPage = async () => (await import("../frame/printSheet.ts")).printSheet();

async function saveBoard() {
  const { name, text } = await (await import("../../state/boardFile.ts")).buildBoardFile();
  saveFile(name, new Blob([text], { type: "application/json" }));
}

// Its code comes with the wish to present.
const presentWalk = async () => (await import("../../state/presenting.ts")).presentWalk();

function UndoButtons() {
  const { word } = useWords();
  const canUndo = useAtlas((state) => state.past.length > 0);
  const canRedo = useAtlas((state) => state.future.length > 0);
  return (
    <span className={styles.pair}>
      <IconButton icon={Undo2} name={word("undo")} disabled={!canUndo} onClick={undoEdit} />
      <IconButton icon={Redo2} name={word("redo")} disabled={!canRedo} onClick={redoEdit} />
    </span>
  );
}

function ThemeChoice() {
  const { word } = useWords();
  const theme = useAtlas((state) => state.board.theme);
  const options: { id: ThemeId; title: string }[] = [
    { id: "paper", title: word("themePaper") },
    { id: "ink", title: word("themeInk") },
    { id: "room", title: word("themeRoom") },
  ];
  return <Choice name={word("theme")} options={options} value={theme} onChange={setTheme} />;
}

function LanguageButton({ labelled = true }: { labelled?: boolean }) {
  const { word, language } = useWords();
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

function BoardRows({ onDone }: { onDone: () => void }) {
  const { word } = useWords();
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
          if (file) await (await import("../../state/boardFile.ts")).openBoardFile(file);
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
function OutputRows({ onDone }: { onDone: () => void }) {
  const { word } = useWords();
  return (
    <>
      <IconButton
        icon={Printer}
        name={word("print")}
        labelled
        onClick={() => {
          onDone();
          void printPage();
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

function WideTools() {
  const { word } = useWords();
  return (
    <>
      <UndoButtons />
      <Menu icon={Layers2} name={word("board")} labelled>
        {(onDone) => <BoardRows onDone={onDone} />}
      </Menu>
      <IconButton icon={Share2} name={word("share")} labelled onClick={() => void copyLink()} />
      <IconButton icon={Presentation} name={word("walk")} labelled onClick={presentWalk} />
      <Menu icon={Download} name={word("output")}>
        {(onDone) => <OutputRows onDone={onDone} />}
      </Menu>
      <Menu icon={SunMoon} name={word("theme")}>
        {() => <ThemeChoice />}
      </Menu>
      <LanguageButton />
    </>
  );
}

function NarrowTools() {
  const { word } = useWords();
  return (
    <Menu icon={Ellipsis} name={word("more")}>
      {(onDone) => (
        <>
          <UndoButtons />
          <IconButton icon={Share2} name={word("share")} labelled onClick={() => void copyLink()} />
          <OutputRows onDone={onDone} />
          <hr />
          <BoardRows onDone={onDone} />
          <hr />
          <ThemeChoice />
          <LanguageButton />
        </>
      )}
    </Menu>
  );
}

/** Title, the phase switch that everything obeys, search, and the few things one does with the whole board. */
export function TopBar() {
  const { word, text } = useWords();
  const phase = useAtlas((state) => state.board.phase);
  const isPhone = usePhone();
  return (
    <header className={styles.bar}>
      <h1 className={styles.title}>{text(atlas.title)}</h1>
      <div className={styles.phases}>
        <Choice
          name={word("phase")}
          options={phases.map((p) => ({ id: p.id as string, title: text(p.title), note: text(p.note) }))}
          value={phase}
          onChange={setPhase}
        />
      </div>
      <div className={styles.tools}>
        <button
          type="button"
          className={styles.search}
          aria-label={word("search")}
          onClick={() => changeScreen({ dialog: "search" })}
        >
          <Search size={16} strokeWidth={1.75} aria-hidden="true" />
          {!isPhone && (
            <>
              <span>{word("search")}</span>
              <kbd>{/Mac|iP/.test(navigator.userAgent) ? "⌘K" : "Ctrl K"}</kbd>
            </>
          )}
        </button>
        {isPhone ? <NarrowTools /> : <WideTools />}
      </div>
    </header>
  );
}
