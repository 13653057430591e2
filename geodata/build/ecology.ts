/**
 * Rivers, lakes, deserts, mountains, grassland parks, protected areas and water works: tables of one form.
 * Rows of `ecology_v2.csv` replace those of `ecology.csv` with the same id. A zone of which only a place and an
 * area are known becomes a circle of that area, so that it can be seen and laid over other things; one without
 * an area stays a point. Rows with an `unplaced_reason` are listed nowhere on the map.
 */
import type { Geometry } from "geojson";
import type { Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { buildEqualAreaCircle } from "./equalAreaCircle.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { checkPosition, createFeature, parseRing, parseWaypoints } from "./feature.ts";
import { readPhaseStatus } from "./phaseStatus.ts";

/** Which kinds each dataset holds. */
const ecologyDatasets = {
  rivers: ["main-stem", "tributary", "kongdui"],
  "lakes-wetlands": ["lake", "lake-historic", "dry-lake-bed"],
  deserts: ["desert", "sandy-land"],
  mountains: ["mountain-range", "mountain-axis", "plain"],
  "grassland-parks": ["grassland-park"],
  "nature-reserves": ["nature-reserve", "wetland-park", "geopark", "forest-park", "national-park-idea"],
  "water-works": ["flood-detention", "reservoir", "dam", "intake", "water-plant", "water-transfer"],
} as const;
type EcologyDatasetId = keyof typeof ecologyDatasets;

const confidenceWords: Record<string, Confidence> = {
  "exact <1km": "surveyed",
  "town <5km": "town",
  schematic: "schematic",
};

/** The rows in force, in the order of the tables. */
export function readEcologyFacts(): FactRow[] {
  const revised = readFactTable("ecology_v2.csv");
  const revisedIds = new Set(revised.map((fact) => requireText(fact, "id")));
  return [
    ...readFactTable("ecology.csv").filter((fact) => !revisedIds.has(requireText(fact, "id"))),
    ...revised,
    ...readFactTable("water_works.csv"),
  ];
}

function readGeometry(fact: FactRow): { geometry: Geometry; circleArea: number | undefined } {
  const form = requireText(fact, "geometry");
  const waypoints = readText(fact, "waypoints");
  if (form === "line")
    return {
      geometry: { type: "LineString", coordinates: parseWaypoints(fact, waypoints) },
      circleArea: undefined,
    };
  if (form === "area")
    return {
      geometry: { type: "Polygon", coordinates: [parseRing(fact, waypoints)] },
      circleArea: undefined,
    };
  if (form !== "point") refuse(fact, `'geometry' is '${form}', expected line, area or point`);
  const place = checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN);
  const squareKilometres = readNumber(fact, "circle_area_km2");
  if (squareKilometres === undefined)
    return { geometry: { type: "Point", coordinates: place }, circleArea: undefined };
  const circleArea = squareKilometres * 1e6;
  return { geometry: buildEqualAreaCircle(place[0], place[1], circleArea), circleArea };
}

/** Memory makes a place schematic, and so does a circle in place of an outline. */
function judgeConfidence(fact: FactRow, isCircle: boolean): Confidence {
  const word = requireText(fact, "position_confidence");
  const confidence = confidenceWords[word];
  if (!confidence)
    refuse(
      fact,
      `'position_confidence' is '${word}', expected one of ${Object.keys(confidenceWords).join(", ")}`,
    );
  return isCircle || /memory/.test(requireText(fact, "citation")) ? "schematic" : confidence;
}

const circleNote = {
  zh: "范围未公布：按面积画等面积圆，仅供筛查，不是边界。",
  en: "No outline is published: a circle of the same area, for screening only, not a boundary.",
};

function createEcologyFeature(fact: FactRow): PlanFeature {
  const { geometry, circleArea } = readGeometry(fact);
  const isCircle = circleArea !== undefined;
  const hasPoint = requireText(fact, "geometry") === "point";
  return createFeature({
    fact,
    id: requireText(fact, "id"),
    nameZh: requireText(fact, "name_zh"),
    nameEn: requireText(fact, "name_en"),
    kind: requireText(fact, "drawn_kind"),
    status: readPhaseStatus(fact),
    confidence: judgeConfidence(fact, isCircle),
    source: requireText(fact, "citation"),
    noteZh: [isCircle ? circleNote.zh : "", readText(fact, "note_zh")].join("") || undefined,
    noteEn: [isCircle ? circleNote.en : "", readText(fact, "note_en")].filter(Boolean).join(" ") || undefined,
    geometry,
    extra: {
      areaSquareKilometres: readText(fact, "area_km2"),
      extent: readText(fact, "extent"),
      level: fact.values.level,
      capacity: fact.values.capacity,
      condition: fact.values.status,
      year: readText(fact, "year"),
      unit: readText(fact, "unit").replace(/^-$|^~|\(.*\)$/g, ""),
      planSection: readText(fact, "plan_section").replace(/^-$/, ""),
      shape: isCircle ? "equal-area circle" : undefined,
      screeningRadiusMetres: isCircle ? Math.round(Math.sqrt(circleArea / Math.PI)) : undefined,
      longitude: hasPoint ? readNumber(fact, "lon") : undefined,
      latitude: hasPoint ? readNumber(fact, "lat") : undefined,
    },
  });
}

export function buildEcology(): Map<EcologyDatasetId, PlanFeature[]> {
  const ids = Object.keys(ecologyDatasets) as EcologyDatasetId[];
  const datasets = new Map<EcologyDatasetId, PlanFeature[]>(ids.map((id) => [id, []]));
  for (const fact of readEcologyFacts()) {
    const kind = requireText(fact, "drawn_kind");
    const dataset = ids.find((id) => (ecologyDatasets[id] as readonly string[]).includes(kind));
    if (!dataset) refuse(fact, `'drawn_kind' is '${kind}', which belongs to no dataset`);
    if (readText(fact, "unplaced_reason") === "") datasets.get(dataset)!.push(createEcologyFeature(fact));
  }
  return datasets;
}

export function build(): void {
  for (const [id, features] of buildEcology()) writeDataset(id, features);
}
