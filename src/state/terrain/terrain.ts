import type { Position } from "geojson";
import { askTerrain, stopTerrain } from "../../compute/askTerrain.ts";
import type { Bbox } from "../../domain/place/boundingBox.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { CorridorSlope, Profile } from "../../domain/terrain/profile.ts";
import { changeScreen, requestCamera, tell, tellProblem } from "../actions.ts";
import { startTool, stopDrawing, useDrawing } from "../own/drawing.ts";
import { useAtlas } from "../store.ts";
import { useTerrain } from "./terrainStore.ts";

const widestZoom = 13;
/** The brown of the palette of own layers: contours are brown on every map. */
const brownTone = 4;

const stopped = (said: string): Problem => ({
  code: "terrain-stopped",
  zh: `地形处理中断（${said}），请重新打开文件`,
  en: `Work on the terrain stopped (${said}); open the file again`,
});

/** Opens files as one terrain, in place of the one before. */
export async function openTerrain(files: readonly File[], epsg: number | null = null) {
  useTerrain.setState({ isOpening: true, problem: null, waiting: null });
  changeScreen({ panel: "data" });
  const opened = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
    .then((read) => askTerrain("open", { files: read, epsg }))
    .catch((error: Error) => failure(stopped(error.message)));
  if (!opened.ok) {
    const isAsking = opened.error.code === "terrain-crs";
    useTerrain.setState({ isOpening: false, problem: opened.error, waiting: isAsking ? files : null });
    return;
  }
  useTerrain.setState({ isOpening: false, summary: opened.value, isShown: true });
  requestCamera({ bbox: opened.value.bbox, maxZoom: widestZoom });
}

export function closeTerrain() {
  stopTerrain();
  useTerrain.setState({ summary: null, isOpening: false, problem: null, waiting: null });
}

export function zoomToTerrain() {
  const { summary } = useTerrain.getState();
  if (summary) requestCamera({ bbox: summary.bbox, maxZoom: widestZoom });
}

/** The scheme of addresses of relief tiles: which terrain, level, column and row. */
export const reliefScheme = "relief";
const tileSize = 256;

/** One tile of relief as PNG. */
export function loadReliefTile(address: string): Promise<ArrayBuffer> {
  const [, z, x, y] = address.slice(`${reliefScheme}://`.length).split("/").map(Number);
  return askTerrain("tile", { z: z!, x: x!, y: y!, size: tileSize });
}

/** What lies below a line. */
export const measureProfile = (line: readonly Position[]): Promise<Result<Profile>> =>
  askTerrain("profile", { line }).then(success, (error: Error) => failure(stopped(error.message)));

/** How steep the ground is about a line. */
export const measureSlope = (
  line: readonly Position[],
  widthMetres: number,
): Promise<Result<CorridorSlope>> =>
  askTerrain("slope", { line, widthMetres }).then(success, (error: Error) => failure(stopped(error.message)));

/** Mean slopes in the cells of a search for corridors, as JSON text. */
export const measureSlopeCells = (box: Readonly<Bbox>, cellMetres: number): Promise<Result<ArrayBuffer>> =>
  askTerrain("slopeCells", { box, cellMetres }).then(success, (error: Error) =>
    failure(stopped(error.message)),
  );

/** Lets a line be drawn on the map and hands it over. */
export function drawProfileLine(take: (line: Position[]) => void) {
  startTool("line");
  useDrawing.setState({
    taker: (drawn) => {
      stopDrawing();
      if (drawn.type === "LineString") take(drawn.coordinates);
    },
  });
}

/** Contours of what is in view as a layer of the reader's own. */
export async function keepContours(stepMetres: number | null, buildTitle: (step: number) => string) {
  const { viewport } = useAtlas.getState();
  const { summary } = useTerrain.getState();
  if (!viewport || !summary) return;
  const [a, b] = [viewport.bbox, summary.bbox];
  const bbox: Bbox = [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
  const drawn = await askTerrain("contours", { bbox, stepMetres }).catch((error: Error) =>
    failure(stopped(error.message)),
  );
  if (!drawn.ok) return tellProblem(drawn.error);
  const [{ dataWorker }, { takeContent }, { addLayers, buildLayer }] = await Promise.all([
    import("../../compute/askData.ts"),
    import("../own/userData.ts"),
    import("../own/importFiles.ts"),
  ]);
  const title = buildTitle(drawn.value.stepMetres);
  const kept = await dataWorker.ask("keep", { name: title, geojson: drawn.value.geojson });
  if (!kept.ok) return tellProblem(kept.error);
  takeContent(kept.value, null);
  addLayers([
    { ...buildLayer(kept.value, "result", title), paint: { by: "one", tone: brownTone }, label: "height" },
  ]);
  tell("information", {
    zh: `得到图层“${title}”，${kept.value.count} 条等高线${drawn.value.note ? `；${drawn.value.note.zh}` : ""}`,
    en: `Layer “${title}” made: ${kept.value.count} contours${drawn.value.note ? `; ${drawn.value.note.en}` : ""}`,
  });
}
