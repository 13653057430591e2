import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type {
  Bilingual,
  Plan,
  PlanChapter,
  PlanIndicator,
  PlanItem,
  PlanParagraph,
} from "../../src/domain/plan.ts";
import { itemGeometries, priorities } from "../../src/domain/plan.ts";
import { outputFolder } from "./dataset.ts";
import {
  FactError,
  type FactRow,
  planFolder,
  readFactTable,
  readNumber,
  readText,
  refuse,
  requireText,
} from "./factTable.ts";
import { readItemFeatureRows, readShippedFeatures } from "./itemFeatures.ts";

/** Ids of features by dataset: what a mapping may name. */
export type KnownFeatures = ReadonlyMap<string, { has(id: string): boolean }>;

const readBilingual = (fact: FactRow, column: string): Bilingual => ({
  zh: requireText(fact, `${column}_zh`),
  en: requireText(fact, `${column}_en`),
});

const readOptionalBilingual = (fact: FactRow, column: string): Bilingual => ({
  zh: readText(fact, `${column}_zh`),
  en: readText(fact, `${column}_en`),
});

function readWholeNumber(fact: FactRow, column: string): number {
  const number = readNumber(fact, column);
  if (number === undefined || !Number.isInteger(number))
    refuse(fact, `'${column}' is '${readText(fact, column)}', expected a whole number`);
  return number;
}

function readOneOf<T extends string>(fact: FactRow, column: string, allowed: readonly T[]): T {
  const value = requireText(fact, column) as T;
  if (!allowed.includes(value))
    refuse(fact, `'${column}' is '${value}', expected one of ${allowed.join(", ")}`);
  return value;
}

function readItems(folder: string): Map<string, { item: PlanItem; fact: FactRow }> {
  const items = new Map<string, { item: PlanItem; fact: FactRow }>();
  for (const fact of readFactTable("inventory.csv", folder)) {
    const id = requireText(fact, "id");
    if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) refuse(fact, `id '${id}' is not kebab-case`);
    if (items.has(id)) refuse(fact, `duplicate id '${id}'`);
    items.set(id, {
      fact,
      item: {
        id,
        name: readBilingual(fact, "name"),
        chapter: readWholeNumber(fact, "chapter"),
        section: readWholeNumber(fact, "section"),
        sectionTitle: requireText(fact, "section_title_zh"),
        theme: requireText(fact, "theme"),
        geometry: readOneOf(fact, "geometry", itemGeometries),
        cities: requireText(fact, "cities").split(","),
        status: requireText(fact, "status"),
        yearHint: readText(fact, "year_hint"),
        statement: readBilingual(fact, "statement"),
        priority: readOneOf(fact, "priority", priorities),
        features: [],
      },
    });
  }
  return items;
}

/** Hangs the features of `item-features.csv` and the reasons of `item-reasons.csv` on the items. */
function attachFeatures(
  folder: string,
  items: ReadonlyMap<string, { item: PlanItem; fact: FactRow }>,
  known: KnownFeatures,
) {
  const find = (fact: FactRow, id: string) =>
    items.get(id)?.item ?? refuse(fact, `no plan item '${id}' in inventory.csv`);
  const seen = new Set<string>();
  for (const { fact, item: id, dataset, feature } of readItemFeatureRows(folder)) {
    const item = find(fact, id);
    const ids = known.get(dataset);
    if (!ids) refuse(fact, `'${id}' leads to dataset '${dataset}', which is not shipped`);
    if (!ids.has(feature))
      refuse(fact, `'${id}' leads to '${feature}', which is not in dataset '${dataset}'`);
    const key = `${id} ${dataset}/${feature}`;
    if (seen.has(key)) refuse(fact, `says again that '${id}' leads to '${dataset}/${feature}'`);
    seen.add(key);
    item.features.push({ dataset, id: feature });
  }
  for (const fact of readFactTable("item-reasons.csv", folder)) {
    const id = requireText(fact, "item_id");
    const item = find(fact, id);
    if (item.features.length > 0) refuse(fact, `'${id}' has features, so it needs no reason`);
    if (item.geometry === "non-spatial-indicator")
      refuse(fact, `'${id}' is not spatial, so it needs no reason`);
    if (item.reason) refuse(fact, `'${id}' has a reason already`);
    item.reason = readBilingual(fact, "reason");
  }
  for (const { item, fact } of items.values()) {
    if (item.priority === "must" && item.geometry !== "non-spatial-indicator") {
      if (item.features.length === 0 && !item.reason)
        refuse(fact, `must item '${item.id}' leads to no feature and gives no reason`);
    }
  }
}

function readComparison(fact: FactRow): NonNullable<PlanIndicator["comparison"]> {
  const text = readText(fact, "comparison");
  if (text === "") return [];
  return text.split(";").map((part) => {
    const match = part.trim().match(/^(.+?)\/(.+)=(-?[\d.]+)$/);
    if (!match) refuse(fact, `comparison '${part}' is not written 'zh/en=number'`);
    return { label: { zh: match[1]!, en: match[2]! }, value: Number(match[3]) };
  });
}

function readIndicators(folder: string, items: ReadonlyMap<string, unknown>): PlanIndicator[] {
  const seen = new Set<string>();
  return readFactTable("indicators.csv", folder).map((fact) => {
    const item = requireText(fact, "item_id");
    if (!items.has(item)) refuse(fact, `no plan item '${item}' in inventory.csv`);
    if (seen.has(item)) refuse(fact, `'${item}' has an indicator already`);
    seen.add(item);
    const comparison = readComparison(fact);
    const note = readOptionalBilingual(fact, "note");
    if ((note.zh === "") !== (note.en === "")) refuse(fact, "its note is in one language only");
    return {
      item,
      value: readNumber(fact, "value") ?? null,
      display: readBilingual(fact, "display"),
      unit: readOptionalBilingual(fact, "unit"),
      year: requireText(fact, "year"),
      ...(comparison.length > 0 ? { comparison } : {}),
      ...(note.zh ? { note } : {}),
    };
  });
}

type Outline = Omit<Plan, "items" | "indicators">;

const paragraphsOf = (chapter: PlanChapter): PlanParagraph[] => [
  ...chapter.lead,
  ...chapter.sections.flatMap((section) => section.paragraphs),
];

/** Refuses an outline that names an unknown item, one twice, or leaves one out. */
function checkOutline(file: string, outline: Outline, items: ReadonlyMap<string, unknown>) {
  const paragraphs = [...outline.preface, ...outline.chapters.flatMap(paragraphsOf)];
  const placed = new Set<string>();
  const paragraphIds = new Set<string>();
  for (const paragraph of paragraphs) {
    if (paragraphIds.has(paragraph.id))
      throw new FactError(file, undefined, `duplicate paragraph '${paragraph.id}'`);
    paragraphIds.add(paragraph.id);
    for (const id of paragraph.items) {
      if (!items.has(id))
        throw new FactError(file, undefined, `paragraph '${paragraph.id}' names unknown item '${id}'`);
      if (placed.has(id)) throw new FactError(file, undefined, `item '${id}' stands in two paragraphs`);
      placed.add(id);
    }
  }
  const missing = [...items.keys()].filter((id) => !placed.has(id));
  if (missing.length > 0)
    throw new FactError(file, undefined, `no paragraph holds ${missing.slice(0, 5).join(", ")}`);
}

/** The whole plan from the tables of a folder, checked against the features that are shipped. */
export function buildPlan(known: KnownFeatures, folder: string = planFolder): Plan {
  const file = "geodata/plan/structure.json";
  const outline = JSON.parse(readFileSync(join(folder, "structure.json"), "utf8")) as Outline;
  const items = readItems(folder);
  attachFeatures(folder, items, known);
  checkOutline(file, outline, items);
  const indicators = readIndicators(folder, items);
  return { ...outline, items: [...items.values()].map(({ item }) => item), indicators };
}

/** Writes `data/plan.json`, one item a line so that a diff can be read. */
export function build() {
  const plan = buildPlan(readShippedFeatures(join(outputFolder, "data")));
  const { items, indicators, ...outline } = plan;
  const lines = (rows: readonly unknown[]) => `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;
  const text = `${JSON.stringify(outline).slice(0, -1)},\n"items":${lines(items)},\n"indicators":${lines(indicators)}}\n`;
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", "plan.json"), text);
}
