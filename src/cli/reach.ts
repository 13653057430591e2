import type { RailEdit } from "../domain/rail/editRail.ts";
import { reachDefinitions, trainChoices } from "../domain/rail/railJourney.ts";
import { type RailSource, railFile } from "../domain/rail/railSource.ts";
import type { ReachOrigin } from "../domain/reach/findOrigin.ts";
import { reachBands, reachSummary, travelMinutes } from "../domain/reach/reachKernels.ts";
import { listReachFiles, openReachModel, type Scenario } from "../domain/reach/reachModel.ts";
import { type ReachSource, reachFile, readReachParameter } from "../domain/reach/reachSource.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { chooseWord, readDataFiles, requireStation } from "./rail.ts";

const usage =
  "reach --phase PHASE --from STATION | --at LON,LAT [--definition train|station|door] [--minutes 30,60,90,120] [--class fastest|emu|conventional] [--without PROJECT,…] [--format geojson|json]";

/** Cut-offs in minutes, rising. */
function parseMinutes(text: string, most: number): number[] {
  const cutoffs = text.split(",").map((part) => {
    const minutes = Number(part);
    if (part.trim() === "" || !Number.isFinite(minutes) || minutes <= 0 || minutes > most)
      throw new UsageError(
        `--minutes has '${part}'; give numbers above 0 up to ${most}, such as 30,60,90,120`,
      );
    return minutes;
  });
  return [...new Set(cutoffs)].sort((a, b) => a - b);
}

function parsePosition(text: string): [number, number] {
  const parts = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [longitude, latitude] = parts;
  if (parts.length !== 2 || longitude === undefined || latitude === undefined || parts.some(Number.isNaN))
    throw new UsageError(`--at is '${text}'; give longitude,latitude in degrees, such as 111.7,40.8`);
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90)
    throw new UsageError(`--at is '${text}'; longitude comes first, up to 180, then latitude, up to 90`);
  return [longitude, latitude];
}

/** Railway lines and roads switched off, by id, name, or the id of their feature on the map. */
function parseProjects(
  text: string,
  rail: RailSource,
  reach: ReachSource,
): Pick<Scenario, "edits" | "withoutRoads"> {
  const edits: RailEdit[] = [];
  const withoutRoads: string[] = [];
  for (const part of text.split(",")) {
    const name = part.trim();
    const id = name.replace(/^rail-/, "").replaceAll("-", "_");
    const line = rail.lines.find((l) => l.id === id || l.name.zh === name || l.name.en === name);
    const road = reach.roads.find((r) => r.id === name || r.name.zh === name || r.name.en === name);
    if (line) edits.push({ kind: "without-line", line: line.id });
    else if (road) withoutRoads.push(road.id);
    else {
      const names = [...rail.lines, ...reach.roads].flatMap((l) => [l.id, l.name.zh, l.name.en]);
      throw new UsageError(`unknown project '${name}'; nearest: ${findNearest(name, names).join(", ")}`);
    }
  }
  return { edits, withoutRoads };
}

function runReach(args: readonly string[]): CommandResult {
  const { words, flags } = parseArguments(args, [
    "phase",
    "from",
    "at",
    "definition",
    "minutes",
    "class",
    "without",
    "format",
  ]);
  if (words.length > 0) throw new UsageError(`unexpected '${words[0]}'; usage: ${usage}`);
  const files = readDataFiles(listReachFiles());
  const source = files[railFile] as RailSource;
  const reachSource = files[reachFile] as ReachSource;
  const phaseText = flags.get("phase");
  if (phaseText === undefined) throw new UsageError(`--phase is missing; usage: ${usage}`);
  const phase = chooseWord("phase", phaseText, source.phases);
  const definition = chooseWord("definition", flags.get("definition") ?? "door", reachDefinitions);
  const trains = chooseWord("class", flags.get("class") ?? "fastest", trainChoices);
  const format = chooseWord("format", flags.get("format") ?? "geojson", ["geojson", "json"] as const);
  const [from, at] = [flags.get("from"), flags.get("at")];
  if ((from === undefined) === (at === undefined))
    throw new UsageError(`give either --from STATION or --at LON,LAT; usage: ${usage}`);
  const origin: ReachOrigin =
    from !== undefined
      ? { kind: "station", station: source.stations[requireStation(source, from, phase)]!.id }
      : { kind: "place", lngLat: parsePosition(at!) };
  const without = flags.get("without");
  const scenario: Scenario = {
    phase,
    ...(without === undefined ? { edits: [] } : parseProjects(without, source, reachSource)),
    speedFactor: 1,
    changeShiftMinutes: 0,
  };
  const cutoffs = parseMinutes(
    flags.get("minutes") ?? "30,60,90,120",
    readReachParameter(reachSource, "search-limit"),
  );
  const answer = travelMinutes.run(
    { scenario, origins: [origin], combine: "union", definition, trains },
    files,
  );
  if (!answer.ok) throw new UsageError(answer.error.en);
  const { surface, method, confidence, version } = answer.value;
  const bands = reachBands.run({ surface, scenario, cutoffs, wantsPolygons: format === "geojson" }, files);
  const summary = reachSummary.run({ surface, scenario, cutoffs }, files);
  if (!bands.ok || !summary.ok) throw new Error("a band or a sum failed where the surface did not");
  const { ground } = openReachModel(files, scenario);
  const nameOf = new Map(ground.people.groups.map((group) => [group.id, group.name.zh]));
  const properties = cutoffs.map((minutes, k) => ({
    minutes,
    areaKm2: Math.round(bands.value.areasSquareKilometres[k]! * 10) / 10,
    people: summary.value.people[k]!,
    peopleShare: Math.round(summary.value.share[k]! * 10_000) / 10_000,
    units: summary.value.units[k]!.map((id) => nameOf.get(id)!),
    confidence,
    method: method.en,
  }));
  const request = {
    phase,
    definition,
    class: trains,
    origin: from ?? at,
    without: without ?? null,
    network: version,
  };
  if (format === "json") {
    const curve = Array.from(summary.value.curve);
    return {
      code: 0,
      output: JSON.stringify({
        ...request,
        bands: properties,
        totalPeople: summary.value.totalPeople,
        curve,
      }),
    };
  }
  const features = properties.map((own, k) => ({
    type: "Feature",
    properties: { ...own, ...request },
    geometry: bands.value.polygons[k]!.geometry,
  }));
  const text = features.map((feature) => JSON.stringify(feature)).join(",\n");
  return { code: 0, output: `{"type":"FeatureCollection","features":[\n${text}\n]}\n` };
}

export const command: Command = { usage, run: runReach };
