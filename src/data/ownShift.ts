import type { Position } from "geojson";
import {
  applySimilarity,
  describeSimilarity,
  type Fit,
  fitSevenParameters,
  fitSimilarity,
} from "../domain/place/controlPoints.ts";
import { parseOldSystem } from "../domain/place/crsText.ts";
import { measureDistanceMetres } from "../domain/place/ellipsoid.ts";
import {
  cgcs2000Ellipsoid,
  type Ellipsoid,
  type OldSystem,
  oldDatumNames,
} from "../domain/place/oldDatums.ts";
import { createProjection, type Projection } from "../domain/place/projection.ts";
import { createSevenShift, findNonsense, type SevenParameters } from "../domain/place/sevenParameters.ts";
import type { Bilingual } from "../domain/plan.ts";
import type { Result } from "../domain/result.ts";
import { buildPairs, meridianOfZone, parseControlPoints, sortPosition } from "./controlPointText.ts";
import { type Findings, type OwnShift, type OwnShiftRecord, type RawLayer, Refusal } from "./importReport.ts";
import { changePositions } from "./shapeRules.ts";

/** The old datums lie within some 200 m of CGCS2000 everywhere in the country; beyond this parameters are wrong. */
const mostMovedMetres = 500;
/** Past this, pairs of points do not belong together, whatever the network was worth. */
const mostRmsMetres = 10;
/** Past this, a fit is told to be poor: cadastral work stays within centimetres. */
const poorRmsMetres = 0.5;

const refuse = (code: string, zh: string, en: string) => new Refusal(code, { zh, en });
const metres = (value: number) => (value < 1 ? value.toFixed(3) : value.toFixed(2));

/** A Gauss–Krüger grid without a zone prefix on an ellipsoid, and its own degrees: no datum, so nothing is shifted. */
function createGrid(
  { a, rf }: Ellipsoid,
  meridian: number,
  scale = 1,
  easting = 5e5,
  northing = 0,
): Projection {
  return createProjection({
    epsg: null,
    name: "",
    kind: "projected",
    datum: "cgcs2000",
    definition: `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=${scale} +x_0=${easting} +y_0=${northing} +a=${a} +rf=${rf} +units=m +no_defs`,
  });
}

/** The layer's positions in the old system's own degrees, in place; what was made of their order and prefix. */
function toOldDegrees(layer: RawLayer, system: OldSystem, findings: Findings): { meridian: number } {
  const first = findMiddle(layer);
  if (!first) return { meridian: system.grid?.meridian ?? 111 };
  const isNorthing = first[1] >= 1.5e6 && first[1] <= 6.5e6;
  // Far from its meridian an easting may be anything; the northing still tells a grid.
  const sorted =
    sortPosition(first) ??
    (isNorthing
      ? { kind: "grid" as const, easting: first[0], northing: first[1], isSwapped: false }
      : undefined);
  const wrong = () =>
    refuse(
      "shift-positions",
      `坐标 ${first.join(", ")} 不在 ${system.name} 的范围内`,
      `position ${first.join(", ")} is not in ${system.name}`,
    );
  if (!sorted) throw wrong();
  if (sorted.kind === "degrees") {
    if (sorted.longitude !== first[0]) swapPositions(layer);
    return { meridian: system.grid?.meridian ?? Math.round(sorted.longitude / 3) * 3 };
  }
  if (!system.grid) throw wrong();
  const { meridian, scale, falseNorthing } = system.grid;
  const zone = sorted.easting >= 13e6 ? Math.floor(sorted.easting / 1e6) : 0;
  if (zone > 0 && zone !== meridian / 3 && zone !== (meridian + 3) / 6)
    throw refuse(
      "shift-zone",
      `东坐标带号 ${zone}，中央经线应为 ${meridianOfZone(zone)}°，而选的是 ${meridian}°`,
      `the eastings carry zone ${zone}, central meridian ${meridianOfZone(zone)}°, but ${meridian}° was chosen`,
    );
  if (sorted.isSwapped) {
    swapPositions(layer);
    findings.addWarning(
      "axes-sorted",
      { zh: "坐标按“X 为北、Y 为东”读取", en: "positions are read with X the northing and Y the easting" },
      { file: layer.file, record: 1 },
    );
  }
  const falseEasting = zone * 1e6 + (system.grid.falseEasting % 1e6);
  if (falseEasting !== system.grid.falseEasting)
    findings.addWarning(
      "shift-prefix",
      zone > 0
        ? {
            zh: `东坐标带有带号 ${zone}，已按带号读取`,
            en: `the eastings carry zone ${zone} and are read so`,
          }
        : { zh: "东坐标没有带号，按无带号读取", en: "the eastings carry no zone and are read so" },
      { file: layer.file, record: 1 },
    );
  const grid = createGrid(system.ellipsoid, meridian, scale, falseEasting, falseNorthing);
  for (const { geometry } of layer.features)
    if (geometry)
      changePositions(geometry, (p) => {
        const [x, y] = grid.toLngLat(p[0]!, p[1]!);
        p[0] = x;
        p[1] = y;
      });
  return { meridian };
}

function swapPositions(layer: RawLayer) {
  for (const { geometry } of layer.features)
    if (geometry)
      changePositions(geometry, (p) => {
        [p[0], p[1]] = [p[1]!, p[0]!];
      });
}

function findMiddle(layer: RawLayer): [number, number] | undefined {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of layer.features)
    if (geometry)
      changePositions(geometry, (p: Position) => {
        box[0] = Math.min(box[0]!, p[0]!);
        box[1] = Math.min(box[1]!, p[1]!);
        box[2] = Math.max(box[2]!, p[0]!);
        box[3] = Math.max(box[3]!, p[1]!);
      });
  return Number.isFinite(box[0]!) ? [(box[0]! + box[2]!) / 2, (box[1]! + box[3]!) / 2] : undefined;
}

type Move = (longitude: number, latitude: number) => [number, number];

interface Prepared {
  move: Move;
  record: Omit<OwnShiftRecord, "from" | "movedMetres">;
  /** Where the control points are, degrees on the old datum. */
  controls: [number, number][];
}

function checked<Model>(fit: Result<Fit<Model>>): Fit<Model> {
  if (!fit.ok) throw new Refusal(fit.error.code, fit.error);
  const { rmsMetres, residuals } = fit.value;
  if (rmsMetres > mostRmsMetres) {
    const worst = [...residuals].sort((one, other) => other.length - one.length)[0]!;
    throw refuse(
      "control-misfit",
      `控制点两套坐标对不上：点位中误差 ${metres(rmsMetres)} 米，最大在“${worst.name}”（${metres(worst.length)} 米）；请核对点号、列序和坐标系`,
      `the two sets of control points do not match: rms ${metres(rmsMetres)} m, largest at '${worst.name}' (${metres(worst.length)} m); check names, columns and systems`,
    );
  }
  return fit.value;
}

function prepare(shift: OwnShift, system: OldSystem, meridian: number): Prepared {
  const seven = (parameters: SevenParameters) =>
    createSevenShift(parameters, system.ellipsoid, cgcs2000Ellipsoid);
  if (shift.kind === "seven") {
    const nonsense = findNonsense(shift.parameters);
    if (nonsense) throw new Refusal("shift-nonsense", nonsense);
    return {
      move: seven(shift.parameters),
      record: { method: "seven", seven: shift.parameters },
      controls: [],
    };
  }
  const lines = parseControlPoints(shift.text);
  const projections = {
    old: (of: number) => createGrid(system.ellipsoid, of),
    now: (of: number) => createGrid(cgcs2000Ellipsoid, of),
  };
  const { plane, space } = buildPairs(lines, system, meridian, projections);
  const [old, now] = [projections.old(meridian), projections.now(meridian)];
  const controls = plane.map(({ from }) => old.toLngLat(...from));
  const told = ({ residuals, rmsMetres, redundancy, outliers }: Fit<unknown>) => ({
    given: shift.text,
    residuals,
    rmsMetres,
    redundancy,
    outliers,
  });
  if (shift.method === "seven") {
    const fit = checked(fitSevenParameters(space));
    return {
      move: seven(fit.model),
      record: { method: "seven-fitted", seven: fit.model, ...told(fit) },
      controls,
    };
  }
  const fit = checked(fitSimilarity(plane));
  return {
    move: (longitude, latitude) =>
      now.toLngLat(...applySimilarity(fit.model, old.fromLngLat(longitude, latitude))),
    record: { method: "similarity", similarity: describeSimilarity(fit.model), ...told(fit) },
    controls,
  };
}

const methods: Record<OwnShiftRecord["method"], Bilingual> = {
  seven: { zh: "七参数", en: "seven parameters" },
  similarity: {
    zh: "控制点四参数（平面相似）",
    en: "four parameters from control points (plane similarity)",
  },
  "seven-fitted": { zh: "控制点七参数（布尔沙）", en: "seven parameters from control points (Bursa–Wolf)" },
};

/** The parameters as they are printed, with their sign convention. */
function describeParameters({ seven, similarity }: Pick<OwnShiftRecord, "seven" | "similarity">): Bilingual {
  if (similarity) {
    const { eastMetres, northMetres, turnArcSeconds, scalePpm } = similarity;
    return {
      zh: `ΔE ${eastMetres.toFixed(4)} m，ΔN ${northMetres.toFixed(4)} m，旋转 ${turnArcSeconds.toFixed(4)}″，尺度 ${scalePpm.toFixed(4)} ppm`,
      en: `ΔE ${eastMetres.toFixed(4)} m, ΔN ${northMetres.toFixed(4)} m, turn ${turnArcSeconds.toFixed(4)}″, scale ${scalePpm.toFixed(4)} ppm`,
    };
  }
  if (!seven) return { zh: "", en: "" };
  const { shift, rotation, scalePpm, convention } = seven;
  const said = `${shift.map((v) => Number(v.toFixed(4))).join(", ")} m; ${rotation.map((v) => Number(v.toFixed(6))).join(", ")}″; ${Number(scalePpm.toFixed(6))} ppm`;
  return convention === "position-vector"
    ? { zh: `${said}，位置矢量约定`, en: `${said}, position vector` }
    : { zh: `${said}，坐标框架约定`, en: `${said}, coordinate frame` };
}

/** What is worth knowing of a fit: points that disagree, no points to spare, a poor fit, a layer far from them. */
function warn(
  record: Prepared["record"],
  offMetres: number,
  spreadMetres: number,
  layer: RawLayer,
  findings: Findings,
) {
  const place = { file: layer.file, record: 1 };
  const { outliers = [], redundancy, rmsMetres = 0 } = record;
  if (outliers.length > 0)
    findings.addWarning(
      "control-outlier",
      {
        zh: `控制点“${outliers.join("、")}”与其余点不符，未剔除；核对后可在该行前加 # 再读`,
        en: `control points ${outliers.join(", ")} do not agree with the rest and were not taken out; check them, or put # before the line and read again`,
      },
      place,
    );
  if (redundancy === 0)
    findings.addWarning(
      "control-spare",
      {
        zh: "控制点没有多余，残差必为 0，无从检验；最好再加几个点",
        en: "there are no control points to spare: residuals are 0 and prove nothing; add more points",
      },
      place,
    );
  else if (rmsMetres > poorRmsMetres)
    findings.addWarning(
      "control-poor",
      {
        zh: `控制点的点位中误差 ${metres(rmsMetres)} 米，偏大`,
        en: `the control points fit to ${metres(rmsMetres)} m only`,
      },
      place,
    );
  if (offMetres > spreadMetres)
    findings.addWarning(
      "control-far",
      {
        zh: `图层中部离最近的控制点 ${(offMetres / 1000).toFixed(1)} 公里，超出控制点自身的范围，属于外推`,
        en: `the middle of the layer lies ${(offMetres / 1000).toFixed(1)} km from the nearest control point, outside the ground they cover: this is extrapolated`,
      },
      place,
    );
}

/**
 * Brings a layer of an old datum to WGS 84 degrees (with which CGCS2000 counts as equal) by parameters the user
 * gives, in place. Parameters that cannot be meant so are refused; what they did is kept in the report.
 */
export function placeByOwnShift(layer: RawLayer, shift: OwnShift, findings: Findings): string {
  const stated = shift.from ?? layer.crsProblem?.system;
  const system = stated === undefined ? undefined : parseOldSystem(stated);
  if (!system)
    throw refuse(
      "shift-system",
      stated === undefined
        ? "文件没有写明原坐标系；请选北京54或西安80及中央经线，命令行用 --from-crs EPSG:2383 这样的代码"
        : `“${stated.slice(0, 80)}”不是可由自有参数转换的北京54、西安80坐标系`,
      stated === undefined
        ? "the file does not say which system it is in; choose Beijing 1954 or Xian 1980 and the central meridian (--from-crs EPSG:2383 on the command line)"
        : `'${stated.slice(0, 80)}' is no system of Beijing 1954 or Xian 1980 that own parameters could take over`,
    );
  const { meridian } = toOldDegrees(layer, system, findings);
  const { move, record, controls } = prepare(shift, system, meridian);
  const middle = findMiddle(layer);
  const movedMetres = middle ? measureDistanceMetres(middle, move(...middle)) : 0;
  if (movedMetres > mostMovedMetres)
    throw refuse(
      "shift-far",
      `按这些参数，图层要移动 ${movedMetres.toFixed(0)} 米；${oldDatumNames[system.datum]}与 CGCS2000 相差不过百余米，请核对正负号约定、单位、次序和转换方向`,
      `these parameters would move the layer by ${movedMetres.toFixed(0)} m; ${oldDatumNames[system.datum]} lies little over 100 m off CGCS2000. Check the sign convention, units, order and direction`,
    );
  for (const { geometry } of layer.features)
    if (geometry)
      changePositions(geometry, (p) => {
        const [x, y] = move(p[0]!, p[1]!);
        p[0] = Math.round(x * 1e9) / 1e9;
        p[1] = Math.round(y * 1e9) / 1e9;
      });
  if (middle && controls.length > 0) {
    const off = Math.min(...controls.map((at) => measureDistanceMetres(at, middle)));
    const spread = Math.max(...controls.map((at) => measureDistanceMetres(at, controls[0]!)));
    warn(record, off, spread, layer, findings);
  }
  const kept: OwnShiftRecord = { ...record, from: system.name, movedMetres };
  findings.ownShifts[layer.name] = kept;
  const said = describeParameters(record);
  const fitted =
    record.rmsMetres === undefined
      ? { zh: "", en: "" }
      : {
          zh: `；${record.residuals!.length} 个控制点，点位中误差 ${metres(record.rmsMetres)} 米`,
          en: `; ${record.residuals!.length} control points, rms ${metres(record.rmsMetres)} m`,
        };
  findings.decisions.push({
    about: "datum",
    value: system.name,
    by: "user",
    reason: {
      zh: `按用户给的${methods[record.method].zh}转到 CGCS2000：${said.zh}${fitted.zh}；图层移动 ${movedMetres.toFixed(2)} 米`,
      en: `brought to CGCS2000 by the user's ${methods[record.method].en}: ${said.en}${fitted.en}; moved by ${movedMetres.toFixed(2)} m`,
    },
  });
  return system.epsg === null ? system.name : `EPSG:${system.epsg} ${system.name}`;
}
