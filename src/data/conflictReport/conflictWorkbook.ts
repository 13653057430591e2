import type { Geometry } from "geojson";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { describeClause } from "../../domain/check/describeClause.ts";
import {
  notTestedWords,
  outcomeWords,
  textCheckWords,
  verdictWords,
} from "../../domain/check/describeConflicts.ts";
import { squareMetresPerMu } from "../../domain/check/measureWords.ts";
import { findBoundaryGrid, findOwnGrid } from "../../domain/place/gaussGrids.ts";
import { buildWorkbook, type SheetCell } from "../formats/xlsxWriter.ts";
import { boundaryHeads, closeRing, listBoundaryPoints } from "./boundaryPoints.ts";
import {
  buildConflictRows,
  contextOf,
  roundArea,
  roundLength,
  roundShare,
  roundUnits,
} from "./conflictRows.ts";
import type { ReportLanguage } from "./report.ts";
import { formatReportTime } from "./reportTime.ts";
import {
  listChangeRows,
  listChoiceRows,
  listFileRows,
  type RunRecord,
  writeCoverageCell,
} from "./runRecord.ts";

/** The trace of a run as rows: what to keep beside any table of it. */
function buildTraceRows(result: CheckResult, language: ReportLanguage): SheetCell[][] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  return [
    [say("项", "Item"), say("值", "Value")],
    [say("检查编号", "run id"), result.id],
    [say("时间", "time"), formatReportTime(result.time, language)],
    [say("时间（ISO 8601）", "time (ISO 8601)"), result.time],
    [say("阶段", "phase"), result.phase],
    [say("核查日", "decision date"), result.decisionDate],
    [say("规则版本", "rules version"), result.rulesVersion],
    [say("检查覆盖", "share tested"), writeCoverageCell(result, language)],
    ...Object.entries(result.parameters),
    ...Object.entries(result.dataVersions).map(([id, version]) => [`${say("数据", "data")} ${id}`, version]),
    [say("摘要", "summary"), result.summary[language]],
    [say("说明", "caveat"), result.caveat[language]],
  ];
}

/** Rows a sheet can hold, less its head and a last word. */
const mostSheetRows = 1_048_570;

/** Boundary points of all projects with an area, each project's after the other. */
function buildBoundarySheet(
  result: CheckResult,
  language: ReportLanguage,
  { geometries, gridEpsg }: BoundarySource,
): SheetCell[][] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const rows: SheetCell[][] = [
    [
      say("项目编号", "subject id"),
      say("项目", "subject"),
      say("地块", "part"),
      say("内环", "hole"),
      ...boundaryHeads.map((head) => head[language]),
      say("坐标系", "grid"),
    ],
  ];
  for (const { key, name } of result.subjects) {
    const geometry = geometries.get(key);
    const grid = geometry && findBoundaryGrid(gridEpsg ?? findOwnGrid(geometry));
    for (const ring of grid ? listBoundaryPoints(geometry, grid) : []) {
      if (rows.length + ring.points.length > mostSheetRows) {
        rows.push([say("其余超出工作表的行数", "the rest is more than a sheet can hold")]);
        return rows;
      }
      for (const { label, xMetres, yMetres, sideMetres } of closeRing(ring))
        rows.push([
          key,
          name[language],
          ring.part,
          ring.isHole ? say("是", "yes") : "",
          label,
          ...[xMetres, yMetres, sideMetres].map((value) =>
            value === null ? null : Math.round(value * 1e3) / 1e3,
          ),
          `EPSG:${grid!.epsg}`,
        ]);
    }
  }
  return rows;
}

/** Where the boundary points of a run's projects come from. */
export interface BoundarySource {
  geometries: ReadonlyMap<string, Geometry>;
  gridEpsg: number | null;
}

/** A workbook: conflicts, subjects, what was not tested, clauses, boundary points, record. */
export function writeConflictWorkbook(
  result: CheckResult,
  language: ReportLanguage,
  record: RunRecord,
  source: BoundarySource,
): Uint8Array {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const context = contextOf(result, language);
  return buildWorkbook([
    { name: say("冲突", "conflicts"), rows: buildConflictRows(result, language) },
    {
      name: say("全部项目", "all projects"),
      rows: [
        [
          say("项目编号", "subject id"),
          say("项目", "subject"),
          say("结论", "outcome"),
          say("已检查比例", "share tested"),
          say("面积（公顷）", "area (ha)"),
          say("面积（亩）", "area (mu)"),
          say("长度（米）", "length (m)"),
        ],
        ...result.subjects.map(({ key, name, outcome, testedShare, areaSquareMetres, lengthMetres }) => [
          key,
          name[language],
          outcome === null ? "" : outcomeWords[outcome][language],
          roundShare(testedShare),
          roundUnits(areaSquareMetres, 1e4),
          roundUnits(areaSquareMetres, squareMetresPerMu),
          roundLength(lengthMetres),
        ]),
      ],
    },
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
          say("条款所定", "clause says"),
          say("条款", "clause"),
          say("要点", "gist"),
          say("距离参数（米）", "distance parameter (m)"),
          say("须查阅", "to be consulted"),
          say("条文核对", "text"),
          say("施行", "in force from"),
          say("废止前最后一日", "in force to"),
        ],
        ...result.rules.map((rule) => [
          rule.id,
          verdictWords[rule.verdict][language],
          describeClause(rule, language),
          rule.gist[language],
          rule.distanceMetres,
          rule.consult[language],
          textCheckWords[rule.checked][language],
          rule.inForceFrom,
          rule.inForceTo,
        ]),
      ],
    },
    { name: say("界址点", "boundary points"), rows: buildBoundarySheet(result, language, source) },
    { name: say("留痕", "trace"), rows: buildTraceRows(result, language) },
    { name: say("文件", "files"), rows: listFileRows(record, language) },
    { name: say("跳过和修复", "skipped and repaired"), rows: listChangeRows(record, language) },
    { name: say("由谁选定", "choices"), rows: listChoiceRows(record, language) },
  ]);
}
