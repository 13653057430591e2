import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { CheckResult, Conflict, PartySummary } from "../../domain/ecology/conflict.ts";
import { describeClause } from "../../domain/ecology/describeClause.ts";
import {
  certaintyWords,
  notTestedWords,
  relationWords,
  verdictWords,
} from "../../domain/ecology/describeConflicts.ts";
import { formatCell } from "../csv.ts";
import { buildWorkbook, type SheetCell } from "../xlsx.ts";
import { type ReportLanguage, statusWords } from "./report.ts";

type Column = [zh: string, en: string, value: (conflict: Conflict, context: Context) => SheetCell];

interface Context {
  language: ReportLanguage;
  parties: ReadonlyMap<string, PartySummary>;
  result: CheckResult;
}

/** Whole square metres and tenths of a metre: finer digits would claim more than the data hold. */
const roundArea = (value: number | null) => (value === null ? null : Math.round(value));
const roundLength = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
const roundShare = (value: number | null) => (value === null ? null : Math.round(value * 1e6) / 1e6);

const kindOf = ({ result, language }: Context, kind: string) => result.kindTitles[kind]?.[language] ?? kind;
const yesNo = (value: boolean, { language }: Context) =>
  language === "zh" ? (value ? "是" : "否") : value ? "yes" : "no";

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
  [
    "关系",
    "relation",
    ({ relations }, { language }) =>
      relations.map((relation) => relationWords[relation][language]).join(language === "zh" ? "、" : ", "),
  ],
  ["区内面积（平方米）", "area inside (m2)", (c) => roundArea(c.areaInsideSquareMetres)],
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

const contextOf = (result: CheckResult, language: ReportLanguage): Context => ({
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

/** The trace of a run as rows: what to keep beside any table of it. */
function buildTraceRows(result: CheckResult, language: ReportLanguage): SheetCell[][] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  return [
    [say("项", "Item"), say("值", "Value")],
    [say("检查编号", "run id"), result.id],
    [say("时间", "time"), result.time],
    [say("阶段", "phase"), result.phase],
    [say("规则版本", "rules version"), result.rulesVersion],
    ...Object.entries(result.parameters),
    ...Object.entries(result.dataVersions).map(([id, version]) => [`${say("数据", "data")} ${id}`, version]),
    [say("摘要", "summary"), result.summary[language]],
    [say("说明", "caveat"), result.caveat[language]],
  ];
}

/** CSV with a mark, so that spreadsheets read Chinese; after the conflicts nothing else, so that it stays a table. */
export function writeConflictCsv(result: CheckResult, language: ReportLanguage): Uint8Array {
  const lines = buildConflictRows(result, language).map((row) => row.map(formatCell).join(","));
  return new TextEncoder().encode(`\ufeff${lines.join("\r\n")}\r\n`);
}

/** A workbook: conflicts, subjects, what was not tested, clauses, trace. */
export function writeConflictWorkbook(result: CheckResult, language: ReportLanguage): Uint8Array {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const context = contextOf(result, language);
  return buildWorkbook([
    { name: say("冲突", "conflicts"), rows: buildConflictRows(result, language) },
    {
      name: say("项目合计", "subjects"),
      rows: [
        [
          say("项目编号", "subject id"),
          say("项目", "subject"),
          say("最严结论", "strictest verdict"),
          say("冲突数", "conflicts"),
          say("区内面积（平方米，重叠只计一次）", "area inside (m2, each place once)"),
          say("区内长度（米，重叠只计一次）", "length inside (m, each place once)"),
        ],
        ...result.subjectTotals.map((total) => [
          total.subject,
          context.parties.get(total.subject)!.name[language],
          verdictWords[total.verdict][language],
          total.conflictCount,
          roundArea(total.areaInsideSquareMetres),
          roundLength(total.lengthInsideMetres),
        ]),
      ],
    },
    {
      name: say("未检查", "not tested"),
      rows: [
        [say("类别", "kind"), say("编号", "id"), say("名称", "name"), say("原因", "reason")],
        ...result.notTested.map(({ kind, about, name, reason }) => [
          notTestedWords[kind][language],
          about,
          name[language],
          reason[language],
        ]),
      ],
    },
    {
      name: say("条款", "clauses"),
      rows: [
        [
          say("规则", "rule"),
          say("结论", "verdict"),
          say("条款", "clause"),
          say("要点", "gist"),
          say("距离参数（米）", "distance parameter (m)"),
          say("须查阅", "to be consulted"),
          say("条文依据", "certainty"),
        ],
        ...result.rules.map((rule) => [
          rule.id,
          verdictWords[rule.verdict][language],
          describeClause(rule, language),
          rule.gist[language],
          rule.distanceMetres,
          rule.consult[language],
          certaintyWords[rule.certainty]?.[language] ?? rule.certainty,
        ]),
      ],
    },
    { name: say("留痕", "trace"), rows: buildTraceRows(result, language) },
  ]);
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
        relations: conflict.relations.join(" "),
        area_m2: roundArea(conflict.areaInsideSquareMetres),
        length_m: roundLength(conflict.lengthInsideMetres),
        share_subj: roundShare(conflict.shareOfSubject),
        share_zone: roundShare(conflict.shareOfZone),
        crossings: conflict.crossings.length,
        nearest_m: roundLength(conflict.nearestDistanceMetres),
        schem_subj: conflict.schematic.subject,
        schem_zone: conflict.schematic.zone,
        rules: conflict.rules.map(({ id }) => id).join(" "),
        subject_id: conflict.subject,
        zone_id: conflict.zone,
        run_id: result.id,
        rules_ver: result.rulesVersion,
      },
    }),
  );
  return { type: "FeatureCollection", features };
}
