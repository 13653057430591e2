import type { Position } from "geojson";
import type { Check, CheckParty, CheckResult } from "../check/conflict.ts";
import { describeClause } from "../check/describeClause.ts";
import { noEvidence } from "../check/evidence.ts";
import { findConflictsInSteps } from "../check/findConflicts.ts";
import { type ConflictsInput, collectCheck, conflicts } from "../check/kernels.ts";
import { findKindTitle, type LawVerdict, lawVerdicts, type RuleTable, verdicts } from "../check/rules.ts";
import { type DataFiles, type Kernel, type Progress, runSteps, type Steps } from "../kernel.ts";
import { findBoundingBox } from "../place/boundingBox.ts";
import { measureLineLengthMetres } from "../place/measure.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import {
  type CorridorInput,
  type CorridorResult,
  type CorridorZone,
  type LngLatBox,
  slopeKind,
  type WeighedKind,
  type WeightTrial,
} from "./corridor.ts";
import { type CostGrid, type CostZone, createCostGrid, findCell, layZone } from "./costGrid.ts";
import {
  buildBand,
  chooseCellMetres,
  drawWay,
  findSearchBox,
  findWays,
  mostCells,
  shareIn,
  widenWay,
} from "./findCorridors.ts";
import { measureWayCost, spreadCost, traceWay } from "./leastCost.ts";
import { meanSlope, readSlopes, type SlopeCells, steepen } from "./steepen.ts";
import { findWeight, listSpokenKinds, type SpokenKind } from "./weighKinds.ts";

/** The best and three others. */
const waysWanted = 4;
const bandShare = 0.03;
/** Each weight is tried this much lower and higher. */
const trialFactors = [0.8, 1.2] as const;
const wayDataset = "corridor";

const refuse = (code: string, zh: string, en: string) => failure<Problem>({ code, zh, en });

/** A zone with the strictest a clause says of the activity in it. */
interface WeighedZone extends SpokenKind {
  polygons: CostZone["polygons"];
}

/** Parts of a zone that have area; undefined where it is a place or a line alone. */
function findPolygons({ geometry }: CheckParty): CostZone["polygons"] | undefined {
  if (geometry?.type === "Polygon") return [geometry.coordinates];
  if (geometry?.type === "MultiPolygon") return geometry.coordinates;
  return undefined;
}

const meets = (polygons: CostZone["polygons"], [west, south, east, north]: LngLatBox): boolean => {
  const box = findBoundingBox([{ type: "MultiPolygon", coordinates: polygons as Position[][][] }]);
  return box !== undefined && box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south;
};

/** Zones in the box that some rule of the day speaks of for the activity; those without area are counted. */
function weighZones(
  check: Check,
  activity: string,
  box: LngLatBox,
): { zones: WeighedZone[]; withoutOutline: number } {
  const spoken = new Map(
    listSpokenKinds(check.rules, check.decisionDate, activity).map(({ kind, verdict }) => [kind, verdict]),
  );
  let withoutOutline = 0;
  const zones = check.zones.flatMap((zone): WeighedZone[] => {
    if (zone.status === "absent" || zone.status === "closed") return [];
    const verdict = spoken.get(zone.kind);
    if (!verdict) return [];
    const polygons = findPolygons(zone);
    if (!polygons) withoutOutline += 1;
    return polygons && meets(polygons, box) ? [{ polygons, kind: zone.kind, verdict }] : [];
  });
  return { zones, withoutOutline };
}

/** What the cost surface is made of. */
interface Ground {
  empty: CostGrid;
  zones: readonly WeighedZone[];
  slopes: SlopeCells | null;
}

function buildGrid(
  { empty, zones, slopes }: Ground,
  findFactor: (zone: SpokenKind) => number,
  slopeWeight: number,
): CostGrid {
  const grid = { ...empty, cost: Float64Array.from(empty.cost) };
  for (const zone of zones) layZone(grid, { polygons: zone.polygons, factor: findFactor(zone) });
  return steepen(grid, slopes, slopeWeight);
}

/** The kinds of the zones with their weights, the dearest first. */
function listKinds(input: CorridorInput, zones: readonly WeighedZone[], rules: RuleTable): WeighedKind[] {
  const verdictsOf = new Map(zones.map(({ kind, verdict }) => [kind, verdict]));
  return [...verdictsOf]
    .map(([kind, verdict]) => ({
      kind,
      title: findKindTitle(rules, kind),
      verdict,
      weight: findWeight(input, { kind, verdict }),
      zoneCount: zones.filter((zone) => zone.kind === kind).length,
    }))
    .sort((a, b) => b.weight - a.weight);
}

function* tryWeights(
  input: CorridorInput,
  ground: Ground,
  kinds: readonly WeighedKind[],
  ways: readonly { cells: number[] }[],
  ends: readonly [number, number],
): Steps<WeightTrial[]> {
  const trials: WeightTrial[] = [];
  const tried = [...kinds.map(({ kind }) => kind), ...(ground.slopes ? [slopeKind] : [])];
  for (const kind of tried)
    for (const factor of trialFactors) {
      yield say(0.45 + (0.35 * trials.length) / (tried.length * 2), "试算各项权重", "Trying other weights");
      const grid = buildGrid(
        ground,
        (zone) => {
          const weight = findWeight(input, zone);
          return zone.kind === kind ? Math.max(1, weight * factor) : weight;
        },
        (input.slope?.weight ?? 0) * (kind === slopeKind ? factor : 1),
      );
      const way = traceWay(spreadCost(grid, ends[0]), ends[1]);
      const least = measureWayCost(grid, way);
      trials.push({
        kind,
        factor,
        keptShare: shareIn(ways[0]!.cells, widenWay(grid, way)),
        costRatios: ways.map(({ cells }) => measureWayCost(grid, cells) / least),
      });
    }
  return trials;
}

const say = (fraction: number, zh: string, en: string): Progress => ({ fraction, words: { zh, en } });

/** What the check finds of one way: zones with length and clauses, the strictest first. */
function describeWay(result: CheckResult, key: string): CorridorZone[] {
  return result.conflicts
    .filter(({ subject }) => subject === key)
    .map((conflict): CorridorZone => {
      const party = result.zones.find((zone) => zone.key === conflict.zone)!;
      const rules = conflict.rules.map(({ id }) => result.rules.find((rule) => rule.id === id)!);
      const clauses = new Map(
        rules.map((rule) => [
          describeClause(rule, "zh"),
          { zh: describeClause(rule, "zh"), en: describeClause(rule, "en") },
        ]),
      );
      return {
        zone: conflict.zone,
        name: party.name,
        kind: result.kindTitles[conflict.zoneKind] ?? { zh: conflict.zoneKind, en: conflict.zoneKind },
        verdict: conflict.verdict,
        lawVerdict: conflict.lawVerdict,
        lengthMetres: conflict.lengthInsideMetres ?? 0,
        crossingCount: conflict.lengthInsideMetres === null ? conflict.crossings.length : 0,
        nearestDistanceMetres: conflict.nearestDistanceMetres,
        clauses: [...clauses.values()],
      };
    })
    .sort(
      (a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || b.lengthMetres - a.lengthMetres,
    );
}

/** Length of a way on ground of each verdict, from the grid: each cell under the strictest alone. */
function measureByVerdict(
  empty: CostGrid,
  zones: readonly WeighedZone[],
  cells: readonly number[],
  lengthMetres: number,
): Record<LawVerdict, number> {
  // Codes rise with strictness, so that the dearest wins as it does in the search.
  const marked = { ...empty, cost: new Float64Array(empty.cost.length).fill(1) };
  const code = (verdict: LawVerdict) => 1 + lawVerdicts.length - lawVerdicts.indexOf(verdict);
  for (const { polygons, verdict } of zones) layZone(marked, { polygons, factor: code(verdict) });
  const share = (verdict: LawVerdict) =>
    cells.filter((cell) => marked.cost[cell] === code(verdict)).length / cells.length;
  return Object.fromEntries(lawVerdicts.map((verdict) => [verdict, share(verdict) * lengthMetres])) as Record<
    LawVerdict,
    number
  >;
}

/** The mistakes of a question that can be told before anything is computed. */
function findMistake(
  { from, to, weights, kindWeights, slope, cellMetres, activity }: CorridorInput,
  check: Check,
) {
  if (slope && !(slope.weight >= 0 && slope.weight <= 100))
    return refuse(
      "corridor-weight",
      `坡度的权重为 ${slope.weight}，应在 0 到 100 之间`,
      `the weight of slope is ${slope.weight}; it must be from 0 to 100`,
    );
  const odd = Object.entries(kindWeights ?? {}).find(([, weight]) => !(weight >= 1 && weight <= 1_000));
  if (odd)
    return refuse(
      "corridor-weight",
      `“${findKindTitle(check.rules, odd[0]).zh}”的权重为 ${odd[1]}，应在 1 到 1000 之间`,
      `the weight of “${findKindTitle(check.rules, odd[0]).en}” is ${odd[1]}; it must be from 1 to 1,000`,
    );
  const weak = lawVerdicts.find((verdict) => !(weights[verdict] >= 1 && weights[verdict] <= 1_000));
  if (weak)
    return refuse(
      "corridor-weight",
      `权重“${weak}”为 ${weights[weak]}，应在 1 到 1000 之间`,
      `the weight of “${weak}” is ${weights[weak]}; it must be from 1 to 1,000`,
    );
  if (!check.rules.activityKinds.some(({ id }) => id === activity))
    return refuse(
      "corridor-activity",
      `规则表中没有活动类别“${activity}”`,
      `the rule table has no activity kind “${activity}”`,
    );
  if (cellMetres !== null && !(cellMetres >= 50 && cellMetres <= 20_000))
    return refuse(
      "corridor-cell",
      `格网边长 ${cellMetres} 米，应在 50 到 20000 之间`,
      `cells of ${cellMetres} m; they must be from 50 to 20,000`,
    );
  const distance = measureLineLengthMetres([[...from], [...to]]);
  if (!(distance >= 1_000 && distance <= 2_000_000))
    return refuse(
      "corridor-ends",
      `起终点相距 ${(distance / 1000).toFixed(1)} 公里，应在 1 到 2000 公里之间`,
      `the ends are ${(distance / 1000).toFixed(1)} km apart; that must be from 1 to 2,000 km`,
    );
  return undefined;
}

function* findInSteps(input: CorridorInput, files: DataFiles): Steps<Result<CorridorResult>> {
  const { from, to, activity } = input;
  const check = collectCheck(noSubjects(input.check), files);
  const mistake = findMistake(input, check);
  if (mistake) return mistake;
  const box = findSearchBox(from, to);
  const cellMetres = input.cellMetres ?? chooseCellMetres(box);
  const empty = createCostGrid(box, cellMetres);
  if (empty.cost.length > mostCells * 8)
    return refuse(
      "corridor-size",
      `格网有 ${empty.cost.length} 格，太多；请加大边长`,
      `the grid has ${empty.cost.length} cells, too many; take larger ones`,
    );
  yield say(0.05, "建立费用面", "Building the cost surface");
  const { zones, withoutOutline } = weighZones(check, activity, box);
  const kinds = listKinds(input, zones, check.rules);
  const slopes = readSlopes(input.slope, files, empty.cost.length);
  if (!slopes.ok) return slopes;
  const ground: Ground = { empty, zones, slopes: slopes.value };
  const grid = buildGrid(ground, (zone) => findWeight(input, zone), input.slope?.weight ?? 0);
  const ends = [findCell(grid, from)!, findCell(grid, to)!] as const;
  if (ends[0] === ends[1])
    return refuse(
      "corridor-cell",
      "起终点落在同一格内，请减小边长",
      "both ends lie in one cell; take smaller ones",
    );
  const search = findWays(grid, ends[0], ends[1], waysWanted);
  let step = search.next();
  for (let tries = 0; !step.done; tries += 1) {
    yield say(Math.min(0.4, 0.1 + tries * 0.05), "寻找走廊", "Looking for ways");
    step = search.next();
  }
  const ways = step.value;
  const best = ways[0]!;
  const trials = yield* tryWeights(input, ground, kinds, ways, ends);
  yield say(0.82, "核查各条走廊", "Checking the ways");
  const lines = ways.map(({ cells }) => drawWay(grid, cells, from, to));
  const result = yield* findConflictsInSteps({
    ...check,
    subjects: lines.map((coordinates, index) => ({
      dataset: wayDataset,
      id: String(index + 1),
      name: { zh: `走廊 ${index + 1}`, en: `way ${index + 1}` },
      kind: activity,
      geometry: { type: "LineString", coordinates },
      schematic: false,
      evidence: noEvidence,
      status: null,
      source: "",
    })),
  });
  return success({
    cellMetres,
    band: buildBand(grid, ends[0], ends[1], bandShare),
    bandShare,
    ways: ways.map(({ cells, cost, ownShare }, index) => {
      const lengthMetres = measureLineLengthMetres(lines[index]!);
      return {
        coordinates: lines[index]!,
        lengthMetres,
        costRatio: index === 0 ? 1 : cost / best.cost,
        ownShare,
        meanSlopePercent: meanSlope(ground.slopes, cells),
        zones: describeWay(result, `${wayDataset}/${index + 1}`),
        lengthByVerdict: measureByVerdict(empty, zones, cells, lengthMetres),
      };
    }),
    trials,
    weights: input.weights,
    kinds,
    slope: describeSlope(input, ground.slopes),
    withoutOutline,
    straightMetres: measureLineLengthMetres([[...from], [...to]]),
  });
}

/** How slope was weighed, without the file. */
function describeSlope({ slope }: CorridorInput, slopes: SlopeCells | null): CorridorResult["slope"] {
  if (!slope || !slopes) return null;
  const { file: _file, ...said } = slope;
  return {
    ...said,
    knownShare: slopes.reduce((sum, value) => sum + Number(!Number.isNaN(value)), 0) / slopes.length,
  };
}

/** The zones and rules of a check without its subjects: only the ways are to be judged. */
const noSubjects = (check: ConflictsInput): ConflictsInput => ({ ...check, subjects: [], ownSubjects: [] });

/** Ways from A to B over ground that zones and rules make dear, with what the check says of each. */
export const corridor: Kernel<CorridorInput, CorridorResult> = {
  files: ({ check, slope }) => [...conflicts.files(noSubjects(check)), ...(slope ? [slope.file] : [])],
  run: (input, files) => runSteps(findInSteps(input, files)),
  steps: findInSteps,
};
