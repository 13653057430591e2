import type { Camera, Selection } from "../board/board.ts";
import type { Bilingual, DatasetId, FeatureId, ItemId, PhaseId, Status } from "../plan.ts";

/** West, south, east, north in degrees, WGS 84. */
export type Frame = [west: number, south: number, east: number, north: number];

/** Where the plan says it; no chapter for the preface, no section for a chapter's lead. */
export interface Clause {
  chapter: number | null;
  section: number | null;
  items: ItemId[];
}

/** A layer a scene shows. Layers it does not name are off. */
export interface SceneLayer {
  id: string;
  /** 0 to 1; 1 where missing. */
  opacity?: number;
  /** Legend entries taken off; none where missing. */
  hidden?: string[];
}

/**
 * The whole board of a scene, kept small: the layers it shows, and of everything else only what differs
 * from the standard board. Language and theme are the reader's, not the scene's.
 */
export interface SceneView {
  phase: PhaseId;
  layers: SceneLayer[];
  /** The whole draw order, only where it differs from the standard one. */
  order?: string[];
  selection?: Selection;
  camera?: Camera;
  /** Any further field of a board: analysis requests, edits of a scenario. */
  [field: string]: unknown;
}

/** Which features a number is taken from. */
export interface FeatureChoice {
  ids?: FeatureId[];
  kinds?: string[];
  /** Only features with one of these statuses in this phase. */
  status?: { phase: PhaseId; in: Status[] };
}

/** What a live number is bound to. */
export type NumberSource =
  /** A figure of the plan; with `comparison`, its second value of that Chinese label. */
  | { kind: "indicator"; item: ItemId; comparison?: string }
  /** Features of a dataset, counted, or a property of theirs added up. */
  | { kind: "features"; dataset: DatasetId; where?: FeatureChoice; sum?: string }
  /** Minutes in the train between two cities in a phase. */
  | { kind: "rail"; phase: PhaseId; from: string; to: string }
  /** A value in the answer of a kernel: property names and list places from the answer's top. */
  | { kind: "answer"; kernel: string; input: unknown; path: (string | number)[] };

/** How a number is written in one language: divided, rounded, with its unit after it. */
export interface NumberFormat {
  divide: number;
  digits: number;
  unit: string;
  /** The number is a date, `20241231`, `202412` or `2024`, and written as one; the rest does not count then. */
  isDate?: boolean;
}

/** A number in the text that follows the data, and the value it had when the text was approved. */
export interface LiveNumber {
  source: NumberSource;
  approved: number;
  zh: NumberFormat;
  en: NumberFormat;
}

/** A small chart beside the narration. Its values are live numbers or statuses of features. */
export type Figure =
  /** Large figures with a line under each. */
  | { kind: "figures"; title?: Bilingual; entries: { label: Bilingual; number: string }[] }
  /** Bars against each other, and a line at a target if there is one. */
  | {
      kind: "bars";
      title: Bilingual;
      bars: { label: Bilingual; number: string; strong?: boolean }[];
      target?: { label: Bilingual; value: number };
    }
  /** What stands when: one row a feature, one column a phase. */
  | {
      kind: "status";
      title: Bilingual;
      rows: { label: Bilingual; dataset: DatasetId; id: FeatureId }[];
      phases: PhaseId[];
    };

/** A feature that is lit. */
export interface Highlight extends Selection {
  /** Where along a line its name stands, 0 its beginning and 1 its end; in the middle where missing. */
  nameAt?: number;
  /** The live number that is written under its name on the map. */
  number?: string;
}

/** A feature as it is lit on a map, its number written out. */
export interface LitFeature extends Highlight {
  said?: Bilingual;
}

/** One picture of the walk: a whole board with what is said about it. */
export interface Scene {
  id: string;
  /** 0 the opening, then the chapters of the plan; the closing comes after the last. */
  chapter: number;
  clauses: Clause[];
  view: SceneView;
  /** What must be seen, whatever the size of the screen; without it the camera of the view is taken. */
  frame: Frame | null;
  /** Degrees the map leans and turns within the frame. */
  pitch: number;
  bearing: number;
  title: Bilingual;
  /** What the audience hears; `{{key}}` stands for a live number. */
  narration: Bilingual;
  /** For the presenter only: background, likely questions, where to click. */
  notes: Bilingual;
  targetSeconds: number;
  highlights: Highlight[];
  figures: Figure[];
  /** Ids of the routes that pass it. */
  routes: string[];
  /** Kept in the walk, passed by every route; a number still leads to it. */
  hidden: boolean;
  /** Its lines and charts come one after another, at a step each. */
  stepped: boolean;
}

/** A shorter way through the walk, for the time there is. */
export interface Route {
  id: string;
  title: Bilingual;
  /** What the room was promised. */
  minutes: number;
}

/** The guided walk as a document. */
export interface Walk {
  version: 2;
  id: string;
  title: Bilingual;
  chapters: { chapter: number; title: Bilingual }[];
  routes: Route[];
  numbers: Record<string, LiveNumber>;
  scenes: Scene[];
}
