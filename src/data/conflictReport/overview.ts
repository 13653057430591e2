import type { Geometry, Position } from "geojson";
import type { Conflict } from "../../domain/check/conflict.ts";
import { type Bbox, findBoundingBox } from "../../domain/place/boundingBox.ts";
import {
  type Colour,
  createView,
  drawContext,
  drawFrame,
  drawGeometry,
  type Figure,
  type FigureContext,
  type FigurePoint,
  figureColours,
  findRoom,
  type Mark,
  takeApart,
} from "./mapMarks.ts";

const [width, height] = [640, 520];
/** Conflicts nearer to each other than this, in points, share a dot; the more there are, the wider. */
const findSharedReach = (count: number) => (count > 120 ? 32 : count > 40 ? 24 : 15);
const [labelSize, dotRadius] = [9, 5];
/** More numbers than these would cover the map; the table has them all. */
const longestLabel = 13;

/** A side of conflicts, drawn once however many it has. */
export interface OverviewParty {
  geometry: Geometry;
  isZone: boolean;
  isSchematic: boolean;
}

interface Spot {
  at: FigurePoint;
  numbers: number[];
  colour: Colour;
}

/** Where on the map a conflict is marked: between the nearest places, or about the middle of what is shared. */
function findPlace({ geometry, nearestPlaces, nearestDistanceMetres }: Conflict): Position {
  if (nearestPlaces && nearestDistanceMetres > 0) {
    const [a, b] = nearestPlaces;
    return [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2];
  }
  const { polygons, lines, points } = takeApart(geometry);
  const longest = [...lines].sort((a, b) => b.length - a.length)[0];
  if (polygons.length === 0 && longest) return longest[longest.length >> 1]!;
  if (polygons.length === 0 && points[0]) return points[0];
  const boxes = polygons.map((rings) => findBoundingBox([{ type: "Polygon", coordinates: rings }])!);
  const sizeOf = ([west, south, east, north]: Bbox) => (east - west) * (north - south);
  const [west, south, east, north] = boxes.sort((a, b) => sizeOf(b) - sizeOf(a))[0]!;
  return [(west + east) / 2, (south + north) / 2];
}

/** Numbers in order as people write them: 1-3, 7. */
export function writeNumbers(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < numbers.length; i += 1) {
    const first = numbers[i]!;
    while (numbers[i + 1] === numbers[i]! + 1) i += 1;
    const last = numbers[i]!;
    const next = last === first ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`;
    if (parts.length > 0 && [...parts, next].join(",").length > longestLabel) return `${parts.join(",")}...`;
    parts.push(next);
  }
  return parts.join(",");
}

function gatherSpots(
  conflicts: readonly Conflict[],
  toPoint: (position: Position) => FigurePoint,
  colourOf: (conflict: Conflict) => Colour,
): Spot[] {
  const spots: Spot[] = [];
  const sharedReach = findSharedReach(conflicts.length);
  conflicts.forEach((conflict, index) => {
    const at = toPoint(findPlace(conflict));
    const near = spots.find((spot) => Math.hypot(spot.at[0] - at[0], spot.at[1] - at[1]) < sharedReach);
    // The strictest come first, so a shared dot has the colour of its strictest.
    if (near) near.numbers.push(index + 1);
    else spots.push({ at, numbers: [index + 1], colour: colourOf(conflict) });
  });
  return spots;
}

type Rectangle = readonly [left: number, top: number, right: number, bottom: number];
const overlap = (a: Rectangle, b: Rectangle) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Labels beside their dots, on the first side that is free; a dot that has none stays without. */
function labelSpots(spots: readonly Spot[], frame: Figure["frame"]): Mark[] {
  const taken: Rectangle[] = spots.map(({ at: [x, y] }) => [
    x - dotRadius,
    y - dotRadius,
    x + dotRadius,
    y + dotRadius,
  ]);
  return spots.flatMap(({ at: [x, y], numbers }): Mark[] => {
    const text = writeNumbers(numbers);
    const long = text.length * labelSize * 0.62;
    const [half, gap] = [labelSize / 2, dotRadius + 3];
    const sides: { box: Rectangle; at: FigurePoint; anchor: "start" | "middle" | "end" }[] = [
      { box: [x + gap, y - half, x + gap + long, y + half], at: [x + gap, y + 3], anchor: "start" },
      { box: [x - gap - long, y - half, x - gap, y + half], at: [x - gap, y + 3], anchor: "end" },
      {
        box: [x - long / 2, y - gap - labelSize, x + long / 2, y - gap],
        at: [x, y - gap],
        anchor: "middle",
      },
      {
        box: [x - long / 2, y + gap, x + long / 2, y + gap + labelSize],
        at: [x, y + gap + labelSize - 2],
        anchor: "middle",
      },
    ];
    const isFree = ({ box }: (typeof sides)[number]) =>
      box[0] > frame[0] &&
      box[1] > frame[1] &&
      box[2] < frame[2] &&
      box[3] < frame[3] &&
      !taken.some((other) => overlap(box, other));
    const side = sides.find(isFree);
    if (!side) return [];
    taken.push(side.box);
    return [{ kind: "text", at: side.at, text, size: labelSize, anchor: side.anchor }];
  });
}

/**
 * The map of all conflicts of a report: the whole of the land, the sides that have conflicts, and each conflict
 * by its number in the table. `conflicts` in the order of the table, the strictest first.
 */
export function buildOverview(
  conflicts: readonly Conflict[],
  parties: readonly OverviewParty[],
  context: FigureContext,
  colourOf: (conflict: Conflict) => Colour,
): Figure {
  // The land as a whole, wider where a conflict lies beyond it.
  const [west, south, east, north] = findBoundingBox([
    ...context.borders,
    ...conflicts.map(({ geometry }) => geometry),
  ])!;
  const middle = [(west + east) / 2, (south + north) / 2] as const;
  const { across, down } = findRoom(width, height);
  const cosine = Math.cos((middle[1] * Math.PI) / 180);
  const degreesPerPoint = Math.max(((east - west) * cosine) / across, (north - south) / down, 1e-6) * 1.06;
  const view = createView(width, height, middle, degreesPerPoint);
  const drawParty = ({ geometry, isZone, isSchematic }: OverviewParty): Mark[] => {
    const isLine = takeApart(geometry).polygons.length === 0;
    const zoneColour = isLine ? figureColours.water : figureColours.zone;
    return drawGeometry(geometry, view, {
      colour: isZone ? zoneColour : figureColours.subject,
      opacity: 0.2,
      lineWidth: isZone ? 1.6 : 2,
      radius: 3,
      schematic: isSchematic,
    });
  };
  const spots = gatherSpots(conflicts, view.toPoint, colourOf);
  return {
    width,
    height,
    frame: view.frame,
    marks: [
      ...drawContext(context, view),
      ...parties.filter(({ isZone }) => isZone).flatMap(drawParty),
      ...parties.filter(({ isZone }) => !isZone).flatMap(drawParty),
      // The strictest last, so that no other covers it.
      ...[...spots].reverse().map(
        ({ at, colour }): Mark => ({
          kind: "dot",
          at,
          radius: dotRadius,
          colour,
          rim: figureColours.paper,
        }),
      ),
      ...labelSpots(spots, view.frame),
    ],
    frameMarks: drawFrame(view),
  };
}
