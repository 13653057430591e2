import type { Geometry, Position } from "geojson";
import { type Crs, parseCrsName } from "../domain/place/crs.ts";
import { askCrs, askOwnShift, formatCrs, splitChoice } from "./crsQuestion.ts";
import { type Findings, type RawFeature, type RawLayer, type ReadOptions, Refusal } from "./importReport.ts";
import { askDatum, shiftLayer } from "./offsetDatum.ts";
import { changePositions } from "./shapeRules.ts";

/** Path of a position within a geometry, found again only when there is something to say of it. */
function findPath(geometry: Geometry, wanted: Position): (string | number)[] {
  const pending: { value: unknown; path: (string | number)[] }[] = [{ value: geometry, path: [] }];
  for (let item = pending.pop(); item; item = pending.pop()) {
    if (item.value === wanted) return item.path;
    if (Array.isArray(item.value)) {
      if (typeof item.value[0] !== "number") {
        item.value.forEach((part, i) => {
          pending.push({ value: part, path: [...item.path, i] });
        });
      }
    } else if (typeof item.value === "object" && item.value !== null) {
      const members = item.value as Record<string, unknown>;
      for (const key of ["coordinates", "geometries"]) {
        if (Object.hasOwn(members, key)) pending.push({ value: members[key], path: [...item.path, key] });
      }
    }
  }
  return [];
}

interface Seen {
  feature: RawFeature;
  position: [number, number];
  path: (string | number)[];
}

/** Rounding leaves longitudes such as 180.00000000000006; farther off than this (a decimetre) is no rounding. */
const roundingDegrees = 1e-6;

const edges = [180, 90] as const;

/** Puts positions that rounding pushed past 180° or 90° back onto the edge, and says how many. */
function snapToEdge(layer: RawLayer, findings: Findings) {
  let count = 0;
  let first: RawFeature | undefined;
  for (const feature of layer.features) {
    if (!feature.geometry) continue;
    changePositions(feature.geometry, (p) => {
      // Nearly every position of every file comes through here and stays as it is.
      if (Math.abs(p[0]!) <= 180 && Math.abs(p[1]!) <= 90) return;
      for (const axis of [0, 1] as const) {
        const edge = edges[axis];
        const past = Math.abs(p[axis]!) - edge;
        if (past > 0 && past <= roundingDegrees) {
          p[axis] = Math.sign(p[axis]!) * edge;
          count += 1;
          first ??= feature;
        }
      }
    });
  }
  if (first)
    findings.addWarning(
      "position-rounded",
      {
        zh: `${count} 个坐标因舍入略超 ±180° 或 ±90°，已收回到边上`,
        en: `${count} coordinates lie past ±180° or ±90° by a rounding; set onto the edge`,
      },
      { file: layer.file, record: first.record, line: first.line },
    );
}

/** What the positions of a layer look like, judged as degrees. */
function survey(features: readonly RawFeature[]) {
  const found = {
    total: 0,
    metres: 0,
    swapped: 0,
    firstMetres: null as Seen | null,
    firstSwapped: null as Seen | null,
  };
  for (const feature of features) {
    if (!feature.geometry) continue;
    const geometry = feature.geometry;
    changePositions(geometry, (p) => {
      const [x, y] = p as [number, number];
      found.total += 1;
      if (Math.abs(x) > 180 || Math.abs(y) > 180) {
        found.metres += 1;
        found.firstMetres ??= { feature, position: [x, y], path: findPath(geometry, p) };
      } else if (Math.abs(y) > 90 && Math.abs(x) <= 90) {
        found.swapped += 1;
        found.firstSwapped ??= { feature, position: [x, y], path: findPath(geometry, p) };
      }
    });
  }
  return found;
}

const placeOf = (layer: RawLayer, seen: Seen) => ({
  file: layer.file,
  record: seen.feature.record,
  line: seen.feature.line,
  path: layer.locate ? ["geometry", ...seen.path] : undefined,
});

function chooseCrs(layer: RawLayer, findings: Findings, options: ReadOptions): Crs | null {
  if (options.fromCrs === undefined) {
    if (layer.crs) {
      findings.decisions.push({
        about: "crs",
        value: formatCrs(layer.crs),
        by: "file",
        reason: { zh: "文件自己写明的坐标系", en: "the coordinate system the file names" },
      });
    }
    return layer.crs;
  }
  const { name, isSwapped } = splitChoice(options.fromCrs);
  const chosen = parseCrsName(name);
  if (!chosen.ok) {
    if (chosen.error.code === "crs-old-datum") askOwnShift(chosen.error.system, findings);
    throw new Refusal(chosen.error.code, chosen.error, { file: layer.file, record: 1 });
  }
  findings.decisions.push({
    about: "crs",
    value: formatCrs(chosen.value),
    by: "user",
    reason: {
      zh: `用户指定的坐标系${isSwapped ? "，X 为北坐标" : ""}`,
      en: `the coordinate system the user named${isSwapped ? ", with X the northing" : ""}`,
    },
  });
  if (isSwapped) {
    for (const { geometry } of layer.features)
      if (geometry)
        changePositions(geometry, (p) => {
          [p[0], p[1]] = [p[1]!, p[0]!];
        });
  }
  return chosen.value;
}

/**
 * Brings a layer's positions to WGS 84 degrees, in place, and says which system they were in.
 * Nothing in a file tells the offset datums from WGS 84, so they are undone only where the user says so.
 */
export async function placeLayer(layer: RawLayer, findings: Findings, options: ReadOptions): Promise<string> {
  if (options.ownShift && (layer.crsProblem || !layer.crs || options.ownShift.from !== undefined)) {
    const { placeByOwnShift } = await import("./ownShift.ts");
    return placeByOwnShift(layer, options.ownShift, findings);
  }
  if (options.ownShift)
    findings.addWarning(
      "shift-unused",
      {
        zh: `图层“${layer.name}”的坐标系是 ${formatCrs(layer.crs!)}，自有参数没有用到`,
        en: `the layer '${layer.name}' is in ${formatCrs(layer.crs!)}; the own parameters were not used`,
      },
      { file: layer.file, record: 1 },
    );
  if (layer.crsProblem && options.fromCrs === undefined) {
    const { code, zh, en, system, line = null, column = null } = layer.crsProblem;
    if (code === "crs-old-datum") askOwnShift(system, findings);
    else await askCrs(layer, crsTitle, findings, options);
    findings.addError(code, { zh, en }, { file: layer.file, record: 1, line, column });
    layer.features = [];
    return "";
  }
  const crs = chooseCrs(layer, findings, options);
  if (crs && (await contradicts(layer, crs, findings, options))) return formatCrs(crs);
  if (crs?.kind === "projected") await projectLayer(layer, crs, findings);
  else await checkDegrees(layer, findings, options);
  // Degrees on another datum are checked as degrees first, then brought over.
  if (crs?.kind === "geographic" && crs.definition !== "") await projectLayer(layer, crs, findings);
  if (crs?.unitNote) findings.addWarning("grid-unit", crs.unitNote, { file: layer.file, record: 1 });
  if (crs?.note) findings.addWarning("datum-shifted", crs.note, { file: layer.file, record: 1 });
  const datum = options.fromDatum ?? "wgs84";
  if (datum !== "wgs84") shiftLayer(layer, datum, findings);
  else if (!crs && findings.questions.every((question) => question.about !== "crs")) {
    askDatum(layer, findings, options);
    findings.decisions.push({
      about: "datum",
      value: "WGS 84",
      by: "rule",
      reason: {
        zh: "文件没有写明坐标系，经纬度按 WGS 84 读取；若来自国内网络地图（GCJ-02、BD-09），请另行指定",
        en: "the file names no system; degrees are read as WGS 84. If they come from a Chinese web map (GCJ-02, BD-09), say so",
      },
    });
  }
  if (datum === "gcj02") return "GCJ-02";
  if (datum === "bd09") return "BD-09";
  return crs ? formatCrs(crs) : "WGS 84";
}

async function projectLayer(layer: RawLayer, crs: Crs, findings: Findings) {
  const { createProjection } = await import("../domain/place/projection.ts");
  const projection = createProjection(crs);
  const first = layer.features.find((f) => f.geometry);
  const bad = new Set<RawFeature>();
  for (const feature of layer.features) {
    if (!feature.geometry) continue;
    let sound = true;
    let given: [number, number] | null = null;
    changePositions(feature.geometry, (p) => {
      const [x, y] = projection.toLngLat(p[0]!, p[1]!);
      if (!Number.isFinite(x) || !Number.isFinite(y) || Math.abs(x) > 180 || Math.abs(y) > 90) {
        sound = false;
        given ??= [p[0]!, p[1]!];
      } else {
        // A tenth of a millimetre: projecting there and back leaves noise below that.
        p[0] = Math.round(x * 1e9) / 1e9;
        p[1] = Math.round(y * 1e9) / 1e9;
      }
    });
    if (!sound) {
      bad.add(feature);
      findings.addError(
        "position-off-grid",
        {
          zh: `坐标 ${String(given)} 不在坐标系 ${formatCrs(crs)} 的范围内`,
          en: `position ${String(given)} lies off the grid of ${formatCrs(crs)}`,
        },
        { file: layer.file, record: feature.record, line: feature.line },
      );
    }
  }
  layer.features = layer.features.filter((f) => !bad.has(f));
  checkPlausible(layer, crs, first, findings);
}

const crsTitle = {
  zh: "坐标属于哪个坐标系？按落点排序",
  en: "Which system are the coordinates in? Ranked by where they land",
};

/** Farther from the central meridian than any grid is used; a wrong zone prefix is off by more than this. */
const farthestDegrees = 12;

/**
 * Whether a grid and the numbers contradict each other: a zone prefix the system does not have, or the other
 * way round, or degrees under a grid. Asks then, whatever the file says of itself.
 */
async function contradicts(
  layer: RawLayer,
  crs: Crs,
  findings: Findings,
  options: ReadOptions,
): Promise<boolean> {
  if (crs.kind !== "projected" || options.fromCrs !== undefined) return false;
  const { createProjection } = await import("../domain/place/projection.ts");
  const projection = createProjection(crs);
  const meridian = crs.centralMeridian;
  let total = 0;
  let off = 0;
  let first: { record: number; position: [number, number] } | undefined;
  for (const { geometry, record } of layer.features) {
    if (!geometry) continue;
    changePositions(geometry, (p) => {
      const [x, y] = [p[0]!, p[1]!];
      const [lng, lat] = projection.toLngLat(x, y);
      total += 1;
      const isDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 90;
      const isNear =
        Number.isFinite(lng) &&
        Number.isFinite(lat) &&
        (meridian === undefined || Math.abs(lng - meridian) <= farthestDegrees);
      if (isNear && !isDegrees) return;
      off += 1;
      first ??= { record, position: [x, y] };
    });
  }
  if (!first || off * 2 < total) return false;
  const likeliest = await askCrs(layer, crsTitle, findings, options);
  findings.addError(
    "crs-contradiction",
    {
      zh: `文件写的坐标系是 ${formatCrs(crs)}，坐标 ${first.position.join(", ")} 却不在其中（带号或单位对不上）；请指明坐标系${likeliest ? `，例如 ${formatCrs(likeliest)}` : ""}`,
      en: `the file names ${formatCrs(crs)}, but position ${first.position.join(", ")} is not in it (the zone prefix or the unit does not match). Name the coordinate system${likeliest ? `, for example ${formatCrs(likeliest)}` : ""}`,
    },
    { file: layer.file, record: first.record },
  );
  layer.features = [];
  return true;
}

/** A zone prefix that the system does not have, or the other way round, puts a layer on another continent. */
function checkPlausible(layer: RawLayer, crs: Crs, first: RawFeature | undefined, findings: Findings) {
  if (crs.centralMeridian === undefined || !first?.geometry) return;
  let worst = 0;
  changePositions(first.geometry, (p) => {
    worst = Math.max(worst, Math.abs(p[0]! - crs.centralMeridian!));
  });
  if (worst > 12) {
    findings.addWarning(
      "crs-implausible",
      {
        zh: `按 ${formatCrs(crs)} 换算，第 ${first.record} 条离中央经线 ${worst.toFixed(0)}°，带号可能不对`,
        en: `read as ${formatCrs(crs)}, record ${first.record} lies ${worst.toFixed(0)}° off the central meridian; the zone may be wrong`,
      },
      { file: layer.file, record: first.record },
    );
  }
}

async function checkDegrees(layer: RawLayer, findings: Findings, options: ReadOptions) {
  snapToEdge(layer, findings);
  const found = survey(layer.features);
  if (found.firstMetres) {
    const [x, y] = found.firstMetres.position;
    const likeliest = await askCrs(layer, crsTitle, findings, options);
    findings.addError(
      "position-metres",
      {
        zh: `坐标 ${x}, ${y} 超出经纬度范围，看上去是米（共 ${found.metres} 个点）；请指明坐标系${likeliest ? `，例如 ${formatCrs(likeliest)}` : ""}`,
        en: `position ${x}, ${y} is outside longitude and latitude; these look like metres (${found.metres} positions). Name the coordinate system${likeliest ? `, for example ${formatCrs(likeliest)}` : ""}`,
      },
      placeOf(layer, found.firstMetres),
    );
    layer.features = [];
    return;
  }
  if (found.firstSwapped && found.swapped * 2 >= found.total) {
    const [x, y] = found.firstSwapped.position;
    findings.addError(
      "axes-swapped",
      {
        zh: `坐标 ${x}, ${y} 的纬度超过 90°，经纬度看上去写反了（${found.total} 个点中 ${found.swapped} 个）`,
        en: `position ${x}, ${y} has a latitude past 90°: longitude and latitude look swapped (${found.swapped} of ${found.total} positions)`,
      },
      placeOf(layer, found.firstSwapped),
      options.repairs?.includes("swap-axes") ? undefined : "swap-axes",
    );
    layer.features = [];
    return;
  }
  if (found.firstSwapped === null) return;
  const bad = new Set<RawFeature>();
  for (const feature of layer.features) {
    if (!feature.geometry || findings.isFull()) continue;
    const geometry = feature.geometry;
    let seen: Seen | null = null;
    changePositions(geometry, (p) => {
      if (Math.abs(p[1]!) > 90) seen ??= { feature, position: [p[0]!, p[1]!], path: findPath(geometry, p) };
    });
    const at = seen as Seen | null;
    if (!at) continue;
    bad.add(feature);
    findings.addError(
      "latitude-range",
      { zh: `纬度 ${at.position[1]} 超出 −90°…90°`, en: `latitude ${at.position[1]} is outside −90…90°` },
      placeOf(layer, at),
    );
  }
  layer.features = layer.features.filter((f) => !bad.has(f));
}
