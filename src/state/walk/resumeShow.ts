import { tell } from "../actions.ts";
import { findKeptInk } from "./keptInk.ts";
import { findKeptShow, forgetShow, ranInThisTab } from "./keptShow.ts";
import { ensureWalk, openKeptWalk } from "./openWalk.ts";
import { chooseRoute, startPresenting } from "./presenting.ts";
import { useWalk } from "./walk.ts";
import { isWallThere } from "./walkChannel.ts";

/** Time a show that runs in another tab has to say so. */
const answerMilliseconds = 600;

/**
 * Takes up the show that was running when this page went away: same walk, scene, clock, cover. A show that
 * still runs in another tab is left to it.
 */
export async function resumeShow() {
  const kept = findKeptShow();
  if (!kept || useWalk.getState().mode !== "closed") return;
  if (!ranInThisTab() && (await isWallThere(answerMilliseconds))) return;
  await ensureWalk();
  if (useWalk.getState().walk?.id !== kept.walkId) await openKeptWalk(kept.walkId);
  const { walk } = useWalk.getState();
  if (walk?.id !== kept.walkId || walk.scenes.length === 0) {
    forgetShow();
    tell("warning", {
      zh: "上次的讲解未能接着放映：该讲解已不在本机",
      en: "The last show could not be taken up: its walk is no longer on this machine",
    });
    return;
  }
  const ink = findKeptInk(walk.id);
  const place = walk.scenes.findIndex((scene) => scene.id === kept.sceneId);
  startPresenting(place < 0 ? Math.min(kept.index, walk.scenes.length - 1) : place);
  const { blank, panelsHidden, isLooping, isPlaying, startedAt, sceneStartedAt } = kept;
  const { step, pausedAt, isRehearsal, rehearsed, keepsInk, inkColour } = kept;
  chooseRoute(kept.route);
  useWalk.setState({ blank, panelsHidden, isLooping, isPlaying, startedAt, sceneStartedAt });
  useWalk.setState({ step, pausedAt, isRehearsal, rehearsed, keepsInk, inkColour });
  useWalk.setState({ strokes: ink });
}
