import type { Camera } from "../../domain/board/board.ts";
import { findGround, projectGround, type Share, type ViewSize } from "../../domain/walk/groundView.ts";
import { useAtlas } from "../store.ts";
import { inkCount, type Stroke, useWalk } from "./walk.ts";

/** Most points of ink kept: a forgotten pen must not fill the memory. */
const mostStrokes = 200;
const mostStrokePoints = 2_000;

/** Without a map there is nothing to be fixed to; any camera that stays the same will do. */
const noCamera: Camera = { longitude: 0, latitude: 0, zoom: 5, bearing: 0, pitch: 0 };
const noSize: ViewSize = { width: 1_280, height: 800 };

function readView(): { camera: Camera; size: ViewSize } {
  const stage = typeof document === "undefined" ? null : document.getElementById("stage");
  const size = stage ? { width: stage.clientWidth, height: stage.clientHeight } : noSize;
  return { camera: useAtlas.getState().viewport?.camera ?? noCamera, size };
}

const findSceneId = () => {
  const { walk, index } = useWalk.getState();
  return walk?.scenes[index]?.id ?? "";
};

/** Ink is fixed to the ground, so that it stays where it was meant when the map is moved. */
const toGround = (at: Share) => {
  const { camera, size } = readView();
  return findGround(at, camera, size);
};

/** The ink of the scene on the wall, as the map lies now. */
export function readStrokes(): Stroke[] {
  const { strokes } = useWalk.getState();
  if (strokes.length === 0) return [];
  const { camera, size } = readView();
  const scene = findSceneId();
  return strokes
    .filter((stroke) => stroke.scene === scene)
    .map(({ colour, points }) => ({
      colour,
      points: points.map((point) => projectGround(point, camera, size)),
    }));
}

export const startStroke = (at: Share) =>
  useWalk.setState((state) => ({
    strokes: [
      ...state.strokes,
      { scene: findSceneId(), colour: state.inkColour, points: [toGround(at)] },
    ].slice(-mostStrokes),
  }));
export const extendStroke = (at: Share) =>
  useWalk.setState((state) => {
    const last = state.strokes.at(-1);
    if (!last || last.points.length >= mostStrokePoints) return {};
    return { strokes: [...state.strokes.slice(0, -1), { ...last, points: [...last.points, toGround(at)] }] };
  });

/** Takes the next ink into the pen. */
export const changeInk = () =>
  useWalk.setState(({ inkColour }) => ({ inkColour: (inkColour + 1) % inkCount }));
/** Wipes the scene on the wall. */
export const clearInk = () =>
  useWalk.setState(({ strokes }) => {
    const scene = findSceneId();
    return { strokes: strokes.filter((stroke) => stroke.scene !== scene) };
  });
/** Whether ink waits at its scene or goes with it. */
export const toggleKeepInk = () => useWalk.setState(({ keepsInk }) => ({ keepsInk: !keepsInk }));
/** What is left of the ink when a scene is left or shown afresh. */
export const keepStrokes = () => {
  const { keepsInk, strokes } = useWalk.getState();
  return keepsInk ? strokes : [];
};
