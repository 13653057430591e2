/**
 * The rail lines. One feature per *run*: the longest stretch of a line that is all known or all schematic
 * and has one status. A line of one run is `rail-<line>`; further runs are `rail-<line>-2`, `-3` … in the
 * order of the way-points. A stretch is known only where both its ends are, and never on a line whose
 * alignment is unpublished, so dashes show exactly where the course is a guess. `lengthKilometres` is the
 * whole line, `partLengthKilometres` the run. `plan_lines.csv` adds what the plan names without a row.
 */
import geodesic from "geographiclib-geodesic";
import type { Position } from "geojson";
import type { Confidence, PlanFeature, Status } from "../../src/domain/plan.ts";
import type { PhaseId } from "../plan/phases.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { checkPosition, createFeature, parseWaypoints } from "./feature.ts";
import { readPhaseStatus } from "./phaseStatus.ts";
import { citeSources, readSourceIds, requireCitations } from "./transportSources.ts";

interface Waypoint {
  position: Position;
  known: boolean;
  name: string;
  sourceIds: string[];
}

/** A part of a line whose status differs from the line's. */
interface Section {
  fact: FactRow;
  from: number;
  to: number;
}

interface Run {
  from: number;
  to: number;
  known: boolean;
  section: Section | undefined;
}

/** Length along the ellipsoid, to 0.1 km. */
export function measureKilometres(line: readonly Position[]): number {
  let metres = 0;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1]!, line[i]!];
    metres += geodesic.Geodesic.WGS84.Inverse(a[1]!, a[0]!, b[1]!, b[0]!).s12!;
  }
  return Math.round(metres / 100) / 10;
}

/** Way-points of every line, in order, from `line_waypoints.csv`. */
function readWaypoints(): Map<string, Waypoint[]> {
  const lines = new Map<string, Waypoint[]>();
  for (const fact of readFactTable("transport/line_waypoints.csv")) {
    const line = requireText(fact, "line_id");
    const points = lines.get(line) ?? [];
    if (readNumber(fact, "seq") !== points.length + 1)
      refuse(fact, `'seq' is ${readText(fact, "seq")}, expected ${points.length + 1} for line '${line}'`);
    const known = requireText(fact, "known_or_schematic");
    if (known !== "known" && known !== "schematic")
      refuse(fact, `'known_or_schematic' is '${known}', expected known or schematic`);
    points.push({
      position: checkPosition(fact, readNumber(fact, "lon") ?? NaN, readNumber(fact, "lat") ?? NaN),
      known: known === "known",
      name: readText(fact, "point_name"),
      sourceIds: readSourceIds(fact, "source_ids"),
    });
    lines.set(line, points);
  }
  return lines;
}

function readSections(): Map<string, Section[]> {
  const sections = new Map<string, Section[]>();
  for (const fact of readFactTable("transport/line_sections.csv")) {
    const line = requireText(fact, "line_id");
    const section = { fact, from: readNumber(fact, "from_seq")! - 1, to: readNumber(fact, "to_seq")! - 1 };
    sections.set(line, [...(sections.get(line) ?? []), section]);
  }
  return sections;
}

/** Id of the feature that draws a run of a line. */
export const nameRun = (lineId: string, index = 0): string =>
  `rail-${lineId.replaceAll("_", "-")}${index === 0 ? "" : `-${index + 1}`}`;

function findRuns(points: readonly Waypoint[], sections: readonly Section[], hasCourse: boolean): Run[] {
  const runs: Run[] = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const known = hasCourse && points[i]!.known && points[i + 1]!.known;
    const section = sections.find((s) => i >= s.from && i < s.to);
    const last = runs[runs.length - 1];
    if (last && last.known === known && last.section === section) last.to = i + 1;
    else runs.push({ from: i, to: i + 1, known, section });
  }
  return runs;
}

/** The status of each line, and of each station on a section with a status of its own, in every phase. */
export function readLineStatuses(): {
  line: Map<string, Record<PhaseId, Status>>;
  station: Map<string, Record<PhaseId, Status>>;
} {
  const line = new Map<string, Record<PhaseId, Status>>();
  for (const table of ["transport/lines.csv", "transport/plan_lines.csv"])
    for (const fact of readFactTable(table)) line.set(requireText(fact, "line_id"), readPhaseStatus(fact));
  const station = new Map<string, Record<PhaseId, Status>>();
  const waypoints = readWaypoints();
  for (const [lineId, sections] of readSections())
    for (const { fact, from, to } of sections)
      for (const point of waypoints.get(lineId)!.slice(from + 1, to + 1))
        if (point.name !== "")
          station.set(`${lineId}/${point.name.replace(/[(?].*$/, "")}`, readPhaseStatus(fact));
  return { line, station };
}

/** What a line's course rests on: traced itself, drawn through its stations, or unpublished. */
function readCourseBasis(fact: FactRow): string {
  const basis = requireText(fact, "course_basis");
  if (!["traced", "stations", "unpublished"].includes(basis))
    refuse(fact, `'course_basis' is '${basis}', expected traced, stations or unpublished`);
  return basis;
}

/** Surveyed where the course itself was traced, town where only its stations were. */
function judgeConfidence(fact: FactRow, run: Run): Confidence {
  if (!run.known) return "schematic";
  return readCourseBasis(fact) === "traced" ? "surveyed" : "town";
}

const endSentence = (text: string): string => (text === "" || text.endsWith(".") ? text : `${text}.`);

/** A course drawn this much shorter or longer than published says so. */
const lengthTolerance = 0.1;

function noteLength(drawn: number, published: number | undefined) {
  if (published === undefined || Math.abs(drawn / published - 1) <= lengthTolerance) return undefined;
  return {
    zh: `图上线长 ${drawn} 公里，公布约 ${published} 公里；时间按公布里程计算。`,
    en: `Drawn ${drawn} km long, published about ${published} km; times use the published length.`,
  };
}

const outlookNote = {
  zh: "2035 年按规划展望建成处理。",
  en: "Taken as built in 2035, as the plan's outlook has it.",
};

function createRunFeature(fact: FactRow, points: Waypoint[], runs: Run[], index: number): PlanFeature {
  const run = runs[index]!;
  const lineId = requireText(fact, "line_id");
  const part = points.slice(run.from, run.to + 1);
  const quality = requireText(fact, "alignment_quality");
  const status = readPhaseStatus(run.section?.fact ?? fact);
  const isPublished = readText(fact, "length_scope") === "this section";
  const published = isPublished ? readNumber(fact, "length_km_published") : undefined;
  const [nameZh, nameEn] = run.section
    ? [requireText(run.section.fact, "name_zh"), requireText(run.section.fact, "name_en")]
    : [requireText(fact, "label_zh"), requireText(fact, "label_en")];
  const isMarked = runs.length > 1 && !run.known && !run.section && runs.some((other) => other.known);
  const grounds = citeSources(
    fact,
    part.flatMap((point) => point.sourceIds),
  );
  const sources = [
    run.known
      ? `alignment: ${grounds}`
      : grounds === ""
        ? "alignment: drawn by hand"
        : `end points: ${grounds}`,
    `Status: ${run.section ? requireCitations(run.section.fact, "source_ids") : requireCitations(fact, "status_source_ids")}`,
    published === undefined ? "" : `Length: ${citeSources(fact, readSourceIds(fact, "length_source_ids"))}`,
  ];
  const isOutlook = status["2035"] === "existing" && status["actual-2025"] !== "existing";
  const lengthNote = noteLength(measureKilometres(points.map((p) => p.position)), published);
  return createFeature({
    fact,
    id: nameRun(lineId, index),
    nameZh: isMarked ? `${nameZh}（示意段）` : nameZh,
    nameEn: isMarked ? `${nameEn} (schematic part)` : nameEn,
    kind: requireText(fact, "drawn_kind"),
    status,
    confidence: judgeConfidence(fact, run),
    source: sources.filter(Boolean).join(". "),
    noteZh:
      [
        run.known ? "" : "走向未公布或未查到，示意。",
        lengthNote?.zh ?? "",
        isOutlook ? outlookNote.zh : "",
      ].join("") || undefined,
    noteEn: [
      `Alignment: ${quality}.`,
      endSentence(readText(run.section?.fact ?? fact, "note")),
      lengthNote?.en ?? "",
      isOutlook ? outlookNote.en : "",
    ]
      .filter(Boolean)
      .join(" "),
    geometry: { type: "LineString", coordinates: part.map((p) => p.position) },
    extra: {
      lineId,
      "officialName:zh": requireText(fact, "name_zh"),
      traffic: requireText(fact, "kind"),
      designKilometresPerHour: readNumber(fact, "design_kmh"),
      operatingKilometresPerHour: readNumber(fact, "operating_kmh"),
      lengthKilometres: published ?? measureKilometres(points.map((p) => p.position)),
      lengthBasis: published === undefined ? "way-points" : "published",
      partLengthKilometres: runs.length > 1 ? measureKilometres(part.map((p) => p.position)) : undefined,
      opening: readText(run.section?.fact ?? fact, run.section ? "opening" : "opening_date"),
      tracks: readText(fact, "track_electrification"),
      gaugeMillimetres: readText(fact, "gauge_mm"),
      upgrade: readText(fact, "upgrade"),
    },
  });
}

function createPlanLine(fact: FactRow): PlanFeature {
  const lineId = requireText(fact, "line_id");
  const coordinates = parseWaypoints(fact, requireText(fact, "waypoints"));
  const published = readNumber(fact, "length_km");
  return createFeature({
    fact,
    id: nameRun(lineId),
    nameZh: requireText(fact, "label_zh"),
    nameEn: requireText(fact, "label_en"),
    kind: requireText(fact, "drawn_kind"),
    status: readPhaseStatus(fact),
    confidence: "schematic",
    source: requireCitations(fact, "source_ids"),
    noteZh: "走向未公布或未查到，示意。",
    noteEn: `${requireText(fact, "note")} Alignment: ${requireText(fact, "alignment")}.`,
    geometry: { type: "LineString", coordinates },
    extra: {
      lineId,
      designKilometresPerHour: readNumber(fact, "design_kmh"),
      lengthKilometres: published ?? measureKilometres(coordinates),
      lengthBasis: published === undefined ? "way-points" : "published",
      opening: readText(fact, "opening"),
    },
  });
}

export function buildRailLines(): PlanFeature[] {
  const waypoints = readWaypoints();
  const sections = readSections();
  const lines = readFactTable("transport/lines.csv").flatMap((fact) => {
    const lineId = requireText(fact, "line_id");
    const points = waypoints.get(lineId);
    if (!points) refuse(fact, `line '${lineId}' has no way-points`);
    const hasCourse = readCourseBasis(fact) !== "unpublished";
    const runs = findRuns(points, sections.get(lineId) ?? [], hasCourse);
    return runs.map((_, index) => createRunFeature(fact, points, runs, index));
  });
  return [...lines, ...readFactTable("transport/plan_lines.csv").map(createPlanLine)];
}

export const build = () => writeDataset("rail-lines", buildRailLines());
