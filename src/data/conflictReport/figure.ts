import type { Geometry } from "geojson";
import type { Conflict, PartyForm } from "../../domain/check/conflict.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import {
  createView,
  drawContext,
  drawFrame,
  drawGeometry,
  type Figure,
  type FigureContext,
  type FigurePoint,
  figureColours,
  findDegreeMetres,
  findRoom,
  type Mark,
  sayMetres,
  takeApart,
  type View,
} from "./mapMarks.ts";

const [width, height] = [640, 350];

/** A lone place says little without the zone round it: this much of the zone is shown, within limits, in metres. */
const [leastMetres, mostMetres, mostAlongLineMetres] = [2000, 50_000, 16_000];

/** The stretch of land shown: what the conflict covers and as much again round it, and some of the zone. */
function findView(conflict: Conflict, zone: Geometry): View {
  const [west, south, east, north] = findBoundingBox([conflict.geometry])!;
  const zoneBox = findBoundingBox([zone])!;
  const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
  const cosine = Math.cos((middle[1] * Math.PI) / 180);
  const degreeMetres = findDegreeMetres(middle);
  const { across, down } = findRoom(width, height);
  const zoneMetres = Math.max(zoneBox[2] - zoneBox[0], zoneBox[3] - zoneBox[1]) * degreeMetres;
  const isPlace = conflict.geometry.type === "Point";
  const least =
    Math.max(
      leastMetres,
      isPlace ? Math.min(zoneMetres, takeApart(zone).lines.length > 0 ? mostAlongLineMetres : mostMetres) : 0,
    ) / degreeMetres;
  const degreesPerPoint = Math.max(
    (Math.max((east - west) * cosine, least) * 1.7) / across,
    (Math.max(north - south, least) * 1.7) / down,
  );
  return createView(width, height, middle, degreesPerPoint);
}

/**
 * The map of one conflict: both sides, what they share, scale bar, north arrow, degrees along the frame.
 * Geometries in WGS 84 degrees; north is up.
 */
export function buildFigure(
  conflict: Conflict,
  subject: Geometry,
  zone: Geometry,
  context: FigureContext,
): Figure {
  const view = findView(conflict, zone);
  const { zone: zoneColour, subject: subjectColour, conflict: conflictColour, water } = figureColours;
  const { polygons, lines } = takeApart(zone);
  const zoneForm: PartyForm = polygons.length > 0 ? "area" : lines.length > 0 ? "line" : "point";
  const isGap = conflict.nearestPlaces !== null && conflict.nearestDistanceMetres > 0;
  const marks: Mark[] = [
    ...drawContext(context, view),
    ...drawGeometry(zone, view, {
      colour: zoneForm === "line" ? water : zoneColour,
      opacity: 0.22,
      lineWidth: zoneForm === "line" ? 3 : 2,
      radius: 6,
      schematic: conflict.schematic.zone,
    }),
    ...drawGeometry(subject, view, {
      colour: subjectColour,
      opacity: 0.2,
      lineWidth: 3,
      radius: 6,
      schematic: conflict.schematic.subject,
    }),
    ...(isGap
      ? drawGeometry(conflict.geometry, view, {
          colour: conflictColour,
          opacity: 0,
          lineWidth: 1.4,
          radius: 4,
          schematic: false,
        })
      : drawGeometry(conflict.geometry, view, {
          colour: conflictColour,
          opacity: 0.45,
          lineWidth: 4,
          radius: 5,
          schematic: false,
        })),
    ...(isGap
      ? []
      : conflict.crossings.map(
          (place): Mark => ({
            kind: "dot",
            at: view.toPoint(place),
            radius: 4,
            colour: conflictColour,
            rim: figureColours.paper,
          }),
        )),
  ];
  if (isGap) {
    const [from, to] = conflict.nearestPlaces!.map(view.toPoint) as [FigurePoint, FigurePoint];
    const text = sayMetres(
      conflict.nearestDistanceMetres >= 1000
        ? Math.round(conflict.nearestDistanceMetres / 10) * 10
        : conflict.nearestDistanceMetres,
    );
    marks.push({
      kind: "text",
      at: [(from[0] + to[0]) / 2 + 8, (from[1] + to[1]) / 2 - 6],
      text,
      size: 10,
      anchor: "start",
    });
  }
  return {
    width,
    height,
    frame: view.frame,
    marks,
    frameMarks: drawFrame(view),
  };
}
