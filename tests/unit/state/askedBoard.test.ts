import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createKernelHost } from "../../../src/compute/kernelHost.ts";
import { createKernelLane, type WorkerPort } from "../../../src/compute/kernelLane.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import { standardQuery } from "../../../src/domain/board/reachQuery.ts";
import { type Page, requestsOf, stillPage } from "../../../src/domain/board/requestsOf.ts";
import { kernels } from "../../../src/domain/kernels.ts";
import type { RailSource } from "../../../src/domain/rail/railSource.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { type AnswersState, createAnswerEngine } from "../../../src/state/answerEngine.ts";
import { defaultBoard } from "../../../src/state/board/defaultBoard.ts";
import { useReach } from "../../../src/state/reach/reachStore.ts";
import { buildReachView } from "../../../src/state/reach/reachView.ts";

/** The kernels themselves in place of a worker, on the shipped data. */
function startHost(): WorkerPort {
  const port: WorkerPort = {
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
    postMessage: (message) => {
      const said = message as { cancel: number } | Parameters<typeof host.receive>[0];
      if ("cancel" in said) host.cancel(said.cancel);
      else host.receive(said);
    },
  };
  const host = createKernelHost({
    kernels,
    loadFile: async (name) => {
      const path = `public/data/${name}`;
      if (!existsSync(path)) return failure({ code: "missing", zh: name, en: name });
      const bytes = readFileSync(path);
      return success(
        /json$/.test(name)
          ? JSON.parse(bytes.toString("utf8"))
          : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
      );
    },
    reply: (reply) => port.onmessage?.({ data: reply }),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  });
  return port;
}

describe("a board with an origin, answered by the kernels themselves", () => {
  const rail = JSON.parse(readFileSync("public/data/rail-network.json", "utf8")) as RailSource;
  const board: Board = {
    ...defaultBoard(),
    reach: {
      ...standardQuery,
      origins: [{ kind: "station", station: rail.cities[0]!.stations[0]! }],
      against: { phase: rail.phases.at(-1)!, edited: false },
    },
  };
  let state: AnswersState = { answers: new Map(), underway: new Map(), latest: {} };
  const send = createKernelLane(startHost);
  const engine = createAnswerEngine({
    lanes: { all: { send: ({ kernel, input }, told) => send(kernel, input, told), mostAtOnce: 2 } },
    findLane: () => "all",
    findCap: () => 10,
    onChange: (next) => {
      state = next;
    },
  });
  /** Asks until nothing is left to ask. */
  async function settle(page: Page) {
    for (;;) {
      const wanted = requestsOf(board, page, state.answers);
      engine.want(wanted);
      if (wanted.every(({ key }) => state.answers.has(key))) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  it("comes to a surface with bands, people and the difference to another phase, then follows a drag", async () => {
    await settle(stillPage);
    const view = buildReachView(board, useReach.getState(), state);
    expect(view.problem).toBeNull();
    expect(view.isStale).toBe(false);
    expect(view.bands?.cutoffs).toEqual(standardQuery.cutoffs);
    expect(view.summary?.people.length).toBe(standardQuery.cutoffs.length);
    expect(view.difference?.ok).toBe(true);
    const kept = state.answers.size;

    const from = rail.stations.find(({ id }) => id === rail.cities[0]!.stations[0])!.lngLat;
    for (let step = 1; step <= 3; step += 1) {
      const dragged = { index: 0, lngLat: [from[0] + step / 100, from[1]] as [number, number] };
      await settle({ ...stillPage, dragged });
      const moved = buildReachView(board, { ...useReach.getState(), dragged }, state);
      expect(moved.isStale).toBe(false);
      expect(moved.surface).not.toBeNull();
    }
    await settle(stillPage);
    // Frames of the drag, but for the last, have left nothing behind.
    expect(state.answers.size).toBeLessThanOrEqual(kept + 3);
  });
});
