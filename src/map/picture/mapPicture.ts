import "../mapProtocols.ts";
import { LngLatBounds, Map as MapLibreMap } from "maplibre-gl";
import { baseTiles, datasets as records } from "../../../geodata/catalogue.ts";
import { keyPhase } from "../../../geodata/phaseDay.ts";
import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import type { LayerDefinition } from "../../../layers/grammar/layer.ts";
import type { Board, Camera } from "../../domain/board/board.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { fitCamera } from "../../domain/walk/fitCamera.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { loadDataset } from "../../state/loadData.ts";
import { countOwnLayers } from "../../state/own/ownCounts.ts";
import type {
  MapPicture,
  PictureLegend,
  PictureMaker,
  PictureOptions,
  PictureView,
} from "../../state/page/pictures.ts";
import { type AtlasState, useAtlas } from "../../state/store.ts";
import type { DeckOverlay } from "../deck/deckOverlay.ts";
import { createStateUrls } from "../monitor/stateUrls.ts";
import { buildCurrentStyle, type LabelUrls, updateLabelUrls } from "../style/currentStyle.ts";
import { dropClippedLabels, findInside } from "../style/dropClippedLabels.ts";
import { applyLit, collectLit } from "../style/featureStates.ts";
import { loadBasemap } from "../style/loadBasemap.ts";
import { addSignImage } from "../style/signImages.ts";
import { type Box, countInView, findInView } from "../view/countInView.ts";
import { buildScaleBar } from "../view/scaleBar.ts";
import { createPicturedCheck } from "./picturedCheck.ts";
import { createPicturedReach } from "./picturedReach.ts";
import { composeSheet, layoutSheet } from "./pictureSheet.ts";

const longestSide = 8192;
const idleMilliseconds = 60_000;
const framePaddingPixels = 12;
/** A scale bar about as long as a fifth of the picture is easy to hold a ruler against. */
const scaleShare = 0.2;

const findVisible = (board: Board) =>
  board.layers.flatMap((state) => {
    const layer = findLayers(board).find((other) => other.id === state.id);
    return layer && state.visible ? [{ layer, state }] : [];
  });

/** The camera for a picture of this size, in drawing pixels. */
function findCamera(view: PictureView, width: number, height: number): Camera {
  if ("frame" in view) {
    const pad = framePaddingPixels;
    const padding = { top: pad, right: pad, bottom: pad, left: pad };
    return fitCamera(view.frame, { width, height, padding }, view.pitch, view.bearing);
  }
  // As much ground as the screen shows, at least; the shapes differ.
  const factor = Math.min(width / view.screenWidth, height / view.screenHeight);
  return { ...view.camera, zoom: view.camera.zoom + Math.log2(factor) };
}

/** Legend, credits and dates of what a map now shows. */
function describeMap(
  map: MapLibreMap,
  { board, datasets, datasetProblems }: AtlasState,
  countAnswers: (box: Box) => Record<string, Record<string, number>>,
) {
  const visible = findVisible(board);
  const bounds = map.getBounds();
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
  const context = buildDrawContext(board);
  const counts = {
    ...countInView(
      visible.map(({ layer }) => layer),
      datasets,
      context,
      box,
      map.getZoom(),
      Object.fromEntries(visible.map(({ layer, state }) => [layer.id, state])),
    ),
    ...countOwnLayers(board, [...box], useAnswers.getState().answers),
    ...countAnswers(box),
  };
  const legend = [...visible].reverse().flatMap(({ layer, state }): PictureLegend[] => {
    // Of an answer only a part is counted; the rest of it is named as it stands.
    const isCounted = counts[layer.id] !== undefined && !("kernel" in layer.data);
    const entries = layer.legend(context).flatMap((entry) => {
      const count = counts[layer.id]?.[entry.id];
      const isShown = !state.hidden.includes(entry.id) && (count ?? (isCounted ? 0 : 1)) > 0;
      return isShown ? [{ label: entry.label, swatch: entry.swatch, count }] : [];
    });
    return entries.length > 0 ? [{ title: layer.title, entries }] : [];
  });
  const datasetIds = visible.flatMap(({ layer }) => ("dataset" in layer.data ? [layer.data.dataset] : []));
  const used: { attribution: string; date: string }[] = [
    ...(visible.some(({ layer }) => "tiles" in layer.data) ? [baseTiles] : []),
    ...records.filter((record) => datasetIds.includes(record.id)),
  ];
  const hasSchematic = datasetIds.some((id) => {
    const collection = datasets[id];
    return (
      collection !== undefined &&
      findInView(collection, keyPhase(board.phase, board.monitor?.asOf), box).some(
        (feature) => feature.properties.confidence === "schematic",
      )
    );
  });
  return {
    legend,
    credits: [...new Set(used.flatMap((record) => record.attribution.split("; ")))],
    dataDate:
      used
        .map((record) => record.date)
        .sort()
        .at(-1) ?? "",
    hasSchematic: hasSchematic || context.showsLinks === true,
    missing: datasetIds.filter((id) => datasetProblems[id] !== undefined),
  };
}

const refuse = (code: string, zh: string, en: string): Result<never> => failure<Problem>({ code, zh, en });

/** A place beyond the edge of the page. */
function createHiddenFrame(): HTMLDivElement {
  const container = document.createElement("div");
  container.setAttribute("aria-hidden", "true");
  container.inert = true;
  container.dataset.pictureMap = "";
  Object.assign(container.style, {
    position: "fixed",
    left: "-20000px",
    top: "0",
    width: "800px",
    height: "600px",
  });
  document.body.append(container);
  return container;
}

function openMap(container: HTMLElement, pixelRatio: number): MapLibreMap {
  const opened = new MapLibreMap({
    container,
    style: { version: 8, sources: {}, layers: [] },
    bounds: new LngLatBounds([0, 0, 1, 1]),
    minZoom: 2,
    maxZoom: 18,
    maxPitch: 60,
    attributionControl: false,
    interactive: false,
    fadeDuration: 0,
    trackResize: false,
    pixelRatio,
    maxCanvasSize: [longestSide, longestSide],
    localIdeographFontFamily: "'Noto Sans SC', sans-serif",
    renderWorldCopies: false,
    // The drawing is read after the frame is over.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  opened.getCanvas().tabIndex = -1;
  opened.setMissingStyleImageResolver((id) => {
    addSignImage(opened, id);
    return Promise.resolve();
  });
  opened.on("error", ({ error }) => console.warn(`picture: ${error.message}`));
  return opened;
}

/** Waits until nothing is left to load or to draw. */
const settle = (of: MapLibreMap): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), idleMilliseconds);
    of.once("idle", () => {
      clearTimeout(timer);
      resolve(true);
    });
    of.triggerRepaint();
  });

/** What raises the columns of a board from the sheet, where it has any. */
async function openDeck(on: MapLibreMap, board: Board): Promise<DeckOverlay | undefined> {
  if (!findVisible(board).some(({ layer }: { layer: LayerDefinition }) => layer.deck)) return undefined;
  const { createDeckOverlay } = await import("../deck/deckOverlay.ts");
  return createDeckOverlay(on);
}

/** Waits until what is raised has been drawn, and in its place below the names. */
async function settleDeck(on: MapLibreMap, deck: DeckOverlay, state: AtlasState): Promise<boolean> {
  const { leanDegrees } = await import("../deck/deckOverlay.ts");
  const drawn = on.getPitch() >= leanDegrees ? deck.whenDrawn() : undefined;
  deck.show(
    findVisible(state.board).filter(({ layer }: { layer: LayerDefinition }) => layer.deck),
    state,
  );
  on.triggerRepaint();
  await drawn;
  do {
    if (!(await settle(on))) return false;
  } while (deck.keepOrder());
  return true;
}

/** What a picture must have before it is drawn: the data of its layers and the letters. */
async function loadShown(board: Board) {
  await Promise.all(
    findVisible(board).flatMap(({ layer }) =>
      "dataset" in layer.data ? [loadDataset(layer.data.dataset)] : [],
    ),
  );
  await Promise.all(
    ["Noto Sans SC", "Noto Sans SC Latin"].flatMap((family) =>
      [400, 500].map((weight) => document.fonts.load(`${weight} 16px '${family}'`)),
    ),
  );
}

/** The map of the pictures: one after another is shown on it. */
async function createPictureMap() {
  const container = createHiddenFrame();
  const labelUrls: LabelUrls = new Map();
  const reach = createPicturedReach();
  const check = createPicturedCheck();
  const states = createStateUrls();
  const answerUrl = (kernel: string) => reach.urlOf(kernel) ?? check.urlOf(kernel) ?? states.urlOf(kernel);
  const loaded = await loadBasemap(new URL("settings.json", document.baseURI).href);
  const basemap = loaded.ok ? loaded.value : null;
  let map: MapLibreMap | undefined;
  let deck: DeckOverlay | undefined;

  async function show(options: PictureOptions, width: number, height: number): Promise<Result<MapLibreMap>> {
    const { board, pixelRatio } = options;
    await loadShown(board);
    const state: AtlasState = {
      ...useAtlas.getState(),
      board,
      hovered: null,
      highlighted: [...options.highlights],
    };
    updateLabelUrls(labelUrls, state);
    await reach.prepare(board);
    await check.prepare(board);
    await states.prepare(board);
    container.style.width = `${width}px`;
    container.style.height = `${height}px`;
    deck?.remove();
    deck = undefined;
    map ??= openMap(container, pixelRatio);
    map.setPixelRatio(pixelRatio);
    map.resize();
    const { longitude, latitude, ...rest } = findCamera(options.view, width, height);
    map.jumpTo({ center: [longitude, latitude], ...rest });
    const isThere = new Promise<void>((resolve) => map?.once("style.load", () => resolve()));
    // Anew each time: labels remember where they stood, and a picture must not depend on the one before.
    const style = buildCurrentStyle(state, basemap, labelUrls, answerUrl, true);
    const inside = findInside(width, height).map((corner) => map!.unproject(corner).toArray());
    map.setStyle(dropClippedLabels(style, inside), { diff: false });
    await isThere;
    reach.show(map, board);
    applyLit(map, collectLit(null, null, []), collectLit(board.selection, null, options.highlights));
    const isLoaded = await settle(map);
    deck = await openDeck(map, board);
    if (!isLoaded || (deck && !(await settleDeck(map, deck, state))))
      return refuse(
        "picture-late",
        "地图在一分钟内未画完，图片未导出；请关闭一些图层后重试",
        "The map was not drawn within a minute and no picture was made; turn some layers off and try again",
      );
    return success(map);
  }

  return {
    show,
    countIn: reach.countIn,
    describe: reach.describe,
    remove() {
      check.remove();
      states.remove();
      reach.remove();
      deck?.remove();
      map?.remove();
      container.remove();
      for (const { url } of labelUrls.values()) URL.revokeObjectURL(url);
    },
  };
}

/** Makes the maker: a map beyond the edge of the page, which draws one picture after another. */
export async function createPictureMaker(): Promise<PictureMaker> {
  const pictured = await createPictureMap();

  async function drawOn(options: PictureOptions, widthPixels: number, heightPixels: number) {
    const { pixelRatio } = options;
    if (Math.max(widthPixels, heightPixels) > longestSide)
      return refuse(
        "picture-too-large",
        `图片最长边为 ${longestSide} 像素`,
        `A picture may be ${longestSide} pixels long at most`,
      );
    const width = Math.round(widthPixels / pixelRatio);
    const height = Math.round(heightPixels / pixelRatio);
    const shown = await pictured.show(options, width, height);
    if (!shown.ok) return shown;
    const centre = shown.value.getCenter();
    const bar = buildScaleBar(centre.lat, shown.value.getZoom(), width * scaleShare);
    const bearing = shown.value.getBearing();
    const pitch = shown.value.getPitch();
    return success({
      canvas: shown.value.getCanvas(),
      drawnBy: {
        camera: { longitude: centre.lng, latitude: centre.lat, zoom: shown.value.getZoom(), bearing, pitch },
        width,
        height,
      },
      facts: {
        ...describeMap(shown.value, { ...useAtlas.getState(), board: options.board }, pictured.countIn),
        scale: { label: bar.label, shareOfWidth: bar.widthPixels / width },
        bearing,
        pitch,
      },
    });
  }

  return {
    async drawMap(options): Promise<Result<MapPicture>> {
      const { widthPixels, heightPixels } = options;
      const drawn = await drawOn(options, widthPixels, heightPixels);
      if (!drawn.ok) return drawn;
      const { canvas, drawnBy, facts } = drawn.value;
      const image = await encodePicture(canvas, options);
      return image.ok ? success({ image: image.value, widthPixels, heightPixels, drawnBy, ...facts }) : image;
    },
    async drawSheet(asked) {
      // A sheet with travel times on it says how they were found, unless it says something else.
      const options =
        asked.notes.length > 0 || asked.parts !== "sheet"
          ? asked
          : { ...asked, notes: await pictured.describe(asked.board) };
      const layout = layoutSheet(options);
      const drawn = await drawOn(options, layout.map.width, layout.map.height);
      if (!drawn.ok) return drawn;
      const sheet = composeSheet(options, layout, drawn.value.canvas, drawn.value.facts);
      const image = await encodePicture(sheet, options);
      return image.ok ? success({ image: image.value, facts: drawn.value.facts }) : image;
    },
    close: pictured.remove,
  };
}

/** High enough that hairlines and small letters keep their edges. */
const webpQuality = 0.9;

/** A canvas as a file, at exactly the size asked: a graphics card may have been given a pixel more or less. */
async function encodePicture(
  source: HTMLCanvasElement,
  { widthPixels, heightPixels, format }: PictureOptions,
): Promise<Result<Blob>> {
  let canvas = source;
  if (source.width !== widthPixels || source.height !== heightPixels || source.dataset.sheet === undefined) {
    canvas = document.createElement("canvas");
    canvas.width = widthPixels;
    canvas.height = heightPixels;
    canvas.getContext("2d")?.drawImage(source, 0, 0, widthPixels, heightPixels);
  }
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, `image/${format}`, webpQuality),
  );
  return blob
    ? success(blob)
    : refuse(
        "picture-not-encoded",
        "浏览器未能生成这样大的图片，请选小一号的尺寸",
        "The browser could not make a picture this large; choose a smaller size",
      );
}
