import type { Element } from "@xmldom/xmldom";
import { mostChoices, type Service } from "../../domain/services/service.ts";
import { parseBox } from "./boxes.ts";
import { attributeOf, childOf, childrenOf, textOf } from "./markupTree.ts";
import { readTerms } from "./readTerms.ts";

const jsonFormat = /^(application\/(geo\+|vnd\.geo\+)?json|json|geojson)\b/i;

/** What GetFeature may write, wherever the description says it. */
function findJsonFormat(root: Element, type: Element): string | undefined {
  const operation = childrenOf(childOf(root, "OperationsMetadata") ?? root, "Operation").find(
    (element) => element.getAttribute("name") === "GetFeature",
  );
  const parameter = (operation ? childrenOf(operation, "Parameter") : []).find(
    (element) => element.getAttribute("name") === "outputFormat",
  );
  const values = parameter ? childrenOf(childOf(parameter, "AllowedValues") ?? parameter, "Value") : [];
  const own = childrenOf(childOf(type, "OutputFormats") ?? type, "Format");
  return [...own, ...values]
    .map((element) => element.textContent?.trim() ?? "")
    .find((format) => jsonFormat.test(format));
}

function findAddress(root: Element, address: string): URL {
  const operation = childrenOf(childOf(root, "OperationsMetadata") ?? root, "Operation").find(
    (element) => element.getAttribute("name") === "GetFeature",
  );
  const said = attributeOf(childOf(operation, "DCP", "HTTP", "Get"), "href");
  const base = new URL(address);
  const found = said === "" ? base : new URL(said, base);
  const url = new URL(found.host === base.host ? found : base);
  for (const key of [...url.searchParams.keys()])
    if (/^(service|request|version)$/i.test(key)) url.searchParams.delete(key);
  return url;
}

/** Reads the capabilities of a WFS 2.0 or 1.1; only what it writes as GeoJSON can be read. */
export function readWfs(root: Element, address: string): Service {
  const version = root.getAttribute("version") ?? "2.0.0";
  const isOld = version.startsWith("1.");
  const base = findAddress(root, address);
  const choices: Service["choices"] = [];
  const unusable: Service["unusable"] = [];
  const types = childrenOf(childOf(root, "FeatureTypeList") ?? root, "FeatureType");
  for (const type of types.slice(0, mostChoices)) {
    const id = textOf(type, "Name");
    const format = findJsonFormat(root, type);
    if (format === undefined) {
      unusable.push({
        id,
        zh: "服务只给 GML，不给 GeoJSON，无法读取",
        en: "the service writes GML only, no GeoJSON, and cannot be read",
      });
      continue;
    }
    const url = new URL(base);
    const parameters = {
      SERVICE: "WFS",
      VERSION: isOld ? "1.1.0" : "2.0.0",
      REQUEST: "GetFeature",
      [isOld ? "TYPENAME" : "TYPENAMES"]: id,
      OUTPUTFORMAT: format,
      // The form without `urn:` is longitude first in every server seen; positions are judged once more on reading.
      SRSNAME: "EPSG:4326",
    };
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    const box = childOf(type, "WGS84BoundingBox");
    choices.push({
      id,
      title: textOf(type, "Title") || id,
      bbox: box ? parseBox(textOf(box, "LowerCorner"), textOf(box, "UpperCorner")) : null,
      source: { form: "features", items: url.href, mostPerPage: null, count: null },
    });
  }
  return {
    kind: "wfs",
    title: textOf(root, "ServiceIdentification", "Title"),
    address,
    attribution: textOf(root, "ServiceProvider", "ProviderName"),
    ...readTerms(root, "ServiceIdentification"),
    choices,
    unusable,
  };
}
