import type { Geometry } from "geojson";
import { verdictWords } from "../../domain/check/describeConflicts.ts";
import { formatShare } from "../../domain/check/measureWords.ts";
import { lawVerdicts } from "../../domain/check/rules.ts";
import type { CorridorZone } from "../../domain/corridor/corridor.ts";
import {
  type CorridorEnd,
  type CorridorReport,
  findStability,
  findTellingTrials,
  findTrialTitle,
} from "../../domain/corridor/corridorReport.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import {
  type Colour,
  createView,
  drawContext,
  drawFrame,
  drawGeometry,
  type Figure,
  type FigureContext,
  figureColours,
  findRoom,
  type Mark,
} from "./mapMarks.ts";
import type { Block, Cell, Words } from "./report.ts";

const [width, height] = [640, 460];
/** The best way, then the others. */
const wayColours: readonly Colour[] = [
  figureColours.conflict,
  figureColours.subject,
  [20, 90, 140],
  [110, 84, 140],
];
const colourOf = (index: number) => wayColours[index % wayColours.length]!;
const kilometres = (metres: number) => (metres / 1000).toFixed(1);

function buildMap({ from, to, result }: CorridorReport, context: FigureContext): Figure {
  const lines = result.ways.map(({ coordinates }): Geometry => ({ type: "LineString", coordinates }));
  const [west, south, east, north] = findBoundingBox(lines)!;
  const middle = [(west + east) / 2, (south + north) / 2] as const;
  const { across, down } = findRoom(width, height);
  const cosine = Math.cos((middle[1] * Math.PI) / 180);
  const degreesPerPoint = Math.max(((east - west) * cosine) / across, (north - south) / down, 1e-6) * 1.12;
  const view = createView(width, height, middle, degreesPerPoint);
  const label = ({ lngLat }: CorridorEnd, text: string): Mark[] => {
    const [x, y] = view.toPoint([...lngLat]);
    return [
      { kind: "dot", at: [x, y], radius: 5, colour: figureColours.ink, rim: figureColours.paper },
      { kind: "text", at: [x + 8, y - 6], text, size: 11, anchor: "start" },
    ];
  };
  return {
    width,
    height,
    frame: view.frame,
    marks: [
      ...drawContext(context, view),
      ...drawGeometry(result.band, view, {
        colour: figureColours.zone,
        opacity: 0.18,
        lineWidth: 0,
        radius: 0,
        schematic: false,
      }).filter(({ kind }) => kind === "area"),
      // The best last, so that it lies on top where ways share ground.
      ...lines
        .map((line, index) =>
          drawGeometry(line, view, {
            colour: colourOf(index),
            opacity: 1,
            lineWidth: index === 0 ? 3.5 : 2,
            radius: 0,
            schematic: false,
          }),
        )
        .reverse()
        .flat(),
      ...label(from, "A"),
      ...label(to, "B"),
    ],
    frameMarks: drawFrame(view),
  };
}

const cell = (text: string, more: Omit<Cell, "text"> = {}): Cell => ({ text, ...more });

const nameWay = (index: number, { say }: Words) =>
  `${say("走廊 ", "Way ")}${index + 1}${index === 0 ? say("（最优）", " (best)") : ""}`;

/** Ways: length, kilometres by verdict, and how firm each is when weights change. */
function tellWays(result: CorridorReport["result"], words: Words): Block {
  const { say, pick } = words;
  const stability = findStability(result);
  return {
    kind: "table",
    widths: [16, 12, 12, 12, 12, 12, 24],
    head: [
      say("走廊", "Way"),
      say("公里", "km"),
      ...lawVerdicts.map((verdict) => `${pick(verdictWords[verdict])}${say("（公里）", " (km)")}`),
      say("权重 ±20 % 时", "At weights ±20 %"),
    ],
    rows: result.ways.map((way, index) => [
      cell(nameWay(index, words), { strong: true }),
      cell(kilometres(way.lengthMetres)),
      ...lawVerdicts.map((verdict) => cell(kilometres(way.lengthByVerdict[verdict]))),
      cell(
        stability[index]!.keptShare === null
          ? say(
              `费用为当时最优的 ${stability[index]!.costRatios.map((ratio) => ratio.toFixed(2)).join("–")} 倍`,
              `costs ${stability[index]!.costRatios.map((ratio) => ratio.toFixed(2)).join("–")} times the best then`,
            )
          : say(
              `至少 ${formatShare(stability[index]!.keptShare)} 不变`,
              `at least ${formatShare(stability[index]!.keptShare)} stays`,
            ),
      ),
    ]),
  };
}

/** Zones that each way meets, with verdict and clauses. */
function tellZones(result: CorridorReport["result"], { say, pick }: Words): Block {
  const meeting = ({ lengthMetres, crossingCount, nearestDistanceMetres }: CorridorZone) =>
    lengthMetres > 0
      ? say(`区内 ${kilometres(lengthMetres)} 公里`, `${kilometres(lengthMetres)} km inside`)
      : crossingCount > 0
        ? say(`跨越 ${crossingCount} 处`, `crosses ${crossingCount} ×`)
        : say(
            `相距 ${kilometres(nearestDistanceMetres)} 公里`,
            `${kilometres(nearestDistanceMetres)} km away`,
          );
  return {
    kind: "table",
    widths: [12, 26, 14, 16, 32],
    head: [
      say("走廊", "Way"),
      say("生态区", "Zone"),
      say("结论", "Verdict"),
      say("关系", "Meeting"),
      say("条款", "Clauses"),
    ],
    rows: result.ways.flatMap((way, index) =>
      way.zones.length === 0
        ? [[cell(String(index + 1)), cell(say("无", "none")), cell(""), cell(""), cell("")]]
        : way.zones.map((zone) => [
            cell(String(index + 1)),
            cell(`${pick(zone.name)}${say("（", " (")}${pick(zone.kind)}${say("）", ")")}`),
            cell(pick(verdictWords[zone.verdict]), { verdict: zone.verdict }),
            cell(meeting(zone)),
            cell(zone.clauses.map(pick).join(say("；", "; "))),
          ]),
    ),
  };
}

/** Weights of the kinds of zones that cost something. */
function tellWeights(result: CorridorReport["result"], { say, pick }: Words): Block {
  return {
    kind: "table",
    widths: [46, 22, 12, 20],
    head: [
      say("计费用的生态区类别", "Kind of zone"),
      say("条文", "Clause"),
      say("权重", "Weight"),
      say("范围内个数", "Zones in the box"),
    ],
    rows: result.kinds.map(({ title, verdict, weight, zoneCount }) => [
      cell(pick(title)),
      cell(pick(verdictWords[verdict]), { verdict }),
      cell(String(weight)),
      cell(String(zoneCount)),
    ]),
  };
}

/** Which changes of a weight change the ways. */
function tellTrials(result: CorridorReport["result"], { say }: Words): Block {
  const telling = findTellingTrials(result);
  return {
    kind: "paragraph",
    text:
      telling.length === 0
        ? say(
            `各类权重分别增减 20 %，共试算 ${result.trials.length} 次，走廊和费用比均不变。`,
            `Each weight was tried a fifth lower and higher, ${result.trials.length} trials in all: ways and cost ratios stay.`,
          )
        : say(
            `各类权重分别增减 20 %，共试算 ${result.trials.length} 次，有变化的为：${telling
              .map(
                (trial) =>
                  `${findTrialTitle(result, trial).zh}×${trial.factor}，最优线保留 ${formatShare(trial.keptShare)}`,
              )
              .join("；")}。`,
            `Each weight was tried a fifth lower and higher, ${result.trials.length} trials in all. What changes: ${telling
              .map(
                (trial) =>
                  `${findTrialTitle(result, trial).en} × ${trial.factor}, ${formatShare(trial.keptShare)} of the best way stays`,
              )
              .join("; ")}.`,
          ),
  };
}

/** The search for ways of least conflict as a part of the report: map, ways, zones and clauses, weights, how firm they are. */
export function buildCorridorBlocks(report: CorridorReport, context: FigureContext, words: Words): Block[] {
  const { say, pick } = words;
  const { from, to, activity, result } = report;
  const name = (end: CorridorEnd) =>
    `${end.name ? `${pick(end.name)} ` : ""}(${end.lngLat.map((value) => value.toFixed(4)).join(", ")})`;
  return [
    {
      kind: "paragraph",
      text: say(
        `从 A ${name(from)}到 B ${name(to)}，活动类别为“${pick(activity)}”。格网边长 ${result.cellMetres} 米，生态区内每米按权重折算为空地的若干米，求费用最小的走廊；备选走廊至少 35% 的路线与前面各条不同；浅色带为费用与最优相差不超过 ${formatShare(result.bandShare)} 的范围。直线 ${kilometres(result.straightMetres)} 公里。${result.withoutOutline} 个没有范围的生态区在求路时不计费用，逐条核查时按距离判断。权重是权衡，不是法律；走廊用于比选，不是选线成果。`,
        `From A ${name(from)} to B ${name(to)}, activity “${pick(activity)}”. Cells of ${result.cellMetres} m; a metre in a zone counts as its weight in metres of free ground, and the way of least cost is sought. The others run apart from those before over at least 35% of their length; the pale area is where ways cost at most ${formatShare(result.bandShare)} more than the best. Straight line: ${kilometres(result.straightMetres)} km. ${result.withoutOutline} zones without an outline cost nothing in the search; the check of each way judges them by distance. Weights are judgements, not law; the ways serve comparison and are no alignment.`,
      ),
    },
    ...(result.slope
      ? [
          {
            kind: "paragraph" as const,
            text: say(
              `坡度计入费用：每 10% 坡度使费用增加 ${result.slope.weight} 倍；地形“${result.slope.terrain}”，格距约 ${Math.round(result.slope.grainMetres)} 米，覆盖 ${formatShare(result.slope.knownShare)} 的格网，其余按平地计。各走廊平均坡度：${result.ways.map(({ meanSlopePercent }, index) => `${index + 1} 为 ${meanSlopePercent === null ? "不详" : `${meanSlopePercent.toFixed(1)}%`}`).join("，")}。`,
              `Slope counts: every 10% of slope adds ${result.slope.weight} times the cost; terrain “${result.slope.terrain}”, cells of about ${Math.round(result.slope.grainMetres)} m, known for ${formatShare(result.slope.knownShare)} of the grid and flat elsewhere. Mean slope of the ways: ${result.ways.map(({ meanSlopePercent }, index) => `${index + 1}: ${meanSlopePercent === null ? "not known" : `${meanSlopePercent.toFixed(1)}%`}`).join(", ")}.`,
            ),
          },
        ]
      : []),
    {
      kind: "figure",
      figure: buildMap(report, context),
      caption: say("最少冲突走廊", "Ways of least conflict"),
      legend: [
        ...result.ways.map((_, index) => ({
          form: "line" as const,
          colour: colourOf(index),
          schematic: false,
          text: nameWay(index, words),
        })),
        { form: "area", colour: figureColours.zone, schematic: false, text: say("近优带", "Near-best band") },
      ],
      notes: [],
    },
    tellWays(result, words),
    tellZones(result, words),
    tellWeights(result, words),
    tellTrials(result, words),
  ];
}
