import type { VideoFile, VideoScene, VideoSize } from "../data/video/createVideoWriter.ts";
import { failure, type Result } from "../domain/result.ts";
import type { VideoOrder } from "./videoWorker.ts";

/** A video that is being written in a worker of its own; pictures are handed over, not copied. */
export interface VideoDesk {
  addScene: (scene: VideoScene) => Promise<Result<VideoFile | null>>;
  finish: () => Promise<Result<VideoFile | null>>;
  /** Ends the worker, whatever it is doing. */
  close: () => void;
}

/** Opens the worker; the answer says why there is no video where the browser has no encoder. */
export async function openVideoDesk(size: VideoSize): Promise<Result<VideoDesk>> {
  const worker = new Worker(new URL("./videoWorker.ts", import.meta.url), { type: "module" });
  const ask = (order: VideoOrder, transfer: Transferable[] = []) =>
    new Promise<Result<VideoFile | null>>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Result<VideoFile | null>>) => resolve(data);
      worker.onerror = ({ message }) =>
        resolve(
          failure({
            code: "video-worker",
            zh: `视频编码中断：${message}`,
            en: `Writing the video broke off: ${message}`,
          }),
        );
      worker.postMessage(order, transfer);
    });
  const opened = await ask({ do: "open", size });
  if (!opened.ok) {
    worker.terminate();
    return opened;
  }
  return {
    ok: true,
    value: {
      addScene: (scene) =>
        ask({ do: "scene", scene }, [scene.map, ...(scene.before ? [scene.before] : []), ...scene.panels]),
      finish: () => ask({ do: "finish" }),
      close: () => worker.terminate(),
    },
  };
}
