import type { PhaseId } from "../plan.ts";
import { findTrack } from "./findTrack.ts";
import { hashText } from "./hashText.ts";
import { type RailSection, type RailService, type RailSource, readParameter } from "./railSource.ts";
import type { TimedService } from "./timetable.ts";

/**
 * One change a scenario makes to the railway; plain, so that a board can keep it. Speeds in km/h, lengths
 * in metres, dwell in seconds. Edits apply in the order of the list.
 */
export type RailEdit =
  | { kind: "without-line"; line: string }
  | { kind: "line-speed"; line: string; speedKmh: number }
  | { kind: "dwell"; service: string; dwellSeconds: number }
  | { kind: "trains-per-day"; service: string; trainsPerDay: number }
  | { kind: "opening-phase"; line: string; phase: PhaseId | null }
  | {
      kind: "link";
      id: string;
      from: string;
      to: string;
      lengthMetres: number;
      speedKmh: number;
      trainType: string;
      trainsPerDay: number;
      /** Phase from which it is open, in the order of `phases`; every phase where not given, as boards of old had it. */
      openFrom?: PhaseId;
    }
  | {
      kind: "timetable";
      /** Name of the file, and the day of it that runs, YYYYMMDD. */
      name: string;
      day: string;
      /** The phase whose trains it replaces. */
      phase: PhaseId;
      services: readonly TimedService[];
    };

const everyPhase = <T>(source: RailSource, value: T): Record<PhaseId, T> =>
  Object.fromEntries(source.phases.map((phase) => [phase, value]));

function requireLine(source: RailSource, id: string) {
  const line = source.lines.find((candidate) => candidate.id === id);
  if (!line) throw new Error(`no line '${id}'; expected one of ${source.lines.map((l) => l.id).join(", ")}`);
  return line;
}

function requirePositive(name: string, value: number) {
  if (!(value > 0) || !Number.isFinite(value))
    throw new Error(`${name} is ${value}, expected a positive number`);
}

/** The railway as if a line were open in no phase. Throws on an unknown line. */
export function withoutLine(source: RailSource, line: string): RailSource {
  requireLine(source, line);
  return { ...source, lines: source.lines.map((l) => (l.id === line ? { ...l, openIn: [] } : l)) };
}

/** The railway with one highest speed on a whole line, in every phase, km/h. */
export function setLineSpeed(source: RailSource, line: string, speedKmh: number): RailSource {
  requireLine(source, line);
  requirePositive("speedKmh", speedKmh);
  const sections = source.sections.map((section) =>
    section.line === line ? { ...section, speedKmh: everyPhase(source, speedKmh) } : section,
  );
  return { ...source, sections };
}

function changeService(
  source: RailSource,
  id: string,
  change: (service: RailService) => RailService,
): RailSource {
  if (!source.services.some((service) => service.id === id)) throw new Error(`no service '${id}'`);
  return { ...source, services: source.services.map((s) => (s.id === id ? change(s) : s)) };
}

/** The railway with one dwell at every stop of a service, seconds, 0 or more. */
export function setDwell(source: RailSource, service: string, dwellSeconds: number): RailSource {
  if (!(dwellSeconds >= 0)) throw new Error(`dwellSeconds is ${dwellSeconds}, expected 0 or more`);
  return changeService(source, service, (s) => ({
    ...s,
    stops: s.stops.map((stop) => ({ ...stop, dwellSeconds })),
  }));
}

/** The railway with a service running so many trains a day and direction, in every phase; 0 takes it away. */
export function setTrainsPerDay(source: RailSource, service: string, trainsPerDay: number): RailSource {
  if (!(trainsPerDay >= 0)) throw new Error(`trainsPerDay is ${trainsPerDay}, expected 0 or more`);
  return changeService(source, service, ({ trainsPerDayBack: _, ...s }) => ({
    ...s,
    trainsPerDay: everyPhase(source, trainsPerDay),
  }));
}

/**
 * The railway with a line open from a phase on, in the order of `source.phases`; null means never.
 * Its services run as many trains in the newly opened phases as in the phase where they run most.
 */
export function setOpeningPhase(source: RailSource, line: string, phase: PhaseId | null): RailSource {
  requireLine(source, line);
  const first = phase === null ? source.phases.length : source.phases.indexOf(phase);
  if (first < 0) throw new Error(`phase '${phase}', expected one of ${source.phases.join(", ")}`);
  const openIn = source.phases.slice(first);
  const services = source.services.map((service) => {
    if (!service.sections.some((index) => source.sections[index]!.line === line)) return service;
    const most = Math.max(...Object.values(service.trainsPerDay));
    const trainsPerDay = { ...service.trainsPerDay };
    for (const open of openIn) if (!trainsPerDay[open]) trainsPerDay[open] = most;
    return { ...service, trainsPerDay };
  });
  return {
    ...source,
    lines: source.lines.map((l) => (l.id === line ? { ...l, openIn } : l)),
    services,
  };
}

/** The railway with a new line between two stations, open from its phase on, and one service that shuttles on it. */
export function addLink(source: RailSource, link: Extract<RailEdit, { kind: "link" }>): RailSource {
  const [from, to] = [link.from, link.to].map((id) => {
    const station = source.stations.find((candidate) => candidate.id === id);
    if (!station) throw new Error(`no station '${id}'`);
    return station;
  });
  if (link.from === link.to) throw new Error("a link joins two different stations");
  if (source.lines.some((line) => line.id === link.id)) throw new Error(`line '${link.id}' exists already`);
  if (!source.trainTypes.some((train) => train.id === link.trainType))
    throw new Error(`no train type '${link.trainType}'`);
  requirePositive("lengthMetres", link.lengthMetres);
  requirePositive("speedKmh", link.speedKmh);
  requirePositive("trainsPerDay", link.trainsPerDay);
  const first = link.openFrom === undefined ? 0 : source.phases.indexOf(link.openFrom);
  if (first < 0) throw new Error(`phase '${link.openFrom}', expected one of ${source.phases.join(", ")}`);
  const name = { zh: `${from!.name.zh}—${to!.name.zh}`, en: `${from!.name.en}–${to!.name.en}` };
  const section: RailSection = {
    line: link.id,
    from: link.from,
    to: link.to,
    lengthMetres: link.lengthMetres,
    speedKmh: everyPhase(source, link.speedKmh),
    tracks: everyPhase(source, 2),
  };
  const service: RailService = {
    id: link.id,
    trainType: link.trainType,
    name,
    sections: [source.sections.length],
    stops: [
      { station: link.from, dwellSeconds: 0 },
      { station: link.to, dwellSeconds: 0 },
    ],
    trainsPerDay: everyPhase(source, link.trainsPerDay),
    basis: everyPhase(source, "assumption"),
    assumed: true,
  };
  return {
    ...source,
    lines: [...source.lines, { id: link.id, name, openIn: source.phases.slice(first), schematic: true }],
    sections: [...source.sections, section],
    services: [...source.services, service],
  };
}

/** The railway of which one phase runs the trains of a timetable, and no others. Throws where no line leads. */
export function setTimetable(
  source: RailSource,
  { phase, services }: Extract<RailEdit, { kind: "timetable" }>,
): RailSource {
  if (!source.phases.includes(phase))
    throw new Error(`phase '${phase}', expected one of ${source.phases.join(", ")}`);
  const stations = new Set(source.stations.map(({ id }) => id));
  const timed = services.map((service): RailService => {
    const unknown = service.stations.find((id) => !stations.has(id));
    if (unknown !== undefined) throw new Error(`no station '${unknown}'`);
    const train = source.trainTypes.find((type) => type.class === service.trainClass);
    if (!train) throw new Error(`no train type of class '${service.trainClass}'`);
    const sections = service.stations.slice(1).flatMap((to, i) => {
      const from = service.stations[i]!;
      const track = findTrack(source, phase, from, to);
      if (!track) throw new Error(`no line leads from '${from}' to '${to}' in phase '${phase}'`);
      return track;
    });
    const only = (value: number) => ({ ...everyPhase(source, 0), [phase]: value });
    return {
      id: service.id,
      trainType: train.id,
      name: { zh: service.name, en: service.name },
      sections,
      stops: service.stations.map((station, i) => ({ station, dwellSeconds: service.dwellSeconds[i]! })),
      trainsPerDay: only(service.departures.length),
      trainsPerDayBack: everyPhase(source, 0),
      basis: everyPhase(source, "timetable"),
      assumed: false,
      runSeconds: [...service.runSeconds],
      departures: [...service.departures],
    };
  });
  return {
    ...source,
    services: [
      ...source.services.map((service) => ({
        ...service,
        trainsPerDay: { ...service.trainsPerDay, [phase]: 0 },
        ...(service.trainsPerDayBack
          ? { trainsPerDayBack: { ...service.trainsPerDayBack, [phase]: 0 } }
          : {}),
      })),
      ...timed,
    ],
  };
}

function applyRailEdit(source: RailSource, edit: RailEdit): RailSource {
  switch (edit.kind) {
    case "without-line":
      return withoutLine(source, edit.line);
    case "line-speed":
      return setLineSpeed(source, edit.line, edit.speedKmh);
    case "dwell":
      return setDwell(source, edit.service, edit.dwellSeconds);
    case "trains-per-day":
      return setTrainsPerDay(source, edit.service, edit.trainsPerDay);
    case "opening-phase":
      return setOpeningPhase(source, edit.line, edit.phase);
    case "link":
      return addLink(source, edit);
    case "timetable":
      return setTimetable(source, edit);
  }
}

/** The railway after all edits of a scenario, in order. Throws where an edit names what is not there. */
export const applyRailEdits = (source: RailSource, edits: readonly RailEdit[]): RailSource =>
  edits.reduce(applyRailEdit, source);

/** What tells a scenario from every other, in hexadecimal; "" where nothing is edited. */
export const hashScenario = (edits: readonly RailEdit[]): string =>
  edits.length === 0 ? "" : hashText(JSON.stringify(edits));

/** The railway with the change of trains shorter or longer by some minutes, not below 0; for sensitivity. */
export function shiftChanges(source: RailSource, minutes: number): RailSource {
  const shifted = { ...source.parameters };
  for (const id of Object.keys(source.parameters).filter((name) => name.startsWith("change-"))) {
    const value = Math.max(0, readParameter(source, id) + minutes);
    shifted[id] = { ...source.parameters[id]!, value };
  }
  return { ...source, parameters: shifted };
}

/** The railway with every speed limit and every train's top speed times a factor; for sensitivity. */
export function scaleSpeeds(source: RailSource, factor: number): RailSource {
  requirePositive("factor", factor);
  return {
    ...source,
    trainTypes: source.trainTypes.map((train) => ({ ...train, topKmh: train.topKmh * factor })),
    sections: source.sections.map((section) => ({
      ...section,
      speedKmh: Object.fromEntries(
        Object.entries(section.speedKmh).map(([phase, speed]) => [phase, speed * factor]),
      ),
    })),
  };
}
