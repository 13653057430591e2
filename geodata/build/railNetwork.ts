import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TrainClass } from "../../src/domain/rail/railSource.ts";
import {
  type RailLine,
  type RailSection,
  type RailService,
  type RailSource,
  type RailStation,
  railFile,
} from "../../src/domain/rail/railSource.ts";
import { phaseIds } from "../plan/phases.ts";
import { outputFolder } from "./dataset.ts";
import {
  type FactRow,
  readFactTable,
  readNumber,
  readText,
  refuse,
  requireName,
  requireReason,
  requireText,
} from "./factTable.ts";
import { applyPublishedLengths, findSpan, type LineCourse, readCourses } from "./railCourses.ts";

const transportFacts = (name: string) => readFactTable(`transport/${name}`);
const railFacts = (name: string) => readFactTable(`rail/${name}`);
const columnOf = (phase: string) => phase.replace("-", "_");

/** Statuses in which a line carries trains, by phase: what the plan's text builds counts as built in it. */
const inService: Record<string, readonly string[]> = {
  "plan-2025": ["existing", "under-construction", "planned"],
};
const isOpen = (fact: FactRow, phase: string) =>
  (inService[phase] ?? ["existing"]).includes(requireText(fact, `phase_${columnOf(phase)}`));

interface StationFact {
  id: string;
  fact: FactRow;
  lngLat: [number, number];
}

function readStations(): Map<string, StationFact> {
  const stations = new Map<string, StationFact>();
  for (const fact of [...transportFacts("stations.csv"), ...railFacts("stations.csv")]) {
    const lngLat: [number, number] = [readNumber(fact, "lon")!, readNumber(fact, "lat")!];
    stations.set(requireText(fact, "name_zh"), { id: requireText(fact, "id"), fact, lngLat });
  }
  return stations;
}

function buildSections(courses: Map<string, LineCourse>, idOf: (name: string) => string): RailSection[] {
  const speeds = railFacts("section_speeds.csv");
  return [...courses].flatMap(([line, course]) =>
    course.stops.slice(1).map((stop, i) => {
      const section: RailSection = {
        line,
        from: idOf(course.stops[i]!.name),
        to: idOf(stop.name),
        lengthMetres: Math.round((stop.kilometres - course.stops[i]!.kilometres) * 1000),
        speedKmh: {},
        tracks: {},
      };
      for (const fact of speeds) {
        if (requireText(fact, "line_id") !== line) continue;
        const [from, to] = findSpan(fact, course);
        if (i < from || i >= to) continue;
        const phases = readText(fact, "phases");
        for (const phase of phases === "" ? phaseIds : phases.split(";")) {
          section.speedKmh[phase] = readNumber(fact, "speed_kmh")!;
          section.tracks[phase] = readNumber(fact, "tracks")!;
        }
      }
      if (phaseIds.some((phase) => section.speedKmh[phase] === undefined))
        throw new Error(`section_speeds.csv has no speed for line '${line}'`);
      return section;
    }),
  );
}

/** Sections a service runs over: along each named line to the stop, or to where the next line begins. */
function findServiceSections(
  fact: FactRow,
  stops: readonly string[],
  sections: readonly RailSection[],
): number[] {
  const lines = requireText(fact, "lines").split(";");
  const chains = lines.map((line) => {
    const indices = sections.flatMap((section, index) => (section.line === line ? [index] : []));
    if (indices.length === 0) refuse(fact, `line '${line}' has no stations`);
    const nodes = [sections[indices[0]!]!.from, ...indices.map((index) => sections[index]!.to)];
    return { indices, nodes };
  });
  const path: number[] = [];
  let line = 0;
  let here = stops[0]!;
  const walkTo = (target: string) => {
    const { indices, nodes } = chains[line]!;
    const from = nodes.indexOf(here);
    const to = nodes.indexOf(target);
    if (from < 0 || to < 0) refuse(fact, `'${here}' to '${target}' is not on line '${lines[line]}'`);
    for (let i = from; i !== to; i += from < to ? 1 : -1) path.push(indices[from < to ? i : i - 1]!);
    here = target;
  };
  for (const stop of stops.slice(1)) {
    while (!chains[line]!.nodes.includes(stop)) {
      const { nodes } = chains[line]!;
      const following = chains[line + 1]?.nodes ?? refuse(fact, `no line leads to '${stop}'`);
      const joints = nodes.filter((node) => following.includes(node));
      if (joints.length === 0) refuse(fact, `lines '${lines[line]}' and '${lines[line + 1]}' do not meet`);
      // Where two lines share a stretch, the train changes lines as late as it can.
      const far = (node: string) => Math.abs(nodes.indexOf(node) - nodes.indexOf(here));
      const joint = joints.reduce((best, node) => (far(node) > far(best) ? node : best));
      if (joint !== here) walkTo(joint);
      line += 1;
    }
    walkTo(stop);
  }
  return path;
}

/** Where a train leaves by the end it came in, by station and the two lines, in either order. */
function readReversals(idOf: (name: string) => string): ReadonlySet<string> {
  return new Set(
    railFacts("reversals.csv").flatMap((fact) => {
      const [a, b] = [requireText(fact, "line_a"), requireText(fact, "line_b")];
      const station = idOf(requireText(fact, "station_zh"));
      return [`${station} ${a} ${b}`, `${station} ${b} ${a}`];
    }),
  );
}

/** Stations at which a run over these sections reverses. */
function findReversed(
  run: readonly number[],
  first: string,
  sections: readonly RailSection[],
  reversals: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  let here = first;
  for (const [i, index] of run.entries()) {
    const section = sections[index]!;
    const before = i > 0 ? sections[run[i - 1]!] : undefined;
    if (before && reversals.has(`${here} ${before.line} ${section.line}`)) found.add(here);
    here = here === section.from ? section.to : section.from;
  }
  return found;
}

function buildServices(
  sections: readonly RailSection[],
  idOf: (name: string) => string,
  majors: ReadonlySet<string>,
): RailService[] {
  const dwells = new Map(
    railFacts("train_types.csv").map((fact) => [
      requireText(fact, "id"),
      {
        usual: readNumber(fact, "dwell_seconds")!,
        major: readNumber(fact, "dwell_major_seconds")!,
        reversal: readNumber(fact, "reversal_seconds")!,
      },
    ]),
  );
  const reversals = readReversals(idOf);
  return railFacts("services.csv").map((fact) => {
    const trainType = requireText(fact, "train_type");
    const dwell = dwells.get(trainType) ?? refuse(fact, `no train type '${trainType}'`);
    const names = requireText(fact, "stops").split(";");
    const ids = names.map(idOf);
    const run = findServiceSections(fact, ids, sections);
    const reversed = findReversed(run, ids[0]!, sections, reversals);
    const stops = names.map((name, index) => {
      const station = ids[index]!;
      const usual = majors.has(name) ? dwell.major : dwell.usual;
      return {
        station,
        dwellSeconds: reversed.has(station) ? Math.max(usual, dwell.reversal) : usual,
      };
    });
    return {
      id: requireText(fact, "id"),
      trainType,
      name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
      sections: run,
      stops,
      trainsPerDay: Object.fromEntries(
        phaseIds.map((phase) => [phase, readNumber(fact, `trains_${columnOf(phase)}`)!]),
      ),
      assumed: requireText(fact, "assumed") === "yes",
    };
  });
}

function buildLines(courses: Map<string, LineCourse>): RailLine[] {
  return [...courses].map(([id, { fact }]) => ({
    id,
    name: { zh: requireText(fact, "label_zh"), en: requireText(fact, "label_en") },
    openIn: phaseIds.filter((phase) => isOpen(fact, phase)),
    schematic: /schematic/.test(readText(fact, "alignment_quality")),
  }));
}

const calibrationPhase = (what: string): string => (/^20(1\d|2[0-2])/.test(what) ? "2020" : "actual-2025");

/** Builds the railway of all phases from the fact tables. */
export function buildRailSource(): RailSource {
  const facts = readStations();
  const names = railFacts("station_names.csv");
  const canonical = (name: string): string =>
    facts.has(name)
      ? name
      : requireText(
          names.find((fact) => requireText(fact, "name_zh") === name) ??
            (() => {
              throw new Error(`no station '${name}' in the tables`);
            })(),
          "station_zh",
        );
  const idOf = (name: string) => facts.get(canonical(name))!.id;
  const courses = readCourses();
  applyPublishedLengths(courses);
  const sections = buildSections(courses, idOf);
  const roles = new Map(
    railFacts("station_roles.csv").map((fact) => [requireText(fact, "station_zh"), fact]),
  );
  const majors = new Set(
    [...roles].flatMap(([name, fact]) => (requireText(fact, "role") === "major" ? [name] : [])),
  );
  const used = new Set(sections.flatMap((section) => [section.from, section.to]));
  const stations: RailStation[] = [...facts]
    .filter(([, station]) => used.has(station.id))
    .map(([name, { id, fact, lngLat }]) => ({
      id,
      name: { zh: name, en: requireText(fact, "name_en") },
      lngLat,
      major: majors.has(name),
      city: roles.has(name) ? readText(roles.get(name)!, "city") : "",
      otherNames: names
        .filter((other) => requireText(other, "station_zh") === name)
        .map((other) => ({
          name: requireText(other, "name_zh"),
          phases: requireText(other, "phases").split(";"),
        })),
      schematic: !/high|medium/.test(fact.values.coord_confidence ?? "low"),
    }));
  const cities = railFacts("cities.csv").map((fact) => ({
    name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
    stations: stations
      .filter((station) => station.city === requireText(fact, "name_zh"))
      .map((station) => station.id),
    centre: [readNumber(fact, "lon")!, readNumber(fact, "lat")!] as [number, number],
  }));
  return {
    phases: [...phaseIds],
    trainTypes: railFacts("train_types.csv").map((fact) => ({
      id: requireText(fact, "id"),
      class: requireText(fact, "class") as TrainClass,
      name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
      topKmh: readNumber(fact, "top_kmh")!,
      accelerationMetresPerSecondSquared: readNumber(fact, "acceleration")!,
      brakingMetresPerSecondSquared: readNumber(fact, "braking")!,
      stopAllowanceSeconds: readNumber(fact, "stop_allowance_seconds")!,
      recoveryShare: readNumber(fact, "recovery_share")!,
      dwellSeconds: readNumber(fact, "dwell_seconds")!,
      dwellMajorSeconds: readNumber(fact, "dwell_major_seconds")!,
      reversalSeconds: readNumber(fact, "reversal_seconds")!,
      reason: requireReason(fact),
    })),
    parameters: Object.fromEntries(
      railFacts("parameters.csv").map((fact) => [
        requireText(fact, "id"),
        {
          name: requireName(fact),
          value: readNumber(fact, "value")!,
          unit: requireText(fact, "unit"),
          fitted: requireText(fact, "fitted") === "yes",
          reason: requireReason(fact),
        },
      ]),
    ),
    stations,
    lines: buildLines(courses),
    sections,
    services: buildServices(sections, idOf, majors),
    cities,
    calibration: transportFacts("calibration.csv").map((fact) => {
      const what = requireText(fact, "what");
      return {
        from: idOf(requireText(fact, "from")),
        to: idOf(requireText(fact, "to")),
        class: /conventional/.test(what) ? "conventional" : "emu",
        phase: calibrationPhase(what),
        minutes: readNumber(fact, "minutes")!,
      };
    }),
  };
}

export function build() {
  const source = buildRailSource();
  const list = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join(",\n");
  const text = Object.entries(source)
    .map(
      ([key, value]) => `"${key}":${Array.isArray(value) ? `[\n${list(value)}\n]` : JSON.stringify(value)}`,
    )
    .join(",\n");
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", railFile), `{${text}}\n`);
}
