import { findInvalidity } from "../place/validity.ts";
import { type CheckParty, keyOf, type NotTested, type PartySummary } from "./conflict.ts";
import { findShape, type Shape } from "./measurePair.ts";

/** A party with its shape, ready to be measured. */
export interface Side {
  party: CheckParty;
  shape: Shape;
}

/** Parties that can be tested; the others say why not. */
export function sortParties(
  parties: readonly CheckParty[],
  role: "subject" | "zone",
  notTested: NotTested[],
): Side[] {
  const sides: Side[] = [];
  for (const party of parties) {
    const leave = (kind: NotTested["kind"], zh: string, en: string, place?: [number, number] | null) =>
      notTested.push({
        kind,
        about: keyOf(party),
        name: party.name,
        reason: { zh, en },
        ...(place ? { place } : {}),
      });
    if (party.status === "absent" || party.status === "closed") {
      if (role === "subject")
        leave("subject-absent", "本期没有这个项目，或已停用", "Not there in this phase, or closed");
      else leave("zone-absent", "本期没有这个范围，或已撤销", "Not there in this phase, or withdrawn");
      continue;
    }
    if (!party.geometry) {
      leave("no-geometry", "没有位置", "It has no place");
      continue;
    }
    const flaw = findInvalidity(party.geometry);
    if (flaw) {
      const at = flaw.place ? `（${flaw.place.map((v) => v.toFixed(6)).join("，")}）` : "";
      const atEn = flaw.place ? ` at ${flaw.place.map((v) => v.toFixed(6)).join(", ")}` : "";
      leave(
        "invalid-geometry",
        `几何无效：${flaw.reason.zh}${at}，请先修复`,
        `The geometry is not valid: ${flaw.reason.en}${atEn}; repair it first`,
        flaw.place,
      );
      continue;
    }
    const shape = findShape(party.geometry);
    if (!shape) {
      leave("no-geometry", "没有位置", "It has no place");
      continue;
    }
    if (role === "zone" && shape.form === "point")
      leave(
        "zone-without-outline",
        "没有公布的范围，只有点位：只检查距离，不计算面积和穿越",
        "No published outline, only a place: tested by distance alone, neither area nor crossing",
      );
    sides.push({ party, shape });
  }
  return sides;
}

/** A party as a result names it. */
export const summarizeParty = ({ party, shape }: Side): PartySummary => ({
  key: keyOf(party),
  dataset: party.dataset,
  id: party.id,
  name: party.name,
  kind: party.kind,
  form: shape.form,
  status: party.status,
  schematic: party.schematic,
  source: party.source,
  areaSquareMetres: shape.prepared?.areaSquareMetres ?? null,
  lengthMetres: shape.lines.length > 0 ? shape.lengthMetres : null,
});
