import {
  createVideoWriter,
  type VideoFile,
  type VideoScene,
  type VideoSize,
  type VideoWriter,
} from "../data/video/createVideoWriter.ts";
import { failure, type Result, success } from "../domain/result.ts";

/** What the page asks, one after another; every order is answered once. */
export type VideoOrder =
  | { do: "open"; size: VideoSize }
  | { do: "scene"; scene: VideoScene }
  | { do: "finish" };

let writer: VideoWriter | undefined;

async function follow(order: VideoOrder): Promise<Result<VideoFile | null>> {
  if (order.do === "open") {
    const opened = await createVideoWriter(order.size);
    if (!opened.ok) return opened;
    writer = opened.value;
    return success(null);
  }
  if (!writer) throw new Error("the video is not open");
  if (order.do === "finish") return success(await writer.finish());
  await writer.addScene(order.scene);
  return success(null);
}

addEventListener("message", async ({ data }: MessageEvent<VideoOrder>) => {
  let answer: Result<VideoFile | null>;
  try {
    answer = await follow(data);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    answer = failure({
      code: "video-failed",
      zh: `视频编码失败：${said}`,
      en: `The video could not be encoded: ${said}`,
    });
  }
  const bytes = answer.ok ? answer.value?.bytes : undefined;
  postMessage(answer, { transfer: bytes ? [bytes] : [] });
});
