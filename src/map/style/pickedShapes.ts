import type { LayerSpecification } from "@maplibre/maplibre-gl-style-spec";
import { type Theme, themes } from "../../../layers/grammar/theme.ts";
import type { Board } from "../../domain/board/board.ts";
import { findPicked, type PickedGroup } from "../../domain/board/picked.ts";
import { findFeature } from "../../state/features.ts";
import { loadDataset } from "../../state/loadData.ts";
import { askOf } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";
import type { Basemap } from "./buildStyle.ts";

const sourcePrefix = "picked-";

/** Addresses of the shapes by group: each is made once, and let go when its group is no longer picked. */
const urls = new Map<PickedGroup, string>();

/** Wide enough to be seen beside the line or edge it marks. */
const markPixels = 3;
const ringPixels = 9;

/** Picked features are marked in the colour of a selection, lighter than the one that is selected itself. */
const buildMarks = (source: string, { accent, paper }: Theme): LayerSpecification[] => [
  {
    id: `${source}/area`,
    type: "fill",
    source,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": accent, "fill-opacity": 0.14 },
  },
  ...(["casing", "line"] as const).map(
    (part): LayerSpecification => ({
      id: `${source}/${part}`,
      type: "line",
      source,
      filter: ["!=", ["geometry-type"], "Point"],
      layout: { "line-join": "round", "line-cap": "round" },
      paint: {
        "line-color": part === "line" ? accent : paper,
        "line-width": part === "line" ? markPixels : markPixels + 3,
        "line-opacity": part === "line" ? 0.9 : 0.6,
      },
    }),
  ),
  {
    id: `${source}/point`,
    type: "circle",
    source,
    filter: ["==", ["geometry-type"], "Point"],
    paint: {
      "circle-radius": ringPixels,
      "circle-color": accent,
      "circle-opacity": 0.14,
      "circle-stroke-color": accent,
      "circle-stroke-width": 2,
    },
  },
];

/** The picked features of a board and what marks them, as far as their shapes have come over. */
export function buildPicked(board: Board): Basemap {
  const found = findPicked(board).flatMap((group) => {
    const data = urls.get(group);
    return data ? [{ id: `${sourcePrefix}${group.dataset}`, data }] : [];
  });
  return {
    sources: Object.fromEntries(found.map(({ id, data }) => [id, { type: "geojson" as const, data }])),
    layers: found.flatMap(({ id }) => buildMarks(id, themes[board.theme])),
  };
}

/** The shapes of a group as a file: the worker's for an own layer, which may be large. */
async function buildShapes({ dataset, ids, content }: PickedGroup): Promise<Blob | undefined> {
  if (content !== undefined) {
    const subset = await askOf(content, "subset", { key: content, name: "", indexes: ids.map(Number) });
    return subset.ok ? subset.value.blob : undefined;
  }
  await loadDataset(dataset);
  const { datasets } = useAtlas.getState();
  const features = ids.flatMap((id) => {
    const geometry = findFeature(datasets, { dataset, id })?.geometry;
    return geometry ? [{ type: "Feature", properties: {}, geometry }] : [];
  });
  return new Blob([JSON.stringify({ type: "FeatureCollection", features })], {
    type: "application/geo+json",
  });
}

/** Has the shapes ready of what the open board picks. */
export async function updatePickedShapes() {
  const groups = findPicked(useAtlas.getState().board);
  for (const group of groups) {
    if (urls.has(group)) continue;
    const shapes = await buildShapes(group);
    if (shapes) urls.set(group, URL.createObjectURL(shapes));
  }
  const { board, past, future } = useAtlas.getState();
  // An undo brings the same groups back: only what no board speaks of any more is let go.
  const wanted = new Set([board, ...past, ...future].flatMap(({ picked = [] }) => picked));
  for (const [group, url] of urls) {
    if (wanted.has(group)) continue;
    URL.revokeObjectURL(url);
    urls.delete(group);
  }
}
