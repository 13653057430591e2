import type { Geometry, Position } from "geojson";
import type { Bbox } from "../../domain/place/boundingBox.ts";
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

/** A map, ready to be painted as pixels or written as SVG. */
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

/** A stretch of land on a sheet. */
export interface View {
  width: number;
  height: number;
  frame: Figure["frame"];
  toPoint: (position: Position) => FigurePoint;
  box: Bbox;
  metresPerPoint: number;
}

/** The frame of a sheet, with room for degrees at the left and below. */
const frameOf = (width: number, height: number): Figure["frame"] => [46, 10, width - 10, height - 24];

/** Room within the frame of a sheet, in points. */
export function findRoom(width: number, height: number): { across: number; down: number } {
  const frame = frameOf(width, height);
  return { across: frame[2] - frame[0], down: frame[3] - frame[1] };
}

/** A view with a middle and a scale, north up; east and west are drawn at the middle's scale. */
export function createView(
  width: number,
  height: number,
  middle: readonly [longitude: number, latitude: number],
  degreesPerPoint: number,
): View {
  const frame = frameOf(width, height);
  const cosine = Math.cos((middle[1] * Math.PI) / 180);
  const [centreX, centreY] = [(frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2];
  const halfWidth = ((frame[2] - frame[0]) / 2) * (degreesPerPoint / cosine);
  const halfHeight = ((frame[3] - frame[1]) / 2) * degreesPerPoint;
  return {
    width,
    height,
    frame,
    toPoint: ([x, y]) => [
      centreX + ((x! - middle[0]) * cosine) / degreesPerPoint,
      centreY - (y! - middle[1]) / degreesPerPoint,
    ],
    box: [middle[0] - halfWidth, middle[1] - halfHeight, middle[0] + halfWidth, middle[1] + halfHeight],
    metresPerPoint: degreesPerPoint * findDegreeMetres(middle),
  };
}

/** Metres in a degree of latitude about a place. */
export const findDegreeMetres = ([longitude, latitude]: readonly [number, number]): number =>
  measureDistanceMetres(lngLat(longitude, latitude - 0.5), lngLat(longitude, latitude + 0.5));

export interface Parts {
  polygons: Position[][][];
  lines: Position[][];
  points: Position[];
}

export function takeApart(geometry: Geometry, parts: Parts = { polygons: [], lines: [], points: [] }): Parts {
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
function keepSeen(lines: readonly FigurePoint[][], frame: Figure["frame"]): FigurePoint[][] {
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
export function drawGeometry(geometry: Geometry, view: View, look: Look): Mark[] {
  const { polygons, lines, points } = takeApart(geometry);
  const marks: Mark[] = [];
  const dash = look.schematic ? [7, 4] : [];
  for (const polygon of polygons) {
    const rings = polygon.map((ring) => ring.map(view.toPoint));
    marks.push({ kind: "area", rings, colour: look.colour, opacity: look.opacity });
    if (look.schematic) marks.push({ kind: "hatch", rings, colour: look.colour, spacing: 9, width: 1 });
    marks.push({
      kind: "line",
      lines: keepSeen(rings, view.frame),
      colour: look.colour,
      width: look.lineWidth * 0.7,
      dash,
    });
  }
  if (lines.length > 0)
    marks.push({
      kind: "line",
      lines: keepSeen(
        lines.map((line) => line.map(view.toPoint)),
        view.frame,
      ),
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

export const sayMetres = (metres: number) =>
  metres >= 1000 ? `${metres / 1000} km` : `${Math.round(metres)} m`;

function drawScaleBar({ metresPerPoint, frame }: View): Mark[] {
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

function drawNorthArrow({ frame }: View): Mark[] {
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
function drawGraticule({ toPoint, box, frame, height }: View): Mark[] {
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

/** Scale bar, north arrow and degrees along the frame. */
export const drawFrame = (view: View): Mark[] => [
  ...drawScaleBar(view),
  ...drawNorthArrow(view),
  ...drawGraticule(view),
];

/** Thin lines that tell where one is. */
export interface FigureContext {
  borders: readonly Geometry[];
  rivers: readonly Geometry[];
}

export function drawContext({ borders, rivers }: FigureContext, view: View): Mark[] {
  const thin = (geometries: readonly Geometry[], colour: Colour) =>
    geometries.flatMap((geometry) =>
      drawGeometry(geometry, view, {
        colour,
        opacity: 0,
        lineWidth: 1.2,
        radius: 0,
        schematic: false,
      }).filter((mark) => mark.kind === "line" && mark.lines.length > 0),
    );
  return [...thin(borders, figureColours.context), ...thin(rivers, figureColours.water)];
}
