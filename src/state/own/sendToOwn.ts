import type { DataTask, DataTasks } from "../../compute/dataProtocol.ts";
import type { Sent } from "../../compute/kernelLane.ts";
import type { Request } from "../../domain/board/request.ts";
import { askOf } from "./userData.ts";

type OwnTask = Extract<DataTask, "query" | "rows" | "boxes" | "classes" | "measure" | "find">;
const tasks: readonly string[] = ["query", "rows", "boxes", "classes", "measure", "find"] satisfies OwnTask[];

/** Whether the worker of the reader's own files answers it. */
export const isOwnTask = (kernel: string): kernel is OwnTask => tasks.includes(kernel);

/** Asks that worker about a content. What it has begun it does to the end. */
export function sendToOwn({ kernel, input }: Request): Sent {
  // Requests of these tasks carry the input of their task, which names its content.
  const question = input as DataTasks[OwnTask]["input"];
  return {
    answer: askOf(question.key, kernel as OwnTask, question),
    cancel: () => undefined,
    stop: () => undefined,
  };
}
