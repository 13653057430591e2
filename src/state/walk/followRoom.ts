import { setLanguage } from "../actions.ts";
import { holdAutosave } from "../board/autosave.ts";
import { presentBoard } from "../board/openBoard.ts";
import { loadWalkRail } from "./loadWalkRail.ts";
import { joinRoom } from "./roomPhone.ts";
import { useWalk } from "./walk.ts";

/**
 * Follows the wall on somebody's own screen, with a map that can be looked round in. Nothing of it is kept: the
 * scenes are not the reader's work.
 */
export function followRoom() {
  holdAutosave(presentBoard());
  void loadWalkRail();
  let isSpokenTo = false;
  useWalk.setState({ mode: "scene", followed: { show: null, line: "open" } });
  joinRoom({
    show(show, walk) {
      if (show && walk) {
        if (!isSpokenTo) setLanguage(show.language);
        isSpokenTo = true;
        if (useWalk.getState().walk !== walk)
          useWalk.setState({ walk, walkLoading: { kind: "ready" }, index: show.index, step: show.step });
      }
      useWalk.setState(({ followed, route }) => ({
        followed: { line: followed?.line ?? "open", show },
        route: show ? show.route : route,
      }));
    },
    line(line) {
      if (useWalk.getState().followed?.line !== line)
        useWalk.setState(({ followed }) => ({ followed: { show: followed?.show ?? null, line } }));
    },
  });
}
