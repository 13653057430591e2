import { openVideoDesk, type VideoDesk } from "../../compute/askVideo.ts";
import type { Result } from "../../domain/result.ts";

/** Full HD with the walk's own share for the text, in pixels. */
export const videoSize = { width: 1_920, height: 1_080, mapLeft: 596 } as const;

/** Opens a video for the scenes of a walk; close it, whatever becomes of it. */
export const openVideo = (): Promise<Result<VideoDesk>> => openVideoDesk(videoSize);
