import { Presentation, TableOfContents, Timer, X } from "lucide-react";
import { useState } from "react";
import { atlas } from "../../../geodata/atlas.ts";
import { changeScreen } from "../../state/actions.ts";
import { isFirstVisit } from "../../state/page/firstVisit.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./Opening.module.css";
import { useFrameWords } from "./useFrameWords.ts";

// Read once, before the first board is kept.
const isFirst = isFirstVisit();

/**
 * What the plan wants, in one sentence on the map of a first visit, with three ways in. It blocks nothing and
 * goes with the first thing that is chosen.
 */
export function Opening() {
  const { word, text } = useFrameWords();
  const [isOpen, setOpen] = useState(isFirst);
  const isChosen = useAtlas((state) => state.board.selection !== null);
  if (!isOpen || isChosen) return null;
  const enter = (panel: string) => {
    setOpen(false);
    changeScreen({ panel });
  };
  return (
    <aside className={styles.opening} aria-label={text(atlas.title)}>
      <header>
        <h2>{text(atlas.title)}</h2>
        <IconButton icon={X} name={word("dismiss")} onClick={() => setOpen(false)} />
      </header>
      <p>{text(atlas.purpose)}</p>
      <div className={styles.ways}>
        <IconButton
          icon={TableOfContents}
          name={word("openOutline")}
          labelled
          onClick={() => enter("plan")}
        />
        <IconButton icon={Timer} name={word("openCircle")} labelled onClick={() => enter("analysis")} />
        <IconButton
          icon={Presentation}
          name={word("openWalk")}
          labelled
          onClick={async () => {
            setOpen(false);
            (await import("../../state/walk/presenting.ts")).presentWalk();
          }}
        />
      </div>
    </aside>
  );
}
