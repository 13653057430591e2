import { useSyncExternalStore } from "react";
import { useAnswers } from "../../state/answersStore.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { buildReachView, type ReachView } from "../../state/reach/reachView.ts";
import { useAtlas } from "../../state/store.ts";

/** How often numbers follow a dragged origin: as fast as they can be read, so that the map has the rest. */
const readingMilliseconds = 120;

let view: ReachView | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const readView = (): ReachView => {
  view ??= buildReachView(useAtlas.getState().board, useReach.getState(), useAnswers.getState());
  return view;
};

function refresh() {
  clearTimeout(timer);
  timer = undefined;
  view = null;
  for (const listener of listeners) listener();
}

function watch() {
  const stopAtlas = useAtlas.subscribe((state, before) => {
    if (state.board !== before.board) refresh();
  });
  const refreshSoon = () => {
    timer ??= setTimeout(refresh, readingMilliseconds);
  };
  const stopReach = useReach.subscribe((state, before) => {
    if (state.dragged && before.dragged) refreshSoon();
    // A playing minute changes the map alone.
    else if (state.playMinutes === before.playMinutes) refresh();
  });
  const stopAnswers = useAnswers.subscribe((state, before) => {
    if (state.answers === before.answers && state.latest === before.latest) return;
    if (useReach.getState().dragged) refreshSoon();
    else refresh();
  });
  return () => {
    stopAtlas();
    stopReach();
    stopAnswers();
    clearTimeout(timer);
    timer = undefined;
  };
}

let stop: (() => void) | null = null;

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    view = null;
    stop = watch();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}

/** What there is to show of the analysis now, put together once for all parts of the panel. */
export const useReachView = (): ReachView => useSyncExternalStore(subscribe, readView);
