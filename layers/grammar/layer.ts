import type {
  CircleLayerSpecification,
  FillLayerSpecification,
  FilterSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from "@maplibre/maplibre-gl-style-spec";
import type { StatisticsQuery } from "../../src/domain/board/statisticsQuery.ts";
import type { Swatch } from "./swatch.ts";
import type { Theme } from "./theme.ts";

/** Groups follow the plan's own order. */
export const groups = [
  "base",
  "towns",
  "transport",
  "logistics",
  "energy",
  "ecology",
  "industry",
  "services",
] as const;
/** A group of the plan, or the reader's own layers. */
export type GroupId = (typeof groups)[number] | "own";

interface Text {
  zh: string;
  en: string;
}

type WithoutBinding<L> = L extends { id: string } ? Omit<L, "id" | "source"> & { id?: string } : never;

/** A style layer without id and source: both follow from the layer that draws it. */
export type Mark = WithoutBinding<
  FillLayerSpecification | LineLayerSpecification | CircleLayerSpecification | SymbolLayerSpecification
>;

/** One line of the legend; `filter` says which features it stands for, so that a click can hide them. */
export interface LegendEntry {
  id: string;
  label: Text;
  filter: FilterSpecification;
  /** Zoom from which the map draws these features; below it they do not count as in view. */
  fromZoom?: number;
  /** Stands for what is not there in this phase and is drawn all the same, as the plan's intention. */
  ofAbsent?: boolean;
  swatch: Swatch;
}

/** What the drawing of a layer may depend on. Nothing else: a picture is a function of these. */
export interface DrawContext {
  theme: Theme;
  /** The screen is held in the hand: the sizes of a page are read there, whatever the theme. */
  isHandheld?: boolean;
  phase: string;
  language: "zh" | "en";
  /** Cut-offs of the reach analysis shown, minutes; left out while there is none. */
  cutoffs?: readonly number[];
  showsRing?: boolean;
  showsSurface?: boolean;
  /** Whether the edge is shown as a band. */
  showsSoft?: boolean;
  /** Whether two surfaces are compared. */
  showsChange?: boolean;
  showsRoute?: boolean;
  /** Whether the scenario adds links, opens lines, closes lines. */
  showsLinks?: boolean;
  showsOpened?: boolean;
  showsClosed?: boolean;
  /** Whether an ecology check is asked for. */
  showsConflicts?: boolean;
  /** The conflict in focus; left out while all are shown alike. */
  focusedConflict?: string;
  /** Whether promised things are coloured by their state. */
  showsStates?: boolean;
  /** A number by unit that is shown. */
  statistics?: StatisticsQuery;
  /** Whether alternatives to a project are weighed. */
  showsAlternatives?: boolean;
}

export interface LayerDefinition {
  id: string;
  title: Text;
  group: GroupId;
  data: { dataset: string } | { tiles: string } | { kernel: string };
  /** Whether the layer is on in the default board. */
  shown: boolean;
  legend: (context: DrawContext) => LegendEntry[];
  draw: (context: DrawContext) => Mark[];
  /**
   * Lines of these kinds are drawn as curves that swell along their course: parts carry `taperKey`, 0 at the
   * start and 1 at the end. All other lines of such a layer are drawn as plain curves.
   */
  course?: { tapering: readonly string[] | "all"; isBundled?: boolean };
  /** Columns drawn by deck.gl while the map leans. */
  deck?: {
    /** Of a feature of this kind. */
    colour: (theme: Theme, kind: string) => string;
    valueKey?: string;
    /** Metres of column for one unit of the value, and how thick a column is. */
    metresPerUnit?: number;
    radiusMetres?: number;
  };
  /** Columns of the table drawer beyond name, kind and status. */
  columns?: { key: string; title: Text; unit?: Text }[];
}

/** How far along its course a part of a tapering line lies, 0 to 1. */
export const taperKey = "taper";

/** Gives a literal definition its type while keeping its id narrow. */
export const defineLayer = <const D extends LayerDefinition>(definition: D): D => definition;
