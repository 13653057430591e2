import type { Geometry } from "geojson";
import { findInvalidity } from "../place/validity.ts";
import { type CheckParty, keyOf, type NotTested, type PartySummary } from "./conflict.ts";
import { findShape, type Shape } from "./measurePair.ts";

/** A party with its shape, ready to be measured. */
export interface Side {
  party: CheckParty;
  shape: Shape;
}

/** A party with its shape, or why it cannot be tested. `takeShape` may keep the shape or make it anew. */
export function sortParty(
  party: CheckParty,
  role: "subject" | "zone",
  notTested: NotTested[],
  takeShape: (geometry: Geometry) => Shape | undefined = findShape,
): Side | undefined {
  const leave = (kind: NotTested["kind"], zh: string, en: string, place?: [number, number] | null) => {
    notTested.push({
      kind,
      about: keyOf(party),
      name: party.name,
      reason: { zh, en },
      ...(place ? { place } : {}),
    });
    return undefined;
  };
  if (party.status === "absent" || party.status === "closed")
    return role === "subject"
      ? leave("subject-absent", "本期没有这个项目，或已停用", "Not there in this phase, or closed")
      : leave("zone-absent", "本期没有这个范围，或已撤销", "Not there in this phase, or withdrawn");
  if (!party.geometry) return leave("no-geometry", "没有位置", "It has no place");
  const flaw = findInvalidity(party.geometry);
  if (flaw) {
    const at = flaw.place ? `（${flaw.place.map((v) => v.toFixed(6)).join("，")}）` : "";
    const atEn = flaw.place ? ` at ${flaw.place.map((v) => v.toFixed(6)).join(", ")}` : "";
    return leave(
      "invalid-geometry",
      `几何无效：${flaw.reason.zh}${at}，请先修复`,
      `The geometry is not valid: ${flaw.reason.en}${atEn}; repair it first`,
      flaw.place,
    );
  }
  const shape = takeShape(party.geometry);
  if (!shape) return leave("no-geometry", "没有位置", "It has no place");
  if (role === "zone" && shape.form === "point")
    leave(
      "zone-without-outline",
      "没有公布的范围，只有点位：只检查距离，不计算面积和穿越",
      "No published outline, only a place: tested by distance alone, neither area nor crossing",
    );
  return { party, shape };
}

/** Parties that can be tested; the others say why not. */
export const sortParties = (
  parties: readonly CheckParty[],
  role: "subject" | "zone",
  notTested: NotTested[],
): Side[] => parties.flatMap((party) => sortParty(party, role, notTested) ?? []);

/** A party as a result names it; what was tested of it and came out of it is said of subjects alone. */
export const summarizeParty = (
  { party, shape }: Side,
  tested: Pick<PartySummary, "testedShare" | "outcome"> = { testedShare: null, outcome: null },
): PartySummary => ({
  key: keyOf(party),
  dataset: party.dataset,
  id: party.id,
  name: party.name,
  kind: party.kind,
  form: shape.form,
  status: party.status,
  schematic: party.schematic,
  source: party.source,
  evidence: party.evidence,
  ...tested,
  areaSquareMetres: shape.prepared?.areaSquareMetres ?? null,
  lengthMetres: shape.lines.length > 0 ? shape.lengthMetres : null,
});
