import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Board } from "../../../src/domain/board/board.ts";
import { standardCheck } from "../../../src/domain/board/checkQuery.ts";
import { type Answers, findKernel, type Request } from "../../../src/domain/board/request.ts";
import { failure, success } from "../../../src/domain/result.ts";
import { selectFeature, setTheme, showBoard } from "../../../src/state/actions.ts";
import {
  answerRequest,
  completeBoard,
  completeRequests,
  retryAnswers,
  startAnswering,
  stopAnswer,
} from "../../../src/state/answers.ts";
import { useAnswers } from "../../../src/state/answersStore.ts";
import { defaultBoard } from "../../../src/state/board/defaultBoard.ts";
import { useCheck } from "../../../src/state/check/checkStore.ts";
import { neighbourDatasets } from "../../../src/state/neighbours.ts";
import { useUserData } from "../../../src/state/own/userData.ts";
import { waitUntil } from "./fakes/waitUntil.ts";
import { stubFetch, stubWorkers } from "./fakes/workers.ts";

const rules: unknown = JSON.parse(readFileSync("public/data/rules.json", "utf8"));
const problem = { code: "odd", zh: "坏", en: "odd" };
/** What a kernel answers, changed by a test. */
const kernels: Record<string, (input: never) => ReturnType<typeof success>> = {};
let isUp: () => void = () => undefined;
vi.stubGlobal("addEventListener", (kind: string, act: () => void) => {
  if (kind === "online") isUp = act;
});
const { listAsked } = stubWorkers({
  kernels: new Proxy(kernels, {
    get: (_, name: string) => kernels[name] ?? ((input: unknown) => success([name, input])),
  }),
  data: { open: () => null, boxes: () => new Float64Array(4) },
});
/** What the page can fetch now, and what it did. */
let files: Record<string, unknown> = {};
const fetched = stubFetch(() => files);

let made = 0;
function request(kernel: string, wanted?: unknown): Request {
  made += 1;
  const input = wanted ?? made;
  return { key: JSON.stringify([kernel, input]), kernel, input };
}
const listKept = (kernel: string) =>
  [...useAnswers.getState().answers.keys()].filter((key) => findKernel(key) === kernel);
/** All that hangs on what was answered has been asked. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(async () => {
  for (const name of Object.keys(kernels)) delete kernels[name];
  showBoard(defaultBoard(), { past: [], future: [] });
  useCheck.setState({ shipped: null, shippedProblem: null });
  fetched.length = 0;
  await settle();
});

describe("a question beside the board", () => {
  it("is answered, well or not", async () => {
    expect(await answerRequest(request("railMatrix", { a: 1 }))).toEqual(success(["railMatrix", { a: 1 }]));
    kernels.railMatrix = () => failure(problem) as never;
    expect(await answerRequest(request("railMatrix", { a: 2 }))).toEqual(failure(problem));
  });

  it("is asked once however many ask, and not again while its answer is kept", async () => {
    const one = request("railMatrix");
    const before = listAsked("railMatrix").length;
    await Promise.all([answerRequest(one), answerRequest(one)]);
    await answerRequest(one);
    expect(listAsked("railMatrix")).toHaveLength(before + 1);
  });

  it("leaves nothing behind where its answer is kept elsewhere: layers, picks, files", async () => {
    for (const kernel of ["bufferLayer", "overlayLayers", "pickFeatures", "conflictFile"]) {
      await answerRequest(request(kernel));
      await settle();
      // The next of its kind makes room.
      await answerRequest(request(kernel));
      expect(listKept(kernel), kernel).toHaveLength(1);
    }
  });

  it("has its second round where an answer asks something new", async () => {
    const [first, second] = [request("railMatrix", "first"), request("railMatrix", "second")];
    const answers = await completeRequests((known) => (known.get(first.key)?.ok ? [first, second] : [first]));
    expect(answers.get(second.key)).toEqual(success(["railMatrix", "second"]));
  });
});

describe("the questions of the open board", () => {
  startAnswering();

  it("are asked by themselves, and again when it changes", async () => {
    selectFeature({ dataset: neighbourDatasets[0]!, id: "a" });
    await waitUntil(() => expect(listKept("neighboursWithin")).toHaveLength(1));
    selectFeature({ dataset: neighbourDatasets[0]!, id: "b" });
    await waitUntil(() => expect(listKept("neighboursWithin")).toHaveLength(2));
    expect(listAsked("neighboursWithin").at(-1)?.input).toMatchObject({ subject: { id: "b" } });
  });

  it("that the reader stops stay stopped until they are tried again", async () => {
    kernels.neighboursWithin = () => success("late");
    const begun = new Promise<string>((resolve) => {
      const leave = useAnswers.subscribe(({ underway }) => {
        const [key] = underway.keys();
        if (key === undefined) return;
        leave();
        resolve(key);
      });
    });
    selectFeature({ dataset: neighbourDatasets[0]!, id: "stopped" });
    const key = await begun;
    stopAnswer(key);
    expect(useAnswers.getState().answers.get(key)).toMatchObject({ error: { code: "stopped" } });
    await settle();
    retryAnswers();
    await waitUntil(() => expect(useAnswers.getState().answers.get(key)).toEqual(success("late")));
  });

  it("that failed are asked again when the network is back", async () => {
    kernels.neighboursWithin = () => failure(problem) as never;
    selectFeature({ dataset: neighbourDatasets[0]!, id: "offline" });
    const read = () => [...useAnswers.getState().answers].find(([key]) => key.includes("offline"))?.[1];
    await waitUntil(() => expect(read()).toEqual(failure(problem)));
    kernels.neighboursWithin = () => success("there");
    isUp();
    await waitUntil(() => expect(read()).toEqual(success("there")));
  });

  it("fetch the rules once they are wanted, tell where they are not to be had, and fetch them again when asked", async () => {
    files = {};
    showBoard({ ...defaultBoard(), check: standardCheck });
    await waitUntil(() => expect(useCheck.getState().shippedProblem?.code).toBe("data-unavailable"));
    setTheme("ink");
    await settle();
    expect(fetched.filter((path) => path.endsWith("rules.json"))).toHaveLength(1);
    files = { "rules.json": rules };
    retryAnswers();
    await waitUntil(() => expect(useCheck.getState().shipped).toEqual(rules));
    await waitUntil(() => expect(useAnswers.getState().latest.check).toBeDefined());
  });

  it("of own layers wait for their features", async () => {
    const key = "a".repeat(32);
    const { addUserLayers } = await import("../../../src/domain/board/userLayers.ts");
    const own = {
      id: "user-a",
      name: "a",
      origin: "file",
      content: key,
      count: 1,
      bbox: null,
      shapes: [],
      columns: [],
      paint: { by: "one", tone: 0 },
      label: null,
    } as const;
    showBoard(addUserLayers(defaultBoard(), [own]));
    await settle();
    expect(listAsked("boxes")).toEqual([]);
    const content = { key, blob: new Blob(), url: "", count: 1, isTiled: false, report: null };
    useUserData.setState({ contents: { [key]: content } });
    await waitUntil(() => expect(listKept("boxes")).toHaveLength(1));
  });
});

describe("the answers of another board", () => {
  it("are all there for its picture, and none stands for the open board", async () => {
    useCheck.setState({ shipped: rules as never });
    const { latest } = useAnswers.getState();
    const other: Board = { ...defaultBoard(), check: { ...standardCheck, decisionDate: "2020-01-01" } };
    await completeBoard(other);
    const answers: Answers = useAnswers.getState().answers;
    expect(
      [...answers.keys()].some((key) => findKernel(key) === "conflicts" && key.includes("2020-01-01")),
    ).toBe(true);
    await settle();
    expect(useAnswers.getState().latest).toEqual(latest);
  });
});
