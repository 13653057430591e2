import { phaseIds } from "../../../geodata/plan/phases.ts";
import { roles } from "../../../geodata/roles.ts";
import { unitStatistics } from "../../../layers/answers/unit-statistics.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import { layers } from "../../../layers/index.ts";
import type { Board } from "../../domain/board/board.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import { findComparison, findContentPlace } from "../../state/own/userData.ts";
import { type AtlasState, useAtlas } from "../../state/store.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import { type Basemap, buildStyle, isAreaLabel } from "./buildStyle.ts";
import { datasetAddress } from "./datasetProtocol.ts";
import { buildLabelPoints } from "./labelPoints.ts";
import { buildLineNames } from "./nameLines.ts";
import { findOwnLitUrl } from "./ownLit.ts";

const addressOf = (path: string) => new URL(path, document.baseURI).href;
const fontFaces = {
  "Noto Sans SC Regular": addressOf("fonts/noto-sans-sc-regular.woff2"),
  "Noto Sans SC Medium": addressOf("fonts/noto-sans-sc-medium.woff2"),
};
const statisticsKernel = unitStatistics.data.kernel;

/** Datasets with names to be placed by us. */
const labelled = new Set([
  // Circles of statistics stand on the same points.
  roles.units,
  roles.cities,
  ...layers.flatMap((layer) =>
    "dataset" in layer.data &&
    layer.draw({ theme: themes.paper, phase: phaseIds[0]!, language: "zh" }).some(isAreaLabel)
      ? [layer.data.dataset]
      : [],
  ),
]);

/** Addresses of the label points made so far, by dataset; the map reads them as it reads any file. */
export type LabelUrls = Map<string, { from: PlanFeatureCollection; url: string }>;

export function updateLabelUrls(urls: LabelUrls, { datasets }: AtlasState) {
  for (const [id, collection] of Object.entries(datasets)) {
    const known = urls.get(id);
    if (known?.from === collection) continue;
    if (known) URL.revokeObjectURL(known.url);
    if (!labelled.has(id)) continue;
    const text = JSON.stringify(buildLabelPoints(collection));
    const url = URL.createObjectURL(new Blob([text], { type: "application/geo+json" }));
    urls.set(id, { from: collection, url });
  }
}

/** What draws pictures of services; fetched when a board first has some. */
let underlays: typeof import("./underlays.ts") | undefined;

/** Has pictures of services drawn once the board has some; `onChange` where there is something new to draw. */
export async function followServices(onChange: () => void) {
  const asks = useAtlas.getState().board.serviceLayers || useTerrain.getState().summary;
  if (!asks && !underlays) return;
  underlays ??= await import("./underlays.ts");
  underlays.followAgreedHosts(onChange);
  onChange();
}

/** What keeps the shapes of picked features; fetched when a board first has some. */
let picked: typeof import("./pickedShapes.ts") | undefined;

/** Has the shapes of picked features drawn once the board has some. */
export async function followPicked(onChange: () => void) {
  if (!picked && !useAtlas.getState().board.picked) return;
  picked ??= await import("./pickedShapes.ts");
  await picked.updatePickedShapes();
  onChange();
}

/** As the style sheets have it, but for a page just as wide as a small screen of the wall: that is no phone. */
export const isHandheld = () => window.matchMedia("(max-width: 639.9px)").matches;

export function buildCurrentStyle(
  { board, datasets, hovered, highlighted }: AtlasState,
  basemap: Basemap | null,
  labelUrls: LabelUrls,
  answerUrl?: (kernel: string) => string | undefined,
  // Neither in a room nor on paper can one point at things to learn their names.
  isNaming = board.theme === "room",
) {
  const lit = [board.selection, hovered, ...highlighted].flatMap((s) => (s ? [s.dataset] : []));
  const named = isNaming ? highlighted : [];
  return buildStyle({
    board,
    datasetUrl: datasetAddress,
    contentPlace: (layer) => findContentPlace(board, layer),
    comparison: findComparison(),
    ownLitUrl: findOwnLitUrl(board),
    picked: picked?.buildPicked(board),
    tilesUrl: (tiles) => addressOf(`${tiles}.pmtiles`),
    labelUrl: (dataset) => labelUrls.get(dataset)?.url,
    answerUrl: (kernel) => findStatisticsUrl(board, kernel, labelUrls) ?? answerUrl?.(kernel),
    fontFaces,
    basemap,
    underlays: underlays?.buildUnderlays(board) ?? null,
    lit: [...new Set(lit)].sort(),
    named,
    isHandheld: isHandheld(),
    lineNames: buildLineNames(named, datasets),
  });
}

/** Where the units are that a number is shown for: their areas, or a point in each. */
function findStatisticsUrl({ statistics }: Board, kernel: string, labelUrls: LabelUrls): string | undefined {
  if (!statistics || kernel !== statisticsKernel) return undefined;
  const { form, level } = statistics;
  const dataset = level === "city" ? roles.cities : roles.units;
  return form === "areas" ? datasetAddress(dataset) : labelUrls.get(dataset)?.url;
}
