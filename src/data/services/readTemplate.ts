import type { Service } from "../../domain/services/service.ts";

/** A tile template is a service of one layer that describes itself. */
export function readTemplate(address: string): Service {
  const title = new URL(address.replace(/[{}]/g, "")).host;
  return {
    kind: "xyz",
    title,
    address,
    attribution: "",
    choices: [
      {
        id: "tiles",
        title,
        bbox: null,
        source: {
          form: "pictures",
          template: address,
          tileSize: 256,
          minZoom: 0,
          maxZoom: 18,
          rows: "mercator",
        },
      },
    ],
    unusable: [],
  };
}
