import { writeFileSync } from "node:fs";
import { phases } from "../../geodata/plan/phases.ts";
import { verdictWords } from "../domain/check/describeConflicts.ts";
import { type ConflictsInput, conflicts } from "../domain/check/kernels.ts";
import { formatShare } from "../domain/check/measureWords.ts";
import { findCheckDatasets, type LawVerdict, lawVerdicts, type RuleTable } from "../domain/check/rules.ts";
import { isDay } from "../domain/check/ruleVersions.ts";
import {
  type CorridorInput,
  type CorridorResult,
  type CorridorZone,
  standardWeights,
} from "../domain/corridor/corridor.ts";
import { corridor } from "../domain/corridor/corridorKernel.ts";
import { buildCorridorCollection, findTrialTitle } from "../domain/corridor/corridorReport.ts";
import { findEntries, parseSearchIndex } from "../domain/search.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { formatTable } from "./table.ts";
import { resolvePath } from "./validate.ts";

const formats = ["table", "json", "geojson"] as const;
const defaultPhase: string = phases[1].id;

/** Degrees, or a name as `atlas find` knows it. */
function findEnd(flag: string, typed: string | undefined): [number, number] {
  if (typed === undefined) throw new UsageError(`--${flag} is needed: LON,LAT or the name of a place`);
  const numbers = typed.split(",").map(Number);
  if (numbers.length === 2 && numbers.every(Number.isFinite)) {
    const [longitude, latitude] = numbers as [number, number];
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 85)
      throw new UsageError(`--${flag} ${typed}: longitude comes first, then latitude, in degrees`);
    return [longitude, latitude];
  }
  const index = parseSearchIndex(readShippedText("search.json"));
  if (!index.ok) throw new UsageError(index.error.en);
  const hit = findEntries(index.value, typed).find(({ entry }) => entry.lon !== null && entry.lat !== null);
  if (!hit) throw new UsageError(`--${flag} ${typed}: no place of that name; try 'atlas find ${typed}'`);
  return [hit.entry.lon!, hit.entry.lat!];
}

/** `prohibited=80,ecological-redline=200`: what clauses say, or single zone kinds; what is not named keeps its usual weight. */
function parseWeights(text: string | undefined, rules: RuleTable) {
  const weights: Record<LawVerdict, number> = { ...standardWeights };
  const kindWeights: Record<string, number> = {};
  for (const part of text?.split(",") ?? []) {
    const [name, value] = part.split("=").map((word) => word.trim());
    const verdict = lawVerdicts.find((known) => known === name);
    const kind = rules.zoneKinds.find(({ id }) => id === name);
    if ((!verdict && !kind) || value === undefined || !Number.isFinite(Number(value)))
      throw new UsageError(
        `--weights '${part}': expected one of ${lawVerdicts.join(", ")}, or a zone kind, = a number from 1`,
      );
    if (verdict) weights[verdict] = Number(value);
    else kindWeights[kind!.id] = Number(value);
  }
  return { weights, kindWeights };
}

/** How a way meets a zone: along so much of its length, over a line, or past it. */
function sayMeeting({ lengthMetres, crossingCount, nearestDistanceMetres }: CorridorZone): string {
  if (lengthMetres > 0) return `${kilometres(lengthMetres)} km`;
  return crossingCount > 0 ? `跨越 ${crossingCount} 处` : `相距 ${kilometres(nearestDistanceMetres)} km`;
}

/** What may be said, and what the clause says where that is more. */
const sayVerdict = ({ verdict, lawVerdict }: CorridorZone) =>
  verdict === lawVerdict
    ? verdictWords[verdict].zh
    : `${verdictWords[verdict].zh}（条文：${verdictWords[lawVerdict].zh}）`;

const percent = (share: number) => `${Math.round(share * 100)}%`;
const kilometres = (metres: number) => (metres / 1000).toFixed(1);

function formatResult(result: CorridorResult): string {
  const { ways, trials, cellMetres, bandShare, withoutOutline, straightMetres, kinds } = result;
  const table = formatTable(
    [
      { title: "走廊", text: ({ index }) => String(index + 1), right: true },
      { title: "公里 km", text: ({ way }) => kilometres(way.lengthMetres), right: true },
      { title: "费用比 cost", text: ({ way }) => way.costRatio.toFixed(3), right: true },
      { title: "独立 own", text: ({ way }) => formatShare(way.ownShare), right: true },
      ...lawVerdicts.map((verdict) => ({
        title: `${verdictWords[verdict].zh} km`,
        text: ({ way }: { way: CorridorResult["ways"][number] }) => kilometres(way.lengthByVerdict[verdict]),
        right: true,
      })),
    ],
    ways.map((way, index) => ({ way, index })),
  );
  const zones = ways.flatMap((way, index) => [
    "",
    `走廊 ${index + 1} way ${index + 1}`,
    ...way.zones.map(
      (zone) =>
        `  ${sayVerdict(zone)}  ${sayMeeting(zone)}  ${zone.name.zh}（${zone.kind.zh}）  ${zone.clauses.map(({ zh }) => zh).join("；")}`,
    ),
  ]);
  return [
    table,
    ...zones,
    "",
    `权重 ±20 % 时第 1 条走廊保留的比例，及各走廊与当时最优的费用比 share of way 1 that stays, cost of each way over the best then`,
    ...trials.map(
      (trial) =>
        `  ${findTrialTitle(result, trial).zh} × ${trial.factor}: ${formatShare(trial.keptShare)}  ${trial.costRatios.map((ratio) => ratio.toFixed(3)).join(" ")}`,
    ),
    "",
    `格网 ${cellMetres} m；直线 ${kilometres(straightMetres)} km；权重 ${kinds.map(({ kind, weight }) => `${kind}=${weight}`).join(" ")}`,
    `近优带：费用不超过最优 ${percent(1 + bandShare)}；无范围、不计费用的生态区 ${withoutOutline} 处（核查仍按距离看）`,
    `near-best band: cost up to ${percent(1 + bandShare)} of the best; ${withoutOutline} zones without an outline cost nothing here`,
  ].join("\n");
}

/** Ways from A to B that meet the least of zones and rules. */
export const command: Command = {
  usage: `corridor --from LON,LAT|NAME --to LON,LAT|NAME [--activity KIND] [--phase PHASE] [--date DAY] [--weights prohibited=50,restricted=12,assessment=5,notice=2] [--cell METRES] [--format ${formats.join("|")}] [-o OUT]   the way over ground that zones and rules make dear, three others, and how firm they are`,
  run(args): CommandResult {
    const { words, flags } = parseArguments(args, [
      "from",
      "to",
      "activity",
      "phase",
      "date",
      "weights",
      "cell",
      "format",
      "output",
    ]);
    if (words.length > 0) throw new UsageError(`corridor takes no '${words[0]}'\nusage: ${command.usage}`);
    const said = flags.get("format") ?? "table";
    const format = formats.find((known) => known === said);
    if (!format) throw new UsageError(`--format ${said}: one of ${formats.join(", ")}`);
    const rules = JSON.parse(readShippedText("rules.json")) as RuleTable;
    const activities = rules.activityKinds.map(({ id }) => id);
    const activity = flags.get("activity") ?? "road";
    if (!activities.includes(activity))
      throw new UsageError(
        `--activity ${activity}; nearest: ${findNearest(activity, activities).join(", ")}`,
      );
    const phase = flags.get("phase") ?? defaultPhase;
    if (!phases.some(({ id }) => id === phase))
      throw new UsageError(`--phase ${phase}: one of ${phases.map(({ id }) => id).join(", ")}`);
    const decisionDate = flags.get("date") ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    if (!isDay(decisionDate)) throw new UsageError(`--date ${decisionDate}: a day such as 2026-09-01`);
    const check: ConflictsInput = {
      phase,
      decisionDate,
      datasets: findCheckDatasets(rules).zones,
      subjects: [],
      ownSubjects: [],
      planZones: true,
      ownZones: [],
      rules,
      parameters: null,
      time: new Date().toISOString(),
    };
    const input: CorridorInput = {
      check,
      activity,
      from: findEnd("from", flags.get("from")),
      to: findEnd("to", flags.get("to")),
      ...parseWeights(flags.get("weights"), rules),
      cellMetres: flags.has("cell") ? Number(flags.get("cell")) : null,
    };
    const files = Object.fromEntries(
      conflicts.files(check).map((name) => [name, JSON.parse(readShippedText(name)) as unknown]),
    );
    const result = corridor.run(input, files);
    if (!result.ok) throw new UsageError(result.error.en);
    const text =
      format === "table"
        ? formatResult(result.value)
        : `${JSON.stringify(format === "json" ? result.value : buildCorridorCollection(result.value))}\n`;
    const output = flags.get("output");
    if (output === undefined) return { code: 0, output: text };
    writeFileSync(resolvePath(output), text);
    return { code: 0, output: `${output}\n` };
  },
};
