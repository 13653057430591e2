import { zipSync } from "fflate";
import { standardCheck } from "../../domain/board/checkQuery.ts";
import { findPicked, type PickedGroup } from "../../domain/board/picked.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { changeScreen, tellProblem } from "../actions.ts";
import { runCheck } from "../check/check.ts";
import { findLayersOf } from "../features.ts";
import { type ExportOptions, exportLayer, type Written } from "../own/exportLayer.ts";
import { addLayers, buildLayer } from "../own/importFiles.ts";
import { askOf, takeContent } from "../own/userData.ts";
import { useAtlas } from "../store.ts";
import { usePicks } from "./pickStore.ts";

/** The layer that lists a picked group: the reader's own, or one that draws the dataset. */
export function findLayerOf({ dataset }: PickedGroup): string | undefined {
  const { board } = useAtlas.getState();
  if (findUserLayer(board, dataset)) return dataset;
  const drawing = findLayersOf(dataset);
  const isShown = (id: string) => board.layers.some((state) => state.id === id && state.visible);
  return (drawing.find(({ id }) => isShown(id)) ?? drawing[0])?.id;
}

/** Opens the table of a picked group with only its rows. */
export function showPickedTable(group: PickedGroup) {
  const layer = findLayerOf(group);
  if (!layer) return;
  usePicks.setState({ tableOnly: true });
  changeScreen({ tableLayer: layer });
}

/** What is picked as a file a layer; several are packed into one archive. */
export async function exportPicked(options: ExportOptions): Promise<Written> {
  const files: Record<string, Uint8Array> = {};
  let last: Written | undefined;
  for (const group of findPicked(useAtlas.getState().board)) {
    const layer = findLayerOf(group);
    if (!layer) continue;
    last = await exportLayer(layer, options, group.ids);
    if (!last.ok) return last;
    const { fileName, bytes } = last.value;
    const at = fileName.lastIndexOf(".");
    const name =
      fileName in files ? `${fileName.slice(0, at)}-${group.dataset}${fileName.slice(at)}` : fileName;
    files[name] = new Uint8Array(bytes);
  }
  if (!last || Object.keys(files).length === 1) return last!;
  const packed = zipSync(files, { level: 6 });
  return {
    ok: true,
    value: { bytes: packed.slice().buffer, fileName: "selection.zip", mime: "application/zip" },
  };
}

/** What an own layer counts as until the reader says what it is. */
const ownKind = "user";

/** Tests the plan's features that are picked. */
export function checkPickedFeatures(groups: readonly PickedGroup[]) {
  runCheck({
    subjects: {
      kind: "features",
      features: groups.flatMap(({ dataset, ids }) => ids.map((id) => ({ dataset, id }))),
    },
  });
  changeScreen({ panel: "check" });
}

/** Tests the picked features of own layers: each selection becomes a layer of its own, which the check can keep. */
export async function checkPickedOwn(groups: readonly PickedGroup[], nameOf: (layer: string) => string) {
  const layers = [];
  for (const { dataset, ids } of groups) {
    const own = findUserLayer(useAtlas.getState().board, dataset);
    if (!own) continue;
    const name = nameOf(own.name);
    const subset = await askOf(own.content, "subset", { key: own.content, name, indexes: ids.map(Number) });
    if (!subset.ok) return tellProblem(subset.error);
    takeContent(subset.value, null);
    layers.push({ ...buildLayer(subset.value, "result", name), label: own.label });
  }
  addLayers(layers);
  const { userLayers = [] } = useAtlas.getState().board;
  const added = layers.filter(({ id }) => userLayers.some((layer) => layer.id === id));
  runCheck({
    subjects: { kind: "own", layers: added.map(({ id }) => ({ layer: id, kindOf: ownKind })) },
    ownZones: useAtlas.getState().board.check?.ownZones ?? standardCheck.ownZones,
  });
  changeScreen({ panel: "check" });
}
