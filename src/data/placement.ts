import type { Geometry, Position } from "geojson";
import { type Crs, findCrsCandidates, parseCrsName } from "../domain/place/crs.ts";
import { fromOffsetDatum, measureDatumShiftMetres, type OffsetDatum } from "../domain/place/datum.ts";
import { type Findings, type RawFeature, type RawLayer, type ReadOptions, Refusal } from "./report.ts";
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
  const chosen = parseCrsName(options.fromCrs);
  if (!chosen.ok) throw new Refusal(chosen.error.code, chosen.error, { file: layer.file, record: 1 });
  findings.decisions.push({
    about: "crs",
    value: formatCrs(chosen.value),
    by: "user",
    reason: { zh: "用户指定的坐标系", en: "the coordinate system the user named" },
  });
  return chosen.value;
}

export const formatCrs = (crs: Crs) => (crs.epsg === null ? crs.name : `EPSG:${crs.epsg} ${crs.name}`);

/**
 * Brings a layer's positions to WGS 84 degrees, in place, and says which system they were in.
 * Nothing in a file tells the offset datums from WGS 84, so they are undone only where the user says so.
 */
export async function placeLayer(layer: RawLayer, findings: Findings, options: ReadOptions): Promise<string> {
  const crs = chooseCrs(layer, findings, options);
  if (crs?.kind === "projected") await projectLayer(layer, crs, findings);
  else checkDegrees(layer, findings, options);
  const datum = options.fromDatum ?? "wgs84";
  if (datum !== "wgs84") shiftLayer(layer, datum, findings);
  else if (!crs) {
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

/** Nothing in a file of bare degrees tells the offset datums from WGS 84; only who made it can. */
function askDatum(layer: RawLayer, findings: Findings, options: ReadOptions) {
  const first = layer.features.find((f) => f.geometry)?.geometry;
  if (!first || options.fromDatum !== undefined || findings.questions.some((q) => q.about === "datum"))
    return;
  let position: [number, number] | undefined;
  changePositions(first, (p) => {
    position ??= [p[0]!, p[1]!];
  });
  if (!position) return;
  const [x, y] = position;
  const shift = (datum: OffsetDatum) => measureDatumShiftMetres(datum, x, y).toFixed(0);
  // Outside China the offset datums move nothing, and there is nothing to ask.
  if (shift("gcj02") === "0") return;
  findings.questions.push({
    about: "datum",
    title: {
      zh: "文件没有写明基准。若坐标来自国内网络地图，请选择 GCJ-02 或 BD-09",
      en: "The file names no datum. If the positions come from a Chinese web map, choose GCJ-02 or BD-09",
    },
    choices: [
      { value: "wgs84", label: "WGS 84 / CGCS2000 (0 m)" },
      { value: "gcj02", label: `GCJ-02 (${shift("gcj02")} m)` },
      { value: "bd09", label: `BD-09 (${shift("bd09")} m)` },
    ],
    samples: [`${x}, ${y}`],
  });
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

function checkDegrees(layer: RawLayer, findings: Findings, options: ReadOptions) {
  const found = survey(layer.features);
  if (found.firstMetres) {
    const [x, y] = found.firstMetres.position;
    const both = [...findCrsCandidates(x, y), ...findCrsCandidates(y, x)];
    findings.addError(
      "position-metres",
      {
        zh: `坐标 ${x}, ${y} 超出经纬度范围，看上去是米（共 ${found.metres} 个点）；请指明坐标系${both[0] ? `，例如 ${formatCrs(both[0])}` : ""}`,
        en: `position ${x}, ${y} is outside longitude and latitude; these look like metres (${found.metres} positions). Name the coordinate system${both[0] ? `, for example ${formatCrs(both[0])}` : ""}`,
      },
      placeOf(layer, found.firstMetres),
    );
    findings.questions.push({
      about: "crs",
      title: {
        zh: "坐标看上去是米，属于哪个坐标系？",
        en: "The coordinates look like metres. Which system are they in?",
      },
      choices: both.map((c) => ({ value: `EPSG:${c.epsg}`, label: formatCrs(c) })),
      samples: [`${x}, ${y}`],
    });
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

function shiftLayer(layer: RawLayer, datum: OffsetDatum, findings: Findings) {
  let largest = 0;
  for (const feature of layer.features) {
    if (!feature.geometry) continue;
    let first = true;
    changePositions(feature.geometry, (p) => {
      if (first) largest = Math.max(largest, measureDatumShiftMetres(datum, p[0]!, p[1]!));
      first = false;
      const [x, y] = fromOffsetDatum(datum, p[0]!, p[1]!);
      p[0] = Math.round(x * 1e9) / 1e9;
      p[1] = Math.round(y * 1e9) / 1e9;
    });
  }
  const name = datum === "gcj02" ? "GCJ-02" : "BD-09";
  findings.decisions.push({
    about: "datum",
    value: name,
    by: "user",
    reason: {
      zh: `用户指明为 ${name}，已换算为 WGS 84，最大位移 ${largest.toFixed(0)} 米`,
      en: `the user named ${name}; converted to WGS 84, moved by up to ${largest.toFixed(0)} m`,
    },
  });
}
