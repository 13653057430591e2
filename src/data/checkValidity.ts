import type { Geometry } from "geojson";
import { measureAreaSquareMetres } from "../domain/place/measure.ts";
import { findInvalidity } from "../domain/place/validity.ts";
import type { Findings, RawFeature, RawLayer, ReadOptions } from "./importReport.ts";
import { gatherNestedRings } from "./rings.ts";

/** Null where a shape has no area; that of one crossing itself may come to nothing and is still told. */
const measureArea = (geometry: Geometry) =>
  geometry.type === "Polygon" || geometry.type === "MultiPolygon" ? measureAreaSquareMetres(geometry) : null;

const formatArea = (geometry: Geometry) => {
  const area = measureAreaSquareMetres(geometry);
  return area < 1e5 ? `${area.toFixed(1)} m²` : `${(area / 1e6).toFixed(4)} km²`;
};

/** The rings of a geometry, each within an odd number of others a hole; null where that is not valid either. */
function nestRings(geometry: Geometry): Geometry | null {
  if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") return null;
  const nested = gatherNestedRings(
    geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat(),
  );
  return findInvalidity(nested) === null ? nested : null;
}

/** Nested rings can be holes or ground covered twice: which, only the user can say. */
const isNested = (code: string) => code === "nested-outer-rings" || code === "nested-holes";

/** Turns invalid geometries down with reason and place, or mends them where the user asked for it, with the area before and after. */
export async function checkValidity(
  layer: RawLayer,
  findings: Findings,
  options: ReadOptions,
): Promise<void> {
  const { mendGeometry } = await import("./mendGeometry.ts");
  const [nests, mends] = (["nest-rings", "make-valid"] as const).map(
    (id) => options.repairs?.includes(id) === true,
  );
  const bad = new Set<RawFeature>();
  for (const feature of layer.features) {
    if (!feature.geometry || findings.isFull()) continue;
    const found = findInvalidity(feature.geometry);
    if (!found) continue;
    const at = found.place
      ? {
          zh: `（${found.place[0].toFixed(6)}, ${found.place[1].toFixed(6)}）`,
          en: ` at ${found.place[0].toFixed(6)}, ${found.place[1].toFixed(6)}`,
        }
      : { zh: "", en: "" };
    const place = {
      file: layer.file,
      record: feature.record,
      line: feature.line,
      path: layer.locate ? ["geometry"] : undefined,
    };
    const nested = isNested(found.code) ? nestRings(feature.geometry) : null;
    const asNested = nests ? nested : null;
    const repaired = asNested ?? (mends ? mendGeometry(feature.geometry) : null);
    if (repaired) {
      findings.addChange({
        file: layer.file,
        record: feature.record,
        line: feature.line,
        action: "repaired",
        repair: asNested ? "nest-rings" : "make-valid",
        reason: { zh: `${found.reason.zh}${at.zh}`, en: `${found.reason.en}${at.en}` },
        areaBefore: measureArea(feature.geometry),
        areaAfter: measureArea(repaired),
      });
      const areas = `${formatArea(feature.geometry)} → ${formatArea(repaired)}`;
      feature.geometry = repaired;
      findings.addWarning(
        `repaired-${found.code}`,
        {
          zh: `${found.reason.zh}${at.zh}，已按要求${asNested ? "读作洞" : "修复"}；面积 ${areas}`,
          en: `${found.reason.en}${at.en}; ${asNested ? "read as a hole" : "repaired"} as asked; area ${areas}`,
        },
        place,
        asNested ? "nest-rings" : "make-valid",
      );
      continue;
    }
    bad.add(feature);
    findings.refusedAreas.set(`${layer.file}:${feature.record}`, measureArea(feature.geometry));
    const mended = nested && mendGeometry(feature.geometry);
    const choice =
      nested && mended
        ? {
            zh: `；读作洞为 ${formatArea(nested)}，合并为 ${formatArea(mended)}`,
            en: `; as a hole ${formatArea(nested)}, merged ${formatArea(mended)}`,
          }
        : { zh: "", en: "" };
    if (nested && mended && !nests && !mends) findings.countRepair("make-valid");
    findings.addError(
      `geometry-${found.code}`,
      {
        zh: `几何无效：${found.reason.zh}${at.zh}${choice.zh}`,
        en: `the geometry is not valid: ${found.reason.en}${at.en}${choice.en}`,
      },
      place,
      nested && !nests ? "nest-rings" : mends ? undefined : "make-valid",
    );
  }
  if (bad.size > 0) layer.features = layer.features.filter((f) => !bad.has(f));
}
