import type { Camera } from "../board/board.ts";
import type { Frame } from "./walk.ts";

/** A screen in CSS pixels, and how much of each side is covered. */
export interface FreeSpace {
  width: number;
  height: number;
  padding: { top: number; right: number; bottom: number; left: number };
}

/** Pixels of the whole world at zoom 0, as MapLibre counts them. */
export const worldPixels = 512;
const closestZoom = 12;
const widestZoom = 3;

/** Web Mercator (EPSG:3857) as shares of the world: x from 180° W, y from the north. */
export const toWorld = (longitude: number, latitude: number): [x: number, y: number] => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [(longitude + 180) / 360, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
};

export const toLatitude = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/**
 * The camera that shows a frame whole and as large as the free part of the screen allows, its middle in the
 * middle of that part. Depends on nothing but its arguments, so the same scene on the same screen is always
 * the same picture. Leaning is reckoned at the middle of the screen: the near edge of a leaning map shows
 * somewhat less than the frame, so frames of leaning scenes are drawn with room below.
 *
 * @param pitch degrees from straight down, 0 to 60. @param bearing degrees clockwise from north.
 */
export function fitCamera(frame: Frame, space: FreeSpace, pitch: number, bearing: number): Camera {
  const { width, height, padding } = space;
  // However small the screen, something of the map is taken to be free.
  const freeWidth = Math.max(width * 0.2, width - padding.left - padding.right);
  const freeHeight = Math.max(height * 0.2, height - padding.top - padding.bottom);
  const [west, north] = toWorld(frame[0], frame[3]);
  const [east, south] = toWorld(frame[2], frame[1]);
  const turn = (bearing * Math.PI) / 180;
  const flatten = Math.cos((pitch * Math.PI) / 180);
  const cos = Math.abs(Math.cos(turn));
  const sin = Math.abs(Math.sin(turn));
  const across = (east - west) * cos + (south - north) * sin;
  const along = ((east - west) * sin + (south - north) * cos) * flatten;
  const scale = Math.min(freeWidth / across, freeHeight / along);
  const exact = Math.log2(scale / worldPixels);
  const zoom = Number(Math.min(closestZoom, Math.max(widestZoom, exact)).toFixed(4));
  const pixels = worldPixels * 2 ** zoom;
  // From the middle of the screen to the middle of its free part, then back along the turned ground.
  const right = (padding.left - padding.right) / 2 / pixels;
  const down = (padding.top - padding.bottom) / 2 / pixels / flatten;
  const x = (west + east) / 2 - (right * Math.cos(turn) - down * Math.sin(turn));
  const y = (north + south) / 2 - (right * Math.sin(turn) + down * Math.cos(turn));
  return {
    longitude: Number((x * 360 - 180).toFixed(6)),
    latitude: Number(toLatitude(y).toFixed(6)),
    zoom,
    bearing,
    pitch,
  };
}

/** The frame a flat, unturned camera shows in the free part of a screen: what `fitCamera` would bring back. */
export function findFrame(camera: Camera, space: FreeSpace): Frame {
  const pixels = worldPixels * 2 ** camera.zoom;
  const [x, y] = toWorld(camera.longitude, camera.latitude);
  const { width, height, padding } = space;
  const side = (offset: number) => offset / pixels;
  const west = x - side(width / 2 - padding.left);
  const east = x + side(width / 2 - padding.right);
  const north = y - side(height / 2 - padding.top);
  const south = y + side(height / 2 - padding.bottom);
  const degrees = (share: number) => Number((share * 360 - 180).toFixed(6));
  return [
    degrees(west),
    Number(toLatitude(south).toFixed(6)),
    degrees(east),
    Number(toLatitude(north).toFixed(6)),
  ];
}
