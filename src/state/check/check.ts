import { layers } from "../../../layers/index.ts";
import type { Board, Selection } from "../../domain/board/board.ts";
import { type CheckQuery, standardCheck } from "../../domain/board/checkQuery.ts";
import { showLayers } from "../../domain/board/editLayers.ts";
import type { CheckResult, Conflict } from "../../domain/check/conflict.ts";
import type { RuleTable } from "../../domain/check/rules.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import { changeScreen, editBoard, highlightFeatures, requestCamera } from "../actions.ts";
import { findLayersOf } from "../features.ts";
import { useCheck } from "./checkStore.ts";
import { findConflict } from "./checkView.ts";

/** Nearest a conflict is shown: enough to see it among its surroundings. */
const closestZoom = 11;
const conflictsLayer = "conflicts";

/** Changes what is asked, as one step of undo; `coalesceKey` joins a run of small changes. */
export const editCheck = (change: (query: CheckQuery) => CheckQuery, coalesceKey = "") =>
  editBoard((board) => {
    const check = change(board.check ?? standardCheck);
    return check === board.check ? board : { ...board, check };
  }, coalesceKey);

export const changeCheck = (change: Partial<CheckQuery>, coalesceKey = "") =>
  editCheck((query) => ({ ...query, ...change }), coalesceKey);

/** Begins a check, by what is chosen, and shows its conflicts on the map. */
export function runCheck(change: Partial<CheckQuery> = {}) {
  editBoard((board) => {
    const check = { ...(board.check ?? standardCheck), focus: null, ...change };
    return { ...showLayers(board, [conflictsLayer], true), check };
  });
}

export function clearCheck() {
  useCheck.setState({ pointed: null, matrixOpen: false });
  highlightFeatures([]);
  editBoard(({ check: _check, ...board }) => board as Board);
}

/** Replaces the rule table; null goes back to the shipped one. */
export const changeRules = (rules: RuleTable | null) => changeCheck({ rules });

const selectionOf = (key: string): Selection => {
  const at = key.indexOf("/");
  return { dataset: key.slice(0, at), id: key.slice(at + 1) };
};

const isDrawn = ({ dataset }: Selection) =>
  layers.some((layer) => "dataset" in layer.data && layer.data.dataset === dataset);

/** The two sides of a conflict, as far as the map has them. */
export const findSides = ({ subject, zone }: Conflict): Selection[] =>
  [subject, zone].map(selectionOf).filter(isDrawn);

/** Lights a conflict on the map, with both its sides, and frames it. One edit of the board. */
export function focusConflict(result: CheckResult, id: string) {
  const conflict = findConflict(result, id);
  if (!conflict) return;
  const sides = findSides(conflict);
  editBoard((board) => {
    const off = sides.flatMap(({ dataset }) => {
      const drawing = findLayersOf(dataset).map((layer) => layer.id);
      const isShown = board.layers.some((layer) => layer.visible && drawing.includes(layer.id));
      return isShown ? [] : drawing;
    });
    const shown = showLayers(board, [...off, conflictsLayer], true);
    return { ...shown, check: { ...(board.check ?? standardCheck), focus: id } };
  });
  highlightFeatures(sides);
  const bbox = findBoundingBox([conflict.geometry]);
  if (bbox) requestCamera({ bbox, maxZoom: closestZoom });
}

export function clearFocus() {
  highlightFeatures([]);
  changeCheck({ focus: null });
}

/** Lights a conflict, or both its sides, while it is pointed at. */
export function pointAtConflict(result: CheckResult, id: string | null) {
  if (useCheck.getState().pointed === id) return;
  useCheck.setState({ pointed: id });
  const conflict = findConflict(result, id);
  highlightFeatures(conflict ? findSides(conflict) : []);
}

/** A click on the map's own drawing of a conflict. */
export function takeConflict(id: string) {
  editCheck((query) => (query.focus === id ? query : { ...query, focus: id }));
  useCheck.setState({ pointed: id });
  changeScreen({ panel: "check" });
}

/** Tests one feature alone, with the panel open on it. */
export function checkFeature(selection: Selection) {
  runCheck({ subjects: { kind: "features", features: [selection] } });
  changeScreen({ panel: "check" });
}
