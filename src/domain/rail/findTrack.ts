import type { PhaseId } from "../plan.ts";
import type { RailSource } from "./railSource.ts";

interface Neighbour {
  station: string;
  section: number;
  metres: number;
}

interface OpenTrack {
  graph: Map<string, Neighbour[]>;
  /** Ways found before; timetables ask for the same ones again and again. */
  found: Map<string, number[] | undefined>;
}

const graphs = new WeakMap<RailSource, Map<PhaseId, OpenTrack>>();

function openTrack(source: RailSource, phase: PhaseId): OpenTrack {
  const byPhase = graphs.get(source) ?? new Map<PhaseId, OpenTrack>();
  graphs.set(source, byPhase);
  const known = byPhase.get(phase);
  if (known) return known;
  const open = new Set(source.lines.flatMap((line) => (line.openIn.includes(phase) ? [line.id] : [])));
  const graph = new Map<string, Neighbour[]>();
  const join = (from: string, to: string, section: number, metres: number) =>
    graph.set(from, [...(graph.get(from) ?? []), { station: to, section, metres }]);
  for (const [index, { line, from, to, lengthMetres }] of source.sections.entries()) {
    if (!open.has(line)) continue;
    join(from, to, index, lengthMetres);
    join(to, from, index, lengthMetres);
  }
  const track: OpenTrack = { graph, found: new Map() };
  byPhase.set(phase, track);
  return track;
}

/** The shortest way by the open lines of a phase between two stations, as places in `sections`; undefined where none leads. */
export function findTrack(
  source: RailSource,
  phase: PhaseId,
  from: string,
  to: string,
): number[] | undefined {
  const { graph, found } = openTrack(source, phase);
  const key = `${from} ${to}`;
  if (!found.has(key)) found.set(key, searchTrack(graph, from, to));
  return found.get(key);
}

function searchTrack(
  graph: ReadonlyMap<string, readonly Neighbour[]>,
  from: string,
  to: string,
): number[] | undefined {
  const best = new Map<string, { metres: number; before: string | null; section: number }>([
    [from, { metres: 0, before: null, section: -1 }],
  ]);
  const open = new Set([from]);
  while (open.size > 0) {
    let here = "";
    for (const station of open)
      if (here === "" || best.get(station)!.metres < best.get(here)!.metres) here = station;
    if (here === to) {
      const track: number[] = [];
      for (let at = here; ; ) {
        const { before, section } = best.get(at)!;
        if (before === null) return track.reverse();
        track.push(section);
        at = before;
      }
    }
    open.delete(here);
    for (const { station, section, metres } of graph.get(here) ?? []) {
      const sum = best.get(here)!.metres + metres;
      if (sum >= (best.get(station)?.metres ?? Number.POSITIVE_INFINITY)) continue;
      best.set(station, { metres: sum, before: here, section });
      open.add(station);
    }
  }
  return undefined;
}
