import { readFileSync, writeFileSync } from "node:fs";
import type { Feature, Geometry } from "geojson";
import { atlas, datasets as catalogue } from "../../geodata/catalogue.ts";
import { sayCredit } from "../../geodata/credits.ts";
import { phases } from "../../geodata/plan/phases.ts";
import type { ConflictFormat } from "../data/conflictReport/conflictFile.ts";
import type { ReportFrame } from "../data/conflictReport/report.ts";
import { readFiles } from "../data/readFiles.ts";
import type { ImportReport } from "../data/report.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../domain/ecology/collectCheck.ts";
import type { Check, CheckResult } from "../domain/ecology/conflict.ts";
import { describeMeasures, verdictWords } from "../domain/ecology/describeConflicts.ts";
import { findConflicts } from "../domain/ecology/findConflicts.ts";
import type { OwnParty } from "../domain/ecology/ownParties.ts";
import { findCheckDatasets, parseRuleTable, type RuleTable } from "../domain/ecology/rules.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { formatTable } from "./table.ts";
import {
  describeReport,
  formatReport,
  loadFiles,
  parseReadOptions,
  readingFlags,
  resolvePath,
} from "./validate.ts";

const formats = ["table", "json", "csv", "xlsx", "geojson", "shapefile", "docx"] as const;
const languages = ["zh", "en"] as const;

/** One of a list, or one clear line that names the nearest. */
function choose<T extends string>(flag: string, typed: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === typed);
  if (!found)
    throw new UsageError(`--${flag} is '${typed}'; nearest: ${findNearest(typed, known, 4).join(", ")}`);
  return found;
}

/** The phase after the base year: what the plan sets out is what is to be checked. */
const defaultPhase: string = phases[1].id;

const firstText = (properties: Record<string, unknown>, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    if (typeof value === "number") return String(value);
  }
  return undefined;
};

const nameKeys = ["name:zh", "name_zh", "名称", "项目名称", "NAME", "Name", "name", "title", "id"];

/** Features of a user's file as parties; a column `kind` or `activity` beats the flag where it names a known kind. */
function createOwnParties(
  features: readonly Feature<Geometry>[],
  fileName: string,
  kind: string,
  known: ReadonlySet<string>,
): OwnParty[] {
  return features.map((feature, index) => {
    const properties = (feature.properties ?? {}) as Record<string, unknown>;
    const name = firstText(properties, nameKeys) ?? `${fileName} ${index + 1}`;
    const said = firstText(properties, ["activity", "kind", "活动类别"]);
    return {
      id: `feature-${index + 1}`,
      name: { zh: name, en: firstText(properties, ["name:en", "name_en"]) ?? name },
      kind: said !== undefined && known.has(said) ? said : kind,
      geometry: feature.geometry,
      schematic: properties.confidence === "schematic",
      source: fileName,
    };
  });
}

interface OwnFile {
  report: ImportReport;
  parties: OwnParty[];
}

async function readOwnFile(
  paths: readonly string[],
  kind: string,
  known: ReadonlySet<string>,
  flags: Map<string, string>,
): Promise<OwnFile> {
  const { report, layers } = await readFiles(loadFiles(paths), parseReadOptions(flags));
  const features = layers.flatMap((layer) => layer.collection.features);
  return { report, parties: createOwnParties(features, report.files[0]?.name ?? paths[0]!, kind, known) };
}

/** The user's table, checked; a table that cannot be used is a refused file. */
function readRules(path: string | undefined): RuleTable | { refused: string } {
  let text: string;
  if (path === undefined) text = readShippedText("rules.json");
  else
    try {
      text = readFileSync(resolvePath(path), "utf8").replace(/^\ufeff/, "");
    } catch (error) {
      throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`);
    }
  const table = parseRuleTable(text);
  return table.ok ? table.value : { refused: `refused: ${path ?? "rules.json"}: ${table.error.en}` };
}

function formatConflicts(result: CheckResult): string {
  const names = new Map([...result.subjects, ...result.zones].map((party) => [party.key, party]));
  const mark = (schematic: boolean) => (schematic ? "＊" : "");
  const table = formatTable(
    [
      { title: "结论", text: ({ verdict }) => verdictWords[verdict].zh },
      {
        title: "项目",
        text: ({ subject, schematic }) => names.get(subject)!.name.zh + mark(schematic.subject),
        most: 36,
      },
      {
        title: "生态区",
        text: ({ zone, schematic }) => names.get(zone)!.name.zh + mark(schematic.zone),
        most: 36,
      },
      { title: "类别", text: ({ zoneKind }) => result.kindTitles[zoneKind]?.zh ?? zoneKind, most: 20 },
      { title: "数量", text: (conflict) => describeMeasures(conflict).zh, most: 64 },
      { title: "rules", text: ({ rules }) => rules.map(({ id }) => id).join(" "), most: 60 },
    ],
    result.conflicts,
  );
  const reasons = result.notTested.map(({ kind, name, reason }) => `${kind}: ${name.zh}：${reason.zh}`);
  return [
    table,
    "",
    result.summary.zh,
    result.summary.en,
    "＊ 示意 schematic",
    "",
    `未检查 not tested (${reasons.length})`,
    ...reasons,
    "",
    `run ${result.id}  rules ${result.rulesVersion}  phase ${result.phase}  ${result.time}`,
    `${result.caveat.zh} ${result.caveat.en}`,
  ].join("\n");
}

const readGeometries = (dataset: string): Geometry[] =>
  (JSON.parse(readShippedText(`${dataset}.geojson`)) as PlanFeatureCollection).features.map(
    ({ geometry }) => geometry,
  );

/** Everything but text for the terminal; loaded only here, because a table or JSON needs no painter. */
async function writeFile(
  format: ConflictFormat,
  check: Check,
  result: CheckResult,
  frame: Pick<ReportFrame, "language" | "ownFiles" | "figureLimit">,
): Promise<Uint8Array> {
  const { writeConflictFile } = await import("../data/conflictReport/conflictFile.ts");
  const request = {
    format,
    stylesheetUrl: "report.css",
    frame: {
      ...frame,
      atlasTitle: atlas.title,
      phaseTitle: phases.find(({ id }) => id === result.phase)!.title,
      datasets: Object.fromEntries(
        catalogue.map(({ id, title, attribution, date }) => [
          id,
          { title, credit: sayCredit(attribution, frame.language), date },
        ]),
      ),
    },
  };
  const context = { borders: readGeometries("units"), rivers: readGeometries("rivers") };
  return writeConflictFile(check, result, request, context).bytes;
}

function formatJson(result: CheckResult, files: readonly OwnFile[]): string {
  const imports = files.map(({ report }) => JSON.parse(formatReport(report)) as unknown);
  return `${JSON.stringify(imports.length > 0 ? { ...result, imports } : result, null, 1)}\n`;
}

/** Lays projects over the ecology zones and says what collides, by how much, under which clause. */
export const command: Command = {
  usage: `check [FILE…] [--phase ${phases.map(({ id }) => id).join("|")}] [--activity KIND] [--zones FILE] [--rules FILE] [--language zh|en] [--format ${formats.join("|")}] [-o OUT] [--figures N] [--time ISO] [reading options of validate]   conflicts of a file's features with the ecology zones; without FILE, of the whole plan; exit 0 checked, 1 a file was refused`,
  async run(args): Promise<CommandResult> {
    const { words, flags } = parseArguments(args, [
      "phase",
      "rules",
      "activity",
      "zones",
      "language",
      "format",
      "output",
      "figures",
      "time",
      ...readingFlags,
    ]);
    const format = choose("format", flags.get("format") ?? "table", formats);
    const language = choose("language", flags.get("language") ?? "zh", languages);
    const phase = choose(
      "phase",
      flags.get("phase") ?? defaultPhase,
      phases.map(({ id }) => id as string),
    );
    const time = flags.get("time") ?? new Date().toISOString();
    if (Number.isNaN(Date.parse(time))) throw new UsageError(`--time is '${time}', expected ISO 8601`);
    const figureLimit = Number(flags.get("figures") ?? 40);
    if (!Number.isInteger(figureLimit) || figureLimit < 0)
      throw new UsageError(`--figures is '${flags.get("figures")}', expected a whole number from 0`);
    const output = flags.get("output");
    if (output === undefined && process.stdout.isTTY && ["docx", "xlsx", "shapefile"].includes(format))
      throw new UsageError(`--format ${format} needs -o OUT: the file to write`);
    const rules = readRules(flags.get("rules"));
    if ("refused" in rules) return { code: 1, output: rules.refused };
    const activities = rules.activityKinds.map(({ id }) => id);
    const activity = choose("activity", flags.get("activity") ?? "user", activities);

    const files: OwnFile[] = [];
    const readParties = async (paths: readonly string[], kind: string, known: readonly string[]) => {
      const file = await readOwnFile(paths, kind, new Set(known), flags);
      files.push(file);
      return file.parties;
    };
    const ownSubjects = words.length > 0 ? await readParties(words, activity, activities) : [];
    const zoneFile = flags.get("zones");
    const zoneKinds = rules.zoneKinds.map(({ id }) => id);
    const ownZones = zoneFile === undefined ? [] : await readParties([zoneFile], "user-zone", zoneKinds);
    const refused = files.filter(({ report }) => !report.accepted);
    if (refused.length > 0)
      return {
        code: 1,
        output: refused
          .map(({ report }) => (format === "json" ? formatReport(report) : describeReport(report)))
          .join("\n"),
      };

    const { subjects, zones } = findCheckDatasets(rules);
    const input: ConflictsInput = {
      phase,
      datasets: words.length > 0 ? zones : [...new Set([...subjects, ...zones])],
      subjects: words.length > 0 ? [] : null,
      ownSubjects,
      planZones: true,
      ownZones,
      rules,
      parameters: null,
      time,
    };
    const data = Object.fromEntries(
      conflicts.files(input).map((name) => [name, JSON.parse(readShippedText(name)) as unknown]),
    );
    const check = collectCheck(input, data);
    const result = findConflicts(check);
    const ownFiles = files.flatMap(({ report }) => report.files.map(({ name }) => name));
    const written =
      format === "table"
        ? formatConflicts(result)
        : format === "json"
          ? formatJson(result, files)
          : await writeFile(format, check, result, { language, ownFiles, figureLimit });
    if (output === undefined) return { code: 0, output: written };
    writeFileSync(resolvePath(output), written);
    return { code: 0, output: `${result.summary.zh}\n${result.summary.en}\nwrote ${output}` };
  },
};
