import type { MultiPolygon, Polygon } from "geojson";
import { fileOf, roles } from "../../../geodata/roles.ts";
import type { Selection } from "../../domain/board/board.ts";
import { classesQuestion, keyOfOwn } from "../../domain/board/ownRequests.ts";
import {
  changePicked,
  countPicked,
  findPicked,
  mostKeptPicked,
  mostPicked,
  type PickedGroup,
  type PickMode,
  withPicked,
} from "../../domain/board/picked.ts";
import { buildRequest } from "../../domain/board/request.ts";
import { findUserLayer, listClasses } from "../../domain/board/userLayers.ts";
import { buildBox } from "../../domain/place/drawn.ts";
import type { PickedIds, PickedMeasures, PickRelation, PickSource } from "../../domain/place/pickFeatures.ts";
import { editBoard, tell, tellProblem } from "../actions.ts";
import { answerRequest } from "../answers.ts";
import { findOwnFile } from "../check/checkOwn.ts";
import { findFeature } from "../features.ts";
import { loadDataset } from "../loadData.ts";
import { type PickTool, startTool, stopDrawing, useDrawing } from "../own/drawing.ts";
import { measureOwnFeature } from "../own/ownFeatures.ts";
import { useAtlas } from "../store.ts";
import { usePicks } from "./pickStore.ts";
import { buildShownTest, listShownLayers, type ShownLayer } from "./shownFeatures.ts";

export type PickArea = Polygon | MultiPolygon;

/** Where the features of a dataset or own layer are, for the kernels; undefined while they are not there. */
function findSource(dataset: string): PickSource | undefined {
  if (!findUserLayer(useAtlas.getState().board, dataset))
    return { dataset, file: fileOf(dataset), byPlace: false };
  const own = findOwnFile(dataset);
  return own && { dataset, file: own.file, byPlace: true };
}

/** The shown layers that are picked from: the one chosen, or all but the ground. */
export function listPickable(from = usePicks.getState().from): ShownLayer[] {
  const shown = listShownLayers(useAtlas.getState().board);
  return from === null
    ? shown.filter(({ definition }) => !roles.groundLayers.includes(definition.id))
    : shown.filter(({ definition }) => definition.id === from);
}

/** Places of an own layer whose class is not switched off and that meet its conditions. */
async function keepShownPlaces(layer: ShownLayer, ids: readonly string[]): Promise<string[]> {
  const own = findUserLayer(useAtlas.getState().board, layer.dataset);
  if (!own || (layer.state.hidden.length === 0 && !layer.state.filter)) return [...ids];
  const input = classesQuestion(useAtlas.getState().board, own);
  const classes = await answerRequest<Uint8Array>({
    key: keyOfOwn("classes", input),
    kernel: "classes",
    input,
  });
  if (!classes.ok) return [];
  const names = listClasses(own.paint);
  return ids.filter((id) => {
    const name = names[classes.value[Number(id)]!];
    return name !== undefined && !layer.state.hidden.includes(name);
  });
}

/** What of the found features the map shows, as groups of a selection. */
async function keepShown(found: PickedIds, pickable: readonly ShownLayer[]): Promise<PickedGroup[]> {
  const { board, viewport } = useAtlas.getState();
  const isShown = buildShownTest(pickable, board, viewport?.camera.zoom ?? 0);
  const groups: PickedGroup[] = [];
  for (const [dataset, ids] of Object.entries(found)) {
    const own = findUserLayer(board, dataset);
    const layer = pickable.find((other) => other.dataset === dataset)!;
    if (own) groups.push({ dataset, ids: await keepShownPlaces(layer, ids), content: own.content });
    else {
      await loadDataset(dataset);
      const { datasets } = useAtlas.getState();
      groups.push({
        dataset,
        ids: ids.filter((id) => {
          const feature = findFeature(datasets, { dataset, id });
          return feature !== undefined && isShown(dataset, feature);
        }),
      });
    }
  }
  return groups.filter(({ ids }) => ids.length > 0);
}

const tooMany = (count: number) =>
  tell("warning", {
    zh: `选到 ${count} 个要素，最多 ${mostPicked} 个；请缩小范围或只选一个图层`,
    en: `${count} features found, ${mostPicked} at most; choose a smaller area or one layer`,
  });

/** Puts what was found on the board, as one step of undo. */
function takeFound(groups: readonly PickedGroup[], mode: PickMode) {
  const before = findPicked(useAtlas.getState().board);
  const next = changePicked(before, groups, mode);
  const count = countPicked(next);
  if (count > mostPicked) return tooMany(count);
  if (groups.length === 0) tell("information", { zh: "范围内没有要素", en: "No feature lies in that area" });
  if (groups.length > 0 || (mode === "new" && before.length > 0))
    editBoard((board) => withPicked(board, next));
  if (count > mostKeptPicked && countPicked(before) <= mostKeptPicked)
    tell("warning", {
      zh: `选取超过 ${mostKeptPicked} 个要素，只在本页有效，不随链接和图板文件保存`,
      en: `More than ${mostKeptPicked} features: the selection lasts while this page is open; links and saved boards leave it out`,
    });
}

/** Picks by an area; `except` is the feature that gave it. */
export async function pickByArea(
  area: PickArea,
  relation: PickRelation,
  mode: PickMode,
  except: Selection | null = null,
) {
  const pickable = listPickable();
  const datasets = [...new Set(pickable.map(({ dataset }) => dataset))];
  const sources = datasets.flatMap((dataset) => findSource(dataset) ?? []);
  usePicks.setState({ isBusy: true });
  const found = await answerRequest<PickedIds>(buildRequest("pickFeatures", { area, relation, sources }));
  if (found.ok) {
    const groups = await keepShown(found.value, pickable);
    const others = groups.map((group) =>
      group.dataset === except?.dataset
        ? { ...group, ids: group.ids.filter((id) => id !== except.id) }
        : group,
    );
    takeFound(
      others.filter(({ ids }) => ids.length > 0),
      mode,
    );
  } else tellProblem(found.error);
  usePicks.setState({ isBusy: false });
}

/** Lets shapes be drawn on the map, each of which picks. */
export function startPicking(tool: PickTool) {
  startTool(tool);
  useDrawing.setState({
    taker: (geometry) => {
      const { held, mode, relation } = usePicks.getState();
      if (geometry.type === "Polygon") void pickByArea(geometry, relation, held ?? mode);
    },
  });
}

export const stopPicking = stopDrawing;

/** Picks what is in view; the map's edge cuts nothing off. */
export async function pickInView() {
  const { viewport } = useAtlas.getState();
  if (!viewport) return;
  const { mode } = usePicks.getState();
  await pickByArea(buildBox(viewport.bbox), "touching", mode);
}

/** The area of the selected feature; undefined where it is none. */
async function findSelectedArea(): Promise<PickArea | undefined> {
  const { board, datasets } = useAtlas.getState();
  const { selection } = board;
  const own = selection && findUserLayer(board, selection.dataset);
  const measured = own && (await measureOwnFeature(own.content, Number(selection.id)));
  const geometry = own
    ? measured?.ok
      ? measured.value?.geometry
      : undefined
    : findFeature(datasets, selection)?.geometry;
  return geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? geometry : undefined;
}

/**
 * Picks what lies in the selected area, by its middle: neighbours that only share an edge with it are not in it.
 */
export async function pickInSelected() {
  const area = await findSelectedArea();
  const { mode } = usePicks.getState();
  if (area) await pickByArea(area, "centred", mode, useAtlas.getState().board.selection);
  else tell("warning", { zh: "请先在图上选中一个面状要素", en: "Select an area on the map first" });
}

export const clearPicked = () => editBoard((board) => withPicked(board, []));

export const dropGroup = (dataset: string) =>
  editBoard((board) =>
    withPicked(
      board,
      findPicked(board).filter((group) => group.dataset !== dataset),
    ),
  );

let measuring = 0;

/** Counts and measures what is picked, for as long as the selection stays the same. */
export async function measureGroups(groups: readonly PickedGroup[]) {
  measuring += 1;
  const turn = measuring;
  usePicks.setState({ measures: null });
  if (groups.length === 0) return;
  const sources = groups.flatMap(({ dataset, ids }) => {
    const source = findSource(dataset);
    return source ? [{ ...source, ids }] : [];
  });
  const found = await answerRequest<PickedMeasures[]>(buildRequest("measurePicked", { sources }));
  if (turn !== measuring) return;
  if (found.ok) usePicks.setState({ measures: found.value });
  else tellProblem(found.error);
}
