import workerUrl from "virtual:maplibre-worker-url";
import { addProtocol, setWorkerUrl } from "maplibre-gl";
import aloneWorkerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { tileScheme } from "../state/own/userData.ts";
import { loadArchiveTile } from "./style/archiveProtocol.ts";
import { datasetScheme, loadDrawnDataset } from "./style/datasetProtocol.ts";

// What any map needs before it is made: that of the page, and those pictures are taken of on pages without one.
// A page on a disk cannot give its worker a second file.
setWorkerUrl(location.protocol === "file:" ? aloneWorkerUrl : workerUrl);
addProtocol("pmtiles", loadArchiveTile);
addProtocol(datasetScheme, async ({ url }) => ({ data: await loadDrawnDataset(url) }));
addProtocol(tileScheme, async ({ url }) => {
  const { loadContentTile } = await import("../state/own/contentTiles.ts");
  return { data: await loadContentTile(url) };
});
