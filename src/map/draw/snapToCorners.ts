import type { Position } from "geojson";
import type { TerraDrawMouseEvent } from "terra-draw";

/** The corner near a place of the map, if there is one. */
export type FindCorner = (place: { containerX: number; containerY: number }) => Position | undefined;

/** Finer than this the drawing takes no position. */
const round = (degrees: number) => Math.round(degrees * 1e9) / 1e9;

const moveTo = (event: TerraDrawMouseEvent, corner: Position | undefined): TerraDrawMouseEvent =>
  corner ? { ...event, lng: round(corner[0]!), lat: round(corner[1]!) } : event;

/** A way of drawing that hears of the pointer, as those of the library do. */
interface PointerMode {
  onClick(event: TerraDrawMouseEvent): void;
  onMouseMove(event: TerraDrawMouseEvent): void;
}

/**
 * Has points and circles take the corner they are set beside, which the library does for lines and areas only.
 * Corners of own features come from a worker: they are asked for before the click.
 */
export function snapToCorners<Mode extends PointerMode>(mode: Mode, findCorner: FindCorner): Mode {
  const pointer: PointerMode = mode;
  const [click, move] = [mode.onClick.bind(mode), mode.onMouseMove.bind(mode)];
  pointer.onClick = (event) => click(moveTo(event, findCorner(event)));
  pointer.onMouseMove = (event) => {
    findCorner(event);
    move(event);
  };
  return mode;
}
