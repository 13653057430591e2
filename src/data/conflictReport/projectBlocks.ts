import type { Geometry } from "geojson";
import { type Check, type CheckResult, keyOf, type PartySummary } from "../../domain/check/conflict.ts";
import { outcomeWords } from "../../domain/check/describeConflicts.ts";
import { formatLength, formatOfficeArea, formatShare } from "../../domain/check/measureWords.ts";
import { describeGrid, findBoundaryGrid, findOwnGrid } from "../../domain/place/gaussGrids.ts";
import { boundaryHeads, listBoundaryPoints, listBoundaryRows } from "./boundaryPoints.ts";
import type { Block, ReportLanguage } from "./report.ts";

/** A table longer than this is for a spreadsheet: the workbook has every point. */
const mostRows = 2_000;

/** What one project is: kind, size in hectares and mu, length, and what came out. */
export function buildProjectFacts(
  result: CheckResult,
  project: PartySummary,
  language: ReportLanguage,
): Block {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const { areaSquareMetres, lengthMetres, testedShare, outcome } = project;
  const rows: [string, string][] = [
    [say("项目", "Project"), project.name[language]],
    [say("活动类别", "Kind of activity"), result.kindTitles[project.kind]?.[language] ?? project.kind],
    ...(areaSquareMetres === null
      ? []
      : [[say("面积", "Area"), formatOfficeArea(areaSquareMetres)[language]] as [string, string]]),
    ...(lengthMetres === null
      ? []
      : [[say("长度", "Length"), formatLength(lengthMetres)[language]] as [string, string]]),
    [say("结论", "Outcome"), outcome === null ? "" : outcomeWords[outcome][language]],
    [say("已检查", "Tested"), testedShare === null ? "" : formatShare(testedShare)],
    [say("检查编号", "Run"), result.id],
  ];
  return {
    kind: "table",
    widths: [22, 78],
    head: [],
    rows: rows.map(([name, text]) => [{ text: name, strong: true }, { text }]),
  };
}

/**
 * The boundary points of one project in a CGCS2000 grid; nothing for a line or a point.
 *
 * @param most rows at most; the workbook has them all.
 */
export function buildBoundaryBlocks(
  geometry: Geometry,
  gridEpsg: number | null,
  language: ReportLanguage,
  most = mostRows,
): Block[] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const grid = findBoundaryGrid(gridEpsg ?? findOwnGrid(geometry));
  const rings = grid ? listBoundaryPoints(geometry, grid) : [];
  if (!grid || rings.length === 0) return [];
  const rows = listBoundaryRows(rings, language);
  return [
    {
      kind: "paragraph",
      keepWithNext: true,
      text: say(
        `界址点坐标（${describeGrid(grid).zh}；自西北角起，外环顺时针；边长为高斯平面长度，指该点至下一点，末行闭合至起点）${rows.length > most ? `。共 ${rows.length} 行，此处列前 ${most} 行，全部见 XLSX 工作簿` : ""}：`,
        `Boundary points (${describeGrid(grid).en}; from the north-west corner, outer rings clockwise; sides in the plane of the grid, each to the next point; the last row closes the ring)${rows.length > most ? `. Of ${rows.length} rows the first ${most} stand here; the XLSX workbook has them all` : ""}:`,
      ),
    },
    {
      kind: "table",
      widths: [22, 27, 27, 24],
      head: boundaryHeads.map((head) => head[language]),
      rows: rows.slice(0, most).map((row) => row.map((text) => ({ text }))),
    },
  ];
}

/**
 * The boundary points of all projects of a run, each under its name and in its own zone unless one is chosen for all;
 * empty where no project has an area. Past the most rows a report takes, the rest is named and left to the workbook.
 */
export function buildAllBoundaryBlocks(
  result: CheckResult,
  geometries: ReadonlyMap<string, Geometry>,
  gridEpsg: number | null,
  language: ReportLanguage,
): Block[] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const blocks: Block[] = [];
  let room = mostRows;
  let left = 0;
  for (const [index, { key, name }] of result.subjects.entries()) {
    const geometry = geometries.get(key);
    const own = geometry ? buildBoundaryBlocks(geometry, gridEpsg, language, room) : [];
    const table = own.find((block) => block.kind === "table");
    if (!table) continue;
    if (room === 0) {
      left += 1;
      continue;
    }
    room -= table.rows.length;
    blocks.push(
      { kind: "paragraph", keepWithNext: true, text: `${index + 1}${say("．", ". ")}${name[language]}` },
      ...own,
    );
  }
  if (left > 0)
    blocks.push({
      kind: "paragraph",
      text: say(
        `其余 ${left} 个项目的界址点见 XLSX 工作簿“界址点”表。`,
        `The boundary points of the other ${left} projects are in the workbook (XLSX), sheet “boundary points”.`,
      ),
    });
  return blocks;
}

/** Shapes of a run by the key of their party. */
export const indexGeometries = (check: Check): ReadonlyMap<string, Geometry> =>
  new Map(
    [...check.subjects, ...check.zones].flatMap((party) =>
      party.geometry ? [[keyOf(party), party.geometry] as const] : [],
    ),
  );
