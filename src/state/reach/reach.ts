import type { Board } from "../../domain/board/board.ts";
import {
  mostOrigins,
  type NamedOrigin,
  orderCutoffs,
  parsePosition,
  type ReachQuery,
  standardQuery,
} from "../../domain/board/reachQuery.ts";
import { dropEdit, putEdit } from "../../domain/board/scenarioEdits.ts";
import { measureDistanceMetres } from "../../domain/place/ellipsoid.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { RailEdit } from "../../domain/rail/editRail.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import { editBoard, tell } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { type ClickMeaning, useReach } from "./reachStore.ts";

/** Changes what is asked, as one step of undo; `coalesceKey` joins a run of small changes. */
export const editQuery = (change: (query: ReachQuery) => ReachQuery, coalesceKey = "") =>
  editBoard((board) => ({ ...board, reach: change(board.reach ?? standardQuery) }), coalesceKey);

export const changeQuery = (change: Partial<ReachQuery>, coalesceKey = "") =>
  editQuery((query) => ({ ...query, ...change }), coalesceKey);

export function clearReach() {
  useReach.setState({ dragged: null, playMinutes: null, movedCutoffs: null });
  editBoard(({ reach: _reach, ...board }) => board as Board);
}

export function addOrigin(origin: NamedOrigin) {
  editQuery((query) => {
    if (query.origins.length >= mostOrigins) {
      tell("warning", {
        zh: `最多 ${mostOrigins} 个起点；先移除一个`,
        en: `${mostOrigins} origins at most; remove one first`,
      });
      return query;
    }
    return { ...query, origins: [...query.origins, origin] };
  });
}

/** Puts one origin in place of all others. */
export const setOrigins = (origins: readonly NamedOrigin[]) =>
  editQuery((query) => ({ ...query, origins: origins.slice(0, mostOrigins) }));

export const removeOrigin = (index: number) =>
  editQuery((query) => ({ ...query, origins: query.origins.filter((_, at) => at !== index) }));

const replaceOrigin = (index: number, origin: NamedOrigin, coalesceKey = "") =>
  editQuery(
    (query) => ({ ...query, origins: query.origins.map((other, at) => (at === index ? origin : other)) }),
    coalesceKey,
  );

/** Follows the finger; nothing is kept until it lets go. */
export const dragOrigin = (index: number, lngLat: [number, number]) =>
  useReach.setState({ dragged: { index, lngLat: parsePosition(lngLat) ?? lngLat } });

export function dropOrigin() {
  const { dragged } = useReach.getState();
  if (!dragged) return;
  useReach.setState({ dragged: null });
  replaceOrigin(dragged.index, { kind: "place", lngLat: dragged.lngLat });
}

/** Moves an origin by keys; a run of moves is one step of undo. */
export function moveOrigin(index: number, lngLat: [number, number]) {
  const position = parsePosition(lngLat);
  if (position) replaceOrigin(index, { kind: "place", lngLat: position }, `origin ${index}`);
}

export function placeOrigin(lngLat: [number, number], name?: Bilingual) {
  const position = parsePosition(lngLat);
  if (position) addOrigin({ kind: "place", lngLat: position, ...(name ? { name } : {}) });
}

/** Shows cut-offs while a slider moves; `settleCutoffs` keeps them. */
export function moveCutoffs(cutoffs: readonly number[]) {
  const ordered = orderCutoffs(cutoffs);
  if (ordered) useReach.setState({ movedCutoffs: ordered });
}

export function settleCutoffs() {
  const { movedCutoffs } = useReach.getState();
  if (!movedCutoffs) return;
  useReach.setState({ movedCutoffs: null });
  setCutoffs(movedCutoffs);
}

export function setCutoffs(cutoffs: readonly number[]) {
  const ordered = orderCutoffs(cutoffs);
  if (!ordered) return;
  editQuery((query) => ({
    ...query,
    cutoffs: ordered,
    focusMinutes: ordered.includes(query.focusMinutes)
      ? query.focusMinutes
      : ordered.reduce((a, b) =>
          Math.abs(b - query.focusMinutes) < Math.abs(a - query.focusMinutes) ? b : a,
        ),
  }));
}

const withScenario = (board: Board, edits: readonly RailEdit[]): Board => {
  const { scenario: _before, ...rest } = board;
  return edits.length > 0 ? { ...rest, scenario: edits } : rest;
};

/** Changes the railway; a later change of the same thing replaces the earlier. */
export const editScenario = (edit: RailEdit) =>
  editBoard(
    (board) => withScenario(board, putEdit(board.scenario ?? [], edit)),
    `scenario ${edit.kind} ${"line" in edit ? edit.line : "service" in edit ? edit.service : "id" in edit ? edit.id : edit.phase}`,
  );

export const undoScenarioEdit = (edit: RailEdit) =>
  editBoard((board) => withScenario(board, dropEdit(board.scenario ?? [], edit)));

export const clearScenario = () => editBoard((board) => withScenario(board, []));

export const setClickMeaning = (clickMeans: ClickMeaning) =>
  useReach.setState({ clickMeans, linkFrom: null });

/** The link of a click on a second station: straight between the two, by the fastest train there is. */
function buildLink(
  rail: RailSource,
  from: string,
  to: string,
  edits: readonly RailEdit[],
  openFrom: string,
): RailEdit | null {
  const [a, b] = [from, to].map((id) => rail.stations.find((station) => station.id === id));
  const train = rail.trainTypes.reduce((best, type) => (type.topKmh > best.topKmh ? type : best));
  if (!a || !b || a === b) return null;
  const numbers = edits.flatMap((edit) => (edit.kind === "link" ? [Number(edit.id.split("-").at(-1))] : []));
  return {
    kind: "link",
    id: `link-${Math.max(0, ...numbers) + 1}`,
    from,
    to,
    // Railways are longer than the straight line; a tenth more is common on open ground.
    lengthMetres: Math.round(measureDistanceMetres(a.lngLat, b.lngLat) * 1.1),
    speedKmh: 250,
    trainType: train.id,
    trainsPerDay: 16,
    openFrom,
  };
}

/** Takes a station as an end of a new link; the second makes it. */
export function takeLinkStation(station: string) {
  const { linkFrom, sources } = useReach.getState();
  if (!linkFrom || !sources) {
    useReach.setState({ linkFrom: station });
    return;
  }
  if (linkFrom === station) {
    tell("information", {
      zh: "两端是同一个车站；请选另一个车站",
      en: "Both ends are the same station; choose another one",
    });
    return;
  }
  const { board } = useAtlas.getState();
  const link = buildLink(sources.rail, linkFrom, station, board.scenario ?? [], board.phase);
  if (!link) return;
  useReach.setState({ linkFrom: null, clickMeans: "why" });
  editScenario(link);
}

/** Nearest station to a place within a distance, by id. */
export function findStationNear(lngLat: [number, number], withinMetres: number): string | null {
  const { sources } = useReach.getState();
  let best: { id: string; metres: number } | null = null;
  for (const station of sources?.rail.stations ?? []) {
    const metres = measureDistanceMetres(lngLat, station.lngLat);
    if (metres <= withinMetres && (!best || metres < best.metres)) best = { id: station.id, metres };
  }
  return best?.id ?? null;
}

/**
 * What a click on the map means now.
 * @param toleranceMetres how far from a station a click still means it.
 * @returns false where the click is the map's own, to select what lies there.
 */
export function takeMapClick(lngLat: [number, number], toleranceMetres: number): boolean {
  const { isOpen, clickMeans } = useReach.getState();
  const { reach } = useAtlas.getState().board;
  const hasOrigin = (reach?.origins.length ?? 0) > 0;
  // Without an origin there is no way to show, and an origin is added only when asked for.
  if (!isOpen || clickMeans === "select" || (clickMeans === "why" && !hasOrigin)) return false;
  if (clickMeans === "link") {
    const station = findStationNear(lngLat, toleranceMetres);
    if (station) takeLinkStation(station);
    else
      tell("information", {
        zh: "这里没有车站；点一个车站作为新线路的端点",
        en: "There is no station here; click a station to end the new link at",
      });
    return true;
  }
  if (clickMeans === "origin") {
    const station = findStationNear(lngLat, toleranceMetres);
    if (station) addOrigin({ kind: "station", station });
    else placeOrigin(lngLat);
    setClickMeaning("why");
    return true;
  }
  changeQuery({ place: parsePosition(lngLat) ?? null, route: null });
  return true;
}
