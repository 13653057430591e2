import { type CheckResult, checkParameters } from "../../domain/check/conflict.ts";
import { outcomeWords } from "../../domain/check/describeConflicts.ts";
import type { ConflictsInput } from "../../domain/check/kernels.ts";
import { formatOfficeArea, formatShare } from "../../domain/check/measureWords.ts";
import type { OwnLayerFile, OwnSource } from "../../domain/check/ownParties.ts";
import type { RuleTable } from "../../domain/check/rules.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { type ImportReport, type RecordChange, repairTitles } from "../importReport.ts";
import type { Block } from "./report.ts";
import { findReportDay, formatReportTime } from "./reportTime.ts";
import { listPictureRows, listServiceRows, type OwnTrace, type PictureTrace } from "./sourceRows.ts";

export type { OwnTrace, PictureTrace } from "./sourceRows.ts";

/** One thing that was chosen, and by whom: the file, the atlas's own rule, or the person who ran the check. */
export interface RunChoice {
  what: Bilingual;
  value: Bilingual;
  by: "file" | "rule" | "user";
}

export const chooserWords: Record<RunChoice["by"], Bilingual> = {
  file: { zh: "文件所载", en: "the file" },
  rule: { zh: "软件默认", en: "the software's default" },
  user: { zh: "核查人选定", en: "the person who ran the check" },
};

const decisionWords: Record<ImportReport["decisions"][number]["about"], Bilingual> = {
  format: { zh: "文件格式", en: "file format" },
  encoding: { zh: "文字编码", en: "text encoding" },
  crs: { zh: "坐标系", en: "coordinate system" },
  datum: { zh: "坐标基准", en: "datum" },
  header: { zh: "表头", en: "header row" },
  columns: { zh: "坐标字段", en: "position columns" },
  repair: { zh: "修复", en: "repair" },
  layer: { zh: "图层", en: "layer" },
  topology: { zh: "要素间拓扑", en: "topology" },
};

const same = (text: string): Bilingual => ({ zh: text, en: text });

const isLayer = (source: OwnSource): source is OwnLayerFile => "file" in source;

/** What each own layer was taken for, and the column that said it. */
function listLayerChoices(sources: readonly OwnSource[], rules: RuleTable, role: Bilingual): RunChoice[] {
  const titleOf = (id: string) =>
    [...rules.activityKinds, ...rules.zoneKinds].find((kind) => kind.id === id)?.title ?? same(id);
  return sources.filter(isLayer).flatMap(({ name, kind, column }): RunChoice[] => {
    const mapped = Object.entries(column?.kinds ?? {});
    const list = (language: "zh" | "en") =>
      mapped
        .map(([value, id]) => `${value || "—"}→${titleOf(id)[language]}`)
        .join(language === "zh" ? "，" : ", ");
    return [
      {
        what: { zh: `“${name}”${role.zh}`, en: `“${name}”: ${role.en}` },
        value: titleOf(kind),
        by: kind === "user" || kind === "user-zone" ? "rule" : "user",
      },
      ...(column
        ? [
            {
              what: { zh: `“${name}”按字段“${column.name}”归类`, en: `“${name}” by column “${column.name}”` },
              value: { zh: list("zh") || "—", en: list("en") || "—" },
              by: "user" as const,
            },
          ]
        : []),
    ];
  });
}

/** Everything that was chosen for a run, with who chose it. */
export function listRunChoices(
  input: ConflictsInput,
  rules: RuleTable,
  result: CheckResult,
  own: readonly OwnTrace[],
): RunChoice[] {
  const { parameters } = result;
  const isUsual = (Object.keys(checkParameters) as (keyof typeof checkParameters)[]).every(
    (key) => parameters[key] === checkParameters[key],
  );
  const says = `${parameters.smallestAreaSquareMetres} m², ${parameters.smallestLengthMetres} m, ${parameters.schematicBeltMetres} m`;
  const isToday =
    !Number.isNaN(Date.parse(result.time)) && findReportDay(result.time) === result.decisionDate;
  return [
    {
      what: { zh: "核查日", en: "decision day" },
      value: {
        zh: formatReportTime(result.decisionDate, "zh"),
        en: formatReportTime(result.decisionDate, "en"),
      },
      by: isToday ? "rule" : "user",
    },
    {
      what: { zh: "规则表", en: "rule table" },
      value: input.rules
        ? { zh: `本单位的规则表 ${result.rulesVersion}`, en: `the office's own table ${result.rulesVersion}` }
        : { zh: `随图发布的规则表 ${result.rulesVersion}`, en: `the table shipped ${result.rulesVersion}` },
      by: input.rules ? "user" : "rule",
    },
    {
      what: {
        zh: "不计的最小面积、最小长度，示意图形不确定带",
        en: "smallest area and length counted, belt of schematic shapes",
      },
      value: same(says),
      by: isUsual ? "rule" : "user",
    },
    ...(input.zoneKinds
      ? [
          {
            what: { zh: "对照的生态区类别", en: "kinds of zones tested against" },
            value: {
              zh: `${input.zoneKinds.length} 类（未选的列在“未检查”）`,
              en: `${input.zoneKinds.length} (the others are listed as not tested)`,
            },
            by: "user" as const,
          },
        ]
      : []),
    ...listLayerChoices(input.ownSubjects, rules, { zh: "按何种活动核查", en: "kind of activity" }),
    ...listLayerChoices(input.ownZones, rules, { zh: "按何种生态区对照", en: "kind of zone" }),
    ...own.flatMap(({ name, report }) =>
      (report?.decisions ?? []).map(
        ({ about, value, by, reason }): RunChoice => ({
          what: { zh: `“${name}”${decisionWords[about].zh}`, en: `“${name}”: ${decisionWords[about].en}` },
          // A datum that the user chose is told with what was done to the positions.
          value:
            about === "datum" && by === "user"
              ? { zh: `${value}：${reason.zh}`, en: `${value}: ${reason.en}` }
              : same(value),
          by,
        }),
      ),
    ),
  ];
}

const changeWords: Record<RecordChange["action"], Bilingual> = {
  skipped: { zh: "跳过", en: "skipped" },
  repaired: { zh: "修复", en: "repaired" },
};

/** How many records of a file came in, and how many not as they stood. */
export function countRecords({ report }: OwnTrace) {
  const changes = report?.changes ?? [];
  const count = (action: RecordChange["action"]) =>
    changes.filter((change) => change.action === action).length;
  return { read: report?.read ?? null, skipped: report?.skipped ?? 0, repaired: count("repaired") };
}

/** All that was chosen and read for a run, ready to be written in any format. */
export interface RunRecord {
  own: readonly OwnTrace[];
  choices: readonly RunChoice[];
  pictures?: readonly PictureTrace[];
}

type Rows = string[][];

/** Files of a run: name, bytes, SHA-256, system, records read, skipped and repaired; the first row is the head. */
export function listFileRows({ own }: RunRecord, language: "zh" | "en"): Rows {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  return [
    [
      say("图层", "Layer"),
      say("文件", "File"),
      say("大小（字节）", "Bytes"),
      "SHA-256",
      say("坐标系", "Coordinates"),
      say("读入", "Read"),
      say("跳过", "Skipped"),
      say("修复", "Repaired"),
    ],
    ...own.flatMap((trace): Rows => {
      const { name, report } = trace;
      const { read, skipped, repaired } = countRecords(trace);
      const counts = [read === null ? "" : String(read), String(skipped), String(repaired)];
      if (!report || report.files.length === 0)
        return [
          [name, say("在本图绘制或计算，没有文件", "drawn or computed here; no file"), "", "", "", ...counts],
        ];
      return report.files.map((file, index) => [
        index === 0 ? name : "",
        file.name,
        String(file.bytes),
        file.sha256 ?? say("读入时未记", "not taken when it was read"),
        index === 0 ? (report.datum ?? "") : "",
        ...(index === 0 ? counts : ["", "", ""]),
      ]);
    }),
  ];
}

/** Records that did not come in as they stood, one a row, areas in square metres; the first row is the head. */
export function listChangeRows({ own }: RunRecord, language: "zh" | "en"): Rows {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const area = (value: number | null) => (value === null ? "—" : formatOfficeArea(value)[language]);
  return [
    [
      say("图层", "Layer"),
      say("记录", "Record"),
      say("处理", "Done"),
      say("原因", "Reason"),
      say("处理前面积", "Area before"),
      say("处理后面积", "Area after"),
    ],
    ...own.flatMap(({ name, report }) =>
      (report?.changes ?? []).map(({ record, action, repair, reason, areaBefore, areaAfter }) => [
        name,
        String(record),
        changeWords[action][language],
        repair === null || repairTitles[repair][language] === reason[language]
          ? reason[language]
          : `${repairTitles[repair][language]}${say("：", ": ")}${reason[language]}`,
        area(areaBefore),
        area(areaAfter),
      ]),
    ),
  ];
}

/** Everything chosen, one a row; the first row is the head. */
export const listChoiceRows = ({ choices }: RunRecord, language: "zh" | "en"): Rows => [
  language === "zh" ? ["事项", "取值", "由谁选定"] : ["What", "Value", "Chosen by"],
  ...choices.map(({ what, value, by }) => [what[language], value[language], chooserWords[by][language]]),
];

const tableOf = ([head, ...rows]: Rows, widths: number[]): Block => ({
  kind: "table",
  widths,
  head: head!,
  rows: rows.map((row) => row.map((text) => ({ text }))),
});

/** The part of a report that says what was read, what of it was changed, and who chose what. */
export function buildRecordBlocks(record: RunRecord, language: "zh" | "en"): Block[] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const changes = listChangeRows(record, language);
  const blocks: Block[] = [];
  if (record.own.length > 0) {
    blocks.push(tableOf(listFileRows(record, language), [11, 14, 9, 30, 16, 7, 7, 6]));
    const services = listServiceRows(record.own, language);
    if (services.length > 1) blocks.push(tableOf(services, [11, 19, 16, 20, 11, 10, 13]));
    blocks.push({
      kind: "paragraph",
      text:
        changes.length > 1
          ? say(
              `${changes.length - 1} 条记录没有按文件原样进入核查，逐条列出如下；跳过的记录没有核查。面积为椭球面积，自相交图形处理前的面积按坐标串计算，正负相抵，只供对照。`,
              `${changes.length - 1} record(s) did not come in as they stood in the file and are listed one by one; what was skipped was not tested. Areas are ellipsoidal; that of a shape crossing itself is as its positions run, one lobe against the other, for comparison only.`,
            )
          : say(
              "所有记录均按文件原样进入核查，没有跳过或修复。",
              "Every record came in as it stood in the file; none was skipped or repaired.",
            ),
    });
    if (changes.length > 1) blocks.push(tableOf(changes, [16, 8, 9, 35, 16, 16]));
  }
  if (record.pictures && record.pictures.length > 0)
    blocks.push(tableOf(listPictureRows(record.pictures, language), [24, 36, 26, 14]));
  blocks.push(tableOf(listChoiceRows(record, language), [36, 42, 22]));
  return blocks;
}

/** The record as data, for JSON and for the formats whose tables have no room for it. */
export function buildRecordData(result: CheckResult, record: RunRecord) {
  return {
    run: result.id,
    time: result.time,
    timeBeijing: formatReportTime(result.time, "zh"),
    decisionDate: result.decisionDate,
    phase: result.phase,
    rulesVersion: result.rulesVersion,
    dataVersions: result.dataVersions,
    parameters: result.parameters,
    coverage: result.totals.coverage,
    summary: result.summary,
    projects: result.subjects.map(({ key, name, outcome, testedShare }) => ({
      key,
      name: name.zh,
      outcome,
      outcomeWords: outcome === null ? null : outcomeWords[outcome],
      testedShare,
    })),
    notTested: result.notTested.map(({ kind, about, name, reason }) => ({ kind, about, name, reason })),
    files: record.own.map((trace) => ({
      layer: trace.name,
      files: trace.report?.files ?? [],
      datum: trace.report?.datum ?? null,
      ...(trace.report?.ownShifts ? { ownShifts: trace.report.ownShifts } : {}),
      ...(trace.report?.service ? { service: trace.report.service } : {}),
      ...countRecords(trace),
      changes: trace.report?.changes ?? [],
    })),
    choices: record.choices,
  };
}

/** Files and their hashes, and what of them was left out, in one cell of a table. */
export function writeRecordCell(record: RunRecord, language: "zh" | "en"): string {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  return record.own
    .map((trace) => {
      const { skipped, repaired } = countRecords(trace);
      const files = (trace.report?.files ?? []).map(({ name, bytes, sha256 }) =>
        `${name} ${bytes} B ${sha256 ?? ""}`.trim(),
      );
      return `${trace.name}${say("：", ": ")}${[...files, say(`跳过 ${skipped}`, `skipped ${skipped}`), say(`修复 ${repaired}`, `repaired ${repaired}`)].join(say("，", ", "))}`;
    })
    .join(say("；", "; "));
}

/** How much of all projects was tested, as one cell. */
export function writeCoverageCell({ totals: { coverage } }: CheckResult, language: "zh" | "en"): string {
  const { areaShare, lengthShare, pointShare } = coverage;
  const parts: [Bilingual, number | null][] = [
    [{ zh: "面积", en: "area" }, areaShare],
    [{ zh: "长度", en: "length" }, lengthShare],
    [{ zh: "点位", en: "points" }, pointShare],
  ];
  return parts
    .flatMap(([word, share]) => (share === null ? [] : [`${word[language]} ${formatShare(share)}`]))
    .join(language === "zh" ? "，" : ", ");
}
