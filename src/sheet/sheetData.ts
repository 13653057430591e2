import type { FeatureCollection } from "geojson";
import { roles } from "../../geodata/roles.ts";
import { buildDrawContext } from "../../layers/grammar/drawContext.ts";
import { listComparedDatasets } from "../../layers/grammar/findComparedFeatures.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import type { Board } from "../domain/board/board.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";

/** All that a sheet is drawn from. */
export interface SheetData {
  /** Datasets by id, as they are shipped. */
  datasets: Readonly<Record<string, PlanFeatureCollection>>;
  /** The archive of the base tiles; null where the plan has none. */
  tiles: Uint8Array | null;
  /** Features of answers, by kernel. */
  answers: Readonly<Record<string, FeatureCollection>>;
  /** The same for each other side of a comparison, in their order. */
  otherAnswers?: readonly Readonly<Record<string, FeatureCollection>>[];
  /** Features of the reader's own layers, by layer. */
  own: Readonly<Record<string, FeatureCollection>>;
  /** WOFF files. */
  fonts: Readonly<{ regular: Uint8Array; strong: Uint8Array }>;
}

/** Where the fonts of a sheet lie below the page. */
export const sheetFontFiles = {
  regular: "fonts/sheet-regular.woff",
  strong: "fonts/sheet-medium.woff",
} as const;

/** A side of a comparison, left first: a board of its own, in the language of the sheet. */
export const listSheetSides = ({ compare, ...board }: Board): Board[] => [
  ...(compare?.others ?? []).map((other): Board => ({ ...other, language: board.language })),
  board,
];

/** Datasets a board's sheet is drawn from, with all sides of its comparison. */
export const listSheetDatasets = (board: Board): string[] => {
  const sides = listSheetSides(board);
  return [
    ...new Set([...sides.flatMap(listSideDatasets), ...(board.compare ? listComparedDatasets(sides) : [])]),
  ];
};

function listSideDatasets(board: Board): string[] {
  const context = buildDrawContext({ ...board, theme: "paper" });
  const wanted = findLayers(board).flatMap((layer) => {
    const state = board.layers.find(({ id }) => id === layer.id);
    const isOn = state?.visible === true && state.opacity > 0 && layer.draw(context).length > 0;
    return isOn && "dataset" in layer.data && !isUserLayerId(layer.data.dataset) ? [layer.data.dataset] : [];
  });
  // The words that stand for the map say where it is by these.
  return [
    ...new Set([
      ...wanted,
      roles.units,
      roles.cities,
      ...(board.selection && !isUserLayerId(board.selection.dataset) ? [board.selection.dataset] : []),
    ]),
  ];
}
