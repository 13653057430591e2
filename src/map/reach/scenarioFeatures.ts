import type { Feature, LineString, MultiLineString, Point } from "geojson";
import type { Board } from "../../domain/board/board.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";

/** Lines that a scenario opens or closes in a phase, against the railway as the tables have it. */
function findSwitched(rail: RailSource, { scenario = [], phase }: Board): Map<string, boolean> {
  const isOpen = new Map<string, boolean>();
  for (const edit of scenario) {
    if (edit.kind === "without-line") isOpen.set(edit.line, false);
    if (edit.kind === "opening-phase")
      isOpen.set(
        edit.line,
        edit.phase !== null && rail.phases.indexOf(edit.phase) <= rail.phases.indexOf(phase),
      );
  }
  for (const line of rail.lines)
    if (isOpen.get(line.id) === line.openIn.includes(phase)) isOpen.delete(line.id);
  return isOpen;
}

/**
 * What a scenario adds to the railway on the map and takes off it: links between two stations, straight
 * because nobody has laid them out, and the courses of lines opened and closed.
 *
 * @param courses the railways as they are drawn; without them, links alone.
 * @param linkFrom the first station of a link whose second is still to be chosen.
 */
export function buildScenarioFeatures(
  board: Board,
  rail: RailSource,
  courses: PlanFeatureCollection | undefined,
  linkFrom: string | null = null,
): Feature<LineString | MultiLineString | Point>[] {
  const stationOf = new Map(rail.stations.map((station) => [station.id, station]));
  const end = (at: [number, number]): Feature<Point> => ({
    type: "Feature",
    properties: { kind: "link", part: "end" },
    geometry: { type: "Point", coordinates: at },
  });
  const switched = findSwitched(rail, board);
  const lines = (courses?.features ?? []).flatMap(
    ({ properties, geometry }): Feature<LineString | MultiLineString | Point>[] => {
      const isOpen = switched.get(String(properties.lineId));
      if (isOpen === undefined || !/LineString$/.test(geometry.type)) return [];
      // `firm`: neither schematic nor closed; every line of a scenario has it, and its other parts do not.
      const kind = isOpen ? "opened" : "closed";
      const course = geometry as LineString | MultiLineString;
      const path = course.type === "LineString" ? course.coordinates : course.coordinates[0]!;
      const names = { "name:zh": properties["name:zh"], "name:en": properties["name:en"] };
      const line: Feature<LineString | MultiLineString> = {
        type: "Feature",
        properties: { kind, firm: isOpen && properties.confidence !== "schematic" },
        geometry: course,
      };
      const name: Feature<Point> = {
        type: "Feature",
        properties: { kind, part: "name", ...names },
        geometry: { type: "Point", coordinates: path[Math.floor(path.length / 2)]! },
      };
      // A line that is closed keeps the name the railways' own layer writes.
      return isOpen ? [line, name] : [line];
    },
  );
  const links = (board.scenario ?? []).flatMap((edit): Feature<LineString | Point>[] => {
    if (edit.kind !== "link") return [];
    const [from, to] = [stationOf.get(edit.from), stationOf.get(edit.to)];
    if (!from || !to) return [];
    const middle: [number, number] = [
      (from.lngLat[0] + to.lngLat[0]) / 2,
      (from.lngLat[1] + to.lngLat[1]) / 2,
    ];
    return [
      {
        type: "Feature",
        properties: { kind: "link", firm: false },
        geometry: { type: "LineString", coordinates: [from.lngLat, to.lngLat] },
      },
      {
        type: "Feature",
        properties: {
          kind: "link",
          part: "name",
          "name:zh": `${from.name.zh}—${to.name.zh}（示意）`,
          "name:en": `${from.name.en}–${to.name.en} (schematic)`,
        },
        geometry: { type: "Point", coordinates: middle },
      },
      end(from.lngLat),
      end(to.lngLat),
    ];
  });
  const first = linkFrom === null ? undefined : stationOf.get(linkFrom);
  return [...lines, ...links, ...(first ? [end(first.lngLat)] : [])];
}
