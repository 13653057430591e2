import type { Bilingual, PhaseId } from "../plan.ts";
import type { ReachDefinition, TrainChoice } from "../rail/railJourney.ts";
import type { ReachOrigin } from "../reach/findOrigin.ts";

/** An origin as the board keeps it: where, and what the reader knows it by. */
export type NamedOrigin = ReachOrigin & { name?: Bilingual };

// Written out here so that reading a board does not load the railway.
const reachDefinitions: readonly ReachDefinition[] = ["train", "station", "door"];
const trainChoices: readonly TrainChoice[] = ["fastest", "emu", "conventional"];
export const reachViews = ["surface", "ring", "both"] as const;
export type ReachView = (typeof reachViews)[number];

/** A journey the reader has asked to see drawn: a cell of the matrix, by the ids of its two places. */
export interface MatrixChoice {
  columns: "cities" | "hubs";
  from: string;
  to: string;
}

/** What the board asks of the reach analysis. Inputs only; phase and scenario are the board's own. */
export interface ReachQuery {
  origins: readonly NamedOrigin[];
  combine: "union" | "intersection";
  definition: ReachDefinition;
  trains: TrainChoice;
  /** Minutes, rising, one to six of them. */
  cutoffs: readonly number[];
  /** The cut-off that comparisons, units and the soft edge speak of. */
  focusMinutes: number;
  view: ReachView;
  /** Whether the edge is shown as the band between somewhat quicker and somewhat slower. */
  soft: boolean;
  /** What the present phase and scenario are held against; null for nothing. */
  against: { phase: PhaseId; edited: boolean } | null;
  /** A place whose way from the origin is explained. */
  place: readonly [number, number] | null;
  route: MatrixChoice | null;
}

export const mostOrigins = 8;
export const mostCutoffs = 6;
export const leastCutoffMinutes = 5;
export const mostCutoffMinutes = 180;

export const standardQuery: ReachQuery = {
  origins: [],
  combine: "union",
  definition: "train",
  trains: "fastest",
  cutoffs: [30, 60, 90, 120],
  focusMinutes: 60,
  view: "surface",
  soft: false,
  against: null,
  place: null,
  route: null,
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const identifier = /^[a-z0-9][a-z0-9:._-]{0,119}$/i;
const isIdentifier = (value: unknown): value is string => typeof value === "string" && identifier.test(value);

/** Longitude and latitude rounded to 1e-5 degrees, about a metre, or undefined. */
export function parsePosition(value: unknown): [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [longitude, latitude] = value as [unknown, unknown];
  if (typeof longitude !== "number" || typeof latitude !== "number") return undefined;
  if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) return undefined;
  // A file keeps no minus before a zero, so neither does a board: both must be equal.
  const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5 + 0;
  return [round(longitude), round(latitude)];
}

function parseName(value: unknown): Bilingual | undefined {
  if (!isRecord(value)) return undefined;
  const { zh, en } = value;
  return typeof zh === "string" && typeof en === "string"
    ? { zh: zh.slice(0, 80), en: en.slice(0, 80) }
    : undefined;
}

function parseOrigin(value: unknown): NamedOrigin | undefined {
  if (!isRecord(value)) return undefined;
  const name = parseName(value.name);
  const named = name ? { name } : {};
  if (value.kind === "station" && isIdentifier(value.station))
    return { kind: "station", station: value.station, ...named };
  const lngLat = parsePosition(value.lngLat);
  return value.kind === "place" && lngLat ? { kind: "place", lngLat, ...named } : undefined;
}

/**
 * Cut-offs in order, each once, whole minutes from 5 to 180, at most six; undefined where none is left.
 */
export function orderCutoffs(values: readonly unknown[]): number[] | undefined {
  const minutes = values
    .filter((value): value is number => typeof value === "number" && Number.isFinite(value))
    .map((value) => Math.min(mostCutoffMinutes, Math.max(leastCutoffMinutes, Math.round(value))));
  const ordered = [...new Set(minutes)].sort((a, b) => a - b).slice(0, mostCutoffs);
  return ordered.length > 0 ? ordered : undefined;
}

/**
 * Reads the analysis of a board from outside data. Whatever is not understood takes its standard value.
 *
 * @param phases ids of the phases there are.
 * @returns the query and whether anything had to be left out; `query` is undefined where nothing is usable.
 */
export function parseReachQuery(
  value: unknown,
  phases: readonly string[],
): { query: ReachQuery | undefined; isWhole: boolean } {
  if (!isRecord(value)) return { query: undefined, isWhole: false };
  const listed = Array.isArray(value.origins) ? value.origins : [];
  const origins = listed.flatMap((entry) => parseOrigin(entry) ?? []).slice(0, mostOrigins);
  const cutoffs = Array.isArray(value.cutoffs) ? orderCutoffs(value.cutoffs) : undefined;
  const against =
    isRecord(value.against) && phases.includes(String(value.against.phase))
      ? { phase: String(value.against.phase), edited: value.against.edited === true }
      : null;
  const route =
    isRecord(value.route) && isIdentifier(value.route.from) && isIdentifier(value.route.to)
      ? {
          columns: value.route.columns === "hubs" ? ("hubs" as const) : ("cities" as const),
          from: value.route.from,
          to: value.route.to,
        }
      : null;
  const focus = orderCutoffs([value.focusMinutes])?.[0];
  const query: ReachQuery = {
    origins,
    combine: value.combine === "intersection" ? "intersection" : "union",
    definition: reachDefinitions.find((d) => d === value.definition) ?? standardQuery.definition,
    trains: trainChoices.find((choice) => choice === value.trains) ?? standardQuery.trains,
    cutoffs: cutoffs ?? standardQuery.cutoffs,
    focusMinutes: focus ?? standardQuery.focusMinutes,
    view: reachViews.find((view) => view === value.view) ?? standardQuery.view,
    soft: value.soft === true,
    against,
    place: parsePosition(value.place) ?? null,
    route,
  };
  const isWhole =
    origins.length === listed.length &&
    (value.cutoffs === undefined ||
      (Array.isArray(value.cutoffs) && cutoffs?.length === value.cutoffs.length)) &&
    (!isRecord(value.against) || against !== null);
  return { query, isWhole };
}
