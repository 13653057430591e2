import type { Bilingual } from "../plan.ts";
import { findCell, type Grid } from "./grid.ts";
import { type ReachSource, readReachParameter } from "./reachSource.ts";

/** A group counted as one in the census: a county unit, or a statistical zone kept apart from the units. */
export interface PeopleGroup {
  id: string;
  name: Bilingual;
  cityId: string;
  people: number;
  urbanPeople: number;
  seat: [number, number];
  isZone: boolean;
}

/** People by cell, one entry for each cell and group with anyone in it. */
export interface PeopleTable {
  groups: PeopleGroup[];
  cell: Int32Array;
  people: Int32Array;
  group: Uint8Array;
}

/**
 * Splits a whole number by weights into whole numbers that add up to it exactly (largest remainders;
 * ties to the earlier). Weights of sum 0 count as equal. Returns [] for no weights.
 */
export function splitWhole(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  const share = (w: number) => (sum > 0 ? (total * w) / sum : total / weights.length);
  const parts = weights.map((w) => Math.floor(share(w)));
  let left = total - parts.reduce((a, b) => a + b, 0);
  const rests = Float64Array.from(weights, (w, i) => share(w) - parts[i]!);
  const order = Uint32Array.from(weights, (_, i) => i).sort((a, b) => rests[b]! - rests[a]! || a - b);
  for (let k = 0; left > 0; k = (k + 1) % order.length, left -= 1) parts[order[k]!]! += 1;
  return parts;
}

/** Cells of a set nearest to a position, nearest first, at most `count`. */
function findNearestCells(
  grid: Grid,
  allowed: (cell: number) => boolean,
  at: readonly [number, number],
  count: number,
): number[] {
  const centre = findCell(grid, at);
  const [column, row] = [centre % grid.columns, Math.floor(centre / grid.columns)];
  for (let radius = Math.ceil(Math.sqrt(count)) + 2; ; radius *= 2) {
    const found: [number, number][] = [];
    for (let dr = -radius; dr <= radius; dr += 1) {
      for (let dc = -radius; dc <= radius; dc += 1) {
        const [c, r] = [column + dc, row + dr];
        if (dc * dc + dr * dr > radius * radius || c < 0 || r < 0 || c >= grid.columns || r >= grid.rows)
          continue;
        const cell = r * grid.columns + c;
        if (allowed(cell)) found.push([dc * dc + dr * dr, cell]);
      }
    }
    if (found.length >= count || radius > grid.columns) {
      found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      return found.slice(0, count).map(([, cell]) => cell);
    }
  }
}

export interface SpreadInput {
  grid: Grid;
  source: ReachSource;
  /** Place in `groups` of the unit each cell lies in, 255 outside. */
  unit: Uint8Array;
  /** Kind of land of each cell. */
  land: Uint8Array;
  groups: readonly PeopleGroup[];
  towns: readonly { lngLat: [number, number]; group: number }[];
}

/**
 * Spreads census people over cells of about a square kilometre, keeping each group's total exactly.
 * Town people fill the cells round the seat, nearest first, at `urban-density`, or evenly where the unit is
 * too small for that. Of the rural people a share lies within `town-radius` of the unit's other towns, the
 * rest over its land by weight. A zone is put wholly round its point, in the city's units.
 * Returns the table and the cells taken as built-up.
 */
export function spreadPeople(input: SpreadInput): { table: PeopleTable; urbanCells: number[] } {
  const { grid, source, unit, land, groups } = input;
  const density = readReachParameter(source, "urban-density");
  const townShare = readReachParameter(source, "rural-in-towns");
  const radius = (readReachParameter(source, "town-radius") * 1000) / grid.cellMetres;
  const cellSquareKilometres = (grid.cellMetres / 1000) ** 2;
  const cellsOf: number[][] = groups.map(() => []);
  for (let cell = 0; cell < unit.length; cell += 1) {
    const group = unit[cell]!;
    if (group < groups.length && source.land[land[cell]!]!.speedKmh > 0) cellsOf[group]!.push(cell);
  }
  const counts = new Int32Array(unit.length);
  const zoneEntries: { cell: number; people: number; group: number }[] = [];
  const urbanCells: number[] = [];

  for (const [index, group] of groups.entries()) {
    const urban = Math.min(group.people, group.urbanPeople);
    const wanted = Math.max(1, Math.ceil(urban / density / cellSquareKilometres));
    const inCity = (cell: number) => {
      const at = unit[cell]!;
      return at < groups.length && (group.isZone ? groups[at]!.cityId === group.cityId : at === index);
    };
    const disc = findNearestCells(
      grid,
      (cell) => inCity(cell) && source.land[land[cell]!]!.speedKmh > 0,
      group.seat,
      wanted,
    );
    if (disc.length === 0) throw new Error(`'${group.id}' has no land in the grid, expected some`);
    urbanCells.push(...disc);
    const inDisc = group.isZone ? group.people : urban;
    for (const [k, people] of splitWhole(
      inDisc,
      disc.map(() => 1),
    ).entries()) {
      if (group.isZone) zoneEntries.push({ cell: disc[k]!, people, group: index });
      else counts[disc[k]!]! += people;
    }
    const rural = group.people - inDisc;
    if (rural === 0) continue;
    const townCells = new Set<number>();
    for (const town of input.towns) {
      if (town.group !== index) continue;
      const count = Math.ceil(Math.PI * radius * radius);
      for (const cell of findNearestCells(grid, (c) => unit[c] === index, town.lngLat, count))
        townCells.add(cell);
    }
    const places = [...townCells];
    const inTowns = places.length > 0 ? Math.round(rural * townShare) : 0;
    for (const [k, people] of splitWhole(
      inTowns,
      places.map(() => 1),
    ).entries())
      counts[places[k]!]! += people;
    const fields = cellsOf[index]!;
    for (const [k, people] of splitWhole(
      rural - inTowns,
      fields.map((cell) => source.land[land[cell]!]!.ruralWeight),
    ).entries())
      counts[fields[k]!]! += people;
  }
  let size = zoneEntries.length;
  for (let cell = 0; cell < counts.length; cell += 1) if (counts[cell]! > 0) size += 1;
  const table: PeopleTable = {
    groups: [...groups],
    cell: new Int32Array(size),
    people: new Int32Array(size),
    group: new Uint8Array(size),
  };
  let next = 0;
  const append = (cell: number, people: number, group: number) => {
    table.cell[next] = cell;
    table.people[next] = people;
    table.group[next] = group;
    next += 1;
  };
  for (let cell = 0; cell < counts.length; cell += 1)
    if (counts[cell]! > 0) append(cell, counts[cell]!, unit[cell]!);
  for (const entry of zoneEntries) append(entry.cell, entry.people, entry.group);
  return { urbanCells, table };
}
