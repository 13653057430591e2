import { phases } from "../../../geodata/plan/phases.ts";
import { standardQuery } from "../../domain/board/reachQuery.ts";
import { matrixInput, surfaceRequest } from "../../domain/board/reachRequests.ts";
import { buildRequest, findAnswer, findGood, keyOf } from "../../domain/board/request.ts";
import type { RailMatrix } from "../../domain/reach/buildRailMatrix.ts";
import type { Bands } from "../../domain/reach/reachKernels.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { answerRequest, completeRequests } from "../answers.ts";
import { useAnswers } from "../answersStore.ts";
import { useAtlas } from "../store.ts";

/** The bands of the present surface as closed polygons, for a file. */
export async function loadBandPolygons(): Promise<Result<Bands>> {
  const { board } = useAtlas.getState();
  const of = surfaceRequest(board);
  const surface = of && findGood(useAnswers.getState().answers, "travelMinutes", of)?.surface;
  if (!of || !surface || !board.reach)
    return failure<Problem>({
      code: "reach-not-ready",
      zh: "还没有可导出的结果",
      en: "There is no result to export yet",
    });
  const { cutoffs } = board.reach;
  return answerRequest<Bands>({
    key: keyOf("reachBands", { of, cutoffs, wantsPolygons: true }),
    kernel: "reachBands",
    input: { surface, scenario: of.scenario, cutoffs, wantsPolygons: true },
  });
}

/** The matrices of every phase, cities and hubs. */
export async function loadMatrices(): Promise<Result<{ phase: string; matrix: RailMatrix }[]>> {
  const { board } = useAtlas.getState();
  const query = board.reach ?? standardQuery;
  const inputs = phases.flatMap((phase) =>
    (["cities", "hubs"] as const).map((columns) => matrixInput(board, query, phase.id, columns)),
  );
  const answers = await completeRequests(() => inputs.map((input) => buildRequest("railMatrix", input)));
  const found: { phase: string; matrix: RailMatrix }[] = [];
  for (const input of inputs) {
    const answer = findAnswer(answers, "railMatrix", input)!;
    if (!answer.ok) return answer;
    found.push({ phase: input.scenario.phase, matrix: answer.value });
  }
  return success(found);
}
