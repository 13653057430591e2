import { useState } from "react";
import { changeScreen } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { Dialog } from "../kit/Dialog.tsx";
import { OfflinePart } from "./OfflinePart.tsx";
import { PicturePart } from "./PicturePart.tsx";
import { SheetPart } from "./SheetPart.tsx";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";
import { WalkPart } from "./WalkPart.tsx";
import { WordsPart } from "./WordsPart.tsx";

type Part = "picture" | "sheet" | "words" | "walk" | "offline";

/** Everything that leaves the screen: pictures, paper, slides, archives, and the atlas itself for offline use. */
export function TakeAwayDialog() {
  const say = useTakeAwayWords();
  const isPrint = useAtlas((state) => state.screen.dialog === "print");
  const [part, setPart] = useState<Part>(isPrint ? "sheet" : "picture");
  return (
    <Dialog title={say("takeaway")} onClose={() => changeScreen({ dialog: null })}>
      <div className={styles.body}>
        <Choice
          name={say("takeaway")}
          options={[
            { id: "picture", title: say("partPicture") },
            { id: "sheet", title: say("partSheet") },
            { id: "words", title: say("partWords") },
            { id: "walk", title: say("partWalk") },
            { id: "offline", title: say("partOffline") },
          ]}
          value={part}
          onChange={setPart}
        />
        {part === "picture" && <PicturePart />}
        {part === "sheet" && <SheetPart />}
        {part === "words" && <WordsPart />}
        {part === "walk" && <WalkPart />}
        {part === "offline" && <OfflinePart />}
      </div>
    </Dialog>
  );
}
