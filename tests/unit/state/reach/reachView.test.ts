import { describe, expect, it } from "vitest";
import type { Board } from "../../../../src/domain/board/board.ts";
import { standardQuery } from "../../../../src/domain/board/reachQuery.ts";
import { pathInputs, surfaceRequest } from "../../../../src/domain/board/reachRequests.ts";
import { keyOf as keyOfQuestion } from "../../../../src/domain/board/request.ts";
import type { SurfaceAnswer } from "../../../../src/domain/reach/reachKernels.ts";
import { failure, type Result, success } from "../../../../src/domain/result.ts";
import type { AnswersState } from "../../../../src/state/answerEngine.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { useReach } from "../../../../src/state/reach/reachStore.ts";
import { buildReachView as buildView } from "../../../../src/state/reach/reachView.ts";

const answerOf = (version: string): SurfaceAnswer => ({
  surface: {
    seconds: new Uint16Array(4),
    columns: 2,
    rows: 2,
    box: { west: 0, north: 0, east: 2, south: 2 },
  },
  version,
  method: { zh: "法", en: "method" },
  failedOrigins: [],
  confidence: "schematic",
});
const boardWith = (change: Partial<typeof standardQuery>): Board => ({
  ...defaultBoard(),
  reach: { ...standardQuery, origins: [{ kind: "station", station: "s" }], ...change },
});
const answered = (
  answers: Iterable<readonly [string, Result<unknown>]>,
  latest: AnswersState["latest"] = {},
): AnswersState => ({ answers: new Map(answers), underway: new Map(), latest });
const buildReachView = (board: Board, answers: AnswersState) =>
  buildView(board, useReach.getState(), answers);
const keyOf = (board: Board) => keyOfQuestion("travelMinutes", surfaceRequest(board)!);

describe("what is shown of the analysis", () => {
  const board = boardWith({});
  const surfaces = new Map<string, Result<SurfaceAnswer>>([[keyOf(board), success(answerOf("old"))]]);

  it("an answer to the present question is shown as it is", () => {
    const view = buildReachView(board, answered(surfaces));
    expect(view).toMatchObject({ isStale: false, problem: null, surface: { version: "old" } });
  });

  it("a changed input marks what is shown at once, and keeps it until the new one is there", () => {
    const changed = boardWith({ definition: "door" });
    const latest = { surface: keyOf(board) };
    expect(buildReachView(changed, answered(surfaces, latest))).toMatchObject({
      isStale: true,
      surface: { version: "old" },
    });
    const both = [...surfaces, [keyOf(changed), success(answerOf("new"))] as const];
    expect(buildReachView(changed, answered(both, latest))).toMatchObject({
      isStale: false,
      surface: { version: "new" },
    });
  });

  it("a moved cut-off leaves the surface fresh and only waits for its bands", () => {
    const moved = boardWith({ cutoffs: [45] });
    const view = buildReachView(moved, answered(surfaces));
    expect(view).toMatchObject({ isStale: false, bands: null, cutoffs: [45] });
    const bands = { cutoffs: [45] };
    const key = keyOfQuestion("reachBands", { of: surfaceRequest(moved)!, cutoffs: [45] });
    expect(buildReachView(moved, answered([...surfaces, [key, success(bands)]])).bands).toBe(bands);
  });

  it("a refusal is a reason and no surface, however much was shown before", () => {
    const lake = boardWith({ origins: [{ kind: "place", lngLat: [112, 40] }] });
    const refused: Result<SurfaceAnswer> = failure({ code: "origin-in-water", zh: "水面", en: "water" });
    const view = buildReachView(
      lake,
      answered([...surfaces, [keyOf(lake), refused]], { surface: keyOf(board) }),
    );
    expect(view).toMatchObject({ surface: null, isStale: false, problem: { code: "origin-in-water" } });
  });

  it("of two origins a union takes the quicker way and an intersection the slower", () => {
    const two = (combine: "union" | "intersection") =>
      boardWith({
        origins: [
          { kind: "station", station: "s" },
          { kind: "station", station: "t" },
        ],
        combine,
        place: [110, 40],
      });
    const minutes = (combine: "union" | "intersection") => {
      const asking = two(combine);
      const answers = new Map(
        pathInputs(asking).map((input, index) => [
          keyOfQuestion("reachPath", input),
          success({ minutes: index === 0 ? 50 : 20, parts: [], schematic: false }),
        ]),
      );
      const { path } = buildReachView(asking, answered(answers));
      return path?.ok && path.value.minutes;
    };
    expect(minutes("union")).toBe(20);
    expect(minutes("intersection")).toBe(50);
  });
});
