import { useState } from "react";
import { changeScreen } from "../../state/actions.ts";
import { Choice } from "../frame/Choice.tsx";
import { Dialog } from "../frame/Dialog.tsx";
import { OfflinePart } from "./OfflinePart.tsx";
import { PicturePart } from "./PicturePart.tsx";
import styles from "./TakeAway.module.css";
import { useTakeAwayWords } from "./takeawayWords.ts";
import { WalkPart } from "./WalkPart.tsx";

type Part = "picture" | "walk" | "offline";

/** Everything that leaves the screen: pictures, paper, slides, archives, and the atlas itself for offline use. */
export function TakeAwayDialog() {
  const say = useTakeAwayWords();
  const [part, setPart] = useState<Part>("picture");
  return (
    <Dialog title={say("takeaway")} onClose={() => changeScreen({ dialog: null })}>
      <div className={styles.body}>
        <Choice
          name={say("takeaway")}
          options={[
            { id: "picture", title: say("partPicture") },
            { id: "walk", title: say("partWalk") },
            { id: "offline", title: say("partOffline") },
          ]}
          value={part}
          onChange={setPart}
        />
        {part === "picture" && <PicturePart />}
        {part === "walk" && <WalkPart />}
        {part === "offline" && <OfflinePart />}
      </div>
    </Dialog>
  );
}
