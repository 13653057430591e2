import type { Geometry, Polygon, Position } from "geojson";
import type { Map as MapLibreMap } from "maplibre-gl";
import {
  type GeoJSONStoreFeatures,
  type HexColor,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawFreehandMode,
  TerraDrawLineStringMode,
  TerraDrawModeUndoRedo,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawRenderMode,
  TerraDrawSelectMode,
} from "terra-draw";
import { themes } from "../../../layers/grammar/theme.ts";
import { buildGeodesicCircle, buildSketch, findCircle, measureDrawn } from "../../domain/place/drawn.ts";
import type { LngLat } from "../../domain/place/position.ts";
import {
  type DrawingState,
  type DrawTool,
  type DrawWish,
  finishShape,
  type PickTool,
  reshapeDrawn,
  useDrawing,
} from "../../state/own/drawing.ts";
import { useAtlas } from "../../state/store.ts";
import { listenToKeys } from "./draftKeys.ts";
import { SketchAdapter } from "./sketchAdapter.ts";
import { findSnapPosition } from "./snapping.ts";
import { type FindCorner, snapToCorners } from "./snapToCorners.ts";

const modeOf: Record<DrawTool | PickTool, string> = {
  point: "point",
  line: "linestring",
  polygon: "polygon",
  circle: "circle",
  box: "rectangle",
  lasso: "freehand",
};
const modeOfShape: Readonly<Record<string, string>> = {
  Point: "point",
  LineString: "linestring",
  Polygon: "polygon",
};
const restMode = "rest";

/** Corners of the shape in hand that are set; its last follows the pointer. */
function findSetCorners({ geometry, properties }: GeoJSONStoreFeatures): LngLat[] {
  const corners: Position[] =
    geometry.type === "LineString"
      ? geometry.coordinates.slice(0, -1)
      : geometry.type === "Polygon"
        ? geometry.coordinates[0]!.slice(0, Number(properties.committedCoordinateCount ?? 0))
        : [];
  return corners.map(([x, y]): LngLat => [x!, y!]);
}

/** Ties drawing to the map for as long as it lives: what the panel asks for is done, what is drawn is told. */
export function attachDrawing(map: MapLibreMap): { remove: () => void } {
  const adapter = new SketchAdapter(map);
  const colour = themes[useAtlas.getState().board.theme].accent as HexColor;
  const paper = themes[useAtlas.getState().board.theme].paper as HexColor;
  const findCorner: FindCorner = ({ containerX, containerY }) =>
    useDrawing.getState().snaps ? findSnapPosition(map, containerX, containerY) : undefined;
  const snapping = { toCoordinate: true, toCustom: findCorner };
  const line = { lineStringColor: colour, lineStringWidth: 3 };
  const area = {
    fillColor: colour,
    fillOpacity: 0.15,
    outlineColor: colour,
    outlineWidth: 3,
  };
  const point = { pointColor: colour, pointWidth: 6, pointOutlineColor: paper, pointOutlineWidth: 2 };
  const handles = {
    closingPointColor: paper,
    closingPointOutlineColor: colour,
    closingPointOutlineWidth: 2,
    closingPointWidth: 6,
    snappingPointColor: colour,
    snappingPointWidth: 5,
  };
  const flags = {
    feature: {
      draggable: true,
      coordinates: { draggable: true, midpoints: true, deletable: true, snappable: snapping },
    },
  };
  const draw = new TerraDraw({
    adapter,
    undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    modes: [
      snapToCorners(new TerraDrawPointMode({ styles: point }), findCorner),
      new TerraDrawLineStringMode({ snapping, styles: { ...line, ...handles } }),
      new TerraDrawPolygonMode({ snapping, styles: { ...area, ...handles } }),
      snapToCorners(new TerraDrawCircleMode({ styles: area }), findCorner),
      new TerraDrawRectangleMode({ styles: area, drawInteraction: "click-move-or-drag" }),
      new TerraDrawFreehandMode({ styles: area, drawInteraction: "click-move-or-drag" }),
      new TerraDrawSelectMode({
        flags: { point: { feature: { draggable: true } }, linestring: flags, polygon: flags },
        allowManualDeselection: false,
        styles: {
          selectedPointColor: colour,
          selectedLineStringColor: colour,
          selectedPolygonColor: colour,
          selectedPolygonOutlineColor: colour,
          selectedPolygonFillOpacity: 0.15,
          selectionPointColor: paper,
          selectionPointOutlineColor: colour,
          selectionPointOutlineWidth: 2,
          selectionPointWidth: 6,
          midPointColor: colour,
          midPointWidth: 4,
        },
      }),
      new TerraDrawRenderMode({
        modeName: restMode,
        styles: {
          ...point,
          lineStringColor: colour,
          lineStringWidth: 3,
          polygonFillColor: colour,
          polygonFillOpacity: 0.15,
          polygonOutlineColor: colour,
          polygonOutlineWidth: 3,
        },
      }),
    ],
  });
  draw.start();
  draw.setMode(restMode);
  // A drag with Shift adds to a selection; the map would zoom to it.
  map.boxZoom.disable();
  // A finger gives no move before its tap, but the shape it is near is there by the time it is lifted.
  const approach = ({ clientX, clientY }: PointerEvent) => {
    if (!useDrawing.getState().tool) return;
    const { left, top } = map.getCanvas().getBoundingClientRect();
    findCorner({ containerX: clientX - left, containerY: clientY - top });
  };
  map.getCanvas().addEventListener("pointerdown", approach);

  /** The shape that stands for what is kept: a circle of the map becomes one of the ellipsoid. */
  const shapeOf = (feature: GeoJSONStoreFeatures): { geometry: Geometry; radiusMetres?: number } => {
    const geometry = feature.geometry as Geometry;
    if (feature.properties.mode !== "circle" || geometry.type !== "Polygon") return { geometry };
    const { centre, radiusMetres } = findCircle(geometry.coordinates[0]!);
    return radiusMetres > 0
      ? { geometry: buildGeodesicCircle(centre, radiusMetres), radiusMetres }
      : { geometry };
  };
  const tellLive = (geometry: Geometry | null) =>
    useDrawing.setState({ live: geometry && measureDrawn(geometry) });

  /** Tells the corners that are set, and marks them. */
  const tellDraft = () => {
    const held = draw.getSnapshot().find(({ properties }) => properties.currentlyDrawing);
    const draft = held ? findSetCorners(held) : [];
    const isCircle = held?.properties.mode === "circle" && held.geometry.type === "Polygon";
    const centre = isCircle ? [findCircle((held.geometry as Polygon).coordinates[0]!).centre] : [];
    adapter.mark([...draft, ...centre], paper, colour);
    const steps = { back: draw.canUndo(), forth: draw.canRedo() };
    const before = useDrawing.getState();
    if (JSON.stringify([draft, steps]) !== JSON.stringify([before.draft, before.steps]))
      useDrawing.setState({ draft, steps });
  };

  let own: string | number | undefined;
  draw.on("change", (ids) => {
    if (draw.getMode() === restMode) return;
    queueMicrotask(tellDraft);
    const shapes = ids.flatMap((id) => {
      const feature = draw.getSnapshotFeature(id);
      const isGuide = feature && Object.keys(feature.properties).some((key) => /Point$|^edited$/.test(key));
      return feature && !isGuide ? [feature] : [];
    });
    const shape = shapes.find((feature) => feature.geometry.type !== "Point") ?? shapes[0];
    if (shape) tellLive(shapeOf(shape).geometry);
  });
  draw.on("finish", (id, { action }) => {
    const feature = draw.getSnapshotFeature(id);
    if (!feature) return;
    const { edited } = useDrawing.getState();
    if (edited) {
      void reshapeDrawn(edited.layer, edited.index, feature.geometry as Geometry);
      return;
    }
    if (action !== "draw") return;
    const { geometry, radiusMetres } = shapeOf(feature);
    // After this event terra-draw still has to put its own handles away.
    queueMicrotask(() => {
      draw.removeFeatures([id]);
      tellLive(geometry);
      void finishShape(geometry, radiusMetres);
    });
  });

  const clearRest = () => {
    if (own !== undefined && draw.hasFeature(own)) draw.removeFeatures([own]);
    own = undefined;
  };
  /** Shapes that no hand holds: what is entered by keyboard, or was measured. */
  const showRest = (geometry: Geometry | null) => {
    clearRest();
    const mode = geometry && modeOfShape[geometry.type];
    if (!geometry || !mode) return;
    own = draw.getFeatureId();
    draw.addFeatures([
      { id: own, type: "Feature", geometry, properties: { mode: restMode } } as GeoJSONStoreFeatures,
    ]);
  };
  const pressKey = (key: string) => {
    for (const type of ["keydown", "keyup"])
      map.getCanvas().dispatchEvent(new KeyboardEvent(type, { key, bubbles: false }));
  };
  const obey = (wish: DrawWish) => {
    if (wish === "finish") pressKey("Enter");
    else if (wish === "cancel") pressKey("Escape");
    else {
      if (wish === "undo") draw.undo();
      else draw.redo();
      tellDraft();
    }
  };
  const stopListening = listenToKeys();
  const show = (state: DrawingState, before: DrawingState | null) => {
    if (state.tool !== before?.tool || state.edited !== before?.edited) {
      draw.clear();
      own = undefined;
      if (state.edited) {
        const { geometry } = state.edited;
        const mode = modeOfShape[geometry.type];
        const id = draw.getFeatureId();
        const [added] = mode
          ? draw.addFeatures([
              { id, type: "Feature", geometry, properties: { mode } } as GeoJSONStoreFeatures,
            ])
          : [];
        draw.setMode("select");
        if (added?.valid) draw.selectFeature(id);
        tellLive(geometry);
      } else draw.setMode(state.tool ? modeOf[state.tool] : restMode);
    }
    if (
      state.sketch !== before?.sketch ||
      state.radiusMetres !== before?.radiusMetres ||
      state.measured !== before?.measured
    ) {
      const entered = state.tool && buildSketch(state.tool, state.sketch, state.radiusMetres);
      // A first position is no line yet, but it must be seen.
      const first = state.sketch[0];
      const geometry =
        entered ?? (first ? { type: "Point" as const, coordinates: [first[0], first[1]] } : state.measured);
      if (geometry || before?.sketch.length || before?.measured) {
        showRest(geometry);
        if (geometry) tellLive(geometry);
      }
    }
    if (state.resumed && state.resumed !== before?.resumed) {
      const { positions } = state.resumed;
      const { snaps } = state;
      // Corners are where they were; nothing on the map draws them to itself again.
      useDrawing.setState({ resumed: null, snaps: false });
      adapter.clickAt(positions);
      useDrawing.setState({ snaps });
    }
    if (state.wish && state.wish !== before?.wish) obey(state.wish.kind);
  };
  show(useDrawing.getState(), null);
  const unsubscribe = useDrawing.subscribe(show);
  return {
    remove() {
      unsubscribe();
      map.boxZoom.enable();
      stopListening();
      map.getCanvas().removeEventListener("pointerdown", approach);
      draw.stop();
      adapter.remove();
    },
  };
}
