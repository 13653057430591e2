import { ChevronDown, ChevronUp, PanelLeftClose } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useState } from "react";
import { changeScreen } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { Boundary } from "../kit/Boundary.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { BusyState } from "../kit/States.tsx";
import { usePhone } from "../kit/useMediaQuery.ts";
import styles from "./PanelDock.module.css";
import { panels } from "./panels.ts";
import { useFrameWords } from "./useFrameWords.ts";

/** A page starts unfolded, so the icons follow with the other parts. */
export const loadRail = () => import("./Rail.tsx");
const Rail = lazy(async () => ({ default: (await loadRail()).Rail }));

function Tabs({ open }: { open: string | null }) {
  const { word } = useFrameWords();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = panels.findIndex((panel) => panel.id === open);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? panels.length - 1
          : step === undefined
            ? -1
            : at + step;
    if (next < 0 && step === undefined) return;
    event.preventDefault();
    const panel = panels[(next + panels.length) % panels.length]!;
    changeScreen({ panel: panel.id });
    event.currentTarget.querySelector<HTMLElement>(`#tab-${panel.id}`)?.focus();
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label={word("panels")} onKeyDown={onKeyDown}>
      {panels.map((panel, index) => (
        <button
          key={panel.id}
          id={`tab-${panel.id}`}
          type="button"
          role="tab"
          aria-selected={panel.id === open}
          aria-controls={panel.id === open ? "panel" : undefined}
          tabIndex={panel.id === open || (open === null && index === 0) ? 0 : -1}
          className={styles.tab}
          onClick={() => changeScreen({ panel: panel.id })}
        >
          {word(panel.title)}
        </button>
      ))}
    </div>
  );
}

/** The left panel: its tab is its heading. On a phone, a sheet from below in three heights. */
export function PanelDock() {
  const { word } = useFrameWords();
  const open = useAtlas((state) => state.screen.panel);
  const isPhone = usePhone();
  const [isTall, setTall] = useState(false);
  const panel = panels.find((p) => p.id === open);
  if (!panel && !isPhone)
    return (
      <Suspense fallback={null}>
        <Rail />
      </Suspense>
    );
  const Content = panel?.content;
  const raise = () => (panel ? setTall(true) : changeScreen({ panel: panels[0]!.id }));
  const lower = () => (isTall ? setTall(false) : changeScreen({ panel: null }));
  return (
    <aside
      className={`${styles.dock} ${panel ? "" : styles.folded} ${isTall ? styles.tall : ""}`}
      id="panel-dock"
      aria-label={word("panels")}
    >
      <div className={styles.head}>
        <Tabs open={panel?.id ?? null} />
        {isPhone ? (
          <span>
            {!(isTall && panel) && <IconButton icon={ChevronUp} name={word("raiseSheet")} onClick={raise} />}
            {panel && <IconButton icon={ChevronDown} name={word("lowerSheet")} onClick={lower} />}
          </span>
        ) : (
          <IconButton
            icon={PanelLeftClose}
            name={word("foldPanel")}
            onClick={() => changeScreen({ panel: null })}
          />
        )}
      </div>
      {panel && Content && (
        <div className={styles.content} role="tabpanel" id="panel" aria-labelledby={`tab-${panel.id}`}>
          <Boundary key={panel.id} what={panel.title}>
            <Suspense fallback={<BusyState />}>
              <Content />
            </Suspense>
          </Boundary>
        </div>
      )}
    </aside>
  );
}
