import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { roles } from "../../../geodata/roles.ts";
import type { Selection } from "../../domain/board/board.ts";
import type { ProjectJudgement } from "../../domain/monitor/judgeProject.ts";
import type { Evaluation } from "../../domain/monitor/monitor.ts";
import type { Plan, PlanFeatureCollection } from "../../domain/plan.ts";
import { featuresOfItems } from "../../domain/planItems.ts";
import { findLabelPoint } from "../style/labelPoints.ts";

/** A thing of the map with the promise it shows. */
export interface PromisedThing extends Selection {
  judged: ProjectJudgement;
}

/**
 * The things that show promised projects, each once. Where several projects name a thing, the one that names
 * the fewest has it: it speaks of this thing and not of a whole network. A promise to the whole area or a whole
 * unit is no thing of the map.
 */
export function findPromisedThings(plan: Plan, { projects }: Pick<Evaluation, "projects">): PromisedThing[] {
  const found = new Map<string, PromisedThing & { among: number }>();
  for (const judged of projects) {
    const things = featuresOfItems(plan, judged.items).filter(
      ({ dataset }) => !roles.wholeAreas.includes(dataset),
    );
    for (const { dataset, id } of things) {
      const key = `${dataset}/${id}`;
      const before = found.get(key);
      if (!before || things.length < before.among)
        found.set(key, { dataset, id, judged, among: things.length });
    }
  }
  return [...found.values()].map(({ among: _among, ...thing }) => thing);
}

const longest = (lines: readonly Position[][]): Position[] =>
  lines.reduce((best, line) => (line.length > best.length ? line : best), lines[0] ?? []);

/** Where the mark of a thing stands: itself, the middle corner of a line, the roomiest place of an area. */
function findMark(geometry: Geometry): Position | undefined {
  switch (geometry.type) {
    case "Point":
      return geometry.coordinates;
    case "LineString":
    case "MultiLineString": {
      const line = longest(geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates);
      return line[line.length >> 1];
    }
    case "Polygon":
      return findLabelPoint(geometry.coordinates).position;
    case "MultiPolygon": {
      const rings = geometry.coordinates.reduce((best, part) =>
        (part[0]?.length ?? 0) > (best[0]?.length ?? 0) ? part : best,
      );
      return findLabelPoint(rings).position;
    }
    default:
      return undefined;
  }
}

/** What the map draws of the promised things: their lines and areas, and a mark on each. */
export function buildStateFeatures(
  things: readonly PromisedThing[],
  datasets: Readonly<Record<string, PlanFeatureCollection | undefined>>,
): FeatureCollection {
  const used = [...new Set(things.map(({ dataset }) => dataset))];
  const geometries = new Map(
    used.flatMap((dataset) =>
      (datasets[dataset]?.features ?? []).map(({ properties, geometry }) => [
        `${dataset}/${properties.id}`,
        geometry,
      ]),
    ),
  );
  const features = things.flatMap(({ dataset, id, judged }): Feature[] => {
    const geometry = geometries.get(`${dataset}/${id}`);
    if (!geometry) return [];
    const properties = {
      dataset,
      id,
      project: judged.project,
      state: judged.state,
      light: judged.isLight,
      "name:zh": judged.nameZh,
      "name:en": judged.nameEn,
    };
    const position = findMark(geometry);
    return [
      ...(geometry.type === "Point" ? [] : [{ type: "Feature" as const, properties, geometry }]),
      ...(position
        ? [
            {
              type: "Feature" as const,
              properties,
              geometry: { type: "Point" as const, coordinates: position },
            },
          ]
        : []),
    ];
  });
  return { type: "FeatureCollection", features };
}
