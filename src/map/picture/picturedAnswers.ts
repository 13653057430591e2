import type { FeatureCollection } from "geojson";
import { checkAlternatives } from "../../../layers/answers/check-alternatives.ts";
import { conflicts } from "../../../layers/answers/conflicts.ts";
import { projectStatesLayer } from "../../../layers/answers/project-states.ts";
import { reachBands } from "../../../layers/answers/reach-bands.ts";
import { reachRing } from "../../../layers/answers/reach-ring.ts";
import { reachRoute } from "../../../layers/answers/reach-route.ts";
import type { Board } from "../../domain/board/board.ts";
import type { AnswerFeatures } from "../../state/page/pictures.ts";
import { createStateUrls } from "../monitor/stateUrls.ts";
import { createPicturedCheck } from "./picturedCheck.ts";
import { createPicturedReach } from "./picturedReach.ts";

const kernels = [reachBands, reachRing, reachRoute, conflicts, checkAlternatives, projectStatesLayer].map(
  ({ data }) => data.kernel,
);

/** The features of a board's answers by kernel, whole and for exactly that board, as a sheet of paper draws them. */
export async function collectPicturedAnswers(shown: Board): Promise<AnswerFeatures> {
  const board: Board = { ...shown, theme: "paper" };
  const reach = createPicturedReach();
  const check = createPicturedCheck();
  const states = createStateUrls();
  try {
    if (board.reach || board.scenario) await reach.prepare(board);
    if (board.check) await check.prepare(board);
    await states.prepare(board);
    const found: [string, FeatureCollection][] = [];
    for (const kernel of kernels) {
      const url = reach.urlOf(kernel) ?? check.urlOf(kernel) ?? states.urlOf(kernel);
      if (url) found.push([kernel, (await (await fetch(url)).json()) as FeatureCollection]);
    }
    const bands = await reach.buildBands(board);
    const answers = Object.fromEntries(found);
    if (bands.length === 0) return answers;
    const { kernel } = reachBands.data;
    const labels = answers[kernel]?.features ?? [];
    return { ...answers, [kernel]: { type: "FeatureCollection", features: [...bands, ...labels] } };
  } finally {
    reach.remove();
    check.remove();
    states.remove();
  }
}
