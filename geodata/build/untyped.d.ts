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
