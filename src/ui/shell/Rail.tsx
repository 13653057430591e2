import {
  BookOpenText,
  ClipboardCheck,
  FolderInput,
  Layers,
  type LucideIcon,
  Presentation,
  ShieldCheck,
  TrainFront,
} from "lucide-react";
import { changeScreen } from "../../state/actions.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./PanelDock.module.css";
import { type PanelId, panels } from "./panels.ts";
import { useFrameWords } from "./useFrameWords.ts";

const icons: Record<PanelId, LucideIcon> = {
  plan: BookOpenText,
  layers: Layers,
  analysis: TrainFront,
  data: FolderInput,
  check: ShieldCheck,
  monitor: ClipboardCheck,
  walk: Presentation,
};

/** The folded panel: one icon a panel. */
export function Rail() {
  const { word } = useFrameWords();
  return (
    <nav className={styles.rail} aria-label={word("panels")}>
      {panels.map(({ id, title }) => (
        <IconButton
          key={id}
          icon={icons[id]}
          name={word(title)}
          onClick={() => changeScreen({ panel: id })}
        />
      ))}
    </nav>
  );
}
