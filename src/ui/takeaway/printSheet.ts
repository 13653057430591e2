import type { Bbox } from "../../domain/place/boundingBox.ts";
import { changeScreen, flyToCamera, requestCamera, setPadding } from "../../state/actions.ts";
import { type AtlasState, useAtlas } from "../../state/store.ts";
import { waitForLastFrame } from "./waitForLastFrame.ts";

const settleMilliseconds = 400;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The part of the map that no panel covers, as far as it can be said for a map that looks straight down. */
function findFreeBox({ viewport, padding }: AtlasState): Bbox | undefined {
  const stage = document.getElementById("stage");
  if (!viewport || !stage || viewport.camera.bearing !== 0 || viewport.camera.pitch !== 0) return undefined;
  const [west, south, east, north] = viewport.bbox;
  const across = (east - west) / stage.clientWidth;
  const up = (north - south) / stage.clientHeight;
  return [
    west + padding.left * across,
    south + padding.bottom * up,
    east - padding.right * across,
    north - padding.top * up,
  ];
}

/**
 * Lays the page out as one sheet, lets the map draw itself in that size, prints, and puts all back.
 * Printing straight away would stretch or cut what was drawn for the screen.
 */
export async function printSheet() {
  // Head and foot of the sheet, there before the page is laid out with them.
  await import("../kit/Sheet.tsx");
  const state = useAtlas.getState();
  const box = findFreeBox(state);
  changeScreen({ isPrinting: true });
  await pause(settleMilliseconds);
  const { viewport } = useAtlas.getState();
  // On the sheet the legend takes what it needs; the place shown goes beside it.
  const legendPixels = document.getElementById("legend")?.offsetWidth ?? 0;
  setPadding({ top: 0, right: 0, bottom: 0, left: legendPixels });
  if (box) requestCamera({ bbox: box });
  await waitForLastFrame({
    hasView: () => !box || useAtlas.getState().viewport !== viewport,
    isIdle: () => document.querySelector('[data-idle="false"]') === null,
  });
  print();
  changeScreen({ isPrinting: false });
  await pause(settleMilliseconds);
  if (state.viewport) flyToCamera(state.viewport.camera);
}
