import type { Feature, FeatureCollection, MultiPolygon } from "geojson";
import type { ReachQuery } from "../../domain/board/reachQuery.ts";
import type { PlanFeatureCollection } from "../../domain/plan.ts";
import type { RailMatrix } from "../../domain/reach/buildRailMatrix.ts";
import type { Bands } from "../../domain/reach/reachKernels.ts";
import type { ReachSummary } from "../../domain/reach/summarizeSurface.ts";

/** What every exported result says of itself. */
export interface ResultNote {
  phase: string;
  definition: string;
  trains: string;
  origins: string[];
  combine: ReachQuery["combine"];
  network: string;
  /** Edits of the scenario, and what tells them from others; "" without any. */
  scenarioEdits: number;
  scenario: string;
  method: string;
}

/** The area within each cut-off as GeoJSON, with people, units and the method in the properties. */
export function buildBandsFile(
  bands: Bands,
  summary: ReachSummary,
  note: ResultNote,
): FeatureCollection<MultiPolygon> {
  return {
    type: "FeatureCollection",
    features: bands.polygons.map(
      (polygon, index): Feature<MultiPolygon> => ({
        type: "Feature",
        properties: {
          minutes: polygon.properties.minutes,
          areaKm2: polygon.properties.areaKm2,
          people: summary.people[index],
          shareOfPeople: Math.round((summary.share[index] ?? 0) * 10_000) / 10_000,
          units: summary.units[index],
          confidence: "schematic",
          ...note,
        },
        geometry: polygon.geometry,
      }),
    ),
  };
}

/** A value as a cell: quoted where it has to be, and never read as a formula by a spreadsheet. */
function toCell(value: string | number | boolean | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV; the mark at the front lets spreadsheets read Chinese. */
export const buildCsv = (
  rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string => `\uFEFF${rows.map((row) => row.map(toCell).join(",")).join("\r\n")}\r\n`;

/** The record of a table's parameters, as the file that lies beside it. */
export const buildNoteFile = (note: ResultNote): string =>
  `${JSON.stringify({ ...note, confidence: "schematic" }, null, 1)}\n`;

/** People of each unit and zone within each cut-off; a scenario's mark stands in every row. */
export function buildUnitsCsv(
  summary: ReachSummary,
  collections: readonly (PlanFeatureCollection | undefined)[],
  note: ResultNote,
): string {
  const groups = collections.flatMap((collection) => collection?.features ?? []);
  const head = [
    "id",
    "name_zh",
    "name_en",
    "population_2020",
    ...summary.cutoffs.map((minutes) => `people_within_${minutes}_min`),
    ...summary.cutoffs.map((minutes) => `reached_within_${minutes}_min`),
    "scenario",
  ];
  const count = summary.cutoffs.length;
  const rows = groups.map(({ properties }, index) => [
    properties.id,
    properties["name:zh"],
    properties["name:en"],
    Number(properties.population2020),
    ...summary.cutoffs.map((_, k) => summary.groupPeople[index * count + k] ?? 0),
    ...summary.cutoffs.map((_, k) => summary.units[k]?.includes(properties.id) ?? false),
    note.scenario,
  ]);
  return buildCsv([head, ...rows]);
}

/** Matrices of the phases as one table; a scenario's mark stands in every row. */
export function buildMatrixCsv(
  matrices: readonly { phase: string; matrix: RailMatrix }[],
  note: ResultNote,
): string {
  const head = [
    "phase",
    "definition",
    "from_zh",
    "from_en",
    "to_zh",
    "to_en",
    "minutes",
    "target_minutes",
    "within_target",
    "changes",
    "confidence",
    "mode",
    "network",
    "scenario",
  ];
  const rows = matrices.flatMap(({ phase, matrix }) =>
    matrix.cells.map((cell) => [
      phase,
      note.definition,
      cell.from,
      matrix.rows.find((place) => place.name.zh === cell.from)?.name.en,
      cell.to,
      matrix.columns.find((place) => place.name.zh === cell.to)?.name.en,
      cell.minutes,
      matrix.targetMinutes,
      cell.met,
      cell.changes,
      cell.confidence,
      cell.mode,
      matrix.version,
      note.scenario,
    ]),
  );
  return buildCsv([head, ...rows]);
}
