import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { atlas } from "../../../geodata/atlas.ts";
import { datedPhase } from "../../../geodata/plan/phases.ts";
import { changeScreen, setPadding } from "../../state/actions.ts";
import { useOffline } from "../../state/page/offline.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { Boundary } from "../kit/Boundary.tsx";
import { BusyState } from "../kit/States.tsx";
import { usePhone } from "../kit/useMediaQuery.ts";
import styles from "./Frame.module.css";
import { loadLines, Messages } from "./Messages.tsx";
import { loadRail, PanelDock } from "./PanelDock.tsx";
import { loadRows, TopBar } from "./TopBar.tsx";
import { useFrameWords } from "./useFrameWords.ts";

const SheetHead = lazy(async () => ({ default: (await import("../kit/Sheet.tsx")).SheetHead }));
const SheetFoot = lazy(async () => ({ default: (await import("../kit/Sheet.tsx")).SheetFoot }));
const loadInspector = () => import("../inspector/Inspector.tsx");
const loadTable = () => import("../table/TableDrawer.tsx");
const loadSearch = () => import("../search/SearchPalette.tsx");

const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));
const Opening = lazy(async () => ({ default: (await import("./Opening.tsx")).Opening }));
const DaySlider = lazy(async () => ({ default: (await import("../monitor/DaySlider.tsx")).DaySlider }));
const CompareCard = lazy(async () => ({ default: (await import("../compare/CompareCard.tsx")).CompareCard }));
const Legend = lazy(async () => ({ default: (await import("../legend/Legend.tsx")).Legend }));
const TableDrawer = lazy(async () => ({ default: (await loadTable()).TableDrawer }));
const SearchPalette = lazy(async () => ({ default: (await loadSearch()).SearchPalette }));
const AttributionDialog = lazy(async () => ({
  default: (await import("./AttributionDialog.tsx")).AttributionDialog,
}));
const Presentation = lazy(async () => ({
  default: (await import("../walk/Presentation.tsx")).Presentation,
}));
const TakeAwayDialog = lazy(async () => ({
  default: (await import("../takeaway/TakeAwayDialog.tsx")).TakeAwayDialog,
}));
const UpdateNotice = lazy(async () => ({
  default: (await import("../takeaway/UpdateNotice.tsx")).UpdateNotice,
}));
const KeysDialog = lazy(async () => ({ default: (await import("./KeysDialog.tsx")).KeysDialog }));

/** Fetches what is likely to be opened next, so that the first keystroke of a search is not lost. */
export const preloadParts = () =>
  Promise.all([loadSearch(), loadInspector(), loadTable(), loadRows(), loadRail(), loadLines()]);

/** Language, title and theme of the document follow the board. */
function useDocument() {
  const { text, locale } = useFrameWords();
  const theme = useAtlas((state) => state.board.theme);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = text(atlas.title);
    document.documentElement.dataset.theme = theme;
  }, [locale, text, theme]);
}

/** The keys and drops of the whole page; gives whether files hang over it. */
function usePageEvents(): boolean {
  const [isDropping, setDropping] = useState(false);
  useEffect(() => {
    const listening = import("./pageEvents.ts").then(({ listenToPage }) => listenToPage(setDropping));
    return () => void listening.then((stop) => stop());
  }, []);
  return isDropping;
}

// As in tokens.css and the panels' own styles.
const panelPixels = 340;
const railPixels = 44;
const legendPixels = 220;
const comparePixels = 300;
/** On narrower pages the map would be left too little room beside the legend, which then lies over it. */
const legendRoomPixels = 1280;

/** Tells the map how much of it lies under panels, so that a flight frames the free part. */
function usePadding(isPhone: boolean, isPrinting: boolean, isBare: boolean) {
  const panel = useAtlas((state) => state.screen.panel);
  const hasInspector = useAtlas((state) => state.board.selection !== null && state.screen.inspectorOpen);
  const hasLegend = useAtlas((state) => state.screen.legendOpen);
  const isCompared = useAtlas((state) => state.board.compare !== undefined);
  useEffect(() => {
    if (isBare) return;
    if (isPrinting) setPadding({ top: 0, right: 0, bottom: 0, left: 0 });
    else if (isPhone) {
      const height = document.getElementById("stage")?.clientHeight ?? 0;
      const covered = hasInspector ? 0.5 : panel ? 0.46 : 0;
      setPadding({ top: 0, right: 0, bottom: Math.max(45, Math.round(height * covered)), left: 0 });
    } else {
      const legend = hasLegend && innerWidth >= legendRoomPixels ? legendPixels : 0;
      setPadding({
        top: 0,
        right: (hasInspector ? panelPixels : 0) + (isCompared ? comparePixels : 0),
        bottom: 0,
        left: (panel ? panelPixels : railPixels) + legend,
      });
    }
  }, [isPhone, isPrinting, isBare, panel, hasInspector, hasLegend, isCompared]);
}

function MapState() {
  const { word } = useFrameWords();
  const status = useAtlas((state) => state.mapStatus);
  if (status.kind === "ready") return null;
  if (status.kind === "loading")
    return (
      <div className={styles.mapState}>
        <BusyState what="mapLoading" />
      </div>
    );
  return (
    <div className={styles.mapState} role="status">
      <h2>{word("mapUnavailable")}</h2>
      <p>{word("mapUnavailableReason")}</p>
    </div>
  );
}

/** The disclaimer and the way to every licence, always on screen and on paper. */
function Credit() {
  const { word, text } = useFrameWords();
  return (
    <p className={styles.credit}>
      <span>{text(atlas.disclaimer)}</span>
      <button type="button" onClick={() => changeScreen({ dialog: "attribution" })}>
        {word("attribution")}
      </button>
    </p>
  );
}

/** The page round the map. The map itself is handed in: panels and map meet only here. */
export function Frame({ map }: { map: ReactNode }) {
  const { word } = useFrameWords();
  const isPhone = usePhone();
  const dialog = useAtlas((state) => state.screen.dialog);
  const hasInspector = useAtlas((state) => state.board.selection !== null && state.screen.inspectorOpen);
  const hasTable = useAtlas((state) => state.screen.tableLayer !== null);
  const panel = useAtlas((state) => state.screen.panel);
  const isPrinting = useAtlas((state) => state.screen.isPrinting);
  const hasUpdate = useOffline((state) => state.hasUpdate);
  const isPresenting = useWalk((state) => state.mode !== "closed");
  // The walk has the screen: the map is bare, and what covers it is the walk's to say.
  const isBare = useWalk((state) => state.mode === "scene");
  const isCompared = useAtlas((state) => state.board.compare !== undefined) && !isPrinting && !isBare;
  useDocument();
  useEffect(() => {
    // A phone begins with the map: the sheet and the legend are one touch away.
    if (isPhone) changeScreen({ panel: null, legendOpen: false });
    // Beside a panel a narrow map has no room for a legend: it waits folded, one touch away.
    else if (innerWidth < legendRoomPixels) changeScreen({ legendOpen: false });
  }, [isPhone]);
  // Only the phase that follows events has days to choose from.
  const isDated = useAtlas((state) => state.board.phase === datedPhase.id);
  usePadding(isPhone, isPrinting, isBare);
  const isDropping = usePageEvents();
  return (
    <div className={`${styles.frame} ${isPrinting ? styles.sheet : ""}`}>
      <a className={styles.skip} href="#stage">
        {word("skipToMap")}
      </a>
      {isBare ? (
        <span />
      ) : isPrinting ? (
        <Suspense fallback={<span />}>
          <SheetHead />
        </Suspense>
      ) : (
        <TopBar />
      )}
      <div
        className={`${styles.stage} ${panel ? styles.withPanel : ""} ${hasInspector ? styles.withInspector : ""} ${isCompared ? styles.withCompare : ""}`}
      >
        {!isPrinting && !isBare && <PanelDock />}
        <main className={styles.map} id="stage" tabIndex={-1} aria-label={word("mapRegion")}>
          <Boundary what="mapRegion">
            <Suspense fallback={null}>{map}</Suspense>
          </Boundary>
          <MapState />
          {!isPrinting && !isBare && (
            <Boundary what="mapRegion">
              <Suspense fallback={null}>{isDated && <DaySlider />}</Suspense>
            </Boundary>
          )}
          {!isBare && (
            <Boundary what="legend">
              <Suspense fallback={null}>
                <Legend />
              </Suspense>
            </Boundary>
          )}
          {!isBare && !isPrinting && !isCompared && (
            <Suspense fallback={null}>
              <Opening />
            </Suspense>
          )}
          <Credit />
        </main>
        {isCompared && (
          <Suspense fallback={null}>
            <CompareCard />
          </Suspense>
        )}
        {hasInspector && !isPrinting && (
          <Boundary what="inspector">
            <Suspense fallback={null}>
              <Inspector />
            </Suspense>
          </Boundary>
        )}
      </div>
      {isPrinting && (
        <Suspense fallback={null}>
          <SheetFoot />
        </Suspense>
      )}
      {hasTable && !isPrinting && !isBare && (
        <Boundary what="table">
          <Suspense fallback={<BusyState />}>
            <TableDrawer />
          </Suspense>
        </Boundary>
      )}
      <Suspense fallback={null}>
        {dialog === "search" && <SearchPalette />}
        {dialog === "attribution" && <AttributionDialog />}
        {dialog === "keys" && <KeysDialog />}
        {(dialog === "takeaway" || dialog === "print") && <TakeAwayDialog />}
        {hasUpdate && <UpdateNotice />}
      </Suspense>
      {isPresenting && (
        <Boundary what="walk">
          <Suspense fallback={null}>
            <Presentation />
          </Suspense>
        </Boundary>
      )}
      <Boundary what="messages">
        <Messages />
      </Boundary>
      {isDropping && <div className={styles.drop}>{word("boardDrop")}</div>}
    </div>
  );
}
