import type { Element } from "@xmldom/xmldom";
import type { Bbox } from "../../domain/place/boundingBox.ts";
import { mostChoices, type Service, type ServiceChoice } from "../../domain/services/service.ts";
import { parseBox } from "./boxes.ts";
import { attributeOf, childOf, childrenOf, textOf } from "./markupTree.ts";
import { readTerms } from "./readTerms.ts";

const mercators = ["EPSG:3857", "EPSG:900913", "EPSG:102100"];

function readBox(layer: Element): Bbox | null {
  const box = childOf(layer, "EX_GeographicBoundingBox");
  if (box)
    return parseBox(
      ...["westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude"].map(
        (name) => textOf(box, name),
      ),
    );
  const old = childOf(layer, "LatLonBoundingBox");
  return old ? parseBox(...["minx", "miny", "maxx", "maxy"].map((name) => attributeOf(old, name))) : null;
}

/** Address of GetMap as the description gives it, else that of the description; ready for parameters. */
function findMapAddress(root: Element, address: string): URL {
  const resource = childOf(
    root,
    "Capability",
    "Request",
    "GetMap",
    "DCPType",
    "HTTP",
    "Get",
    "OnlineResource",
  );
  const said = attributeOf(resource, "href");
  const base = new URL(address);
  let url = base;
  try {
    const found = new URL(said, base);
    // Behind a proxy a server often names an address of its own that nobody outside reaches.
    if (said !== "" && found.host === base.host) url = found;
  } catch {
    // The description's own address serves.
  }
  const kept = new URL(url);
  for (const key of [...kept.searchParams.keys()])
    if (/^(service|request|version)$/i.test(key)) kept.searchParams.delete(key);
  return kept;
}

/** Reads the capabilities of a WMS, 1.1.1 or 1.3.0. */
export function readWms(root: Element, address: string): Service {
  const version = root.getAttribute("version") ?? "1.3.0";
  const isOld = /^1\.[01]\./.test(version);
  const formats = childrenOf(childOf(root, "Capability", "Request", "GetMap") ?? root, "Format").map(
    (element) => element.textContent?.trim() ?? "",
  );
  const format = ["image/png", "image/png8", "image/webp", "image/jpeg"].find((one) => formats.includes(one));
  const base = findMapAddress(root, address);
  const choices: ServiceChoice[] = [];
  const unusable: Service["unusable"] = [];

  const visit = (layer: Element, systems: readonly string[], box: Bbox | null) => {
    const own = [...childrenOf(layer, "CRS"), ...childrenOf(layer, "SRS")].flatMap(
      (element) => element.textContent?.trim().split(/\s+/) ?? [],
    );
    const known = [...systems, ...own];
    const bbox = readBox(layer) ?? box;
    const id = textOf(layer, "Name");
    if (id !== "" && choices.length < mostChoices) {
      const system = mercators.find((one) => known.includes(one));
      if (!system || format === undefined)
        unusable.push({
          id,
          zh: system ? "不提供 PNG、WebP 或 JPEG 图片" : "不支持网络墨卡托（EPSG:3857）",
          en: system ? "offers no PNG, WebP or JPEG pictures" : "does not offer Web Mercator (EPSG:3857)",
        });
      else {
        const url = new URL(base);
        const parameters = {
          SERVICE: "WMS",
          VERSION: isOld ? "1.1.1" : "1.3.0",
          REQUEST: "GetMap",
          LAYERS: id,
          STYLES: "",
          [isOld ? "SRS" : "CRS"]: system,
          FORMAT: format,
          TRANSPARENT: "TRUE",
          WIDTH: "512",
          HEIGHT: "512",
        };
        for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
        choices.push({
          id,
          title: textOf(layer, "Title") || id,
          bbox,
          source: {
            form: "pictures",
            template: `${url.href}&BBOX={bbox-epsg-3857}`,
            tileSize: 512,
            minZoom: 0,
            maxZoom: 22,
            rows: "mercator",
          },
        });
      }
    }
    for (const child of childrenOf(layer, "Layer")) visit(child, known, bbox);
  };
  for (const layer of childrenOf(childOf(root, "Capability") ?? root, "Layer")) visit(layer, [], null);
  return {
    kind: "wms",
    title: textOf(root, "Service", "Title"),
    address,
    attribution:
      textOf(root, "Capability", "Layer", "Attribution", "Title") ||
      textOf(root, "Service", "ContactInformation", "ContactPersonPrimary", "ContactOrganization"),
    ...readTerms(root, "Service"),
    choices,
    unusable,
  };
}
