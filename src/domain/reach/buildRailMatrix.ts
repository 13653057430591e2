import type { Bilingual, PlanFeature } from "../plan.ts";
import type { RailNetwork } from "../rail/buildNetwork.ts";
import {
  buildClock,
  findJourney,
  type RailJourney,
  type ReachDefinition,
  type TrainChoice,
} from "../rail/railJourney.ts";
import { type RailSource, readParameter } from "../rail/railSource.ts";
import { never } from "./buildGround.ts";
import { searchSurface } from "./computeSurface.ts";
import { findLastWay } from "./explainReach.ts";
import { findCell } from "./grid.ts";
import type { ReachModel } from "./reachModel.ts";
import { readReachParameter } from "./reachSource.ts";
import { createLabels } from "./searchGround.ts";

export type MatrixColumns = "cities" | "hubs";

export interface MatrixPlace {
  id: string;
  name: Bilingual;
  /** Ids of the stations that stand for it. */
  stations: string[];
  /** For door-to-door times. */
  lngLat: [number, number];
}

export interface MatrixCell {
  from: string;
  to: string;
  /** Null where no timetabled train, or no way within the search limit, goes. */
  minutes: number | null;
  changes: number;
  confidence: RailJourney["confidence"] | null;
  /** By what the way goes: all by road where that is quicker door to door; null where there is no way. */
  mode: "rail" | "road" | null;
  /** Whether the plan's target is met. */
  met: boolean;
  /** The journey by rail; null for door to door, which `reachPath` explains. */
  journey: RailJourney | null;
}

export interface RailMatrix {
  rows: MatrixPlace[];
  columns: MatrixPlace[];
  targetMinutes: number;
  version: string;
  cells: MatrixCell[];
}

const listCities = (rail: RailSource): MatrixPlace[] =>
  rail.cities.map((city) => ({
    id: city.stations[0]!,
    name: city.name,
    stations: city.stations,
    lngLat: city.centre,
  }));

const listHubs = (hubs: readonly PlanFeature[]): MatrixPlace[] =>
  hubs.flatMap(({ geometry, properties }) =>
    geometry.type === "Point"
      ? [
          {
            id: properties.id,
            name: { zh: properties["name:zh"], en: properties["name:en"] },
            stations: [String(properties.station)],
            lngLat: geometry.coordinates as [number, number],
          },
        ]
      : [],
  );

/** Door to door from one place to others: when, and whether a train is on the way. Looks farther than a circle does. */
function searchDoor(
  model: ReachModel | undefined,
  from: MatrixPlace,
  trains: TrainChoice,
): (to: MatrixPlace) => { seconds: number; mode: MatrixCell["mode"] } {
  if (!model) throw new Error("door to door needs a reach model, got none");
  const limitSeconds = readReachParameter(model.ground.source, "matrix-limit") * 60;
  const far = { ...model, limitSeconds, labels: createLabels(model.graph, limitSeconds) };
  const search = searchSurface(far, { kind: "place", lngLat: from.lngLat }, "door", trains);
  return (to) => {
    const cell = findCell(model.ground.grid, to.lngLat);
    if (!search.ok || cell < 0 || search.value.surface.seconds[cell]! >= never)
      return { seconds: never, mode: null };
    const last = findLastWay(far, search.value, "door", cell);
    return {
      seconds: search.value.surface.seconds[cell]!,
      mode: last.station < 0 ? "road" : "rail",
    };
  };
}

/**
 * Minutes from each city to each other place. `train` and `station`: between the main stations, the best pair.
 * `door`: from centre to centre by rail or road, whichever is quicker; only this needs the model, and throws without.
 */
export function buildRailMatrix(
  rail: RailSource,
  network: RailNetwork,
  hubs: readonly PlanFeature[],
  columns: MatrixColumns,
  definition: ReachDefinition,
  trains: TrainChoice,
  model?: ReachModel,
): RailMatrix {
  const targetMinutes = readParameter(rail, "target");
  const rows = listCities(rail);
  const targets = columns === "cities" ? rows : listHubs(hubs);
  const indices = (place: MatrixPlace) =>
    place.stations.map((id) => rail.stations.findIndex((s) => s.id === id)).filter((index) => index >= 0);
  const cells = rows.flatMap((from) => {
    const door = definition === "door" ? searchDoor(model, from, trains) : undefined;
    return targets.flatMap((to): MatrixCell[] => {
      if (from.id === to.id) return [];
      const ends = { from: from.name.zh, to: to.name.zh };
      if (door) {
        const { seconds, mode } = door(to);
        const minutes = seconds < never ? Math.round(seconds / 6) / 10 : null;
        return [
          {
            ...ends,
            minutes,
            changes: 0,
            confidence: minutes === null ? null : "schematic",
            mode,
            met: minutes !== null && minutes <= targetMinutes,
            journey: null,
          },
        ];
      }
      const [a, b] = [indices(from), indices(to)];
      const isSame = b.length > 0 && b.every((station) => a.includes(station));
      const journey =
        b.length === 0 || isSame
          ? undefined
          : findJourney(rail, network, a, b, buildClock(rail, definition, trains));
      const minutes = isSame ? 0 : journey?.timetabled ? journey.minutes : null;
      return [
        {
          ...ends,
          minutes,
          changes: journey?.changes ?? 0,
          confidence: isSame ? "timetable-fitted" : (journey?.confidence ?? null),
          mode: minutes === null ? null : "rail",
          met: minutes !== null && minutes <= targetMinutes,
          journey: journey ?? null,
        },
      ];
    });
  });
  return { rows, columns: targets, targetMinutes, version: model?.version ?? network.version, cells };
}
