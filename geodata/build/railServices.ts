import type { PhaseId } from "../../src/domain/plan.ts";
import type {
  RailSection,
  RailService,
  ServiceBasis,
  TrainClass,
  TrainType,
} from "../../src/domain/rail/railSource.ts";
import { phaseIds } from "../plan/phases.ts";
import { type FactRow, readFactTable, readNumber, readText, refuse, requireText } from "./factTable.ts";
import { findSpan, type LineCourse } from "./railCourses.ts";

/** What services are built from. */
export interface ServiceGround {
  sections: readonly RailSection[];
  courses: ReadonlyMap<string, LineCourse>;
  idOf: (name: string) => string;
  nameOf: (id: string) => { zh: string; en: string };
  majors: ReadonlySet<string>;
  trainTypes: readonly TrainType[];
}

/** The phase whose timetable is known, train by train. */
export const timetablePhase: PhaseId = "2020";

/** Sections a service runs over: along each named line to the stop, or to where the next line begins. */
function followLines(fact: FactRow, stops: readonly string[], sections: readonly RailSection[]): number[] {
  const lines = requireText(fact, "lines").split(";");
  const chains = lines.map((line) => {
    const indices = sections.flatMap((section, index) => (section.line === line ? [index] : []));
    if (indices.length === 0) refuse(fact, `line '${line}' has no stations`);
    const nodes = [sections[indices[0]!]!.from, ...indices.map((index) => sections[index]!.to)];
    return { indices, nodes };
  });
  const path: number[] = [];
  let line = 0;
  let here = stops[0]!;
  const walkTo = (target: string) => {
    const { indices, nodes } = chains[line]!;
    const from = nodes.indexOf(here);
    const to = nodes.indexOf(target);
    if (from < 0 || to < 0) refuse(fact, `'${here}' to '${target}' is not on line '${lines[line]}'`);
    for (let i = from; i !== to; i += from < to ? 1 : -1) path.push(indices[from < to ? i : i - 1]!);
    here = target;
  };
  for (const stop of stops.slice(1)) {
    while (!chains[line]!.nodes.includes(stop)) {
      const { nodes } = chains[line]!;
      const following = chains[line + 1]?.nodes ?? refuse(fact, `no line leads to '${stop}'`);
      const joints = nodes.filter((node) => following.includes(node));
      if (joints.length === 0) refuse(fact, `lines '${lines[line]}' and '${lines[line + 1]}' do not meet`);
      // Where two lines share a stretch, the train changes lines as late as it can.
      const far = (node: string) => Math.abs(nodes.indexOf(node) - nodes.indexOf(here));
      const joint = joints.reduce((best, node) => (far(node) > far(best) ? node : best));
      if (joint !== here) walkTo(joint);
      line += 1;
    }
    walkTo(stop);
  }
  return path;
}

/** Sections that trains of a class took in the timetable, from `rail/routing.csv`. */
function readRouting({ sections, courses }: ServiceGround): Map<TrainClass, ReadonlySet<number>> {
  const routing = new Map<TrainClass, Set<number>>();
  for (const fact of readFactTable("rail/routing.csv")) {
    const line = requireText(fact, "line_id");
    const course = courses.get(line) ?? refuse(fact, `line '${line}' has no stations`);
    const [from, to] = findSpan(fact, course);
    const own = sections.flatMap((section, index) => (section.line === line ? [index] : []));
    const trainClass = requireText(fact, "class") as TrainClass;
    const used = routing.get(trainClass) ?? new Set();
    for (const index of own.slice(from, to)) used.add(index);
    routing.set(trainClass, used);
  }
  return routing;
}

/** The shortest way between two stations over the sections allowed, or undefined. */
function findShortest(
  sections: readonly RailSection[],
  allowed: ReadonlySet<number>,
  from: string,
  to: string,
): number[] | undefined {
  const best = new Map<string, { metres: number; path: number[] }>([[from, { metres: 0, path: [] }]]);
  const open = new Set([from]);
  while (open.size > 0) {
    const here = [...open].reduce((a, b) => (best.get(b)!.metres < best.get(a)!.metres ? b : a));
    if (here === to) return best.get(here)!.path;
    open.delete(here);
    for (const index of allowed) {
      const section = sections[index]!;
      if (section.from !== here && section.to !== here) continue;
      const next = section.from === here ? section.to : section.from;
      const metres = best.get(here)!.metres + section.lengthMetres;
      if (metres >= (best.get(next)?.metres ?? Number.POSITIVE_INFINITY)) continue;
      best.set(next, { metres, path: [...best.get(here)!.path, index] });
      open.add(next);
    }
  }
  return undefined;
}

interface Reversal {
  station: string;
  lines: readonly [string, string];
  /** Only where the train goes on to, or comes from, this station. */
  towards: string;
}

const readReversals = ({ idOf }: ServiceGround): Reversal[] =>
  readFactTable("rail/reversals.csv").map((fact) => ({
    station: idOf(requireText(fact, "station_zh")),
    lines: [requireText(fact, "line_a"), requireText(fact, "line_b")],
    towards: readText(fact, "towards_zh") && idOf(readText(fact, "towards_zh")),
  }));

/** Stations at which a run over these sections reverses, in order. */
function findReversed(
  run: readonly number[],
  first: string,
  sections: readonly RailSection[],
  reversals: readonly Reversal[],
): string[] {
  const found: string[] = [];
  let here = first;
  for (const [i, index] of run.entries()) {
    const section = sections[index]!;
    const before = i > 0 ? sections[run[i - 1]!]! : undefined;
    const next = here === section.from ? section.to : section.from;
    if (before) {
      const previous = here === before.from ? before.to : before.from;
      const turns = reversals.some(
        ({ station, lines, towards }) =>
          station === here &&
          ((lines[0] === before.line && lines[1] === section.line) ||
            (lines[1] === before.line && lines[0] === section.line)) &&
          (towards === "" || towards === next || towards === previous),
      );
      if (turns) found.push(here);
    }
    here = next;
  }
  return found;
}

/** How long a train of a type stands at a stop. */
export type DwellRole = "usual" | "major" | "reversal";
export const dwellOf = (train: TrainType, role: DwellRole): number =>
  role === "usual"
    ? train.dwellSeconds
    : role === "major"
      ? train.dwellMajorSeconds
      : Math.max(train.dwellMajorSeconds, train.reversalSeconds);

/** A service with what each of its stops is, so that a fit can give it other dwells. */
export interface BuiltService {
  service: RailService;
  roles: DwellRole[];
}

function createStops(
  ground: ServiceGround,
  train: TrainType,
  stations: readonly string[],
  reversed: readonly string[],
): { stops: RailService["stops"]; roles: DwellRole[] } {
  const roles = stations.map(
    (station): DwellRole =>
      reversed.includes(station) ? "reversal" : ground.majors.has(station) ? "major" : "usual",
  );
  return {
    roles,
    stops: stations.map((station, i) => ({ station, dwellSeconds: dwellOf(train, roles[i]!) })),
  };
}

const requireTrain = (ground: ServiceGround, fact: FactRow, id: string): TrainType =>
  ground.trainTypes.find((train) => train.id === id) ?? refuse(fact, `no train type '${id}'`);

const byPhase = <T>(value: (phase: PhaseId) => T): Record<PhaseId, T> =>
  Object.fromEntries(phaseIds.map((phase) => [phase, value(phase)]));

/** Services whose stops, numbers or both are assumed or only published as a number, from `rail/services.csv`. */
export function buildListedServices(ground: ServiceGround): BuiltService[] {
  const reversals = readReversals(ground);
  return readFactTable("rail/services.csv").map((fact) => {
    const train = requireTrain(ground, fact, requireText(fact, "train_type"));
    const ids = requireText(fact, "stops").split(";").map(ground.idOf);
    const run = followLines(fact, ids, ground.sections);
    const basis = requireText(fact, "basis") as ServiceBasis;
    const { stops, roles } = createStops(
      ground,
      train,
      ids,
      findReversed(run, ids[0]!, ground.sections, reversals),
    );
    return {
      roles,
      service: {
        id: requireText(fact, "id"),
        trainType: train.id,
        name: { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
        sections: run,
        stops,
        trainsPerDay: byPhase((phase) => readNumber(fact, `trains_${phase.replace("-", "_")}`)!),
        basis: byPhase(() => basis),
        assumed: basis === "assumption",
      },
    };
  });
}

/**
 * One train along each line that calls everywhere, in no timetable: what answers for a station where no train is known
 * to call.
 */
export function buildStoppingServices(ground: ServiceGround): BuiltService[] {
  return [...ground.courses].flatMap(([line, { fact, stops: calls }]) => {
    const trainClass = /HSR|intercity/.test(fact.values.kind ?? "") ? "emu-250" : "local";
    const train = requireTrain(ground, fact, trainClass);
    const ids = calls.map(({ name }) => ground.idOf(name));
    const run = ground.sections.flatMap((section, index) => (section.line === line ? [index] : []));
    const { stops, roles } = createStops(ground, train, ids, []);
    return [
      {
        roles,
        service: {
          id: `calls-${line.replaceAll("_", "-")}`,
          trainType: train.id,
          name: {
            zh: `${requireText(fact, "label_zh")}逐站停（未见开行）`,
            en: `${requireText(fact, "label_en")}, every station (not known to run)`,
          },
          sections: run,
          stops,
          trainsPerDay: byPhase(() => 0),
          basis: byPhase(() => "assumption"),
          assumed: true,
        },
      },
    ];
  });
}

interface TrainFact {
  fact: FactRow;
  number: string;
  stops: string[];
}

/** Trains of one type with the same calls, whichever way they go, under the first of them. */
function groupTrains(kinds: ReadonlyMap<string, string>): Map<string, TrainFact[]> {
  const groups = new Map<string, TrainFact[]>();
  for (const fact of readFactTable("rail/trains_2021.csv")) {
    const kind = requireText(fact, "kind");
    const type = kinds.get(kind) ?? refuse(fact, `kind '${kind}' is not in train_kinds.csv`);
    const stops = requireText(fact, "stops").split(";");
    const [there, back] = [stops, [...stops].reverse()].map((list) => `${type} ${list.join(";")}`);
    const key = groups.has(back!) ? back! : there!;
    groups.set(key, [...(groups.get(key) ?? []), { fact, number: requireText(fact, "train"), stops }]);
  }
  return groups;
}

/** One service for each pattern of calls in the timetable of January 2021, with the trains that run it. */
export function buildTimetableServices(ground: ServiceGround): BuiltService[] {
  const kinds = new Map(
    readFactTable("rail/train_kinds.csv").map((fact) => [
      requireText(fact, "kind"),
      requireText(fact, "train_type"),
    ]),
  );
  const routing = readRouting(ground);
  const reversals = readReversals(ground);
  return [...groupTrains(kinds).values()].map((trains) => {
    const { fact, stops, number } = trains[0]!;
    const train = requireTrain(ground, fact, kinds.get(requireText(fact, "kind"))!);
    const ids = stops.map(ground.idOf);
    const run = ids
      .slice(1)
      .flatMap(
        (to, i) =>
          findShortest(ground.sections, routing.get(train.class)!, ids[i]!, to) ??
          refuse(fact, `no line of routing.csv leads from '${stops[i]}' to '${stops[i + 1]}'`),
      );
    const reversed = findReversed(run, ids[0]!, ground.sections, reversals);
    const nodes = listNodes(run, ids[0]!, ground.sections);
    // A train cannot turn without standing, so a station where it turns is a stop though no board lists it.
    const calls = nodes.filter((node) => ids.includes(node) || reversed.includes(node));
    const there = trains.filter((other) => other.stops[0] === stops[0]).length;
    const turnsUnlisted = calls.length > ids.length;
    const { stops: withDwell, roles } = createStops(ground, train, calls, reversed);
    const [first, last] = [ground.nameOf(ids[0]!), ground.nameOf(ids[ids.length - 1]!)];
    const more = trains.length - 1;
    // Of later years no list of trains is known: the patterns stand for them, but not those of a detour.
    const count = (own: number) => byPhase((phase) => (phase === timetablePhase || !turnsUnlisted ? own : 0));
    return {
      roles,
      service: {
        id: `${train.id}-${number.toLowerCase().replace("з", "z")}`,
        trainType: train.id,
        name: {
          zh: `${number}${more > 0 ? ` 等 ${trains.length} 列` : ""}（${first.zh}—${last.zh}）`,
          en: `${number.replace("З", "Z")}${more > 0 ? ` and ${more} more` : ""} (${first.en}–${last.en})`,
        },
        sections: run,
        stops: withDwell,
        trainsPerDay: count(there),
        trainsPerDayBack: count(trains.length - there),
        basis: byPhase((phase) => (phase === timetablePhase ? "timetable" : "assumption")),
        assumed: false,
      },
    };
  });
}

/** Stations a run passes, from the first. */
function listNodes(run: readonly number[], first: string, sections: readonly RailSection[]): string[] {
  const nodes = [first];
  for (const index of run) {
    const { from, to } = sections[index]!;
    nodes.push(nodes[nodes.length - 1] === from ? to : from);
  }
  return nodes;
}
