import type {
  CircleLayerSpecification,
  FillLayerSpecification,
  FilterSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from "@maplibre/maplibre-gl-style-spec";
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
  /** How the swatch is drawn. */
  swatch: {
    shape: "fill" | "line" | "circle" | "symbol" | "arc" | "column";
    colour: string;
    icon?: string;
    dash?: readonly number[];
    hatch?: boolean;
    /** A full tint, where its strength means something. */
    solid?: boolean;
    width?: number;
  };
}

/** What the drawing of a layer may depend on. Nothing else: a picture is a function of these. */
export interface DrawContext {
  theme: Theme;
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
  /** Marks drawn by deck.gl: arcs and columns. */
  rise?: {
    kind: "arc" | "column";
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

/** Gives a literal definition its type while keeping its id narrow. */
export const defineLayer = <const D extends LayerDefinition>(definition: D): D => definition;
