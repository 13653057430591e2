import type { Position } from "geojson";
import { TerraDrawCircleMode, type TerraDrawMouseEvent, TerraDrawPointMode } from "terra-draw";

/** The corner near a place of the map, if there is one. */
export type FindCorner = (place: { containerX: number; containerY: number }) => Position | undefined;

/** Finer than this the drawing takes no position. */
const round = (degrees: number) => Math.round(degrees * 1e9) / 1e9;

const moveTo = (event: TerraDrawMouseEvent, corner: Position | undefined): TerraDrawMouseEvent =>
  corner ? { ...event, lng: round(corner[0]!), lat: round(corner[1]!) } : event;

/** Points that take the corner they are set beside, which the mode of the library does only for lines and areas. */
export class SnappingPointMode extends TerraDrawPointMode {
  readonly #findCorner: FindCorner;
  constructor(findCorner: FindCorner, options: ConstructorParameters<typeof TerraDrawPointMode>[0]) {
    super(options);
    this.#findCorner = findCorner;
  }
  override onClick(event: TerraDrawMouseEvent) {
    super.onClick(moveTo(event, this.#findCorner(event)));
  }
  /** Corners of own features come from a worker: they are asked for before the click. */
  override onMouseMove(event?: TerraDrawMouseEvent) {
    if (event) this.#findCorner(event);
    super.onMouseMove();
  }
}

/** Circles about a corner, or out to one. */
export class SnappingCircleMode extends TerraDrawCircleMode {
  readonly #findCorner: FindCorner;
  constructor(findCorner: FindCorner, options: ConstructorParameters<typeof TerraDrawCircleMode>[0]) {
    super(options);
    this.#findCorner = findCorner;
  }
  override onClick(event: TerraDrawMouseEvent) {
    super.onClick(moveTo(event, this.#findCorner(event)));
  }
  override onMouseMove(event: TerraDrawMouseEvent) {
    this.#findCorner(event);
    super.onMouseMove(event);
  }
}
