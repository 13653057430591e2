import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Feature, Polygon } from "geojson";
import { createEqualArea } from "../../src/domain/reach/equalArea.ts";
import {
  blockCells,
  type ReachRoad,
  type ReachSource,
  reachFile,
} from "../../src/domain/reach/reachSource.ts";
import { phaseIds, usableStatuses } from "../plan/phases.ts";
import { fileOf, roles } from "../roles.ts";
import { outputFolder } from "./dataset.ts";
import {
  readFactTable,
  readNumber,
  readText,
  refuse,
  requireName,
  requireReason,
  requireText,
} from "./factTable.ts";

function buildRoads(): ReachRoad[] {
  const shares = new Map(
    readFactTable("reach/road_classes.csv").map((fact) => [
      requireText(fact, "class"),
      readNumber(fact, "share_of_design")!,
    ]),
  );
  const points = new Map<string, [number, number, 0 | 1, boolean][]>();
  for (const fact of readFactTable("transport/road_waypoints.csv")) {
    const id = requireText(fact, "road_id");
    const named = readText(fact, "interchange_or_town") !== "";
    points.set(id, [
      ...(points.get(id) ?? []),
      [readNumber(fact, "lon")!, readNumber(fact, "lat")!, 1, named],
    ]);
  }
  return readFactTable("transport/roads.csv").map((fact) => {
    const id = requireText(fact, "road_id");
    const kind = requireText(fact, "class");
    const roadClass = requireText(fact, "ref") === "G0601" ? "ring" : kind;
    const share = shares.get(roadClass) ?? refuse(fact, `no speed for class '${roadClass}'`);
    return {
      id: `road-${id.toLowerCase().replaceAll("_", "-")}`,
      name: { zh: requireText(fact, "label_zh"), en: requireText(fact, "label_en") },
      class: kind,
      speedKmh: Math.round(readNumber(fact, "design_kmh")! * share),
      openIn: phaseIds.filter((phase) =>
        (usableStatuses[phase] ?? ["existing"]).includes(
          requireText(fact, `phase_${phase.replace("-", "_")}`),
        ),
      ),
      // A point of an expressway without a name only gives its course; the ring has interchanges throughout.
      points: (points.get(id) ?? refuse(fact, "no way-points")).map(([lon, lat, , named]) => [
        lon,
        lat,
        kind !== "expressway" || roadClass === "ring" || named ? 1 : 0,
      ]),
    };
  });
}

/** Where the grid lies: the region on the equal-area plane, the margin round it, up to whole blocks. */
function layGrid(region: Feature<Polygon>, cellMetres: number, marginMetres: number) {
  const ring = region.geometry.coordinates[0]!;
  const middle = (k: 0 | 1) => {
    const values = ring.map((p) => p[k]!);
    return Math.round(((Math.min(...values) + Math.max(...values)) / 2) * 100) / 100;
  };
  const centre: [number, number] = [middle(0), middle(1)];
  const projection = createEqualArea(centre[0], centre[1]);
  const xy = ring.map((p) => projection.project(p[0]!, p[1]!));
  const low = (k: 0 | 1) => Math.min(...xy.map((p) => p[k])) - marginMetres;
  const high = (k: 0 | 1) => Math.max(...xy.map((p) => p[k])) + marginMetres;
  // Two cells to spare keep the edge of the grid out of every answer.
  const wholeBlocks = (metres: number) => Math.ceil((metres / cellMetres + 4) / blockCells) * blockCells + 1;
  return {
    centre,
    cellMetres,
    columns: wholeBlocks(high(0) - low(0)),
    rows: wholeBlocks(high(1) - low(1)),
    westMetres: Math.floor(low(0) / cellMetres - 2) * cellMetres,
    northMetres: Math.ceil(high(1) / cellMetres + 2) * cellMetres,
  };
}

export function buildReachSource(): ReachSource {
  const parameters = Object.fromEntries(
    readFactTable("reach/parameters.csv").map((fact) => [
      requireText(fact, "id"),
      {
        name: requireName(fact),
        value: readNumber(fact, "value")!,
        unit: requireText(fact, "unit"),
        reason: requireReason(fact),
      },
    ]),
  );
  const region = JSON.parse(readFileSync(join(outputFolder, "data", "region.geojson"), "utf8"))
    .features[0] as Feature<Polygon>;
  return {
    ...layGrid(region, parameters.cell!.value, parameters.margin!.value * 1000),
    parameters,
    land: readFactTable("reach/land.csv").map((fact) => ({
      id: requireText(fact, "id"),
      name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
      speedKmh: readNumber(fact, "speed_kmh")!,
      ruralWeight: readNumber(fact, "rural_weight")!,
      reason: requireReason(fact),
    })),
    landAreas: roles.landAreas.map(({ dataset, kind, land }) => ({ file: fileOf(dataset), kind, land })),
    barriers: roles.mainRiver ? [{ file: fileOf(roles.mainRiver.dataset), kind: roles.mainRiver.kind }] : [],
    roads: buildRoads(),
  };
}

export function build() {
  const text = JSON.stringify(buildReachSource());
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(
    join(outputFolder, "data", reachFile),
    `${text.replaceAll('{"id":', '\n{"id":').replaceAll('{"file":', '\n{"file":')}\n`,
  );
}
