import type { Position } from "geojson";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import type { ReachPart } from "../../domain/reach/explainReach.ts";

/** The course of a part of a journey; undefined where none is known. */
export type Trace = (part: ReachPart) => [number, number][] | undefined;

/** A station this near to a line lies on it; stations and courses are good to some kilometres. */
const nearDegrees = 0.06;

interface Course {
  name: string;
  positions: Position[];
}

const coursesOf = (collection: PlanFeatureCollection): Course[] =>
  collection.features.flatMap(({ properties, geometry }) => {
    const name = properties["name:zh"];
    if (geometry.type === "LineString") return [{ name, positions: geometry.coordinates }];
    return geometry.type === "MultiLineString"
      ? geometry.coordinates.map((positions) => ({ name, positions }))
      : [];
  });

/** Squared distance in degrees with longitudes shortened as at these latitudes. */
const gap = ([x, y]: Position, [lng, lat]: readonly [number, number]) =>
  ((x! - lng) * Math.cos((lat * Math.PI) / 180)) ** 2 + (y! - lat) ** 2;

function findNearest(positions: readonly Position[], at: readonly [number, number]) {
  let best = { index: 0, gap: Number.POSITIVE_INFINITY };
  for (const [index, position] of positions.entries()) {
    const distance = gap(position, at);
    if (distance < best.gap) best = { index, gap: distance };
  }
  return best;
}

/**
 * The course between two places along the line that passes both nearest, of those whose name is in `names` first;
 * undefined where no line passes both.
 */
export function traceBetween(
  courses: readonly Course[],
  names: string,
  from: readonly [number, number],
  to: readonly [number, number],
): Position[] | undefined {
  let best: { cost: number; positions: Position[] } | undefined;
  for (const { name, positions } of courses) {
    const [a, b] = [findNearest(positions, from), findNearest(positions, to)];
    if (Math.max(a.gap, b.gap) > nearDegrees ** 2 || a.index === b.index) continue;
    const cost = a.gap + b.gap + (names.includes(name) ? 0 : nearDegrees ** 2);
    if (best && best.cost <= cost) continue;
    const between = positions.slice(Math.min(a.index, b.index), Math.max(a.index, b.index) + 1);
    best = { cost, positions: a.index > b.index ? between.reverse() : between };
  }
  return best?.positions;
}

/** Follows a ride along lines, straight where none passes both ends. */
export function createCourseTrace(collection: PlanFeatureCollection): Trace {
  const courses = coursesOf(collection);
  return (part) => {
    const traced: [number, number][] = [part.course[0]!];
    for (const [index, to] of part.course.entries()) {
      if (index === 0) continue;
      const between = traceBetween(courses, part.name.zh, part.course[index - 1]!, to) ?? [];
      traced.push(...(between as [number, number][]), to);
    }
    return traced;
  };
}
