import type { Sent } from "../compute/kernelLane.ts";
import type { Answers, Request } from "../domain/board/request.ts";
import type { Progress } from "../domain/kernel.ts";
import { failure, type Problem } from "../domain/result.ts";
import { createAnswerShelf, splitAnswer } from "./answerShelf.ts";

const stoppedByReader: Problem = {
  code: "stopped",
  zh: "已停止计算",
  en: "The computation was stopped",
};

/** What has been answered and what is being computed. */
export interface AnswersState {
  /** By the key of the question, newest last. */
  answers: Answers;
  /** What is on its way, with how far it is; null before it has said so. */
  underway: ReadonlyMap<string, Progress | null>;
  /** Key of the newest good answer for each purpose. */
  latest: Readonly<Record<string, string>>;
}

/** Where requests are answered, and how many may be there at a time. */
export interface Lane {
  send: (request: Request, onProgress: (progress: Progress) => void) => Sent;
  mostAtOnce: number;
  /** True where what has been sent is done to its end: its place is then not given away before. */
  isDeaf?: boolean;
}

interface EngineOptions {
  lanes: Readonly<Record<string, Lane>>;
  /** Which lane answers a kernel. */
  findLane: (kernel: string) => string;
  /** How many answers of a kernel are kept beyond those that are asked now. */
  findCap: (kernel: string) => number;
  onChange: (state: AnswersState) => void;
  /** Told of each answer with the milliseconds it took, for measuring. */
  onAnswer?: (request: Request, milliseconds: number) => void;
}

interface Underway {
  request: Request;
  sent: Sent;
  progress: Progress | null;
}

/**
 * Asks what is wanted and keeps what comes back. `want` names all of it, the most urgent first; each lane gets
 * as much as it may hold and the rest waits here, where something more urgent still overtakes it.
 */
export function createAnswerEngine({ lanes, findLane, findCap, onChange, onAnswer }: EngineOptions) {
  let wanted: ReadonlyMap<string, Request> = new Map();
  const underway = new Map<string, Underway>();
  const shelf = createAnswerShelf(findCap, (key) => wanted.has(key));

  const tell = () =>
    onChange({
      ...shelf.read(),
      underway: new Map([...underway].map(([key, { progress }]) => [key, progress])),
    });

  /**
   * Whether an answer is still of use: where it is wanted, or where it may be shown until the one that took its
   * place is there, as each frame of a drag is.
   */
  const isOfUse = ({ key, purpose }: Request) =>
    wanted.has(key) ||
    (purpose !== undefined &&
      [...wanted.values()].some((other) => other.purpose === purpose && !shelf.has(other.key)));

  function send(request: Request) {
    const asked = performance.now();
    const sent = lanes[findLane(request.kernel)]!.send(request, (progress) => {
      const own = underway.get(request.key);
      if (own?.sent !== sent) return;
      own.progress = progress;
      tell();
    });
    underway.set(request.key, { request, sent, progress: null });
    void sent.answer.then((result) => {
      const isUnderway = underway.get(request.key)?.sent === sent;
      if (isUnderway) underway.delete(request.key);
      const isGivenUp = !result.ok && result.error.code === "cancelled";
      const isUseful = isOfUse(request);
      // A good answer is good for whoever asks next.
      if (!isGivenUp && (isUseful || (result.ok && !request.isFleeting))) {
        shelf.keep(request, splitAnswer(request, result), isUseful);
        onAnswer?.(request, performance.now() - asked);
      }
      if (isUnderway || !isGivenUp) tell();
      fill();
    });
  }

  /** Sends as much of what is wanted as the lanes may hold. */
  function fill() {
    const atOnce = new Map<string, number>();
    for (const { request } of underway.values()) {
      const lane = findLane(request.kernel);
      atOnce.set(lane, (atOnce.get(lane) ?? 0) + 1);
    }
    let hasSent = false;
    for (const request of wanted.values()) {
      if (shelf.has(request.key) || underway.has(request.key)) continue;
      const lane = findLane(request.kernel);
      const count = atOnce.get(lane) ?? 0;
      if (count >= lanes[lane]!.mostAtOnce) continue;
      atOnce.set(lane, count + 1);
      send(request);
      hasSent = true;
    }
    if (hasSent) tell();
  }

  return {
    /** Names all that is wanted now, the most urgent first; what is on its way and not among it is cancelled. */
    want(requests: readonly Request[]) {
      const all = new Map<string, Request>();
      for (const request of requests) if (!all.has(request.key)) all.set(request.key, request);
      wanted = all;
      let isChanged = false;
      for (const request of all.values()) if (shelf.show(request)) isChanged = true;
      for (const [key, { request, sent }] of [...underway]) {
        if (all.has(key) || lanes[findLane(request.kernel)]!.isDeaf) continue;
        underway.delete(key);
        sent.cancel();
        isChanged = true;
      }
      if (isChanged) tell();
      fill();
    },
    /** Stops one computation for the reader; it is not asked again before `retry`. */
    stop(key: string) {
      const own = underway.get(key);
      if (!own) return;
      underway.delete(key);
      own.sent.stop();
      shelf.keep(own.request, [[key, failure(stoppedByReader)]], true);
      tell();
      fill();
    },
    /** Forgets what failed or was stopped, so that it is asked again. */
    retry() {
      shelf.dropFailures();
      tell();
      fill();
    },
  };
}
