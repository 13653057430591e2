import type { ViewFacts } from "../../domain/view/describeView.ts";
import type { Extent } from "../../sheet/paperSizes.ts";
import { readView } from "../../sheet/readView.ts";
import { listSheetDatasets } from "../../sheet/sheetData.ts";
import { presentBoard } from "../board/openBoard.ts";
import { loadDataset } from "../loadData.ts";
import { useAtlas } from "../store.ts";

/** Facts of what the screen shows; data that could not be read are not counted. */
export async function readScreen(extent: Extent): Promise<ViewFacts> {
  const board = presentBoard();
  await Promise.all(listSheetDatasets(board).map(loadDataset));
  return readView(board, useAtlas.getState().datasets, extent);
}
