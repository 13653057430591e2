import { Download, Ellipsis, Layers2, Presentation, Search, SunMoon } from "lucide-react";
import { lazy } from "react";
import { atlas } from "../../../geodata/atlas.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import { changeScreen, setPhase } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { Menu } from "../kit/Menu.tsx";
import { usePhone } from "../kit/useMediaQuery.ts";
import { LanguageButton, ShareButton, UndoButtons } from "./BarButtons.tsx";
import styles from "./TopBar.module.css";
import { useFrameWords } from "./useFrameWords.ts";

/** What the menus unfold is fetched after the map, or when a menu is opened before that. */
export const loadRows = () => import("./BarRows.tsx");
const BoardRows = lazy(async () => ({ default: (await loadRows()).BoardRows }));
const OutputRows = lazy(async () => ({ default: (await loadRows()).OutputRows }));
const ThemeChoice = lazy(async () => ({ default: (await loadRows()).ThemeChoice }));
const NarrowRows = lazy(async () => ({ default: (await loadRows()).NarrowRows }));

// Its code comes with the wish to present.
const presentWalk = async () => (await import("../../state/walk/presenting.ts")).presentWalk();

function WideTools() {
  const { word } = useFrameWords();
  return (
    <>
      <UndoButtons />
      <Menu icon={Layers2} name={word("board")} labelled>
        {(onDone) => <BoardRows onDone={onDone} />}
      </Menu>
      <ShareButton />
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
  const { word } = useFrameWords();
  return (
    <Menu icon={Ellipsis} name={word("more")}>
      {(onDone) => <NarrowRows onDone={onDone} />}
    </Menu>
  );
}

/** Title, the phase switch that everything obeys, search, and the few things one does with the whole board. */
export function TopBar() {
  const { word, text } = useFrameWords();
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
