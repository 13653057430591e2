/**
 * Rivers, lakes, deserts, mountains, grassland parks, protected areas and water works: tables of one form.
 * A zone of which only a place and an area are known becomes a circle of that area, so that it can be seen and
 * laid over other things; one without an area stays a point. Rows with an `unplaced_reason_zh` are listed
 * nowhere on the map.
 */
import type { Geometry } from "geojson";
import type { Confidence, PlanFeature } from "../../src/domain/plan.ts";
import { writeDataset } from "./dataset.ts";
import { buildEqualAreaCircle } from "./equalAreaCircle.ts";
import {
  type FactRow,
  hasFactTable,
  readFactTable,
  readNumber,
  readText,
  refuse,
  requireText,
} from "./factTable.ts";
import { checkPosition, createFeature, parseRing, parseWaypoints } from "./feature.ts";
import { readMeasure } from "./measure.ts";
import { readPhaseStatus } from "./phaseStatus.ts";
import { isPlaceUnverified } from "./unverified.ts";

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

/** The rows in the order of the tables. */
export const readEcologyFacts = (): FactRow[] =>
  ["ecology.csv", "water_works.csv"].flatMap((name) => (hasFactTable(name) ? readFactTable(name) : []));

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

/** How the outline of a row came to be, where it is no outline of the thing itself. */
const madeOutlines = ["box", "sketch"];

function readOutline(fact: FactRow): string {
  const outline = fact.values.outline?.trim() ?? "";
  if (outline !== "" && !madeOutlines.includes(outline))
    refuse(fact, `'outline' is '${outline}', expected ${madeOutlines.join(", ")} or nothing`);
  return outline;
}

/** A place nobody has checked is schematic, and so is a circle, a box or a sketch in place of an outline. */
function judgeConfidence(fact: FactRow, isCircle: boolean): Confidence {
  const word = requireText(fact, "position_confidence");
  const confidence = confidenceWords[word];
  if (!confidence)
    refuse(
      fact,
      `'position_confidence' is '${word}', expected one of ${Object.keys(confidenceWords).join(", ")}`,
    );
  return isCircle || readOutline(fact) !== "" || isPlaceUnverified(fact) ? "schematic" : confidence;
}

const circleNote = {
  zh: "范围未公布：按面积画等面积圆，仅供筛查，不是边界。",
  en: "No outline is published: a circle of the same area, for screening only, not a boundary.",
};

/** Words of a level of protection, and the code that rules go by. */
function readLevel(fact: FactRow): Record<string, string> {
  const level = fact.values.level ?? "";
  if (level === "") return {};
  const word = readFactTable("levels.csv").find((row) => requireText(row, "level") === level);
  if (!word) refuse(fact, `'level' is '${level}', which levels.csv does not have`);
  return { level, "level:zh": requireText(word, "zh"), "level:en": requireText(word, "en") };
}

/** Storage, power or flow of a water work; other rows have no such columns. */
const readCapacity = (fact: FactRow) =>
  fact.values.storage_million_m3 === undefined
    ? {}
    : {
        ...readMeasure(fact, "storageMillionCubicMetres", {
          value: "storage_million_m3",
          note: "capacity_note",
        }),
        ...readMeasure(fact, "capacityMegawatts", { value: "capacity_mw", note: "capacity_note" }),
        ...readMeasure(fact, "flowCubicMetresPerDay", { value: "flow_m3_per_day", note: "capacity_note" }),
        beginYear: readNumber(fact, "begun_year"),
        completionYear: readNumber(fact, "completed_year"),
        condition: readText(fact, "condition"),
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
      ...readMeasure(fact, "areaSquareKilometres", {
        value: "area_km2",
        least: "area_min_km2",
        most: "area_max_km2",
        note: "area_note",
      }),
      lengthKilometres: readNumber(fact, "length_km"),
      ...readMeasure(fact, "basinSquareKilometres", { value: "basin_km2", most: "basin_max_km2" }),
      extent: readText(fact, "extent"),
      ...readLevel(fact),
      ...readCapacity(fact),
      ...(fact.values.established_year === undefined
        ? {}
        : {
            establishmentYear: readNumber(fact, "established_year"),
            recognitionYear: readNumber(fact, "recognised_year"),
          }),
      unit: readText(fact, "unit"),
      planSection: readText(fact, "plan_section"),
      shape: isCircle ? "equal-area circle" : undefined,
      outline: isCircle ? "circle" : readOutline(fact) || undefined,
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
    if (readText(fact, "unplaced_reason_zh") === "") datasets.get(dataset)!.push(createEcologyFeature(fact));
  }
  return datasets;
}

export function build(): void {
  for (const [id, features] of buildEcology()) writeDataset(id, features);
}
