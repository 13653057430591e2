import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { CheckResult, Conflict, PartySummary } from "../../domain/check/conflict.ts";
import { describeClause } from "../../domain/check/describeClause.ts";
import { outcomeWords, verdictWords } from "../../domain/check/describeConflicts.ts";
import { proofAnswers, proofConditions } from "../../domain/check/evidence.ts";
import { contactWords } from "../../domain/check/findContacts.ts";
import { squareMetresPerMu } from "../../domain/check/measureWords.ts";
import {
  answerSigns,
  conditionWords,
  describeMissing,
  describeProof,
} from "../../domain/check/proofWords.ts";
import { formatCell } from "../formats/csv.ts";
import type { SheetCell } from "../formats/xlsxWriter.ts";
import { type ReportLanguage, statusWords } from "./report.ts";
import { formatReportTime } from "./reportTime.ts";
import { listChoiceRows, type RunRecord, writeCoverageCell, writeRecordCell } from "./runRecord.ts";

type Column = [zh: string, en: string, value: (conflict: Conflict, context: Context) => SheetCell];

interface Context {
  language: ReportLanguage;
  parties: ReadonlyMap<string, PartySummary>;
  result: CheckResult;
}

/** Whole square metres and tenths of a metre: finer digits would claim more than the data hold. */
export const roundArea = (value: number | null) => (value === null ? null : Math.round(value));
export const roundLength = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
/** Hectares and mu to four digits. */
export const roundUnits = (squareMetres: number | null, unit: number) =>
  squareMetres === null ? null : Math.round((squareMetres / unit) * 1e4) / 1e4;
export const roundShare = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6);

const kindOf = ({ result, language }: Context, kind: string) => result.kindTitles[kind]?.[language] ?? kind;
const yesNo = (value: boolean, { language }: Context) =>
  language === "zh" ? (value ? "是" : "否") : value ? "yes" : "no";

/** The rule a conflict's verdict rests on, and what it fired with. */
function findLead({ lead, rules }: Conflict, { result }: Context) {
  return {
    fired: rules.find(({ id }) => id === lead)!,
    rule: result.rules.find(({ id }) => id === lead)!,
  };
}

/** One column for each condition: sign, reason, and what would settle it. */
const proofColumns: readonly Column[] = proofConditions.map((condition, index) => [
  `证明·${conditionWords[condition].zh}`,
  `proof: ${condition}`,
  (conflict, context) => {
    const { fired, rule } = findLead(conflict, context);
    const { answer, reason, settles } = describeProof(fired, rule)[index]!;
    const { language } = context;
    const open = settles[language];
    return `${answerSigns[answer]} ${reason[language]}${open && (language === "zh" ? `（须：${open}）` : ` (needs: ${open})`)}`;
  },
]);

const columns: readonly Column[] = [
  ["项目编号", "subject id", ({ subject }) => subject],
  ["项目", "subject", ({ subject }, { parties, language }) => parties.get(subject)!.name[language]],
  ["活动类别", "activity kind", ({ activityKind }, context) => kindOf(context, activityKind)],
  [
    "状态",
    "status",
    ({ subject }, { parties, language }) => {
      const { status } = parties.get(subject)!;
      return status && statusWords[status][language];
    },
  ],
  ["生态区编号", "zone id", ({ zone }) => zone],
  ["生态区", "zone", ({ zone }, { parties, language }) => parties.get(zone)!.name[language]],
  ["生态区类别", "zone kind", ({ zoneKind }, context) => kindOf(context, zoneKind)],
  ["结论", "verdict", ({ verdict }, { language }) => verdictWords[verdict][language]],
  ["条款所定", "clause says", ({ lawVerdict }, { language }) => verdictWords[lawVerdict][language]],
  [
    "缺",
    "lacking",
    (conflict, context) => {
      const { fired, rule } = findLead(conflict, context);
      return describeMissing(fired, rule)?.[context.language] ?? "";
    },
  ],
  ...proofColumns,
  [
    "关系",
    "relation",
    ({ contacts }, { language }) =>
      contacts.map((contact) => contactWords[contact][language]).join(language === "zh" ? "、" : ", "),
  ],
  ["区内面积（平方米）", "area inside (m2)", (c) => roundArea(c.areaInsideSquareMetres)],
  ["区内面积（公顷）", "area inside (ha)", (c) => roundUnits(c.areaInsideSquareMetres, 1e4)],
  ["区内面积（亩）", "area inside (mu)", (c) => roundUnits(c.areaInsideSquareMetres, squareMetresPerMu)],
  ["区内长度（米）", "length inside (m)", (c) => roundLength(c.lengthInsideMetres)],
  ["河段在项目内（米）", "zone line inside (m)", (c) => roundLength(c.zoneLengthInsideMetres)],
  ["占项目比例", "share of subject", (c) => roundShare(c.shareOfSubject)],
  ["占生态区比例", "share of zone", (c) => roundShare(c.shareOfZone)],
  ["跨越次数", "crossings", ({ crossings }) => crossings.length],
  ["最近距离（米）", "nearest distance (m)", (c) => roundLength(c.nearestDistanceMetres)],
  ["项目为示意", "subject schematic", ({ schematic }, context) => yesNo(schematic.subject, context)],
  ["生态区为示意", "zone schematic", ({ schematic }, context) => yesNo(schematic.zone, context)],
  ["规则", "rules", ({ rules }) => rules.map(({ id }) => id).join(" ")],
  [
    "条款",
    "clauses",
    ({ rules }, { result, language }) =>
      [
        ...new Set(
          rules.map(({ id }) => describeClause(result.rules.find((rule) => rule.id === id)!, language)),
        ),
      ]
        .filter((clause) => clause !== "")
        .join(language === "zh" ? "；" : "; "),
  ],
];

export const contextOf = (result: CheckResult, language: ReportLanguage): Context => ({
  language,
  result,
  parties: new Map([...result.subjects, ...result.zones].map((party) => [party.key, party])),
});

/** The conflicts as rows, the first of them the heads. Areas in whole square metres, lengths in tenths of a metre. */
export function buildConflictRows(result: CheckResult, language: ReportLanguage): SheetCell[][] {
  const context = contextOf(result, language);
  return [
    columns.map(([zh, en]) => (language === "zh" ? zh : en)),
    ...result.conflicts.map((conflict) => columns.map(([, , value]) => value(conflict, context))),
  ];
}

/** What every row of a plain table carries of the record, as it has no other place for it. */
const buildRecordCells = (
  result: CheckResult,
  record: RunRecord,
  language: ReportLanguage,
): [string, SheetCell][] => {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  return [
    [say("检查编号", "run id"), result.id],
    [say("检查时间", "time"), formatReportTime(result.time, language)],
    [say("核查日", "decision date"), result.decisionDate],
    [say("规则版本", "rules version"), result.rulesVersion],
    [
      say("数据版本", "data versions"),
      Object.entries(result.dataVersions)
        .map(([id, version]) => `${id} ${version}`)
        .join(say("；", "; ")),
    ],
    [say("检查覆盖", "share tested"), writeCoverageCell(result, language)],
    [say("文件和跳过、修复的记录", "files, records skipped and repaired"), writeRecordCell(record, language)],
    [
      say("由谁选定", "who chose what"),
      listChoiceRows(record, language)
        .slice(1)
        .map(
          ([what, value, by]) => `${what}${say("＝", " = ")}${value}${say("（", " (")}${by}${say("）", ")")}`,
        )
        .join(say("；", "; ")),
    ],
  ];
};

/**
 * CSV with a mark, so that spreadsheets read Chinese: a row for each conflict, then one for each project without any,
 * and the record at the end of every row, so that it stays one table.
 */
export function writeConflictCsv(
  result: CheckResult,
  language: ReportLanguage,
  record: RunRecord,
): Uint8Array {
  const [head, ...rows] = buildConflictRows(result, language);
  const names = columns.map(([zh]) => zh);
  const touched = new Set(result.conflicts.map(({ subject }) => subject));
  const clear = result.subjects
    .filter(({ key }) => !touched.has(key))
    .map((project): SheetCell[] => {
      const cells: SheetCell[] = names.map(() => null);
      cells[names.indexOf("项目编号")] = project.key;
      cells[names.indexOf("项目")] = project.name[language];
      cells[names.indexOf("活动类别")] = result.kindTitles[project.kind]?.[language] ?? project.kind;
      cells[names.indexOf("结论")] =
        project.outcome === null ? null : outcomeWords[project.outcome][language];
      return cells;
    });
  const ends = buildRecordCells(result, record, language);
  const lines = [
    [...head!, ...ends.map(([name]) => name)],
    ...[...rows, ...clear].map((row) => [...row, ...ends.map(([, value]) => value)]),
  ].map((row) => row.map(formatCell).join(","));
  return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`);
}

/**
 * The conflicts as features for GeoJSON and shapefile. Short ASCII names, because a shapefile's table cuts others;
 * `nearest_m` is 0 where the two meet. WGS 84 degrees.
 */
export function buildConflictFeatures(
  result: CheckResult,
  language: ReportLanguage,
): FeatureCollection<Geometry> {
  const context = contextOf(result, language);
  const features = result.conflicts.map(
    (conflict): Feature<Geometry> => ({
      type: "Feature",
      geometry: conflict.geometry,
      properties: {
        subject: context.parties.get(conflict.subject)!.name[language],
        zone: context.parties.get(conflict.zone)!.name[language],
        verdict: verdictWords[conflict.verdict][language],
        activity: conflict.activityKind,
        zone_kind: conflict.zoneKind,
        relations: conflict.contacts.join(" "),
        area_m2: roundArea(conflict.areaInsideSquareMetres),
        length_m: roundLength(conflict.lengthInsideMetres),
        share_subj: roundShare(conflict.shareOfSubject),
        share_zone: roundShare(conflict.shareOfZone),
        crossings: conflict.crossings.length,
        nearest_m: roundLength(conflict.nearestDistanceMetres),
        schem_subj: conflict.schematic.subject,
        schem_zone: conflict.schematic.zone,
        rules: conflict.rules.map(({ id }) => id).join(" "),
        clause_say: verdictWords[conflict.lawVerdict][language],
        proof: findLead(conflict, context)
          .fired.proof.map((reason) => answerSigns[proofAnswers[reason]])
          .join(""),
        decided: result.decisionDate,
        subject_id: conflict.subject,
        zone_id: conflict.zone,
        run_id: result.id,
        rules_ver: result.rulesVersion,
      },
    }),
  );
  return { type: "FeatureCollection", features };
}
