import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { findAlong } from "./polylineMeasure.ts";

const transportFacts = (name: string) => readFactTable(`transport/${name}`);
const railFacts = (name: string) => readFactTable(`rail/${name}`);

/** Stations along a line. */
export interface LineCourse {
  fact: FactRow;
  stops: { name: string; kilometres: number }[];
  /** Kilometres along the way-points at the first stop, and how many of the course one of them is. */
  startKilometres: number;
  scale: number;
}

function readWaypoints(): Map<string, [number, number][]> {
  const waypoints = new Map<string, [number, number][]>();
  for (const fact of transportFacts("line_waypoints.csv")) {
    const id = requireText(fact, "line_id");
    waypoints.set(id, [...(waypoints.get(id) ?? []), [readNumber(fact, "lon")!, readNumber(fact, "lat")!]]);
  }
  return waypoints;
}

/** Stations of each line with kilometres along it, scaled to the published length of this very section. */
export function readCourses(): Map<string, LineCourse> {
  const lines = new Map(
    [...transportFacts("lines.csv"), ...railFacts("context_lines.csv")].map((fact) => [
      requireText(fact, "line_id"),
      fact,
    ]),
  );
  const waypoints = readWaypoints();
  const courses = new Map<string, LineCourse>();
  const append = (id: string, name: string, kilometres: number) => {
    const course = courses.get(id) ?? { fact: lines.get(id)!, stops: [], startKilometres: 0, scale: 1 };
    course.stops.push({ name, kilometres });
    courses.set(id, course);
  };
  for (const fact of transportFacts("line_stations.csv")) {
    const id = requireText(fact, "line_id");
    const point: [number, number] = [readNumber(fact, "lon")!, readNumber(fact, "lat")!];
    const given = readNumber(fact, "km_along_waypoints");
    append(id, requireText(fact, "station_zh"), given ?? findAlong(waypoints.get(id)!, point).kilometres);
  }
  for (const fact of railFacts("line_stations.csv")) {
    append(requireText(fact, "line_id"), requireText(fact, "station_zh"), readNumber(fact, "kilometres")!);
  }
  for (const [id, course] of courses) {
    if (!course.fact) throw new Error(`line_stations names line '${id}', which lines.csv does not have`);
    const published = Number.parseFloat(course.fact.values.length_km_published ?? "");
    const first = course.stops[0]!.kilometres;
    const span = course.stops[course.stops.length - 1]!.kilometres - first;
    const whole =
      (course.fact.values.length_km_of_waypoints === undefined
        ? undefined
        : readNumber(course.fact, "length_km_of_waypoints")) ?? span;
    // A published length belongs to the way-points' whole course; stations may cover only part of it.
    const scale =
      course.fact.values.length_scope === "this section" && published > 0
        ? published / Math.max(whole, span)
        : 1;
    course.startKilometres = first;
    course.scale = scale;
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

/** A station lies on a line when it is this near, and is another than one this near along it. */
const onLineKilometres = 3;
const sameStopKilometres = 0.5;

/**
 * Adds the stations that the station table puts on a line but no list of stops names: trains pass them, and a run
 * that called there can be reckoned. Stations where freight alone calls are left out.
 */
export function addPassedStations(courses: Map<string, LineCourse>) {
  const waypoints = readWaypoints();
  for (const fact of transportFacts("stations.csv")) {
    const name = requireText(fact, "name_zh");
    if (["freight", "planned", "border"].includes(readText(fact, "role"))) continue;
    for (const id of readText(fact, "on_lines_here").split(";")) {
      const course = courses.get(id);
      const line = waypoints.get(id);
      if (!course || !line || course.stops.some((stop) => stop.name === name)) continue;
      const point: [number, number] = [readNumber(fact, "lon")!, readNumber(fact, "lat")!];
      const { kilometres, distance } = findAlong(line, point);
      const at = (kilometres - course.startKilometres) * course.scale;
      const last = course.stops[course.stops.length - 1]!.kilometres;
      if (distance > onLineKilometres || at <= 0 || at >= last) continue;
      if (course.stops.some((stop) => Math.abs(stop.kilometres - at) < sameStopKilometres)) continue;
      course.stops.push({ name, kilometres: at });
      course.stops.sort((a, b) => a.kilometres - b.kilometres);
    }
  }
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
