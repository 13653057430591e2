import type { Geometry, Position } from "geojson";
import type { Conflict, PartyForm } from "../../domain/ecology/conflict.ts";
import { type Bbox, findBoundingBox } from "../../domain/place/boundingBox.ts";
import { measureDistanceMetres } from "../../domain/place/ellipsoid.ts";
import { lngLat } from "../../domain/place/position.ts";

export type Colour = readonly [red: number, green: number, blue: number];
export type FigurePoint = readonly [x: number, y: number];

/** One thing drawn, in points of the figure: x right, y down. The order of the marks is the order of drawing. */
export type Mark =
  | { kind: "area"; rings: FigurePoint[][]; colour: Colour; opacity: number }
  /** Slanted stripes inside an area: a schematic extent. */
  | { kind: "hatch"; rings: FigurePoint[][]; colour: Colour; spacing: number; width: number }
  | { kind: "line"; lines: FigurePoint[][]; colour: Colour; width: number; dash: readonly number[] }
  | { kind: "dot"; at: FigurePoint; radius: number; colour: Colour; rim: Colour }
  /** Digits, units and compass letters only. `anchor`: which side of the text stands at `at`. */
  | { kind: "text"; at: FigurePoint; text: string; size: number; anchor: "start" | "middle" | "end" };

/** A map of one conflict, ready to be painted as pixels or written as SVG. */
export interface Figure {
  width: number;
  height: number;
  /** The map's frame: left, top, right, bottom. Marks before `frameMarks` are cut at it. */
  frame: [number, number, number, number];
  marks: Mark[];
  frameMarks: Mark[];
}

export const figureColours = {
  paper: [255, 255, 255],
  ink: [30, 34, 40],
  context: [176, 180, 186],
  water: [86, 140, 190],
  zone: [46, 125, 80],
  subject: [178, 98, 22],
  conflict: [192, 24, 40],
} as const satisfies Record<string, Colour>;

const [width, height] = [640, 350];
const frame: Figure["frame"] = [46, 10, width - 10, height - 24];

interface View {
  toPoint: (position: Position) => FigurePoint;
  box: Bbox;
  metresPerPoint: number;
}

/** A lone place says little without the zone round it: this much of the zone is shown, within limits, in metres. */
const [leastMetres, mostMetres, mostAlongLineMetres] = [2000, 50_000, 16_000];

/** The stretch of land shown: what the conflict covers and as much again round it, and some of the zone. */
function createView(conflict: Conflict, zone: Geometry): View {
  const [west, south, east, north] = findBoundingBox([conflict.geometry])!;
  const zoneBox = findBoundingBox([zone])!;
  const middle: [number, number] = [(west + east) / 2, (south + north) / 2];
  const cosine = Math.cos((middle[1] * Math.PI) / 180);
  const degreeMetres = measureDistanceMetres(
    lngLat(middle[0], middle[1] - 0.5),
    lngLat(middle[0], middle[1] + 0.5),
  );
  const [across, down] = [frame[2] - frame[0], frame[3] - frame[1]];
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
  const [centreX, centreY] = [(frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2];
  const halfWidth = (across / 2) * (degreesPerPoint / cosine);
  const halfHeight = (down / 2) * degreesPerPoint;
  return {
    toPoint: ([x, y]) => [
      centreX + ((x! - middle[0]) * cosine) / degreesPerPoint,
      centreY - (y! - middle[1]) / degreesPerPoint,
    ],
    box: [middle[0] - halfWidth, middle[1] - halfHeight, middle[0] + halfWidth, middle[1] + halfHeight],
    metresPerPoint: degreesPerPoint * degreeMetres,
  };
}

interface Parts {
  polygons: Position[][][];
  lines: Position[][];
  points: Position[];
}

function takeApart(geometry: Geometry, parts: Parts = { polygons: [], lines: [], points: [] }): Parts {
  if (geometry.type === "GeometryCollection") for (const part of geometry.geometries) takeApart(part, parts);
  else if (geometry.type === "Point") parts.points.push(geometry.coordinates);
  else if (geometry.type === "MultiPoint") parts.points.push(...geometry.coordinates);
  else if (geometry.type === "LineString") parts.lines.push(geometry.coordinates);
  else if (geometry.type === "MultiLineString") parts.lines.push(...geometry.coordinates);
  else if (geometry.type === "Polygon") parts.polygons.push(geometry.coordinates);
  else parts.polygons.push(...geometry.coordinates);
  return parts;
}

/** The stretches of lines that may be seen in the frame: a border far off would only burden the file. */
function keepSeen(lines: readonly FigurePoint[][]): FigurePoint[][] {
  const margin = 12;
  const [left, top, right, bottom] = [
    frame[0] - margin,
    frame[1] - margin,
    frame[2] + margin,
    frame[3] + margin,
  ];
  const kept: FigurePoint[][] = [];
  for (const line of lines) {
    let part: FigurePoint[] = [];
    for (let i = 1; i < line.length; i += 1) {
      const [a, b] = [line[i - 1]!, line[i]!];
      const isSeen =
        Math.max(a[0], b[0]) >= left &&
        Math.min(a[0], b[0]) <= right &&
        Math.max(a[1], b[1]) >= top &&
        Math.min(a[1], b[1]) <= bottom;
      if (isSeen) part.push(...(part.length === 0 ? [a, b] : [b]));
      else {
        if (part.length > 0) kept.push(part);
        part = [];
      }
    }
    if (part.length > 0) kept.push(part);
  }
  return kept;
}

interface Look {
  colour: Colour;
  opacity: number;
  lineWidth: number;
  radius: number;
  schematic: boolean;
}

/** Schematic things are hatched and dashed, as on the map. */
function drawGeometry(geometry: Geometry, view: View, look: Look): Mark[] {
  const { polygons, lines, points } = takeApart(geometry);
  const marks: Mark[] = [];
  const dash = look.schematic ? [7, 4] : [];
  for (const polygon of polygons) {
    const rings = polygon.map((ring) => ring.map(view.toPoint));
    marks.push({ kind: "area", rings, colour: look.colour, opacity: look.opacity });
    if (look.schematic) marks.push({ kind: "hatch", rings, colour: look.colour, spacing: 9, width: 1 });
    marks.push({
      kind: "line",
      lines: keepSeen(rings),
      colour: look.colour,
      width: look.lineWidth * 0.7,
      dash,
    });
  }
  if (lines.length > 0)
    marks.push({
      kind: "line",
      lines: keepSeen(lines.map((line) => line.map(view.toPoint))),
      colour: look.colour,
      width: look.lineWidth,
      dash,
    });
  for (const point of points)
    marks.push({
      kind: "dot",
      at: view.toPoint(point),
      radius: look.radius,
      colour: look.colour,
      rim: figureColours.paper,
    });
  return marks;
}

/** A round number of metres that takes about a quarter of the figure. */
export function findScaleMetres(metresPerPoint: number): number {
  const wanted = metresPerPoint * 150;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [5, 2, 1].map((step) => step * power).find((metres) => metres <= wanted)!;
}

const sayMetres = (metres: number) => (metres >= 1000 ? `${metres / 1000} km` : `${Math.round(metres)} m`);

function drawScaleBar(metresPerPoint: number): Mark[] {
  const metres = findScaleMetres(metresPerPoint);
  const length = metres / metresPerPoint;
  const [left, base] = [frame[0] + 14, frame[3] - 14];
  const { ink, paper } = figureColours;
  const rectangle = (x: number, y: number, w: number, h: number): FigurePoint[] => [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
    [x, y],
  ];
  return [
    {
      kind: "area",
      rings: [rectangle(frame[0] + 4, base - 22, length + 56, 32)],
      colour: paper,
      opacity: 0.85,
    },
    { kind: "area", rings: [rectangle(left, base - 5, length / 2, 5)], colour: ink, opacity: 1 },
    { kind: "line", lines: [rectangle(left, base - 5, length, 5)], colour: ink, width: 1, dash: [] },
    { kind: "text", at: [left, base - 10], text: "0", size: 9, anchor: "middle" },
    { kind: "text", at: [left + length, base - 10], text: sayMetres(metres), size: 9, anchor: "middle" },
  ];
}

function drawNorthArrow(): Mark[] {
  const [x, y] = [frame[2] - 22, frame[1] + 20];
  const { ink, paper } = figureColours;
  const half = (side: number): FigurePoint[] => [
    [x, y],
    [x + side * 7, y + 22],
    [x, y + 17],
    [x, y],
  ];
  return [
    { kind: "area", rings: [half(-1)], colour: ink, opacity: 1 },
    { kind: "area", rings: [half(1)], colour: paper, opacity: 1 },
    { kind: "line", lines: [half(-1), half(1)], colour: ink, width: 1, dash: [] },
    { kind: "text", at: [x, y - 4], text: "N", size: 10, anchor: "middle" },
  ];
}

/** Degrees along the frame, so that the place can be found on any map. */
function drawGraticule({ toPoint, box }: View): Mark[] {
  const steps = [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002];
  const step = steps.find((candidate) => (box[2] - box[0]) / candidate >= 3) ?? 0.001;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const { ink } = figureColours;
  const marks: Mark[] = [];
  for (let i = Math.ceil(box[0] / step); i * step <= box[2]; i += 1) {
    const [x] = toPoint([i * step, box[1]]);
    marks.push({
      kind: "line",
      lines: [
        [
          [x, frame[3]],
          [x, frame[3] + 4],
        ],
      ],
      colour: ink,
      width: 1,
      dash: [],
    });
    if (x > frame[0] + 24 && x < frame[2] - 20)
      marks.push({
        kind: "text",
        at: [x, height - 8],
        text: `${(i * step).toFixed(digits)}°E`,
        size: 8,
        anchor: "middle",
      });
  }
  for (let i = Math.ceil(box[1] / step); i * step <= box[3]; i += 1) {
    const [, y] = toPoint([box[0], i * step]);
    marks.push({
      kind: "line",
      lines: [
        [
          [frame[0], y],
          [frame[0] - 4, y],
        ],
      ],
      colour: ink,
      width: 1,
      dash: [],
    });
    if (y > frame[1] + 6 && y < frame[3] - 4)
      marks.push({
        kind: "text",
        at: [frame[0] - 6, y + 3],
        text: `${(i * step).toFixed(digits)}°N`,
        size: 8,
        anchor: "end",
      });
  }
  const [left, top, right, bottom] = frame;
  const border: FigurePoint[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ];
  marks.push({ kind: "line", lines: [border], colour: ink, width: 1.2, dash: [] });
  return marks;
}

/** Thin lines that tell where one is. */
export interface FigureContext {
  borders: readonly Geometry[];
  rivers: readonly Geometry[];
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
  const view = createView(conflict, zone);
  const {
    zone: zoneColour,
    subject: subjectColour,
    conflict: conflictColour,
    water,
    context: grey,
  } = figureColours;
  const { polygons, lines } = takeApart(zone);
  const zoneForm: PartyForm = polygons.length > 0 ? "area" : lines.length > 0 ? "line" : "point";
  const thin = (geometries: readonly Geometry[], colour: Colour, lineWidth: number) =>
    geometries.flatMap((geometry) =>
      drawGeometry(geometry, view, { colour, opacity: 0, lineWidth, radius: 0, schematic: false }).filter(
        (mark) => mark.kind === "line" && mark.lines.length > 0,
      ),
    );
  const isGap = conflict.nearestPlaces !== null && conflict.nearestDistanceMetres > 0;
  const marks: Mark[] = [
    ...thin(context.borders, grey, 1.2),
    ...thin(context.rivers, water, 1.2),
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
    frame,
    marks,
    frameMarks: [...drawScaleBar(view.metresPerPoint), ...drawNorthArrow(), ...drawGraticule(view)],
  };
}
