import { lazy, useEffect } from "react";
import { createRoot } from "react-dom/client";
import { loadAllDatasets } from "./state/loadData.ts";
import { startOffline, watchInstallOffer } from "./state/offline.ts";
import { offerPictures } from "./state/pictures.ts";
import { startAtlas } from "./state/startAtlas.ts";
import { useAtlas } from "./state/store.ts";
import { Frame, preloadParts } from "./ui/frame/Frame.tsx";
import { isWalkPage } from "./ui/walk/isWalkPage.ts";
import "./ui/tokens.css";
import "./ui/base.css";

const MapView = lazy(async () => ({ default: (await import("./map/MapView.tsx")).MapView }));

watchInstallOffer();
offerPictures(async () => (await import("./map/mapPicture.ts")).createPictureMaker());

/** The page: map and panels meet here, through `state`. */
function App() {
  const isSettled = useAtlas((state) => state.mapStatus.kind !== "loading");
  useEffect(() => {
    // The map's own requests go first.
    if (isSettled) void loadAllDatasets().then(preloadParts).then(startOffline);
  }, [isSettled]);
  return <Frame map={<MapView />} />;
}

/** Opens the board and puts the page in place of its skeleton. */
export async function openAtlas(root: HTMLElement) {
  if (isWalkPage(location.hash)) return (await import("./ui/walk/openWalkPage.tsx")).openWalkPage(root);
  await startAtlas();
  createRoot(root).render(<App />);
}
