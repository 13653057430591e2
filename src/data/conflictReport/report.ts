import type { Verdict } from "../../domain/check/rules.ts";
import type { CorridorReport } from "../../domain/corridor/corridorReport.ts";
import type { Bilingual, Status } from "../../domain/plan.ts";
import { type Colour, type Figure, type FigureContext, figureColours } from "./mapMarks.ts";
import type { RunRecord } from "./runRecord.ts";

export type ReportLanguage = "zh" | "en";

/** What a report says beyond the result: names that only the data folder knows, and who asks. */
export interface ReportFrame {
  language: ReportLanguage;
  /** Name of the atlas the zones come from. */
  atlasTitle: Bilingual;
  phaseTitle: Bilingual;
  /** Title and credit of each dataset, by id. */
  datasets: Readonly<Record<string, { title: Bilingual; credit: string; date: string }>>;
  /** Files and layers the user brought, and who chose what. */
  record: RunRecord;
  /** CGCS2000 grid of the boundary points, an EPSG code; null for the zone each project lies in. */
  gridEpsg: number | null;
  context: FigureContext;
  /** The search for ways of least conflict that goes with the run; left out where none was made. */
  corridor?: CorridorReport;
  /** Maps drawn at most, strictest conflicts first. */
  figureLimit: number;
}

export interface Cell {
  text: string;
  strong?: boolean;
  /** Written in this verdict's colour. */
  verdict?: Verdict;
}

export interface LegendEntry {
  form: "area" | "line" | "dot";
  colour: Colour;
  schematic: boolean;
  text: string;
}

/** A report as a list of blocks; DOCX and HTML are two ways of writing it. */
export type Block =
  | { kind: "title"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string; keepWithNext?: boolean }
  | { kind: "table"; widths: number[]; head: string[]; rows: Cell[][] }
  | { kind: "figure"; figure: Figure; caption: string; legend: LegendEntry[]; notes: string[] }
  | { kind: "signatures"; lines: string[] }
  | { kind: "pageBreak" };

export interface Report {
  language: ReportLanguage;
  title: string;
  blocks: Block[];
  /** For the foot of each page. */
  foot: string;
}

export const verdictColours: Record<Verdict, Colour> = {
  prohibited: figureColours.conflict,
  restricted: [168, 84, 0],
  assessment: [20, 90, 140],
  notice: [80, 86, 94],
  unverified: [110, 84, 140],
};

export const statusWords: Record<Status, Bilingual> = {
  existing: { zh: "现状", en: "existing" },
  "upgrade-done": { zh: "已提升", en: "upgraded" },
  "upgrade-under-way": { zh: "提升中", en: "being upgraded" },
  "upgrade-planned": { zh: "拟提升", en: "to be upgraded" },
  "under-construction": { zh: "在建", en: "under construction" },
  planned: { zh: "规划", en: "planned" },
  study: { zh: "研究", en: "study" },
  closed: { zh: "停用", en: "closed" },
  absent: { zh: "无", en: "absent" },
};

export interface Words {
  say: (zh: string, en: string) => string;
  pick: (text: Bilingual) => string;
}

export const createWords = (language: ReportLanguage): Words => ({
  say: (zh, en) => (language === "zh" ? zh : en),
  pick: (text) => text[language],
});
