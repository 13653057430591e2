import type { Measures, RowQuery } from "../compute/dataProtocol.ts";
import { showLayer as show } from "../domain/board/editLayers.ts";
import { findUserLayer, type UserLayer } from "../domain/board/userLayers.ts";
import type { Selection } from "../domain/board.ts";
import type { SearchEntry } from "../domain/search.ts";
import { changeScreen, editBoard, requestFlight } from "./actions.ts";
import { loadRows, peekRow, useRow } from "./ownRows.ts";
import { useAtlas } from "./store.ts";
import { askOf, type ContentRow, useUserData } from "./userData.ts";

const closestZoom = 14;
const nameKeys = ["名称", "name", "Name", "NAME", "name:zh", "项目名称", "title", "标题"];

/** The column a layer's features are called by: what the reader labels by, else one that is named so. */
export const findNameColumn = (layer: UserLayer): string | undefined =>
  layer.label ??
  nameKeys.find((key) => layer.columns.some((column) => column.key === key)) ??
  layer.columns.find((column) => /名|name/i.test(column.key))?.key;

/** What a feature is called: its name, else its layer's with its place in it. */
export function nameOwnFeature(layer: UserLayer, index: number, row: ContentRow | undefined): string {
  const column = findNameColumn(layer);
  const value = column === undefined ? undefined : row?.properties[column];
  return value === undefined || value === null || value === "" ? `${layer.name} ${index + 1}` : String(value);
}

export interface OwnFeature {
  layer: UserLayer;
  index: number;
  row: ContentRow;
}

/** The selected feature of an own layer; null where there is none, undefined until its row has come over. */
export function useOwnFeature(selection: Selection): OwnFeature | null | undefined {
  const layer = useAtlas((state) => findUserLayer(state.board, selection.dataset));
  const index = Number(selection.id);
  const row = useRow(layer?.content, index);
  const hasFailed = useUserData((state) => layer !== undefined && layer.content in state.problems);
  if (!layer || !(index < layer.count)) return null;
  return row ? { layer, index, row } : hasFailed ? null : undefined;
}

/** Goes to a feature of an own layer and selects it, as one step of undo. */
export function showOwnFeature(selection: Selection) {
  const { board } = useAtlas.getState();
  const layer = findUserLayer(board, selection.dataset);
  if (!layer) return;
  editBoard((before) => {
    const isShown = before.layers.some((state) => state.id === layer.id && state.visible);
    const shown = isShown ? before : show(before, layer.id, true);
    const isSelected = before.selection?.id === selection.id && before.selection.dataset === layer.id;
    return isSelected ? shown : { ...shown, selection: { dataset: layer.id, id: selection.id } };
  });
  changeScreen({ inspectorOpen: true });
  const place = Number(selection.id) * 4;
  const box = useUserData.getState().boxes[layer.content]?.slice(place, place + 4);
  if (box?.length === 4 && !box.some(Number.isNaN))
    requestFlight({ bbox: [box[0]!, box[1]!, box[2]!, box[3]!], maxZoom: closestZoom });
}

/** Area and length of one feature on the ellipsoid. */
export async function measureOwnFeature({ layer, index }: OwnFeature): Promise<Measures | null> {
  const measured = await askOf(layer.content, "measure", { key: layer.content, index });
  return measured.ok ? measured.value : null;
}

/** Places of the rows to show, in order; undefined where they could not be found. */
export async function queryOwnRows(query: RowQuery): Promise<Uint32Array | undefined> {
  const found = await askOf(query.key, "query", query);
  return found.ok ? found.value : undefined;
}

/** Features of own layers with a text in any column, or named so in pinyin: the first few, as search shows them. */
export async function findOwnEntries(query: string, most: number): Promise<SearchEntry[]> {
  const { board } = useAtlas.getState();
  const entries: SearchEntry[] = [];
  for (const layer of board.userLayers ?? []) {
    if (!(layer.content in useUserData.getState().contents) || entries.length >= most) continue;
    const found = await askOf(layer.content, "find", {
      key: layer.content,
      text: query,
      nameColumn: findNameColumn(layer) ?? null,
      most: most - entries.length,
    });
    const first = found.ok ? found.value : [];
    await loadRows(layer.content, first);
    for (const index of first) {
      const name = nameOwnFeature(layer, index, peekRow(layer.content, index));
      entries.push({
        dataset: layer.id,
        id: String(index),
        name: { zh: name, en: name },
        pinyin: "",
        also: [],
        lon: null,
        lat: null,
        kind: "",
        confidence: null,
        source: layer.name,
        items: [],
      });
    }
  }
  return entries;
}
