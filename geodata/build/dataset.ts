import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Geometry, Position } from "geojson";
import geojsonValidation from "geojson-validation";
import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";
import type { PlanFeature } from "../../src/domain/plan.ts";
import { FactError, repositoryRoot } from "./factTable.ts";
import { findOrigin } from "./feature.ts";
import { readItemFeatures } from "./itemFeatures.ts";
import { applyEvents } from "./statusByEvents.ts";

/** Twice the signed area of a ring in square degrees; positive when it turns to the left. */
function signedRingArea(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i += 1) {
    sum += ring[i]![0]! * ring[i + 1]![1]! - ring[i + 1]![0]! * ring[i]![1]!;
  }
  return sum;
}

const windRing = (ring: Position[], left: boolean): Position[] =>
  signedRingArea(ring) > 0 === left ? ring : [...ring].reverse();
const windPolygon = (rings: Position[][]): Position[][] =>
  rings.map((ring, index) => windRing(ring, index === 0));

/** Turns exterior rings to the left and holes to the right, as RFC 7946 asks. */
export function windGeometry(geometry: Geometry): Geometry {
  if (geometry.type === "Polygon") return { ...geometry, coordinates: windPolygon(geometry.coordinates) };
  if (geometry.type === "MultiPolygon")
    return { ...geometry, coordinates: geometry.coordinates.map(windPolygon) };
  return geometry;
}

/** Why a finished feature cannot be shipped, or undefined. */
export function findFlaw(feature: PlanFeature): string | undefined {
  const problems: unknown = geojsonValidation.isFeature(feature, true);
  if (Array.isArray(problems) && problems.length > 0) return String(problems[0]);
  if (feature.geometry.type === "Polygon" || feature.geometry.type === "MultiPolygon") {
    const operation = new IsValidOp(new GeoJSONReader().read(feature.geometry));
    if (!operation.isValid()) {
      const flaw = operation.getValidationError();
      const place = flaw.getCoordinate();
      return `${flaw.getMessage()} at ${place.x} ${place.y}`;
    }
  }
  return undefined;
}

/** Refuses a feature, at its fact row where it has one, else at its place in the dataset's file. */
function refuseFeature(dataset: string, feature: PlanFeature, index: number, reason: string): never {
  const origin = findOrigin(feature);
  const [file, row] = origin ? [origin.file, origin.row] : [`public/data/${dataset}.geojson`, index + 1];
  throw new FactError(file, row, reason);
}

/** Checks a whole dataset and gives the text to be written: one feature a line, so that a diff can be read. */
export function serializeDataset(dataset: string, features: readonly PlanFeature[]): string {
  const seen = new Map<string, PlanFeature>();
  const items = readItemFeatures();
  const lines = features.map((feature, index) => {
    const { id } = feature.properties;
    const first = seen.get(id);
    if (first) {
      const origin = findOrigin(first);
      const where = origin ? `, first in ${origin.file}, row ${origin.row}` : "";
      refuseFeature(dataset, feature, index, `duplicate id '${id}'${where}`);
    }
    seen.set(id, feature);
    const finished: PlanFeature = {
      ...feature,
      geometry: windGeometry(feature.geometry),
      properties: applyEvents(dataset, {
        ...feature.properties,
        items: items.get(`${dataset}/${id}`) ?? [],
      }),
    };
    const flaw = findFlaw(finished);
    if (flaw) refuseFeature(dataset, feature, index, `'${id}': ${flaw}`);
    return JSON.stringify(finished);
  });
  return `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`;
}

/** Where a build writes: the repository, or another folder when a test compares. */
export const outputFolder = process.env.ATLAS_GEODATA_OUT ?? join(repositoryRoot, "public");

/** Checks a dataset and writes it to `data/<dataset>.geojson`. */
export function writeDataset(dataset: string, features: readonly PlanFeature[]) {
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", `${dataset}.geojson`), serializeDataset(dataset, features));
}
