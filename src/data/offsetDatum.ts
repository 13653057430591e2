import { fromOffsetDatum, measureDatumShiftMetres, type OffsetDatum } from "../domain/place/datum.ts";
import type { Findings, RawLayer, ReadOptions } from "./importReport.ts";
import { changePositions } from "./shapeRules.ts";

/** Nothing in a file of bare degrees tells the offset datums from WGS 84; only who made it can. */
export function askDatum(layer: RawLayer, findings: Findings, options: ReadOptions) {
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

/** Undoes an offset datum the user named, in place, and says how far positions moved. */
export function shiftLayer(layer: RawLayer, datum: OffsetDatum, findings: Findings) {
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
