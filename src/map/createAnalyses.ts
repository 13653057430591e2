import type { Map as MapLibreMap } from "maplibre-gl";
import { useAtlas } from "../state/store.ts";
import type { AttachedCheck } from "./check/attachCheck.ts";
import type { AttachedStates } from "./monitor/attachStates.ts";
import type { AttachedReach } from "./reach/attachReach.ts";
import type { Box } from "./view/countInView.ts";

interface ScreenPoint {
  x: number;
  y: number;
}

/** The analyses on a map, each fetched when it is first needed. */
export function createAnalyses(map: MapLibreMap, showStyle: () => void) {
  let reach: AttachedReach | undefined;
  let check: AttachedCheck | undefined;
  let states: AttachedStates | "coming" | undefined;
  let isRemoved = false;
  const attachedStates = () => (states === "coming" ? undefined : states);
  const attach = () => {
    void import("./reach/attachReach.ts").then(({ attachReach }) => {
      if (!isRemoved) reach = attachReach(map, showStyle);
    });
    void import("./check/attachCheck.ts").then(({ attachCheck }) => {
      if (!isRemoved) check = attachCheck(map, showStyle);
    });
  };
  return {
    /** Fetches reach and check: at once for a board that asks for them, for any other after the first picture. */
    attachSoon() {
      const { board } = useAtlas.getState();
      if (board.reach || board.scenario || board.check) attach();
      else map.once("idle", attach);
    },
    /** The states of projects are fetched when they are first asked for. */
    showStates() {
      if (states || !useAtlas.getState().board.monitor?.byState) return;
      states = "coming";
      void import("./monitor/attachStates.ts").then(({ attachStates }) => {
        if (!isRemoved) states = attachStates(map, showStyle);
      });
    },
    urlOf: (kernel: string) =>
      reach?.urlOf(kernel) ?? check?.urlOf(kernel) ?? attachedStates()?.urlOf(kernel),
    countIn: (bbox: Box) => reach?.countIn(bbox),
    isMoving: () => reach?.isMoving() ?? false,
    isDragging: () => reach?.isDragging() ?? false,
    /** True where a click means something else than to select. */
    takeClick: (point: ScreenPoint, place: { lng: number; lat: number }): boolean =>
      Boolean(check?.takeClick(point) || reach?.takeClick(place)),
    pick: (point: ScreenPoint) => attachedStates()?.pick(point),
    remove() {
      isRemoved = true;
      reach?.remove();
      check?.remove();
      attachedStates()?.remove();
    },
  };
}

export type Analyses = ReturnType<typeof createAnalyses>;
