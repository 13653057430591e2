declare module "geojson-validation" {
  const validation: { isFeature(value: unknown, trace: true): unknown };
  export default validation;
}
declare module "jsts/org/locationtech/jts/io/GeoJSONReader.js" {
  export default class GeoJSONReader {
    read(geometry: unknown): unknown;
  }
}
declare module "jsts/org/locationtech/jts/operation/valid/IsValidOp.js" {
  export default class IsValidOp {
    constructor(geometry: unknown);
    isValid(): boolean;
    getValidationError(): { getMessage(): string; getCoordinate(): { x: number; y: number } };
  }
}
declare module "mapshaper" {
  const mapshaper: {
    /** Runs commands on files in memory and gives the output files by name. */
    applyCommands(
      commands: string,
      input: Record<string, string>,
    ): Promise<Record<string, string | Uint8Array>>;
    /** Runs commands on files on disk. */
    runCommands(commands: string): Promise<void>;
  };
  export default mapshaper;
}
declare module "jsts/org/locationtech/jts/operation/overlay/OverlayOp.js" {
  const OverlayOp: {
    intersection(a: unknown, b: unknown): { getLength(): number; getArea(): number };
  };
  export default OverlayOp;
}
declare module "subset-font" {
  /** Cuts a font down to the characters of a text. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: { targetFormat: "truetype" | "woff" | "woff2" },
  ): Promise<Uint8Array>;
}
