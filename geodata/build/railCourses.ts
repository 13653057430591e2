import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { measureAlong } from "./polylineMeasure.ts";

const transportFacts = (name: string) => readFactTable(`transport/${name}`);
const railFacts = (name: string) => readFactTable(`rail/${name}`);

/** Stations along a line. */
export interface LineCourse {
  fact: FactRow;
  stops: { name: string; kilometres: number }[];
}

/** Stations of each line with kilometres along it, scaled to the published length of this very section. */
export function readCourses(): Map<string, LineCourse> {
  const lines = new Map(transportFacts("lines.csv").map((fact) => [requireText(fact, "line_id"), fact]));
  const waypoints = new Map<string, [number, number][]>();
  for (const fact of transportFacts("line_waypoints.csv")) {
    const id = requireText(fact, "line_id");
    waypoints.set(id, [...(waypoints.get(id) ?? []), [readNumber(fact, "lon")!, readNumber(fact, "lat")!]]);
  }
  const courses = new Map<string, LineCourse>();
  const append = (id: string, name: string, kilometres: number) => {
    const course = courses.get(id) ?? { fact: lines.get(id)!, stops: [] };
    course.stops.push({ name, kilometres });
    courses.set(id, course);
  };
  for (const fact of transportFacts("line_stations.csv")) {
    const id = requireText(fact, "line_id");
    const point: [number, number] = [readNumber(fact, "lon")!, readNumber(fact, "lat")!];
    const given = readNumber(fact, "km_along_waypoints");
    append(id, requireText(fact, "station_zh"), given ?? measureAlong(waypoints.get(id)!, point));
  }
  for (const fact of railFacts("line_stations.csv")) {
    append(requireText(fact, "line_id"), requireText(fact, "station_zh"), readNumber(fact, "kilometres")!);
  }
  for (const [id, course] of courses) {
    if (!course.fact) throw new Error(`line_stations names line '${id}', which lines.csv does not have`);
    const published = Number.parseFloat(readText(course.fact, "length_km_published"));
    const first = course.stops[0]!.kilometres;
    const span = course.stops[course.stops.length - 1]!.kilometres - first;
    const whole = readNumber(course.fact, "length_km_of_waypoints") ?? span;
    // A published length belongs to the way-points' whole course; stations may cover only part of it.
    const scale =
      readText(course.fact, "length_scope") === "this section" && published > 0
        ? published / Math.max(whole, span)
        : 1;
    course.stops = course.stops.map((stop) => ({ ...stop, kilometres: (stop.kilometres - first) * scale }));
  }
  return courses;
}

/** Finds from–to of a fact among the stops of its line; the whole line where both are empty. */
export function findSpan(fact: FactRow, course: LineCourse): [number, number] {
  const from = readText(fact, "from_zh");
  const to = readText(fact, "to_zh");
  if (from === "" && to === "") return [0, course.stops.length - 1];
  const ends = [from, to].map((name) => course.stops.findIndex((stop) => stop.name === name));
  if (ends[0]! < 0 || ends[1]! <= ends[0]!) refuse(fact, `'${from}'–'${to}' is not a stretch of the line`);
  return ends as [number, number];
}

/** Replaces stretches whose own length is published; the rest of the line takes up the difference. */
export function applyPublishedLengths(courses: Map<string, LineCourse>) {
  for (const fact of railFacts("section_lengths.csv")) {
    const course = courses.get(requireText(fact, "line_id"))!;
    const [from, to] = findSpan(fact, course);
    const stretch = course.stops[to]!.kilometres - course.stops[from]!.kilometres;
    const total = course.stops[course.stops.length - 1]!.kilometres;
    const wanted = readNumber(fact, "length_km")!;
    const inside = wanted / stretch;
    const outside = (total - wanted) / (total - stretch);
    let previous = 0;
    let at = 0;
    course.stops = course.stops.map((stop, i) => {
      if (i > 0) at += (stop.kilometres - previous) * (i > from && i <= to ? inside : outside);
      previous = stop.kilometres;
      return { ...stop, kilometres: at };
    });
  }
}
