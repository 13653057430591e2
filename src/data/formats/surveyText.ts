import type { Geometry, Position } from "geojson";
import { type Crs, findCrs, findGridCrs, refuseOldDatum } from "../../domain/place/crs.ts";
import { findOldCode } from "../../domain/place/oldDatums.ts";
import { decodeText } from "../bytes/decodeText.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { gatherNestedRings } from "../rings.ts";

interface Plot {
  record: number;
  line: number;
  properties: Record<string, unknown>;
  shape: string;
  stated: number;
  rings: Map<string, Position[]>;
  count: number;
  isBad: boolean;
}

/** Columns of the line that opens a plot, in the order the format has them. */
const plotColumns = [
  "界址点数",
  "地块面积",
  "地块编号",
  "地块名称",
  "记录图形属性",
  "图幅号",
  "地块用途",
  "地类编码",
];

function openPlot(record: number, line: number, cells: string[]): Plot {
  const properties: Record<string, unknown> = {};
  plotColumns.forEach((name, i) => {
    const text = cells[i] ?? "";
    const isNumber = (i === 0 || i === 1) && text !== "" && Number.isFinite(Number(text));
    properties[name] = text === "" ? null : isNumber ? Number(text) : text;
  });
  const shape = cells[4] ?? "";
  return {
    record,
    line,
    properties,
    shape,
    stated: Number(cells[0]),
    rings: new Map(),
    count: 0,
    isBad: false,
  };
}

function toGeometry(plot: Plot): Geometry | null {
  const lists = [...plot.rings.values()];
  if (lists.length === 0) return null;
  if (/点/.test(plot.shape)) {
    const all = lists.flat();
    return all.length === 1
      ? { type: "Point", coordinates: all[0]! }
      : { type: "MultiPoint", coordinates: all };
  }
  if (/线/.test(plot.shape))
    return lists.length === 1
      ? { type: "LineString", coordinates: lists[0]! }
      : { type: "MultiLineString", coordinates: lists };
  return gatherNestedRings(lists);
}

/** The system the head of the file describes; null where it does not say enough. */
function readSystem(
  head: Map<string, string>,
  first: Position | undefined,
): Pick<RawLayer, "crs" | "crsProblem"> {
  const said = head.get("坐标系") ?? "";
  const unit = head.get("计量单位") ?? "";
  const isDegrees = /度/.test(unit) || /经纬|大地坐标$/.test(head.get("投影类型") ?? "");
  const [width, zone] = [Number(head.get("几度分带")), Number(head.get("带号"))];
  const meridian = width === 3 ? zone * 3 : zone * 6 - 3;
  const old = /54|北京/.test(said) ? "beijing54" : /80|西安/.test(said) ? "xian80" : undefined;
  if (old) {
    const code = findOldCode(old, isDegrees ? undefined : meridian);
    return { crs: null, crsProblem: refuseOldDatum(old, `EPSG:${code}`).error };
  }
  const datum: Crs["datum"] | undefined = /2000/.test(said)
    ? "cgcs2000"
    : /84/.test(said)
      ? "wgs84"
      : undefined;
  if (!datum) return { crs: null };
  if (isDegrees) {
    const found = findCrs(datum === "cgcs2000" ? 4490 : 4326);
    return { crs: found.ok ? found.value : null };
  }
  if (!(width === 3 || width === 6) || !Number.isInteger(zone) || zone < 1 || !first) return { crs: null };
  const easting = first[0]! >= 1e6 ? zone * 1e6 + 5e5 : 5e5;
  return { crs: findGridCrs(datum, meridian, easting, 0, 1, `${width}-degree`) };
}

function addPoint(
  plot: Plot,
  cells: string[],
  place: { file: string; record: number; line: number },
  findings: Findings,
) {
  const [northing, easting] = [Number(cells[2]), Number(cells[3])];
  if (cells.length < 4 || cells[2] === "" || cells[3] === "" || !Number.isFinite(northing + easting)) {
    plot.isBad = true;
    findings.addError(
      "survey-point",
      {
        zh: `界址点一行应为“点号,圈号,X,Y”，这里是“${cells.join(",").slice(0, 60)}”`,
        en: `a boundary point is 'name,ring,X,Y'; this line is '${cells.join(",").slice(0, 60)}'`,
      },
      place,
    );
    return;
  }
  const ring = cells[1] ?? "1";
  const positions = plot.rings.get(ring) ?? [];
  positions.push([easting, northing]);
  plot.rings.set(ring, positions);
  plot.count += 1;
}

/** Plots of a survey's boundary-point text; X is the northing there. */
export function readSurveyText(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const { name: file } = input;
  const { text, encoding, by } = decodeText(input.bytes, file, undefined, options.encoding);
  findings.encoding = encoding;
  if (by === "rule" || by === "user")
    findings.decisions.push({
      about: "encoding",
      value: encoding,
      by,
      reason:
        by === "user"
          ? { zh: "用户指定", en: "named by the user" }
          : { zh: "按内容判断", en: "judged by the content" },
    });
  const head = new Map<string, string>();
  const plots: Plot[] = [];
  let section = "";
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const row = raw.trim();
    const line = i + 1;
    if (row === "") return;
    const title = /^\[\s*(.+?)\s*\]/.exec(row)?.[1];
    if (title !== undefined) {
      section = title;
      return;
    }
    if (section === "属性描述") {
      const at = row.indexOf("=");
      if (at > 0) head.set(row.slice(0, at).trim(), row.slice(at + 1).trim());
      return;
    }
    if (section !== "地块坐标") return;
    const cells = row
      .replaceAll("，", ",")
      .split(",")
      .map((cell) => cell.trim());
    if (cells.at(-1) === "@") {
      plots.push(openPlot(plots.length + 1, line, cells));
      return;
    }
    const plot = plots.at(-1);
    if (!plot)
      throw new Refusal(
        "survey-head",
        {
          zh: "地块坐标之前没有以 @ 结尾的地块说明行",
          en: "no line that describes the plot, ending in @, stands before its points",
        },
        { file, record: 1, line },
      );
    addPoint(plot, cells, { file, record: plot.record, line }, findings);
  });
  const features: RawFeature[] = [];
  let skipped = 0;
  for (const plot of plots) {
    const place = { file, record: plot.record, line: plot.line };
    if (plot.isBad) continue;
    const geometry = toGeometry(plot);
    if (!geometry) {
      skipped += 1;
      findings.addWarning(
        "geometry-null",
        { zh: "没有界址点，未上图", en: "has no boundary points; left out" },
        place,
      );
      continue;
    }
    // Some programs count the closing point and some do not.
    if (
      Number.isFinite(plot.stated) &&
      plot.stated !== plot.count &&
      plot.stated !== plot.count - plot.rings.size
    )
      findings.addWarning(
        "survey-count",
        {
          zh: `写明 ${plot.stated} 个界址点，实有 ${plot.count} 个`,
          en: `says ${plot.stated} boundary points and has ${plot.count}`,
        },
        place,
      );
    features.push({ record: plot.record, line: plot.line, properties: plot.properties, geometry });
  }
  if (/\d/.test(head.get("转换参数") ?? ""))
    findings.addWarning(
      "survey-parameters",
      {
        zh: `文件写有转换参数（${head.get("转换参数")}），未套用；坐标按所写坐标系读取`,
        en: `the file states transformation parameters (${head.get("转换参数")}), which are not applied; positions are read in the system it names`,
      },
      { file, record: 1 },
    );
  const first = [...(plots[0]?.rings.values() ?? [])][0]?.[0];
  const name = file.replace(/^.*\//, "").replace(/\.\w+$/, "");
  return [{ name, file, features, ownRingOrder: true, skipped, ...readSystem(head, first) }];
}
