import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TrainClass } from "../../src/domain/rail/railSource.ts";
import {
  type RailLine,
  type RailSection,
  type RailSource,
  type RailStation,
  railFile,
  type TimetableRow,
  type TrainType,
} from "../../src/domain/rail/railSource.ts";
import { phaseIds, usableStatuses } from "../plan/phases.ts";
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
import {
  addPassedStations,
  applyPublishedLengths,
  findSpan,
  type LineCourse,
  readCourses,
} from "./railCourses.ts";
import { type FittedNumbers, readFittedNumbers, readRunningGroups, shareLimits } from "./railRunning.ts";
import {
  type BuiltService,
  buildListedServices,
  buildStoppingServices,
  buildTimetableServices,
} from "./railServices.ts";

const transportFacts = (name: string) => readFactTable(`transport/${name}`);
const railFacts = (name: string) => readFactTable(`rail/${name}`);
const columnOf = (phase: string) => phase.replace("-", "_");

const isOpen = (fact: FactRow, phase: string) =>
  (usableStatuses[phase] ?? ["existing"]).includes(requireText(fact, `phase_${columnOf(phase)}`));

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

function buildLines(courses: Map<string, LineCourse>): RailLine[] {
  return [...courses].map(([id, { fact }]) => ({
    id,
    name: { zh: requireText(fact, "label_zh"), en: requireText(fact, "label_en") },
    openIn: phaseIds.filter((phase) => isOpen(fact, phase)),
    assumedIn: phaseIds.filter(
      (phase) => isOpen(fact, phase) && requireText(fact, `phase_${columnOf(phase)}`) !== "existing",
    ),
    schematic: /schematic/.test(readText(fact, "alignment_quality")),
  }));
}

const calibrationPhase = (what: string): string => (/^20(1\d|2[0-2])/.test(what) ? "2020" : "actual-2025");

function buildTrainTypes({ values }: FittedNumbers): TrainType[] {
  return railFacts("train_types.csv").map((fact) => {
    const trainClass = requireText(fact, "class") as TrainClass;
    const fitted = (id: string) => values.get(id) ?? refuse(fact, `fitted.csv has no '${id}'`);
    const recovery = `recovery-${trainClass === "emu" ? "emu" : requireText(fact, "id")}`;
    const usual = fitted(`dwell-${trainClass}`) * 60;
    return {
      id: requireText(fact, "id"),
      class: trainClass,
      name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
      topKmh: readNumber(fact, "top_kmh")!,
      accelerationMetresPerSecondSquared: readNumber(fact, "acceleration")!,
      brakingMetresPerSecondSquared: readNumber(fact, "braking")!,
      stopAllowanceSeconds: readNumber(fact, "stop_allowance_seconds")!,
      recoveryShare: fitted(recovery),
      dwellSeconds: usual,
      dwellMajorSeconds: trainClass === "emu" ? usual : fitted("dwell-major-conventional") * 60,
      reversalSeconds: fitted(`reversal-${trainClass}`) * 60,
      reason: requireReason(fact),
    };
  });
}

const toMinutes = (clock: string) => {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours! * 60 + minutes!;
};

function buildTimetable(idOf: (name: string) => string): TimetableRow[] {
  return railFacts("timetable_2021.csv").map((fact) => {
    const departure = (column: string) => {
      const clock = readText(fact, column);
      return clock === "" ? null : toMinutes(clock);
    };
    return {
      from: idOf(requireText(fact, "from_zh")),
      to: idOf(requireText(fact, "to_zh")),
      class: requireText(fact, "class") as TrainClass,
      trains: readNumber(fact, "trains_a_day") ?? null,
      fastestMinutes: readNumber(fact, "fastest_minutes")!,
      medianMinutes: readNumber(fact, "median_minutes") ?? null,
      firstDeparture: departure("first_departure"),
      lastDeparture: departure("last_departure"),
      meanHeadwayMinutes: readNumber(fact, "mean_headway_minutes") ?? null,
      usable: requireText(fact, "usable") === "yes",
    };
  });
}

/** The railway with what its services' stops are and which track is alike, which a fit needs besides. */
export interface BuiltRail {
  source: RailSource;
  services: BuiltService[];
  groups: ReturnType<typeof readRunningGroups>;
  sections: RailSection[];
}

/** Builds the railway of all phases from the fact tables. */
export function buildRail(): BuiltRail {
  const fitted = readFittedNumbers();
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
  addPassedStations(courses);
  applyPublishedLengths(courses);
  const limits = buildSections(courses, idOf);
  const groups = readRunningGroups(limits, courses);
  const sections = shareLimits(limits, groups, fitted.shares);
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
  const trainTypes = buildTrainTypes(fitted);
  const ground = {
    sections,
    courses,
    idOf,
    nameOf: (id: string) => stations.find((station) => station.id === id)!.name,
    majors: new Set([...majors].map(idOf)),
    trainTypes,
  };
  const services = [
    ...buildTimetableServices(ground),
    ...buildListedServices(ground),
    ...buildStoppingServices(ground),
  ];
  const timetable = buildTimetable(idOf);
  const source: RailSource = {
    phases: [...phaseIds],
    trainTypes,
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
    services: services.map(({ service }) => service),
    cities,
    timetable,
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
  return { source, services, groups, sections: limits };
}

export const buildRailSource = (): RailSource => buildRail().source;

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
