import type { Measures } from "../../compute/dataProtocol.ts";
import type { Selection } from "../../domain/board/board.ts";
import { showLayer as show } from "../../domain/board/editLayers.ts";
import { keyOfOwn, listRows } from "../../domain/board/ownRequests.ts";
import { findUserLayer, type UserLayer } from "../../domain/board/userLayers.ts";
import type { Result } from "../../domain/result.ts";
import type { SearchEntry } from "../../domain/search.ts";
import { changeScreen, editBoard, requestCamera } from "../actions.ts";
import { answerRequest, completeRequests } from "../answers.ts";
import { useAnswers } from "../answersStore.ts";
import { useAtlas } from "../store.ts";
import { findBoxes } from "./ownCounts.ts";
import { findRow, useRow } from "./ownRows.ts";
import { type ContentRow, useUserData } from "./userData.ts";

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
  const box = findBoxes(useAnswers.getState().answers, layer.content)?.slice(place, place + 4);
  if (box?.length === 4 && !box.some(Number.isNaN))
    requestCamera({ bbox: [box[0]!, box[1]!, box[2]!, box[3]!], maxZoom: closestZoom });
}

/** Measures of a feature asked for by an action of the reader, not by the board. */
export async function measureOwnFeature(key: string, index: number): Promise<Result<Measures | null>> {
  const input = { key, index };
  return answerRequest<Measures | null>({ key: keyOfOwn("measure", input), kernel: "measure", input });
}

/** Features of own layers with a text in any column, or named so in pinyin: the first few, as search shows them. */
export async function findOwnEntries(query: string, most: number): Promise<SearchEntry[]> {
  const { board } = useAtlas.getState();
  const entries: SearchEntry[] = [];
  for (const layer of board.userLayers ?? []) {
    if (!(layer.content in useUserData.getState().contents) || entries.length >= most) continue;
    const input = {
      key: layer.content,
      text: query,
      nameColumn: findNameColumn(layer) ?? null,
      most: most - entries.length,
    };
    const found = await answerRequest<number[]>({
      key: JSON.stringify(["find", input]),
      kernel: "find",
      input,
    });
    const first = found.ok ? found.value : [];
    const rows = await completeRequests((answers) => listRows(layer.content, first, layer.count, answers));
    for (const index of first) {
      const name = nameOwnFeature(layer, index, findRow(rows, layer.content, index));
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
