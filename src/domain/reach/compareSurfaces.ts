import { roles } from "../../../geodata/roles.ts";
import type { Bilingual } from "../plan.ts";
import type { Ground } from "./buildGround.ts";
import type { Surface } from "./computeSurface.ts";
import { summarizeSurface } from "./summarizeSurface.ts";
import { combineRims, dropInnerRims } from "./surfaceRim.ts";

const requireAlike = (surfaces: readonly Surface[]) => {
  const [first, ...rest] = surfaces;
  if (!first) throw new Error("no surface given, expected at least one");
  for (const other of rest)
    if (other.columns !== first.columns || other.rows !== first.rows)
      throw new Error(
        `surface of ${other.columns} × ${other.rows} cells, expected ${first.columns} × ${first.rows}`,
      );
  return first;
};

/**
 * Several origins as one surface: `union` is the earliest of all in each cell, `intersection` the latest,
 * so that a cut-off then holds what every origin reaches. Throws on none or on surfaces of different grids.
 */
export function combineSurfaces(surfaces: readonly Surface[], how: "union" | "intersection"): Surface {
  const first = requireAlike(surfaces);
  const seconds = first.seconds.slice();
  const rim = first.rim?.slice();
  const box = { ...first.box };
  for (const other of surfaces.slice(1)) {
    for (let i = 0; i < seconds.length; i += 1) {
      const value = other.seconds[i]!;
      if (rim && other.rim) combineRims(rim, other.rim, i, seconds[i]!, value, how);
      if (how === "union" ? value < seconds[i]! : value > seconds[i]!) seconds[i] = value;
    }
    box.west = Math.min(box.west, other.box.west);
    box.north = Math.min(box.north, other.box.north);
    box.east = Math.max(box.east, other.box.east);
    box.south = Math.max(box.south, other.box.south);
  }
  if (rim) dropInnerRims(rim, seconds, first.columns);
  return { ...first, seconds, ...(rim ? { rim } : {}), box };
}

export interface NamedPlace {
  id: string;
  name: Bilingual;
  lngLat: [number, number];
  /** Cell of the grid, −1 outside. */
  cell: number;
}

export type UnitPlace = Omit<NamedPlace, "cell">;

/** What another phase or scenario changes within one cut-off. */
export interface SurfaceDifference {
  cutoffMinutes: number;
  /** 0 no change, 1 newly within the cut-off, 2 no longer within it, 3 within both and faster, 4 within both and slower. */
  change: Uint8Array;
  /** Seconds won by cell where reached both times; negative where lost. */
  wonSeconds: Int32Array;
  newPeople: number;
  lostPeople: number;
  newAreaSquareKilometres: number;
  lostAreaSquareKilometres: number;
  /** Units with the place where they are named: their seat. */
  newUnits: UnitPlace[];
  lostUnits: UnitPlace[];
  newHubs: NamedPlace[];
  lostHubs: NamedPlace[];
}

/** Compares two surfaces within a cut-off in minutes; faster or slower by at least a minute counts as changed. */
export function compareSurfaces(
  ground: Ground,
  before: Surface,
  after: Surface,
  cutoffMinutes: number,
  hubs: readonly NamedPlace[],
): SurfaceDifference {
  requireAlike([before, after]);
  const limit = cutoffMinutes * 60;
  const size = before.seconds.length;
  const change = new Uint8Array(size);
  const wonSeconds = new Int32Array(size);
  let newCells = 0;
  let lostCells = 0;
  for (let i = 0; i < size; i += 1) {
    const [a, b] = [before.seconds[i]!, after.seconds[i]!];
    if (a === b) continue;
    if (a < 65_535 && b < 65_535) wonSeconds[i] = a - b;
    if (a > limit && b <= limit) {
      change[i] = 1;
      newCells += 1;
    } else if (a <= limit && b > limit) {
      change[i] = 2;
      lostCells += 1;
    } else if (a <= limit && b <= limit && Math.abs(a - b) >= 60) change[i] = a > b ? 3 : 4;
  }
  let [newPeople, lostPeople] = [0, 0];
  const { cell, people, groups } = ground.people;
  for (let i = 0; i < cell.length; i += 1) {
    const kind = change[cell[i]!]!;
    if (kind === 1) newPeople += people[i]!;
    else if (kind === 2) lostPeople += people[i]!;
  }
  const unitsOf = (surface: Surface) => new Set(summarizeSurface(ground, surface, [cutoffMinutes]).units[0]);
  const [was, is] = [unitsOf(before), unitsOf(after)];
  const named = (ids: Set<string>, without: Set<string>) =>
    groups.flatMap((g): UnitPlace[] =>
      ids.has(g.id) && !without.has(g.id) ? [{ id: g.id, name: g.name, lngLat: g.seat }] : [],
    );
  const hubsOf = (kind: number) => hubs.filter((hub) => hub.cell >= 0 && change[hub.cell] === kind);
  const cellArea = (ground.grid.cellMetres / 1000) ** 2;
  return {
    cutoffMinutes,
    change,
    wonSeconds,
    newPeople,
    lostPeople,
    newAreaSquareKilometres: newCells * cellArea,
    lostAreaSquareKilometres: lostCells * cellArea,
    newUnits: named(is, was),
    lostUnits: named(was, is),
    newHubs: hubsOf(1),
    lostHubs: hubsOf(2),
  };
}

/** The difference in one sentence, in both languages. */
export function describeDifference(difference: SurfaceDifference): Bilingual {
  const { cutoffMinutes, newUnits, lostUnits, newHubs, lostHubs } = difference;
  const wan = (people: number) => (people / 10_000).toFixed(1);
  const list = (items: readonly { name: Bilingual }[], language: "zh" | "en") =>
    items.length === 0
      ? ""
      : language === "zh"
        ? `（${items.map((item) => item.name.zh).join("、")}）`
        : ` (${items.map((item) => item.name.en).join(", ")})`;
  const zh = (word: string, units: typeof newUnits, people: number, hubs: readonly NamedPlace[]) =>
    `${word} ${units.length} 个${roles.words.units.zh}${list(units, "zh")}、${wan(people)} 万人、${hubs.length} 个枢纽${list(hubs, "zh")}`;
  const en = (word: string, units: typeof newUnits, people: number, hubs: readonly NamedPlace[]) =>
    `${units.length} units${list(units, "en")}, ${people.toLocaleString("en")} people and ${hubs.length} hubs${list(hubs, "en")} ${word}`;
  const anyNew = difference.newPeople > 0 || newUnits.length > 0 || newHubs.length > 0;
  const anyLost = difference.lostPeople > 0 || lostUnits.length > 0 || lostHubs.length > 0;
  if (!anyNew && !anyLost)
    return {
      zh: `${cutoffMinutes} 分钟内没有变化`,
      en: `No change within ${cutoffMinutes} minutes`,
    };
  return {
    zh: `${cutoffMinutes} 分钟内${[
      anyNew ? zh("新增", newUnits, difference.newPeople, newHubs) : "",
      anyLost ? zh("减少", lostUnits, difference.lostPeople, lostHubs) : "",
    ]
      .filter(Boolean)
      .join("；")}`,
    en: `Within ${cutoffMinutes} minutes: ${[
      anyNew ? en("gained", newUnits, difference.newPeople, newHubs) : "",
      anyLost ? en("lost", lostUnits, difference.lostPeople, lostHubs) : "",
    ]
      .filter(Boolean)
      .join("; ")}`,
  };
}
