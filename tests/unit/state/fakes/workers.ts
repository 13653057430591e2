import { vi } from "vitest";
import { failure, type Result } from "../../../../src/domain/result.ts";

type Answer = (input: never) => unknown;

/** What a test answers in place of the workers; what it does not name fails. */
interface Answers {
  /** Tasks of the worker of own files, each giving its output. */
  data?: Readonly<Record<string, Answer>>;
  /** Kernels, each giving its result. */
  kernels?: Readonly<Record<string, (input: never) => Result<unknown>>>;
  /** Tasks of the worker of terrains, each giving its output or throwing. */
  terrain?: Readonly<Record<string, Answer>>;
  /** Tasks of the worker of the monitor. */
  monitor?: (call: never) => Result<unknown>;
}

const unanswered = { code: "unanswered", zh: "未答", en: "the test answers nothing" };

interface Message {
  id: number;
  task?: string;
  kernel?: string;
  input: never;
}

/** Puts workers in place that answer by function. Gives all they were asked, in order, and the files they were given. */
export function stubWorkers(answers: Answers) {
  const asked: { task: string; input: unknown }[] = [];
  const provided = new Map<string, Blob>();
  class StubWorker {
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onerror: ((event: { message: string }) => void) | null = null;
    private isEnded = false;
    private readonly script: string;
    constructor(url: URL) {
      this.script = url.pathname.replace(/^.*\//, "");
    }
    terminate() {
      this.isEnded = true;
    }
    postMessage(message: Message | { provided: string; blob: Blob } | { dataUrl: string }) {
      if ("provided" in message) provided.set(message.provided, message.blob);
      if ("provided" in message || "dataUrl" in message || "cancel" in message) return;
      const task = message.task ?? message.kernel!;
      asked.push({ task, input: "input" in message ? message.input : message });
      setTimeout(() => {
        const reply = this.answer(message, task);
        if (reply !== undefined && !this.isEnded) this.onmessage?.({ data: reply });
      });
    }
    private answer(message: Message, task: string): unknown {
      const { id, input } = message;
      if (this.script === "monitorWorker.ts") return answers.monitor?.(message as never);
      if (this.script === "dataWorker.ts") {
        const find = answers.data?.[task];
        return find ? { id, kind: "done", output: find(input) } : { id, kind: "failed", problem: unanswered };
      }
      if (this.script === "terrainWorker.ts") {
        try {
          const find = answers.terrain?.[task];
          return find ? { id, output: find(input) } : { id, problem: unanswered.en };
        } catch (error) {
          return { id, problem: (error as Error).message };
        }
      }
      const find = answers.kernels?.[task];
      return { id, result: find ? find(input) : failure(unanswered) };
    }
  }
  vi.stubGlobal("Worker", StubWorker);
  stubPage();
  return { asked, provided, listAsked: (task: string) => asked.filter((one) => one.task === task) };
}

/** The address of the page. */
export function stubPage(hash = "") {
  const address = new URL(`https://atlas.example/map/${hash}`);
  vi.stubGlobal("location", {
    href: address.href,
    origin: address.origin,
    protocol: address.protocol,
    pathname: address.pathname,
    search: "",
    hash,
  });
  vi.stubGlobal("document", { baseURI: "https://atlas.example/map/", getElementById: () => null });
}

/** Files that the page fetches, by the end of their address; another is not found. */
export function stubFetch(
  files: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>),
) {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (address: string | URL) => {
    const path = String(address);
    fetched.push(path);
    const found = Object.entries(typeof files === "function" ? files() : files).find(([name]) =>
      path.endsWith(name),
    );
    return found
      ? new Response(typeof found[1] === "string" ? found[1] : JSON.stringify(found[1]))
      : new Response("", { status: 404 });
  });
  return fetched;
}

/** What the worker of own files says of features it has taken in. */
export const summarize = (
  key: string,
  features: readonly unknown[],
  more: { name?: string; columns?: { key: string; kind: "text" | "number" }[] } = {},
) => ({
  key,
  name: more.name ?? "layer",
  blob: new Blob([JSON.stringify({ type: "FeatureCollection", features })]),
  count: features.length,
  bbox: [110, 40, 111, 41] as [number, number, number, number],
  shapes: ["Point" as const],
  columns: more.columns ?? [],
});

/** Keeps features as the worker of own files does, under a key made of their text, and gives them out again. */
export function createContents() {
  const contents = new Map<string, { type: string; features: unknown[] }>();
  const keyOf = (text: string) => {
    let sum = 0;
    for (const sign of text) sum = (Math.imul(sum, 31) + sign.charCodeAt(0)) >>> 0;
    return sum.toString(16).padStart(32, "0");
  };
  return {
    contents,
    keep: ({ name, geojson }: { name: string; geojson: ArrayBuffer }) => {
      const text = new TextDecoder().decode(geojson);
      const key = keyOf(text);
      contents.set(key, JSON.parse(text) as { type: string; features: unknown[] });
      return summarize(key, contents.get(key)!.features, { name });
    },
    features: ({ key, from, to }: { key: string; from: number; to: number }) =>
      contents.get(key)!.features.slice(from, to),
    open: () => null,
  };
}
