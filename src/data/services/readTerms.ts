import type { Element } from "@xmldom/xmldom";
import { textOf } from "./markupTree.ts";

/** Terms of use that a description in XML states; those that say there are none, or nothing, are left out. */
export function readTerms(root: Element, section: string): { licence?: string } {
  const said = ["Fees", "AccessConstraints"]
    .map((name) => textOf(root, section, name).replace(/\s+/g, " "))
    .filter((text) => text !== "" && !/^(-|unknown|(no )?conditions unknown)$/i.test(text));
  const licence = [...new Set(said.map((text) => text.slice(0, 300)))].join("; ");
  return licence === "" ? {} : { licence };
}
