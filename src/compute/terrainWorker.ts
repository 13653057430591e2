import type { TerrainCall, TerrainReply } from "./terrainProtocol.ts";
import { createTerrainTasks } from "./terrainTasks.ts";
import { scope } from "./workerScope.ts";

const tasks = createTerrainTasks();

scope.addEventListener("message", async ({ data }: MessageEvent<TerrainCall>) => {
  try {
    // The page asks a task with the input of that task.
    const output: unknown = await tasks[data.task](data.input as never);
    scope.postMessage(
      { id: data.id, output } satisfies TerrainReply,
      output instanceof ArrayBuffer ? [output] : [],
    );
  } catch (error) {
    scope.postMessage({
      id: data.id,
      problem: error instanceof Error ? error.message : String(error),
    } satisfies TerrainReply);
  }
});
