import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataFiles } from "../domain/kernel.ts";
import { buildNetwork } from "../domain/rail/buildNetwork.ts";
import { describeRailMethod } from "../domain/rail/describeMethod.ts";
import {
  buildClock,
  findJourney,
  findStation,
  reachDefinitions,
  trainChoices,
} from "../domain/rail/railJourney.ts";
import { type RailSource, railFile } from "../domain/rail/railSource.ts";
import type { MatrixCell } from "../domain/reach/buildRailMatrix.ts";
import { railMatrix } from "../domain/reach/railKernels.ts";
import { plainScenario } from "../domain/reach/reachModel.ts";
import { repositoryRoot } from "./browser.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";

const usage =
  "rail time --phase PHASE --from STATION --to STATION [--class fastest|emu|conventional] [--definition train|station] [--format json|text] · rail matrix --phase PHASE [--to cities|hubs] [--definition train|station|door] [--class …] [--format json|csv]";

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
    const head = "phase,definition,from,to,minutes,within_target,changes,confidence";
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

export const command: Command = {
  usage,
  run(args) {
    const { words, flags } = parseArguments(args, ["phase", "from", "to", "class", "definition", "format"]);
    const [action, ...rest] = words;
    if (rest.length > 0) throw new UsageError(`unexpected '${rest[0]}'`);
    switch (chooseWord("action", action ?? "", ["time", "matrix"] as const)) {
      case "time":
        return runTime(flags);
      case "matrix":
        return runMatrix(flags);
    }
  },
};
