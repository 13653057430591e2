import { readFileSync, writeFileSync } from "node:fs";
import type { Feature, Geometry } from "geojson";
import { atlas, datasets as catalogue } from "../../geodata/catalogue.ts";
import { sayCredit } from "../../geodata/credits.ts";
import { phases } from "../../geodata/plan/phases.ts";
import { roles } from "../../geodata/roles.ts";
import type {
  ConflictFile,
  ConflictFileRequest,
  ConflictFormat,
} from "../data/conflictReport/conflictFile.ts";
import type { ImportReport } from "../data/importReport.ts";
import { readFiles } from "../data/readFiles.ts";
import type { Check, CheckResult, Conflict } from "../domain/check/conflict.ts";
import { type CumulativePhase, cumulative } from "../domain/check/cumulate.ts";
import { describeMeasures, verdictWords } from "../domain/check/describeConflicts.ts";
import { proofAnswers } from "../domain/check/evidence.ts";
import { findConflicts } from "../domain/check/findConflicts.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../domain/check/kernels.ts";
import { formatArea, formatShare } from "../domain/check/measureWords.ts";
import type { OwnParty } from "../domain/check/ownParties.ts";
import { parseRuleTable } from "../domain/check/parseRules.ts";
import { answerSigns, describeMissing } from "../domain/check/proofWords.ts";
import { findCheckDatasets, type RuleTable } from "../domain/check/rules.ts";
import { isDay } from "../domain/check/ruleVersions.ts";
import { findBoundaryGrid } from "../domain/place/gaussGrids.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";
import type { Result } from "../domain/result.ts";
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

const formats = ["table", "json", "csv", "xlsx", "geojson", "shapefile", "docx", "html"] as const;
const languages = ["zh", "en"] as const;

/** One of a list, or one clear line that names the nearest. */
function choose<T extends string>(flag: string, typed: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === typed);
  if (!found)
    throw new UsageError(`--${flag} is '${typed}'; nearest: ${findNearest(typed, known, 4).join(", ")}`);
  return found;
}

/** Today by the official time of the country the atlas is of, eight hours ahead of universal time. */
export const findToday = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

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

const findLead = ({ lead, rules }: Conflict) => rules.find(({ id }) => id === lead)!;

/** The six answers in a row, in the order zone, class, clause, project, exception, margin. */
const signProof = (conflict: Conflict) =>
  findLead(conflict)
    .proof.map((reason) => answerSigns[proofAnswers[reason]])
    .join("");

function sayMissing(result: CheckResult, conflict: Conflict): string {
  const rule = result.rules.find(({ id }) => id === conflict.lead)!;
  return describeMissing(findLead(conflict), rule)?.zh ?? "";
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
      { title: "缺", text: (conflict) => sayMissing(result, conflict), most: 60 },
      { title: "证明", text: (conflict) => signProof(conflict) },
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
    `run ${result.id}  rules ${result.rulesVersion}  phase ${result.phase}  decision date ${result.decisionDate}  ${result.time}`,
    `${result.caveat.zh} ${result.caveat.en}`,
  ].join("\n");
}

const readGeometries = (dataset: string): Geometry[] =>
  (JSON.parse(readShippedText(`${dataset}.geojson`)) as PlanFeatureCollection).features.map(
    ({ geometry }) => geometry,
  );

/** Everything but text for the terminal; loaded only here, because a table needs no painter. */
async function writeFile(
  format: ConflictFormat,
  input: ConflictsInput,
  check: Check,
  result: CheckResult,
  choices: Pick<ConflictFileRequest, "arrangement" | "template"> & {
    frame: Pick<ConflictFileRequest["frame"], "language" | "own" | "figureLimit" | "gridEpsg">;
  },
): Promise<Result<ConflictFile>> {
  const { writeConflictFile } = await import("../data/conflictReport/conflictFile.ts");
  const { frame } = choices;
  const request: ConflictFileRequest = {
    ...choices,
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
  const context = {
    borders: readGeometries(roles.units),
    rivers: roles.mainRiver === undefined ? [] : readGeometries(roles.mainRiver.dataset),
  };
  return writeConflictFile(input, check, result, request, context);
}

/** The flags that say how reports are made. */
function readReportChoices(flags: ReadonlyMap<string, string>) {
  const figureLimit = Number(flags.get("figures") ?? 40);
  if (!Number.isInteger(figureLimit) || figureLimit < 0)
    throw new UsageError(`--figures is '${flags.get("figures")}', expected a whole number from 0`);
  const arrangement = choose("reports", flags.get("reports") ?? "one", ["one", "each", "book"] as const);
  const typed = flags.get("grid");
  const gridEpsg = typed === undefined ? null : Number(/^(?:EPSG:)?(\d+)$/i.exec(typed)?.[1]);
  if (gridEpsg !== null && !findBoundaryGrid(gridEpsg))
    throw new UsageError(`--grid is '${typed}', expected a CGCS2000 zone such as EPSG:4525`);
  const path = flags.get("template");
  if (path === undefined) return { figureLimit, arrangement, gridEpsg, template: null };
  try {
    return { figureLimit, arrangement, gridEpsg, template: new Uint8Array(readFileSync(resolvePath(path))) };
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? error}`);
  }
}

/** What all projects of each phase take of each zone together, and which of them passes the threshold. */
function formatCumulative(found: readonly CumulativePhase[], threshold: number, format: string): string {
  if (format === "json") return `${JSON.stringify(found, null, 1)}\n`;
  const rows = found.flatMap(({ phase, zones }) => zones.map((zone) => ({ phase, ...zone })));
  return formatTable(
    [
      { title: "阶段", text: ({ phase }) => phase },
      { title: "生态区", text: ({ name, schematic }) => name.zh + (schematic ? "＊" : ""), most: 40 },
      { title: "面积", text: ({ areaSquareMetres }) => formatArea(areaSquareMetres).zh },
      {
        title: "合计占用（重叠只计一次）",
        text: ({ touchedSquareMetres }) => formatArea(touchedSquareMetres).zh,
      },
      { title: "比例", text: ({ share }) => formatShare(share) },
      { title: "项目数", text: ({ subjects }) => String(subjects.length) },
      {
        title: `使合计超过 ${formatShare(threshold)} 的项目`,
        text: ({ subjects, passedBy }) =>
          subjects.find(({ subject }) => subject === passedBy)?.name.zh ?? "—",
        most: 40,
      },
    ],
    rows,
  );
}

/** Lays projects over the ecology zones and says what collides, by how much, under which clause. */
export const command: Command = {
  usage: `check [FILE…] [--phase ${phases.map(({ id }) => id).join("|")}] [--activity KIND] [--zones FILE] [--zone-kind KIND] [--cumulative SHARE] [--rules FILE] [--language zh|en] [--format ${formats.join("|")}] [-o OUT] [--figures N] [--reports one|each|book] [--grid EPSG:N] [--template DOCX] [--time ISO] [--date DAY] [reading options of validate]   conflicts of a file's features with the ecology zones; without FILE, of the whole plan; exit 0 checked, 1 a file was refused`,
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
      "date",
      "zone-kind",
      "cumulative",
      "reports",
      "grid",
      "template",
      ...readingFlags,
    ]);
    const format = choose("format", flags.get("format") ?? "table", formats);
    const language = choose("language", flags.get("language") ?? "zh", languages);
    const phase = choose(
      "phase",
      flags.get("phase") ?? defaultPhase,
      phases.map(({ id }) => id as string),
    );
    const decisionDate = flags.get("date") ?? findToday();
    if (!isDay(decisionDate))
      throw new UsageError(`--date is '${decisionDate}', expected a day such as 2026-09-01`);
    const time = flags.get("time") ?? new Date().toISOString();
    if (Number.isNaN(Date.parse(time))) throw new UsageError(`--time is '${time}', expected ISO 8601`);
    const { figureLimit, arrangement, gridEpsg, template } = readReportChoices(flags);
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
    const zoneKind = choose("zone-kind", flags.get("zone-kind") ?? "user-zone", zoneKinds);
    const ownZones = zoneFile === undefined ? [] : await readParties([zoneFile], zoneKind, zoneKinds);
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
      decisionDate,
      datasets: words.length > 0 ? zones : [...new Set([...subjects, ...zones])],
      subjects: words.length > 0 ? [] : null,
      ownSubjects,
      planZones: true,
      ownZones,
      // The shipped table is not the office's own choice.
      rules: flags.has("rules") ? rules : null,
      parameters: null,
      time,
    };
    const data = Object.fromEntries(
      conflicts.files(input).map((name) => [name, JSON.parse(readShippedText(name)) as unknown]),
    );
    if (flags.has("cumulative")) {
      const threshold = Number(flags.get("cumulative"));
      const asked = words.length > 0 ? [phase] : phases.map(({ id }) => id as string);
      const found = cumulative.run({ check: input, phases: asked, threshold }, data);
      if (!found.ok) throw new UsageError(`--cumulative: ${found.error.en}`);
      return { code: 0, output: formatCumulative(found.value, threshold, format) };
    }
    const check = collectCheck(input, data);
    const result = findConflicts(check);
    const own = files.map(({ report }) => ({ name: report.files[0]?.name ?? "", report }));
    const frame = { language, own, figureLimit, gridEpsg };
    let written: string | Uint8Array = "";
    if (format === "table") written = formatConflicts(result);
    else {
      const file = await writeFile(format, input, check, result, { arrangement, template, frame });
      if (!file.ok) return { code: 1, output: `refused: ${file.error.en}` };
      written = file.value.bytes;
    }
    if (output === undefined) return { code: 0, output: written };
    writeFileSync(resolvePath(output), written);
    return { code: 0, output: `${result.summary.zh}\n${result.summary.en}\nwrote ${output}` };
  },
};
