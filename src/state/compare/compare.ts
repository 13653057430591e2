import { keyPhase, titlePhase } from "../../../geodata/phaseDay.ts";
import { phaseIds, phases } from "../../../geodata/plan/phases.ts";
import { findComparedFeatures, listComparedDatasets } from "../../../layers/grammar/findComparedFeatures.ts";
import type { Board } from "../../domain/board/board.ts";
import {
  type CompareQuery,
  type CompareView,
  fitView,
  mostOthers,
  type OtherBoard,
} from "../../domain/board/compareQuery.ts";
import { type ComparedSide, compareSides } from "../../domain/compare/compareSides.ts";
import type { Difference } from "../../domain/compare/listDifferences.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { changeScreen, editBoard, highlightFeatures, requestCamera } from "../actions.ts";
import { loadDataset } from "../loadData.ts";
import { type AtlasState, useAtlas } from "../store.ts";

/** Close enough to see a place in its surroundings on every side. */
const closestZoom = 9.5;

/** A side of its own: what it is seen beside, the camera and the selection are the open board's. */
const asOther = ({ compare: _, bookmarks: __, ...board }: Board): OtherBoard => ({
  ...board,
  camera: null,
  selection: null,
});

const editCompare = (edit: (compare: CompareQuery, board: Board) => CompareQuery, coalesceKey = "") =>
  editBoard(
    (board) => (board.compare ? { ...board, compare: edit(board.compare, board) } : board),
    coalesceKey,
  );

/** What a side shows, in words. */
export const titleSide = ({ phase, monitor }: OtherBoard): Bilingual =>
  titlePhase(
    phases.find((known) => known.id === phase) ?? { id: phase, title: { zh: phase, en: phase } },
    monitor?.asOf,
  );

/** Opens the comparison with the phase before the open one; the first phase becomes the left side of the next. */
export function openComparison() {
  editBoard((board) => {
    if (board.compare) return board;
    const at = (phaseIds as readonly string[]).indexOf(board.phase);
    const [left, right] = at > 0 ? [phaseIds[at - 1]!, board.phase] : [board.phase, phaseIds[1]!];
    const other = { ...asOther(board), phase: left };
    return { ...board, phase: right, compare: { view: "swipe", at: 0.5, others: [other] } };
  });
}

export function closeComparison() {
  highlightFeatures([]);
  editBoard(({ compare: _, ...board }) => board);
}

/** Panes need the width that panels take; a fold is one click to undo. */
const makeRoom = () => changeScreen({ panel: null, legendOpen: false });

export function setCompareView(view: CompareView) {
  if (view === "panes") makeRoom();
  editCompare((compare) => ({ ...compare, view: fitView(view, compare.others.length) }));
}

export const moveLine = (at: number) =>
  editCompare((compare) => ({ ...compare, at: Math.min(1, Math.max(0, at)) }), "compare line");

const changeOther = (index: number, change: (other: OtherBoard) => OtherBoard) =>
  editCompare((compare) => ({
    ...compare,
    others: compare.others.map((other, at) => (at === index ? change(other) : other)),
  }));

export const setOtherPhase = (index: number, phase: string) =>
  changeOther(index, (other) => ({ ...other, phase }));

/** The open board as it is now becomes the side. */
export const takeAsOther = (index: number) =>
  editCompare((compare, board) => ({
    ...compare,
    others: compare.others.map((other, at) => (at === index ? asOther(board) : other)),
  }));

/** The side becomes the open board and the open board the side, so that every panel works on it. */
export const swapSides = (index: number) =>
  editBoard((board) => {
    const other = board.compare?.others[index];
    if (!board.compare || !other) return board;
    const others = board.compare.others.map((side, at) => (at === index ? asOther(board) : side));
    return {
      ...other,
      language: board.language,
      camera: null,
      selection: board.selection,
      compare: { ...board.compare, others },
    };
  });

/** One more pane, with the first phase that no side shows yet. */
export function addOther() {
  makeRoom();
  editCompare((compare, board) => {
    if (compare.others.length >= mostOthers) return compare;
    const shown = [board.phase, ...compare.others.map(({ phase }) => phase)];
    const phase = phaseIds.find((id) => !shown.includes(id)) ?? board.phase;
    return { ...compare, view: "panes", others: [...compare.others, { ...asOther(board), phase }] };
  });
}

export const dropOther = (index: number) =>
  editCompare((compare) =>
    compare.others.length > 1
      ? { ...compare, others: compare.others.filter((_, at) => at !== index) }
      : compare,
  );

const buildSide = ({ phase, monitor, scenario, check }: OtherBoard): ComparedSide => ({
  phaseKey: keyPhase(phase, monitor?.asOf),
  phase,
  phases: phaseIds,
  ...(scenario ? { scenario } : {}),
  ...(check ? { alternatives: check.alternatives } : {}),
});

/** Fetches what the sides show and the map has not fetched yet. */
export const loadCompared = (boards: readonly OtherBoard[]) =>
  Promise.all(listComparedDatasets(boards).map(loadDataset));

/** What differs from a side to the open board; undefined until all they show is there. */
export function findDifferences(
  left: OtherBoard,
  right: OtherBoard,
  { datasets, datasetProblems }: Pick<AtlasState, "datasets" | "datasetProblems">,
): Difference[] | undefined {
  const boards = [left, right];
  const isThere = listComparedDatasets(boards).every((id) => datasets[id] ?? datasetProblems[id]);
  if (!isThere) return undefined;
  return compareSides(findComparedFeatures(boards, datasets), buildSide(left), buildSide(right));
}

/** Takes every side to a difference and lights it there. */
export function flyToDifference({ dataset, id, bbox }: Difference) {
  highlightFeatures([{ dataset, id }]);
  if (bbox) requestCamera({ bbox: [...bbox], maxZoom: closestZoom });
}

/** Titles of the sides with their place, left first: what the panes, the list and the sheet call them. */
export const listSides = (board: Board): { key: string; board: OtherBoard; title: Bilingual }[] => [
  ...(board.compare?.others ?? []).map((other, index) => ({
    key: `other-${index}`,
    board: other,
    title: titleSide(other),
  })),
  { key: "open", board: asOther(board), title: titleSide(board) },
];

/** The boards of a comparison as they stand now. */
export const readSides = () => listSides(useAtlas.getState().board);
