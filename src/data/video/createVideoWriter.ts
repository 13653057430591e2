import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  type VideoCodec,
  WebMOutputFormat,
} from "mediabunny";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { VideoMoment } from "../../domain/walk/videoMoments.ts";

export interface VideoSize {
  width: number;
  height: number;
  /** Where the map begins, right of the text. */
  mapLeft: number;
}

/** What a scene of a video is put together from. */
export interface VideoScene {
  moments: VideoMoment[];
  map: ImageBitmap;
  /** What the line uncovers the map over; null in a scene without one. */
  before: ImageBitmap | null;
  /** The text beside the map, a picture a step. */
  panels: ImageBitmap[];
  /** Colours of the line and its rim. */
  ink: string;
  paper: string;
}

export interface VideoFile {
  bytes: ArrayBuffer;
  type: string;
  extension: string;
}

export interface VideoWriter {
  addScene: (scene: VideoScene) => Promise<void>;
  finish: () => Promise<VideoFile>;
}

/** What every player reads comes first; the others are for browsers without it. */
const codecs: { codec: VideoCodec; isMp4: boolean }[] = [
  { codec: "avc", isMp4: true },
  { codec: "vp9", isMp4: false },
  { codec: "vp8", isMp4: false },
];
/** Pictures of still scenes are two seconds apart, so that a jump lands within five. */
const keyFrameSeconds = 5;

async function findCodec({ width, height }: VideoSize) {
  // Over an open network a page has no encoders at all.
  if (typeof VideoEncoder === "undefined") return undefined;
  const found = await getFirstEncodableVideoCodec(
    codecs.map(({ codec }) => codec),
    { width, height, quality: QUALITY_HIGH },
  );
  return codecs.find(({ codec }) => codec === found);
}

function paintMoment(
  pen: OffscreenCanvasRenderingContext2D,
  { width, height, mapLeft }: VideoSize,
  { map, before, panels, ink, paper }: VideoScene,
  { step, line }: VideoMoment,
) {
  pen.fillStyle = paper;
  pen.fillRect(0, 0, width, height);
  pen.drawImage(map, mapLeft, 0);
  if (before && line !== null) {
    const x = Math.round((width - mapLeft) * line);
    if (x > 0) pen.drawImage(before, 0, 0, x, height, mapLeft, 0, x, height);
    pen.fillStyle = ink;
    if (x > 0 && x < width - mapLeft) pen.fillRect(mapLeft + x - 1, 0, 3, height);
  }
  const panel = panels[Math.min(step, panels.length - 1)];
  if (panel) pen.drawImage(panel, 0, 0);
}

/** Writes scenes as a video, MP4 where the browser has H.264 and WebM otherwise, in the memory of a worker. */
export async function createVideoWriter(size: VideoSize): Promise<Result<VideoWriter>> {
  const found = await findCodec(size);
  if (!found)
    return failure<Problem>({
      code: "video-codec",
      zh: "这个浏览器不能编码视频。请用新版 Chrome、Edge 或 Safari，并在本机或经 https 打开本页；也可改用幻灯片或离线包",
      en: "This browser cannot encode video. Use a current Chrome, Edge or Safari and open the page on this machine or over https; slides and archive work without",
    });
  const canvas = new OffscreenCanvas(size.width, size.height);
  const last = new OffscreenCanvas(size.width, size.height);
  const [pen, lastPen] = [canvas.getContext("2d", { alpha: false }), last.getContext("2d", { alpha: false })];
  if (!pen || !lastPen) throw new Error("no canvas to draw the video on");
  const output = new Output({
    format: found.isMp4 ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat(),
    target: new BufferTarget(),
  });
  const source = new CanvasSource(canvas, {
    codec: found.codec,
    quality: QUALITY_HIGH,
    keyFrameInterval: keyFrameSeconds,
  });
  output.addVideoTrack(source);
  await output.start();
  let startSeconds = 0;
  return success({
    async addScene(scene) {
      for (const moment of scene.moments) {
        paintMoment(pen, size, scene, moment);
        if (moment.veil > 0) {
          pen.globalAlpha = moment.veil;
          pen.drawImage(last, 0, 0);
          pen.globalAlpha = 1;
        }
        await source.add(startSeconds + moment.at, moment.seconds);
      }
      lastPen.drawImage(canvas, 0, 0);
      const end = scene.moments.at(-1);
      if (end) startSeconds += end.at + end.seconds;
      for (const bitmap of [scene.map, scene.before, ...scene.panels]) bitmap?.close();
    },
    async finish() {
      await output.finalize();
      const { buffer } = output.target;
      if (!buffer) throw new Error("the video has no bytes");
      const type = found.isMp4 ? "video/mp4" : "video/webm";
      return { bytes: buffer, type, extension: found.isMp4 ? "mp4" : "webm" };
    },
  });
}
