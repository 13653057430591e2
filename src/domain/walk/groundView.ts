import type { Camera } from "../board/board.ts";
import { toLatitude, toWorld, worldPixels } from "./fitCamera.ts";

/** A position in shares of the map, 0 to 1 from its top left corner; beyond it where the map ends before. */
export interface Share {
  x: number;
  y: number;
}

/** Degrees, WGS 84. */
export interface Ground {
  longitude: number;
  latitude: number;
}

/** CSS pixels. */
export interface ViewSize {
  width: number;
  height: number;
}

/** Half the angle, in radians, that MapLibre's camera sees from top to bottom: 36.87° in all. */
const halfView = 0.6435011087932844 / 2;

const turnOf = ({ bearing, pitch }: Camera) => {
  const [turn, lean] = [bearing, pitch].map((degrees) => (degrees * Math.PI) / 180);
  return { cos: Math.cos(turn!), sin: Math.sin(turn!), up: Math.cos(lean!), back: Math.sin(lean!) };
};
/** Pixels from the camera to what is in the middle of the map. */
const distanceOf = ({ height }: ViewSize) => height / 2 / Math.tan(halfView);

/** Where a place of level ground is seen. Web Mercator (EPSG:3857) under a camera that leans and turns. */
export function projectGround({ longitude, latitude }: Ground, camera: Camera, size: ViewSize): Share {
  const pixels = worldPixels * 2 ** camera.zoom;
  const [x, y] = toWorld(longitude, latitude);
  const [middleX, middleY] = toWorld(camera.longitude, camera.latitude);
  const [east, south] = [(x - middleX) * pixels, (y - middleY) * pixels];
  const { cos, sin, up, back } = turnOf(camera);
  const across = east * cos + south * sin;
  const down = south * cos - east * sin;
  const distance = distanceOf(size);
  // What is up the screen is further away.
  const nearness = distance / (distance - down * back);
  return {
    x: 0.5 + (across * nearness) / size.width,
    y: 0.5 + (down * up * nearness) / size.height,
  };
}

/** The ground under a position of the map; leaning 60° at most, a map has ground everywhere. */
export function findGround({ x, y }: Share, camera: Camera, size: ViewSize): Ground {
  const { cos, sin, up, back } = turnOf(camera);
  const distance = distanceOf(size);
  const [seenAcross, seenDown] = [(x - 0.5) * size.width, (y - 0.5) * size.height];
  const down = (seenDown * distance) / (distance * up + seenDown * back);
  const across = (seenAcross * (distance - down * back)) / distance;
  const pixels = worldPixels * 2 ** camera.zoom;
  const [middleX, middleY] = toWorld(camera.longitude, camera.latitude);
  const [east, south] = [across * cos - down * sin, across * sin + down * cos];
  return {
    longitude: (middleX + east / pixels) * 360 - 180,
    latitude: toLatitude(middleY + south / pixels),
  };
}
