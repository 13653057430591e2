import type { Feature, Geometry } from "geojson";
import type { Crs } from "../../domain/place/crs.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { listBoundaryPoints } from "../conflictReport/boundaryPoints.ts";
import { findPropertyKeys } from "../propertyKeys.ts";
import type { WriteNote } from "./columnTypes.ts";

/** Columns that the line of a plot has room for, by the names under which layers hold them. */
const nameColumns = ["地块名称", "名称", "name:zh", "name"];
const numberColumns = ["地块编号"];
const lastColumns = ["图幅号", "地块用途", "地类编码"];
const areaColumn = "地块面积";
/** Columns the format makes by itself. */
const ownColumns = ["界址点数", "记录图形属性"];

/** The format has no quotes: a comma in a text, of either width, would open the next cell. */
const breaks = /[,，\r\n]+/g;
const cell = (value: unknown) =>
  value === null || value === undefined ? "" : String(value).replaceAll(breaks, "、");

const pickCell = (properties: Record<string, unknown>, names: readonly string[]) =>
  cell(names.map((name) => properties[name]).find((value) => value !== null && value !== undefined));

/** Hectares in the plane of the grid, where the layer states none. */
function findHectares(rings: ReturnType<typeof listBoundaryPoints>): string {
  let doubleArea = 0;
  for (const { points } of rings)
    points.forEach(({ xMetres, yMetres }, index) => {
      const next = points[(index + 1) % points.length]!;
      // Outer rings run clockwise and holes against it: what is left out takes itself away.
      doubleArea += next.xMetres * yMetres - xMetres * next.yMetres;
    });
  return (Math.abs(doubleArea) / 2 / 10_000).toFixed(4);
}

/**
 * Areas as the boundary-point text of land surveys (勘测定界), in a CGCS2000 zone: points in survey order, the first of
 * a ring once more at its end, areas in hectares. What is no area, and columns the format has no room for, are told.
 */
export function writeSurveyText(
  features: readonly Feature<Geometry>[],
  crs: Crs,
): Result<{ bytes: Uint8Array; notes: WriteNote[] }> {
  if (crs.kind !== "projected" || crs.datum !== "cgcs2000" || crs.centralMeridian === undefined)
    return failure<Problem>({
      code: "format-crs",
      zh: `勘测定界 TXT 用 CGCS2000 分带坐标（米），不能写成 ${crs.name}；请选一个 3 度带或 6 度带`,
      en: `boundary-point text is in metres of a CGCS2000 zone and cannot hold ${crs.name}; choose a 3° or 6° zone`,
    });
  const width = crs.name.includes("3-degree") ? 3 : 6;
  const zone = width === 3 ? crs.centralMeridian / 3 : (crs.centralMeridian + 3) / 6;
  const head = [
    "[属性描述]",
    "格式版本号=1.01版本",
    "数据产生单位=",
    "数据产生日期=",
    "坐标系=2000国家大地坐标系",
    `几度分带=${width}`,
    "投影类型=高斯克吕格",
    "计量单位=米",
    `带号=${zone}`,
    "精度=0.001",
    "转换参数=,,,,,,",
    "[地块坐标]",
  ];
  const lines: string[] = [];
  let leftOut = 0;
  for (const [index, { geometry, properties }] of features.entries()) {
    const rings = listBoundaryPoints(geometry, crs);
    if (rings.length === 0) {
      leftOut += 1;
      continue;
    }
    const known = properties ?? {};
    const count = rings.reduce((sum, { points }) => sum + points.length + 1, 0);
    const stated = known[areaColumn];
    lines.push(
      [
        count,
        typeof stated === "number" ? stated : findHectares(rings),
        pickCell(known, numberColumns) || index + 1,
        pickCell(known, nameColumns),
        "面",
        ...lastColumns.map((name) => cell(known[name])),
        "@",
      ].join(","),
    );
    rings.forEach(({ points }, ring) => {
      for (const { label, xMetres, yMetres } of [...points, points[0]!])
        lines.push(`${label},${ring + 1},${xMetres.toFixed(3)},${yMetres.toFixed(3)}`);
    });
  }
  const notes: WriteNote[] = [];
  const held = [...nameColumns, ...numberColumns, ...lastColumns];
  const changed = features.filter(({ properties }) =>
    held.some((name) => String(properties?.[name] ?? "").search(breaks) >= 0),
  ).length;
  if (changed > 0)
    notes.push({
      code: "commas-replaced",
      message: {
        zh: `${changed} 个要素的文字里有逗号或换行，勘测定界 TXT 用逗号分列，已改为顿号`,
        en: `${changed} features have a comma or a line break in a text; boundary-point text parts its columns by commas, so 、 stands there`,
      },
    });
  if (leftOut > 0)
    notes.push({
      code: "not-areas",
      message: {
        zh: `${leftOut} 个要素不是面，勘测定界 TXT 没有写入`,
        en: `${leftOut} features are no areas and are not in the boundary-point text`,
      },
    });
  const room = [...held, ...ownColumns, areaColumn];
  const lost = findPropertyKeys(features).filter((key) => !room.includes(key));
  if (lost.length > 0)
    notes.push({
      code: "columns-left-out",
      message: {
        zh: `勘测定界 TXT 没有这些列的位置，未写入：${lost.join("、")}`,
        en: `boundary-point text has no room for these columns, left out: ${lost.join(", ")}`,
      },
    });
  return success({ bytes: new TextEncoder().encode(`${[...head, ...lines].join("\n")}\n`), notes });
}
