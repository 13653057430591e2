import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { atlas } from "../../../geodata/atlas.ts";
import { changeScreen, redoEdit, selectFeature, setPadding, undoEdit } from "../../state/actions.ts";
import { useOffline } from "../../state/offline.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk.ts";
import { loadRows, TopBar } from "../bar/TopBar.tsx";
import { Boundary } from "./Boundary.tsx";
import styles from "./Frame.module.css";
import { Messages } from "./Messages.tsx";
import { loadRail, PanelDock } from "./PanelDock.tsx";
import { BusyState } from "./States.tsx";
import { useFrameWords } from "./useFrameWords.ts";
import { usePhone } from "./useMediaQuery.ts";

const SheetHead = lazy(async () => ({ default: (await import("./Sheet.tsx")).SheetHead }));
const SheetFoot = lazy(async () => ({ default: (await import("./Sheet.tsx")).SheetFoot }));
const loadInspector = () => import("../inspector/Inspector.tsx");
const loadTable = () => import("../table/TableDrawer.tsx");
const loadSearch = () => import("../search/SearchPalette.tsx");

const Inspector = lazy(async () => ({ default: (await loadInspector()).Inspector }));
const Legend = lazy(async () => ({ default: (await import("../legend/Legend.tsx")).Legend }));
const TableDrawer = lazy(async () => ({ default: (await loadTable()).TableDrawer }));
const SearchPalette = lazy(async () => ({ default: (await loadSearch()).SearchPalette }));
const AttributionDialog = lazy(async () => ({
  default: (await import("../attribution/AttributionDialog.tsx")).AttributionDialog,
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
  Promise.all([loadSearch(), loadInspector(), loadTable(), loadRows(), loadRail()]);

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

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches("input:not([type=range],[type=checkbox],[type=radio]), select");

function useShortcuts() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      const isCommand = event.ctrlKey || event.metaKey;
      const { screen, board } = useAtlas.getState();
      if (isCommand && key === "k") {
        event.preventDefault();
        changeScreen({ dialog: screen.dialog === "search" ? null : "search" });
      } else if (isCommand && !isTyping(event.target) && (key === "z" || key === "y")) {
        event.preventDefault();
        if (key === "y" || event.shiftKey) redoEdit();
        else undoEdit();
      } else if (isCommand && key === "p" && !screen.dialog && useWalk.getState().mode === "closed") {
        // The browser alone would print the screen: panels and all, and the map cut to its size.
        event.preventDefault();
        void import("./printSheet.ts").then(({ printSheet }) => printSheet());
      } else if (key === "escape" && !event.defaultPrevented && !screen.dialog && board.selection) {
        selectFeature(null);
      }
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

// As in tokens.css and the panels' own styles.
const panelPixels = 340;
const railPixels = 44;
const legendPixels = 220;
/** On narrower pages the map would be left too little room beside the legend, which then lies over it. */
const legendRoomPixels = 1280;

/** Tells the map how much of it lies under panels, so that a flight frames the free part. */
function usePadding(isPhone: boolean, isPrinting: boolean, isBare: boolean) {
  const panel = useAtlas((state) => state.screen.panel);
  const hasInspector = useAtlas((state) => state.board.selection !== null && state.screen.inspectorOpen);
  const hasLegend = useAtlas((state) => state.screen.legendOpen);
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
        right: hasInspector ? panelPixels : 0,
        bottom: 0,
        left: (panel ? panelPixels : railPixels) + legend,
      });
    }
  }, [isPhone, isPrinting, isBare, panel, hasInspector, hasLegend]);
}

/** A board file or map files may be dropped anywhere on the page. */
function useDrop(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) void import("../../state/dropFiles.ts").then((drop) => drop.openFiles(files));
    };
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, []);
  return isOver;
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
      <p>{word("mapUnavailableReason", { reason: status.reason })}</p>
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
  useDocument();
  useShortcuts();
  useEffect(() => {
    // A phone begins with the map: the sheet and the legend are one touch away.
    if (isPhone) changeScreen({ panel: null, legendOpen: false });
  }, [isPhone]);
  usePadding(isPhone, isPrinting, isBare);
  const isDropping = useDrop();
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
        className={`${styles.stage} ${panel ? styles.withPanel : ""} ${hasInspector ? styles.withInspector : ""}`}
      >
        {!isPrinting && !isBare && <PanelDock />}
        <main className={styles.map} id="stage" tabIndex={-1} aria-label={word("mapRegion")}>
          <Boundary what="mapRegion">
            <Suspense fallback={null}>{map}</Suspense>
          </Boundary>
          <MapState />
          {!isBare && (
            <Boundary what="legend">
              <Suspense fallback={null}>
                <Legend />
              </Suspense>
            </Boundary>
          )}
          <Credit />
        </main>
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
        {dialog === "takeaway" && <TakeAwayDialog />}
        {hasUpdate && <UpdateNotice />}
      </Suspense>
      {isPresenting && (
        <Boundary what="walk">
          <Suspense fallback={null}>
            <Presentation />
          </Suspense>
        </Boundary>
      )}
      <Messages />
      {isDropping && <div className={styles.drop}>{word("boardDrop")}</div>}
    </div>
  );
}
