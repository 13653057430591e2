import { phases } from "../../geodata/plan/phases.ts";
import { ask } from "../compute/ask.ts";
import { standardQuery } from "../domain/board/reachQuery.ts";
import { matrixInput, surfaceRequest } from "../domain/board/reachRequests.ts";
import type { RailMatrix } from "../domain/reach/buildRailMatrix.ts";
import type { Bands } from "../domain/reach/reachKernels.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import { keyOfSurface } from "./reachAnswers.ts";
import { useReach } from "./reachStore.ts";
import { useAtlas } from "./store.ts";

/** The bands of the present surface as closed polygons, for a file. */
export async function loadBandPolygons(): Promise<Result<Bands>> {
  const { board } = useAtlas.getState();
  const request = surfaceRequest(board);
  const surface = request && useReach.getState().surfaces.get(keyOfSurface(request));
  if (!request || !surface?.ok || !board.reach)
    return failure<Problem>({
      code: "reach-not-ready",
      zh: "还没有可导出的结果",
      en: "There is no result to export yet",
    });
  return ask(
    "reachBands",
    {
      surface: surface.value.surface,
      scenario: request.scenario,
      cutoffs: board.reach.cutoffs,
      wantsPolygons: true,
    },
    "reach-export",
  );
}

/** The matrices of every phase, cities and hubs. */
export async function loadMatrices(): Promise<Result<{ phase: string; matrix: RailMatrix }[]>> {
  const { board } = useAtlas.getState();
  const query = board.reach ?? standardQuery;
  const found: { phase: string; matrix: RailMatrix }[] = [];
  for (const phase of phases) {
    for (const columns of ["cities", "hubs"] as const) {
      const answer = await ask("railMatrix", matrixInput(board, query, phase.id, columns), "matrix-export");
      if (!answer.ok) return answer;
      found.push({ phase: phase.id, matrix: answer.value });
    }
  }
  return success(found);
}
