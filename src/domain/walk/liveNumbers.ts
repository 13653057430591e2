import type { Language } from "../board/board.ts";
import type { Plan, PlanFeature, PlanFeatureCollection } from "../plan.ts";
import { buildNetwork, type RailNetwork } from "../rail/buildNetwork.ts";
import { buildClock, findJourney } from "../rail/railJourney.ts";
import type { RailSource } from "../rail/railSource.ts";
import type { AnswerSource } from "./readPath.ts";
import type { FeatureChoice, Highlight, LitFeature, LiveNumber, NumberSource } from "./walk.ts";

/** A run of plain text, or the name of a live number. */
export type NarrationPart = { text: string } | { number: string };

/** Cuts a narration at its `{{key}}`; empty runs are left out. */
export function splitNarration(narration: string): NarrationPart[] {
  return narration
    .split(/(\{\{[a-z0-9][a-z0-9:._-]*\}\})/i)
    .filter((part) => part !== "")
    .map((part) => (/^\{\{.*\}\}$/.test(part) ? { number: part.slice(2, -2) } : { text: part }));
}

/** A date given as `20241231`, `202412` or `2024`, in words. */
function writeDate(value: number, language: Language): string {
  const digits = String(value);
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number) as [
    number,
    number,
    number,
  ];
  if (language === "zh") return `${year} 年${month ? ` ${month} 月` : ""}${day ? ` ${day} 日` : ""}`;
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    year: "numeric",
    ...(month ? { month: "long" } : {}),
    ...(day ? { day: "numeric" } : {}),
  }).format(Date.UTC(year, (month || 1) - 1, day || 1));
}

/** The number as text with its unit, rounded as the walk asks. */
export function formatLiveNumber(live: LiveNumber, value: number, language: Language): string {
  const { divide, digits, unit, isDate } = live[language];
  if (isDate) return writeDate(value, language);
  const written = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value / divide);
  return `${written}${unit}`;
}

/** Numbers a text names that are not among those known, each once, in the order they come. */
export const findUnknownNumbers = (text: string, known: Readonly<Record<string, unknown>>): string[] => [
  ...new Set(
    splitNarration(text).flatMap((part) =>
      "number" in part && !Object.hasOwn(known, part.number) ? [part.number] : [],
    ),
  ),
];

/** What live numbers are read from; a part that is not there yet leaves its numbers pending. */
export interface NumberData {
  plan: Plan | null;
  datasets: Readonly<Record<string, PlanFeatureCollection>>;
  rail: RailSource | null;
  /** What `readPath` found in the kernel's answer; undefined while it is being computed, null where it failed. */
  findAnswerValue: (source: AnswerSource) => number | null | undefined;
}

/** `changed`: not what was approved. `pending`: not known yet. `missing`: cannot be found any more. */
export type NumberState =
  | { state: "same" | "changed"; value: number }
  | { state: "pending" | "missing"; value: undefined };

const isChosen = ({ properties }: PlanFeature, { ids, kinds, status }: FeatureChoice): boolean =>
  (!ids || ids.includes(properties.id)) &&
  (!kinds || kinds.includes(properties.kind)) &&
  (!status || status.in.includes(properties[`status:${status.phase}`] ?? "absent"));

const networks = new WeakMap<RailSource, Map<string, RailNetwork>>();

function findRailMinutes(rail: RailSource, phase: string, from: string, to: string): number | undefined {
  const stationsOf = (name: string) =>
    rail.cities
      .find((city) => city.name.zh === name || city.name.en === name)
      ?.stations.map((id) => rail.stations.findIndex((station) => station.id === id));
  const origins = stationsOf(from);
  const goals = stationsOf(to);
  if (!origins || !goals || !rail.phases.includes(phase)) return undefined;
  const known = networks.get(rail) ?? new Map<string, RailNetwork>();
  networks.set(rail, known);
  const network = known.get(phase) ?? buildNetwork(rail, phase);
  known.set(phase, network);
  const journey = findJourney(rail, network, origins, goals, buildClock(rail, "train"));
  return journey?.timetabled ? journey.minutes : undefined;
}

/** The value now; undefined where it cannot be found, `pending` where its data are not there yet. */
function readSource(source: NumberSource, data: NumberData): number | "pending" | undefined {
  switch (source.kind) {
    case "indicator": {
      if (!data.plan) return "pending";
      const indicator = data.plan.indicators.find((other) => other.item === source.item);
      if (source.comparison === undefined) return indicator?.value ?? undefined;
      return indicator?.comparison?.find((other) => other.label.zh === source.comparison)?.value;
    }
    case "features": {
      const collection = data.datasets[source.dataset];
      if (!collection) return "pending";
      const chosen = collection.features.filter((feature) => isChosen(feature, source.where ?? {}));
      const property = source.sum;
      if (property === undefined) return chosen.length;
      if (chosen.length === 0) return undefined;
      return chosen.reduce((sum, { properties }) => sum + (Number(properties[property]) || 0), 0);
    }
    case "rail":
      return data.rail ? findRailMinutes(data.rail, source.phase, source.from, source.to) : "pending";
    case "answer": {
      const value = data.findAnswerValue(source);
      return value === undefined ? "pending" : (value ?? undefined);
    }
  }
}

/**
 * Compares a live number with the data of now. It counts as changed where either language would print
 * something else than what was approved: a change below the rounding is not worth stopping a room for.
 */
export function findNumberState(live: LiveNumber, data: NumberData): NumberState {
  const value = readSource(live.source, data);
  if (value === "pending") return { state: "pending", value: undefined };
  if (value === undefined) return { state: "missing", value: undefined };
  const isSame = (["zh", "en"] as const).every(
    (language) => formatLiveNumber(live, value, language) === formatLiveNumber(live, live.approved, language),
  );
  return { state: isSame ? "same" : "changed", value };
}

/**
 * What is lit, with the numbers that stand on the map written out: as they are now, and as approved while they cannot
 * be found. A number the walk has not is left out.
 */
export function sayNumbers(
  highlights: readonly Highlight[],
  numbers: Readonly<Record<string, LiveNumber>>,
  data: NumberData,
): LitFeature[] {
  return highlights.map((highlight) => {
    const live = highlight.number === undefined ? undefined : numbers[highlight.number];
    if (!live) return highlight;
    const { value } = findNumberState(live, data);
    const shown = value ?? live.approved;
    return {
      ...highlight,
      said: { zh: formatLiveNumber(live, shown, "zh"), en: formatLiveNumber(live, shown, "en") },
    };
  });
}
