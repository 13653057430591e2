import type { Map as MapLibreMap } from "maplibre-gl";
import {
  type GeoJSONStoreFeatures,
  type TerraDrawChanges,
  TerraDrawExtend,
  type TerraDrawStylingFunction,
} from "terra-draw";

type Ring = readonly (readonly number[])[];

/**
 * Draws terra-draw's shapes on a canvas over the map. The packaged adapter would add sources and layers to the
 * style, which each `setStyle` of the atlas takes out again, with whatever `setData` put into them.
 */
export class SketchAdapter extends TerraDrawExtend.TerraDrawBaseAdapter {
  readonly #map: MapLibreMap;
  readonly #canvas = document.createElement("canvas");
  #features: GeoJSONStoreFeatures[] = [];
  #styling: TerraDrawStylingFunction = {};
  #frame = 0;
  #marks: { positions: Ring; fill: string; outline: string } = { positions: [], fill: "", outline: "" };
  /** Above one while corners are set again by program: no two of them are then near enough to end the shape. */
  #spread = 1;

  constructor(map: MapLibreMap) {
    super({ coordinatePrecision: 9 });
    this.#map = map;
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#canvas.dataset.testid = "sketch";
    Object.assign(this.#canvas.style, { position: "absolute", inset: "0", pointerEvents: "none" });
    map.getContainer().append(this.#canvas);
    map.on("move", this.#queue);
    map.on("resize", this.#queue);
  }

  /** Takes the canvas off the map. */
  remove() {
    cancelAnimationFrame(this.#frame);
    this.#map.off("move", this.#queue);
    this.#map.off("resize", this.#queue);
    this.#canvas.remove();
  }

  /** Marks the corners that are set: the first touch of a shape would show nothing else. */
  mark(positions: Ring, fill: string, outline: string) {
    this.#marks = { positions, fill, outline };
    this.#queue();
  }

  /** Sets corners as if each had been clicked. */
  clickAt(positions: Ring) {
    this.#spread = 1e6;
    try {
      for (const [lng, lat] of positions as readonly (readonly [number, number])[]) {
        const { x: containerX, y: containerY } = this.project(lng, lat);
        const event = {
          lng,
          lat,
          containerX,
          containerY,
          button: "left" as const,
          heldKeys: [],
          isContextMenu: false,
        };
        this._currentModeCallbacks?.onMouseMove(event);
        this._currentModeCallbacks?.onClick(event);
      }
    } finally {
      this.#spread = 1;
    }
  }

  readonly #queue = () => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#paint());
  };

  #trace(context: CanvasRenderingContext2D, ring: Ring) {
    ring.forEach(([x, y], index) => {
      const point = this.#map.project([x!, y!]);
      if (index === 0) context.moveTo(point.x, point.y);
      else context.lineTo(point.x, point.y);
    });
  }

  #paint() {
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer();
    const ratio = devicePixelRatio;
    if (this.#canvas.width !== width * ratio || this.#canvas.height !== height * ratio) {
      this.#canvas.width = width * ratio;
      this.#canvas.height = height * ratio;
      this.#canvas.style.width = `${width}px`;
      this.#canvas.style.height = `${height}px`;
    }
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    const styled = this.#features
      .map((feature) => ({ feature, style: this.#styling[feature.properties.mode as string]?.(feature) }))
      .sort((a, b) => (a.style?.zIndex ?? 0) - (b.style?.zIndex ?? 0));
    for (const { feature, style } of styled) {
      if (!style) continue;
      const { geometry } = feature;
      context.beginPath();
      context.setLineDash([]);
      if (geometry.type === "Polygon") {
        for (const ring of geometry.coordinates) this.#trace(context, ring);
        context.globalAlpha = style.polygonFillOpacity;
        context.fillStyle = style.polygonFillColor;
        context.fill("evenodd");
        context.globalAlpha = 1;
        context.strokeStyle = style.polygonOutlineColor;
        context.lineWidth = style.polygonOutlineWidth;
        context.stroke();
      } else if (geometry.type === "LineString") {
        this.#trace(context, geometry.coordinates);
        context.strokeStyle = style.lineStringColor;
        context.lineWidth = style.lineStringWidth;
        context.stroke();
      } else {
        const point = this.#map.project(geometry.coordinates as [number, number]);
        context.arc(point.x, point.y, style.pointWidth, 0, Math.PI * 2);
        context.fillStyle = style.pointColor;
        context.fill();
        if (style.pointOutlineWidth > 0) {
          context.strokeStyle = style.pointOutlineColor;
          context.lineWidth = style.pointOutlineWidth;
          context.stroke();
        }
      }
    }
    this.#paintMarks(context);
  }

  #paintMarks(context: CanvasRenderingContext2D) {
    const { positions, fill, outline } = this.#marks;
    for (const [x, y] of positions) {
      const point = this.#map.project([x!, y!]);
      context.beginPath();
      context.arc(point.x, point.y, 5, 0, Math.PI * 2);
      context.fillStyle = fill;
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = outline;
      context.stroke();
    }
  }

  override register(callbacks: TerraDrawExtend.TerraDrawCallbacks) {
    super.register(callbacks);
    this._currentModeCallbacks?.onReady?.();
  }

  getMapEventElement() {
    return this.#map.getCanvas();
  }

  getLngLatFromEvent(event: PointerEvent | MouseEvent) {
    const { left, top } = this.#map.getCanvas().getBoundingClientRect();
    return this.unproject(event.clientX - left, event.clientY - top);
  }

  project(lng: number, lat: number) {
    const { x, y } = this.#map.project([lng, lat]);
    return { x: x * this.#spread, y: y * this.#spread };
  }

  unproject(x: number, y: number) {
    const { lng, lat } = this.#map.unproject([x, y]);
    return { lng, lat };
  }

  setCursor(cursor: string) {
    this.#map.getCanvas().style.cursor = cursor === "unset" ? "" : cursor;
  }

  setDraggability(enabled: boolean) {
    if (enabled) this.#map.dragPan.enable();
    else this.#map.dragPan.disable();
  }

  setDoubleClickToZoom(enabled: boolean) {
    if (enabled) this.#map.doubleClickZoom.enable();
    else this.#map.doubleClickZoom.disable();
  }

  render(changes: TerraDrawChanges, styling: TerraDrawStylingFunction) {
    this.#features = [...changes.created, ...changes.updated, ...changes.unchanged];
    this.#styling = styling;
    this.#queue();
  }

  clear() {
    this._currentModeCallbacks?.onClear();
    this.#features = [];
    this.#queue();
  }
}
