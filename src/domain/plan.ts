import type { Feature, FeatureCollection, Geometry } from "geojson";
import { failure, type Problem, type Result, success } from "./result.ts";

/** A text in both languages of the product. */
export interface Bilingual {
  zh: string;
  en: string;
}

export type PhaseId = string;
export type ItemId = string;
export type DatasetId = string;
export type FeatureId = string;

export const statuses = [
  "existing",
  "upgrade-done",
  "upgrade-under-way",
  "upgrade-planned",
  "under-construction",
  "planned",
  "study",
  "closed",
  "absent",
] as const;
export type Status = (typeof statuses)[number];

/** Statuses an event gives, the latest of a thing first: works do not go back, and cancelling ends them. */
export const eventStatuses: readonly Status[] = [
  "absent",
  "upgrade-done",
  "existing",
  "upgrade-under-way",
  "under-construction",
  "upgrade-planned",
  "planned",
];

/**
 * The status of a feature by its properties: in a phase, or with `phase@YYYY-MM-DD` on a day, where the last
 * event up to the day decides (`from:<status>`, a day as a number) and the phase before `@` where there is none.
 */
export function readStatus(properties: Readonly<Record<string, unknown>> | null, key: string): Status {
  const [phase, day] = key.split("@") as [string, string | undefined];
  const date = day === undefined ? undefined : Number(day.replaceAll("-", ""));
  const reached =
    date === undefined
      ? undefined
      : eventStatuses.find((status) => {
          const from = properties?.[`from:${status}`];
          return typeof from === "number" && from <= date;
        });
  const earlier = day === undefined ? undefined : (properties?.["status:earlier"] as Status | undefined);
  return reached ?? earlier ?? (properties?.[`status:${phase}`] as Status | undefined) ?? "absent";
}

export const confidences = ["surveyed", "town", "schematic"] as const;
export type Confidence = (typeof confidences)[number];

/**
 * Properties every shipped feature carries. Keys follow the OpenStreetMap habit of a colon before
 * the qualifier, and stay flat because map tiles cannot hold nested values.
 * `status:<phase>` is there for each phase.
 */
export interface PlanProperties {
  id: FeatureId;
  "name:zh": string;
  "name:en": string;
  kind: string;
  /** Plan items this feature stands for. */
  items: ItemId[];
  confidence: Confidence;
  /** Publisher and date of the fact, never a mirror's address. */
  source: string;
  /** A remark for the inspector, in whatever language the source has it. */
  "note:zh"?: string;
  "note:en"?: string;
  [key: `status:${string}`]: Status;
  [key: string]: unknown;
}

export type PlanFeature<G extends Geometry = Geometry> = Feature<G, PlanProperties>;
export type PlanFeatureCollection = FeatureCollection<Geometry, PlanProperties>;

export const priorities = ["must", "should", "could"] as const;
export type Priority = (typeof priorities)[number];

export const itemGeometries = ["relation", "point", "polygon", "non-spatial-indicator", "line"] as const;
export type ItemGeometry = (typeof itemGeometries)[number];

/** One thing the plan says: a place, line, zone, relation or figure. */
export interface PlanItem {
  id: ItemId;
  name: Bilingual;
  chapter: number;
  section: number;
  sectionTitle: string;
  theme: string;
  geometry: ItemGeometry;
  cities: string[];
  status: string;
  yearHint: string;
  statement: Bilingual;
  priority: Priority;
  /** Features that show the item on the map. */
  features: { dataset: DatasetId; id: FeatureId }[];
  /** Why a spatial item has no feature. */
  reason?: Bilingual;
}

export interface PlanParagraph {
  id: string;
  text: Bilingual;
  items: ItemId[];
}

export interface PlanSection {
  section: number;
  title: Bilingual;
  paragraphs: PlanParagraph[];
}

export interface PlanChapter {
  chapter: number;
  title: Bilingual;
  lead: PlanParagraph[];
  sections: PlanSection[];
}

/** A figure the plan states, ready to be shown as a card. */
export interface PlanIndicator {
  item: ItemId;
  value: number | null;
  /** As the plan prints it, for values that are not one number. */
  display: Bilingual;
  unit: Bilingual;
  year: string;
  /** A second value worth seeing beside it, such as the region's share or the target. */
  comparison?: { label: Bilingual; value: number }[];
  note?: Bilingual;
}

/** The plan as data: what `public/data/plan.json` holds. */
export interface Plan {
  title: Bilingual;
  issued: string;
  period: string;
  outlook: string;
  preface: PlanParagraph[];
  chapters: PlanChapter[];
  items: PlanItem[];
  indicators: PlanIndicator[];
}

const planProblem = (code: string, zh: string, en: string): { ok: false; error: Problem } =>
  failure({ code, zh: `规划数据不可用：${zh}`, en: `the plan data cannot be used: ${en}` });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isBilingual = (value: unknown): value is Bilingual =>
  isObject(value) && typeof value.zh === "string" && typeof value.en === "string";
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

const isItem = (value: unknown): value is PlanItem =>
  isObject(value) &&
  typeof value.id === "string" &&
  isBilingual(value.name) &&
  isBilingual(value.statement) &&
  Number.isInteger(value.chapter) &&
  Number.isInteger(value.section) &&
  (itemGeometries as readonly unknown[]).includes(value.geometry) &&
  (priorities as readonly unknown[]).includes(value.priority) &&
  isTexts(value.cities) &&
  Array.isArray(value.features) &&
  value.features.every((f) => isObject(f) && typeof f.dataset === "string" && typeof f.id === "string");

const isParagraph = (value: unknown): value is PlanParagraph =>
  isObject(value) && typeof value.id === "string" && isBilingual(value.text) && isTexts(value.items);
const isParagraphs = (value: unknown): value is PlanParagraph[] =>
  Array.isArray(value) && value.every(isParagraph);

const isSection = (value: unknown): value is PlanSection =>
  isObject(value) &&
  Number.isInteger(value.section) &&
  isBilingual(value.title) &&
  isParagraphs(value.paragraphs);

const isChapter = (value: unknown): value is PlanChapter =>
  isObject(value) &&
  Number.isInteger(value.chapter) &&
  isBilingual(value.title) &&
  isParagraphs(value.lead) &&
  Array.isArray(value.sections) &&
  value.sections.every(isSection);

const isIndicator = (value: unknown): value is PlanIndicator =>
  isObject(value) &&
  typeof value.item === "string" &&
  (value.value === null || typeof value.value === "number") &&
  isBilingual(value.display) &&
  isBilingual(value.unit);

/**
 * Reads the text of `plan.json`.
 * @returns the plan, or a problem `plan-not-json`, `plan-bad-shape` (naming the first bad entry, counted
 * from 1) or `plan-unknown-item` (an outline or indicator that names an item there is not).
 */
export function parsePlan(text: string): Result<Plan> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return planProblem("plan-not-json", "不是 JSON 文件", "it is not JSON");
  }
  if (!isObject(value) || !isBilingual(value.title))
    return planProblem("plan-bad-shape", "缺少标题", "it has no title");
  const lists = {
    preface: isParagraph,
    chapters: isChapter,
    items: isItem,
    indicators: isIndicator,
  };
  for (const [name, isEntry] of Object.entries(lists)) {
    const list = value[name];
    if (!Array.isArray(list))
      return planProblem("plan-bad-shape", `缺少列表 ${name}`, `it has no list '${name}'`);
    const bad = list.findIndex((entry) => !isEntry(entry));
    if (bad >= 0)
      return planProblem(
        "plan-bad-shape",
        `${name} 第 ${bad + 1} 项不完整`,
        `${name} ${bad + 1} is incomplete`,
      );
  }
  const plan = value as unknown as Plan;
  const known = new Set(plan.items.map((item) => item.id));
  const named = [
    ...listParagraphs(plan).flatMap(({ paragraph }) => paragraph.items),
    ...plan.indicators.map((indicator) => indicator.item),
  ];
  const unknown = named.find((id) => !known.has(id));
  if (unknown !== undefined)
    return planProblem("plan-unknown-item", `没有条目 ${unknown}`, `there is no item '${unknown}'`);
  return success(plan);
}

/** A paragraph and where the outline has it; the preface has neither chapter nor section, a lead no section. */
export interface PlacedParagraph {
  paragraph: PlanParagraph;
  chapter?: PlanChapter;
  section?: PlanSection;
}

/** Every paragraph in reading order. */
export const listParagraphs = (plan: Pick<Plan, "preface" | "chapters">): PlacedParagraph[] => [
  ...plan.preface.map((paragraph) => ({ paragraph })),
  ...plan.chapters.flatMap((chapter) => [
    ...chapter.lead.map((paragraph) => ({ paragraph, chapter })),
    ...chapter.sections.flatMap((section) =>
      section.paragraphs.map((paragraph) => ({ paragraph, chapter, section })),
    ),
  ]),
];

/** The paragraph an item stands in; undefined for an item the outline does not hold. */
export const findParagraph = (plan: Plan, item: ItemId): PlacedParagraph | undefined =>
  listParagraphs(plan).find(({ paragraph }) => paragraph.items.includes(item));

export const findItem = (plan: Plan, id: ItemId): PlanItem | undefined =>
  plan.items.find((item) => item.id === id);

/** Items a feature stands for, in the plan's order. */
export const findItemsOfFeature = (plan: Plan, dataset: DatasetId, feature: FeatureId): PlanItem[] =>
  plan.items.filter((item) => item.features.some((f) => f.dataset === dataset && f.id === feature));

/** Whether an item has a place, line, area or relation, so that a map can be asked for it. */
export const isSpatial = (item: PlanItem): boolean => item.geometry !== "non-spatial-indicator";

/** How many items of a priority there are, how many are spatial, and what those lead to. */
export interface ItemCount {
  all: number;
  spatial: number;
  /** Spatial items with at least one feature. */
  placed: number;
  /** Spatial items without a feature that say why. */
  explained: number;
  /** Spatial items with neither. */
  open: number;
}

/** Counts the items of each priority and what they lead to. */
export function countItems(items: readonly PlanItem[]): Record<Priority, ItemCount> {
  const count = (priority: Priority): ItemCount => {
    const chosen = items.filter((item) => item.priority === priority);
    const spatial = chosen.filter(isSpatial);
    const placed = spatial.filter((item) => item.features.length > 0).length;
    const explained = spatial.filter((item) => item.features.length === 0 && item.reason).length;
    return {
      all: chosen.length,
      spatial: spatial.length,
      placed,
      explained,
      open: spatial.length - placed - explained,
    };
  };
  return { must: count("must"), should: count("should"), could: count("could") };
}
