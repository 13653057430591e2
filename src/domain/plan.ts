import type { Feature, FeatureCollection, Geometry } from "geojson";

/** A text in both languages of the product. */
export interface Bilingual {
  zh: string;
  en: string;
}

export type PhaseId = string;
export type ItemId = string;
export type DatasetId = string;
export type FeatureId = string;

/** A moment or version of the plan that map, tables and answers obey. */
export interface Phase {
  id: PhaseId;
  title: Bilingual;
  /** What the phase means, for the tooltip and the method card. */
  note: Bilingual;
}

export const statuses = ["existing", "under-construction", "planned", "study", "closed", "absent"] as const;
export type Status = (typeof statuses)[number];

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
