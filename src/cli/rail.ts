import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { importTimetable } from "../data/gtfs/importTimetable.ts";
import { peopleGoals } from "../domain/board/reachRequests.ts";
import type { DataFiles } from "../domain/kernel.ts";
import { buildNetwork } from "../domain/rail/buildNetwork.ts";
import { describeRailMethod } from "../domain/rail/describeMethod.ts";
import {
  buildClock,
  findJourney,
  findStation,
  type RailJourney,
  reachDefinitions,
  trainChoices,
} from "../domain/rail/railJourney.ts";
import { type RailSource, railFile } from "../domain/rail/railSource.ts";
import type { MatrixCell } from "../domain/reach/buildRailMatrix.ts";
import { reachEquity } from "../domain/reach/equityKernel.ts";
import { railMatrix } from "../domain/reach/railKernels.ts";
import { plainScenario } from "../domain/reach/reachModel.ts";
import { railDepartures } from "../domain/reach/timetableKernel.ts";
import { repositoryRoot } from "./browser.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";

const usage =
  "rail time --phase PHASE --from STATION --to STATION [--class fastest|emu|conventional] [--definition train|station] [--format json|text] · rail matrix --phase PHASE [--to cities|hubs] [--definition train|station|door] [--class …] [--format json|csv] · rail equity --phase PHASE [--minutes 60] [--definition train|station|door] [--class …] [--format json|csv] · rail timetable FEED.zip --phase PHASE [--day YYYYMMDD] [--from STATION --to STATION --after 07:00 --before 21:00]";

/** Shipped data files by name, parsed. */
export const readDataFiles = (names: readonly string[]): DataFiles =>
  Object.fromEntries(
    names.map((name) => [
      name,
      JSON.parse(readFileSync(join(repositoryRoot, "public", "data", name), "utf8")) as unknown,
    ]),
  );

/** The railway as shipped. */
const readRailSource = (): RailSource => readDataFiles([railFile])[railFile] as RailSource;

/** One of a list, or UsageError naming the nearest. */
export function chooseWord<T extends string>(kind: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw new UsageError(`unknown ${kind} '${value}'; nearest: ${findNearest(value, choices).join(", ")}`);
  return found;
}

/** A flag that must be given. */
export function requireFlag(flags: ReadonlyMap<string, string>, name: string): string {
  const value = flags.get(name);
  if (value === undefined) throw new UsageError(`--${name} is missing; usage: ${usage}`);
  return value;
}

/** Place of a station in the source, or UsageError naming the nearest. */
export function requireStation(source: RailSource, name: string, phase: string): number {
  const found = findStation(source, name, phase);
  if (found.ok) return found.value;
  const names = source.stations.flatMap((s) => [
    s.name.zh,
    s.name.en,
    ...s.otherNames.filter((other) => other.phases.includes(phase)).map((other) => other.name),
  ]);
  throw new UsageError(`unknown station '${name}'; nearest: ${findNearest(name, names).join(", ")}`);
}

/** What the published timetable says of direct trains between the two, in the phase it is of; null where it is silent. */
function describeTimetable(
  source: RailSource,
  phase: string,
  from: number,
  to: number,
  journey: RailJourney | undefined,
) {
  if (!journey?.legs.every((leg) => leg.basis === "timetable") || phase !== source.phases[0]) return null;
  const [a, b] = [source.stations[from]!.id, source.stations[to]!.id];
  const clock = (minutes: number | null) =>
    minutes === null
      ? null
      : `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return source.timetable
    .filter((row) => row.from === a && row.to === b && row.usable)
    .map((row) => ({
      class: row.class,
      trains: row.trains,
      fastestMinutes: row.fastestMinutes,
      medianMinutes: row.medianMinutes,
      first: clock(row.firstDeparture),
      last: clock(row.lastDeparture),
      meanGapMinutes: row.meanHeadwayMinutes,
    }));
}

function runTime(flags: ReadonlyMap<string, string>): CommandResult {
  const source = readRailSource();
  const phase = chooseWord("phase", requireFlag(flags, "phase"), source.phases);
  const from = requireStation(source, requireFlag(flags, "from"), phase);
  const to = requireStation(source, requireFlag(flags, "to"), phase);
  const trains = chooseWord("class", flags.get("class") ?? "fastest", trainChoices);
  const definition = chooseWord("definition", flags.get("definition") ?? "train", [
    "train",
    "station",
  ] as const);
  const format = chooseWord("format", flags.get("format") ?? "json", ["json", "text"] as const);
  if (from === to) throw new UsageError("--from and --to are the same station");
  const network = buildNetwork(source, phase);
  const journey = findJourney(source, network, [from], [to], buildClock(source, definition, trains));
  const method = describeRailMethod(source, phase, network.version, definition);
  const answer = {
    from: source.stations[from]!.name.zh,
    to: source.stations[to]!.name.zh,
    phase,
    class: trains,
    definition,
    minutes: journey?.minutes ?? null,
    path: journey
      ? journey.legs.flatMap((leg, i) =>
          leg.stops.slice(i === 0 ? 0 : 1).map(({ station, line, minutes }) => ({ station, line, minutes })),
        )
      : [],
    confidence: journey?.confidence ?? null,
    changes: journey?.changes ?? null,
    timetabled: journey?.timetabled ?? false,
    legs: journey?.legs ?? [],
    basis: journey ? [...new Set(journey.legs.map((leg) => leg.basis))] : [],
    timetable: describeTimetable(source, phase, from, to, journey),
    reason: !journey
      ? "no train of this class joins the two stations in this phase"
      : journey.timetabled
        ? null
        : "no train of this class in the timetable of the phase; the run time is that of a former pattern",
    network: network.version,
    method: method.en,
  };
  if (format === "json") return { code: 0, output: JSON.stringify(answer, null, 1) };
  const lines = answer.path.map(
    (stop) => `${stop.minutes.toFixed(1).padStart(7)}  ${stop.station}  ${stop.line}`,
  );
  return { code: 0, output: [`${answer.minutes ?? "–"} min`, ...lines, answer.reason ?? ""].join("\n") };
}

const csvRow = (cell: MatrixCell, phase: string, definition: string) =>
  [
    phase,
    definition,
    cell.from,
    cell.to,
    cell.minutes ?? "",
    cell.met,
    cell.changes,
    cell.confidence ?? "",
    cell.mode ?? "",
  ].join(",");

function runMatrix(flags: ReadonlyMap<string, string>): CommandResult {
  const source = readRailSource();
  const phase = chooseWord("phase", requireFlag(flags, "phase"), source.phases);
  const definition = chooseWord("definition", flags.get("definition") ?? "train", reachDefinitions);
  const trains = chooseWord("class", flags.get("class") ?? "fastest", trainChoices);
  const columns = chooseWord("columns", flags.get("to") ?? "cities", ["cities", "hubs"] as const);
  const format = chooseWord("format", flags.get("format") ?? "json", ["json", "csv"] as const);
  const input = { scenario: plainScenario(phase), definition, trains, columns };
  const matrix = railMatrix.run(input, readDataFiles(railMatrix.files(input)));
  if (!matrix.ok) throw new UsageError(matrix.error.en);
  const { cells, targetMinutes, version } = matrix.value;
  if (format === "csv") {
    const head = "phase,definition,from,to,minutes,within_target,changes,confidence,mode";
    return {
      code: 0,
      output: `${head}\n${cells.map((cell) => csvRow(cell, phase, definition)).join("\n")}\n`,
    };
  }
  const answer = {
    phase,
    definition,
    class: trains,
    targetMinutes,
    cities: matrix.value.rows.map((place) => place.name.zh),
    columns: matrix.value.columns.map((place) => place.name.zh),
    cells: cells.map(({ journey: _, ...cell }) => cell),
    network: version,
    method: describeRailMethod(source, phase, version, definition).en,
  };
  return { code: 0, output: JSON.stringify(answer, null, 1) };
}

function runEquity(flags: ReadonlyMap<string, string>): CommandResult {
  const source = readRailSource();
  const phase = chooseWord("phase", requireFlag(flags, "phase"), source.phases);
  const definition = chooseWord("definition", flags.get("definition") ?? "door", reachDefinitions);
  const trains = chooseWord("class", flags.get("class") ?? "fastest", trainChoices);
  const format = chooseWord("format", flags.get("format") ?? "json", ["json", "csv"] as const);
  const cutoffMinutes = Number(flags.get("minutes") ?? "60");
  if (!Number.isInteger(cutoffMinutes) || cutoffMinutes < 1 || cutoffMinutes > 240)
    throw new UsageError(`--minutes is '${flags.get("minutes")}'; give a whole number from 1 to 240`);
  const input = { scenario: plainScenario(phase), definition, trains, cutoffMinutes, goals: peopleGoals };
  const equity = reachEquity.run(input, readDataFiles(reachEquity.files(input)));
  if (!equity.ok) throw new UsageError(equity.error.en);
  const { units, leftBehind, gini, palma, lorenz, version, destinations, middle } = equity.value;
  if (format === "csv") {
    const head = `phase,id,name_zh,name_en,people,reached,minutes_to_1m,minutes_to_2m,minutes_to_3m,${destinations.map(({ title }) => `minutes_to_${title.en.replaceAll(" ", "_")}`).join(",")},left_behind`;
    const rows = units.map((unit) =>
      [
        phase,
        unit.id,
        unit.name.zh,
        unit.name.en,
        unit.people,
        unit.reached,
        ...[...unit.goalMinutes, ...unit.nearestMinutes].map((minutes) => minutes ?? ""),
        leftBehind.includes(unit.id),
      ].join(","),
    );
    return { code: 0, output: `${[head, ...rows].join("\n")}\n` };
  }
  const own = { gini, palma, middle, destinations, leftBehind, units, lorenz };
  const answer = { phase, definition, class: trains, cutoffMinutes, ...own };
  return { code: 0, output: JSON.stringify({ ...answer, network: version }, null, 1) };
}

function readTimetableFile(path: string): { name: string; bytes: Uint8Array } {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch {
    throw new UsageError(`cannot read '${path}'; give a GTFS archive (.zip)`);
  }
}

const readClock = (flags: ReadonlyMap<string, string>, name: string, usual: string): number => {
  const text = flags.get(name) ?? usual;
  const found = /^(\d{1,2}):([0-5]\d)$/.exec(text);
  if (!found) throw new UsageError(`--${name} is '${text}'; give a time such as 07:30`);
  return Number(found[1]) * 60 + Number(found[2]);
};

function runTimetable(path: string, flags: ReadonlyMap<string, string>): CommandResult {
  const source = readRailSource();
  const phase = chooseWord("phase", requireFlag(flags, "phase"), source.phases);
  const { name, bytes } = readTimetableFile(path);
  const read = importTimetable(name, bytes, source, phase, flags.get("day") ?? null);
  if (!read.ok) throw new UsageError(read.error.en);
  const { edit, report } = read.value;
  if (!flags.has("from")) return { code: 0, output: JSON.stringify(report, null, 1) };
  const [from, to] = ["from", "to"].map(
    (end) => source.stations[requireStation(source, requireFlag(flags, end), phase)]!.id,
  );
  const input = {
    scenario: { ...plainScenario(phase), edits: [edit] },
    from: from!,
    to: to!,
    fromMinute: readClock(flags, "after", "07:00"),
    toMinute: readClock(flags, "before", "21:00"),
  };
  const answer = railDepartures.run(input, readDataFiles(railDepartures.files(input)));
  if (!answer.ok) throw new UsageError(answer.error.en);
  return { code: 0, output: JSON.stringify(answer.value, null, 1) };
}

export const command: Command = {
  usage,
  run(args) {
    const { words, flags } = parseArguments(args, [
      "phase",
      "from",
      "to",
      "class",
      "definition",
      "minutes",
      "format",
      "day",
      "after",
      "before",
    ]);
    const [action, ...rest] = words;
    if (action === "timetable") {
      if (rest.length !== 1) throw new UsageError(`give one GTFS archive; usage: ${usage}`);
      return runTimetable(rest[0]!, flags);
    }
    if (rest.length > 0) throw new UsageError(`unexpected '${rest[0]}'`);
    switch (chooseWord("action", action ?? "", ["time", "matrix", "equity", "timetable"] as const)) {
      case "time":
        return runTime(flags);
      case "matrix":
        return runMatrix(flags);
      case "equity":
        return runEquity(flags);
      case "timetable":
        throw new UsageError(`give one GTFS archive; usage: ${usage}`);
    }
  },
};
