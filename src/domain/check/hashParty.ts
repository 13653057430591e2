import type { CheckParty } from "./conflict.ts";
import { addGeometry, TraceHash } from "./traceHash.ts";

/** Changes with everything a run reads of a party: its shape to the last bit, and what is said of it. */
export function hashParty(party: CheckParty): string {
  const { dataset, id, name, kind, geometry, schematic, evidence, status, source } = party;
  const hash = new TraceHash();
  hash.addText(JSON.stringify([dataset, id, name, kind, schematic, evidence, status, source]));
  addGeometry(hash, geometry);
  return hash.read();
}
