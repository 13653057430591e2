import { lazy, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { isFirstVisit } from "./state/page/firstVisit.ts";
import { watchInstallOffer } from "./state/page/offline.ts";
import { offerAnswerFeatures, offerPictures } from "./state/page/pictures.ts";
import { useAtlas } from "./state/store.ts";
import { Frame, preloadParts } from "./ui/shell/Frame.tsx";
import { isWalkPage } from "./ui/walk/isWalkPage.ts";
import "./ui/shell/base.css";

/** Opens the board, once; the layers and all that reads boards come with it. */
let opening: Promise<void> | undefined;
async function openOnce() {
  opening ??= import("./state/page/startAtlas.ts").then(({ startAtlas }) => startAtlas());
  await opening;
}

// The map draws a board, so it waits for one.
const MapView = lazy(async () => {
  const [{ MapView }] = await Promise.all([import("./map/MapView.tsx"), openOnce()]);
  return { default: MapView };
});

watchInstallOffer();
offerAnswerFeatures(async (board) =>
  (await import("./map/picture/picturedAnswers.ts")).collectPicturedAnswers(board),
);
offerPictures(async () => (await import("./map/picture/mapPicture.ts")).createPictureMaker());

async function loadRest() {
  const { loadAllDatasets } = await import("./state/loadData.ts");
  await loadAllDatasets();
  await preloadParts();
  await (await import("./state/page/keepOffline.ts")).startOffline();
}

/** The page: map and panels meet here, through `state`. */
function App() {
  const isSettled = useAtlas((state) => state.mapStatus.kind !== "loading");
  useEffect(() => {
    // The map's own requests go first.
    if (isSettled) void loadRest();
  }, [isSettled]);
  return <Frame map={<MapView />} />;
}

/** Puts the page in place of its skeleton. */
export async function openAtlas(root: HTMLElement) {
  if (isWalkPage(location.hash)) return (await import("./ui/walk/openWalkPage.tsx")).openWalkPage(root);
  // Language and theme are those of the board, so a frame that came before it would flicker. A first visit has no
  // board to wait for, and sees the frame as soon as it is there.
  if (!isFirstVisit()) await openOnce();
  createRoot(root).render(<App />);
}
