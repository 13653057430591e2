import type { DatasetId, FeatureId, PhaseId } from "../plan.ts";
import type { RailEdit } from "../rail/editRail.ts";
import type { ServiceLayer } from "../services/serviceLayers.ts";
import type { Bookmark } from "./bookmarks.ts";
import type { CheckQuery } from "./checkQuery.ts";
import type { ColumnFilter } from "./columnFilter.ts";
import type { CompareQuery } from "./compareQuery.ts";
import type { MonitorQuery } from "./monitorQuery.ts";
import type { PickedGroup } from "./picked.ts";
import type { ReachQuery } from "./reachQuery.ts";
import type { StatisticsQuery } from "./statisticsQuery.ts";
import type { UserLayer } from "./userLayers.ts";

export type Language = "zh" | "en";
export type ThemeId = "paper" | "ink" | "room";

/** One layer as the board shows it; the place in the list is the order, bottom first. */
export interface LayerState {
  id: string;
  visible: boolean;
  /** 0 to 1. */
  opacity: number;
  /** Legend entries the reader has switched off. */
  hidden: string[];
  /** Conditions on columns that its features meet; left out where all are shown. */
  filter?: ColumnFilter;
}

export interface Camera {
  longitude: number;
  latitude: number;
  zoom: number;
  bearing: number;
  pitch: number;
}

export interface Selection {
  dataset: DatasetId;
  id: FeatureId;
}

/**
 * The open document: everything the picture depends on, and only inputs. Answers are computed from it
 * and kept elsewhere. A board states the whole view, so opening one never depends on what was open before.
 */
export interface Board {
  version: 1;
  phase: PhaseId;
  language: Language;
  theme: ThemeId;
  layers: LayerState[];
  selection: Selection | null;
  /** Set on opening; null fits the region into the free space. The map owns it afterwards. */
  camera: Camera | null;
  /** What is asked of the reach analysis; left out while nothing is. */
  reach?: ReachQuery;
  /** What the reader changes in the railway; left out while it is as the plan has it. */
  scenario?: readonly RailEdit[];
  /** What is asked of the ecology check; left out while nothing is. */
  check?: CheckQuery;
  /** What is asked of the monitor; left out while nothing is. */
  monitor?: MonitorQuery;
  /** A number by unit that the map shows; left out while none is. */
  statistics?: StatisticsQuery;
  /** Layers the reader brought, drew or had computed; each has its state in `layers` too. */
  userLayers?: readonly UserLayer[];
  /** Pictures of services below the plan, bottom first; left out while there are none. */
  serviceLayers?: readonly ServiceLayer[];
  /** Features picked on the map, to be listed, measured, tested or taken away together; left out while there are none. */
  picked?: readonly PickedGroup[];
  /** Named views; left out while there are none. */
  bookmarks?: readonly Bookmark[];
  /** The sides the board is seen beside; left out while it is seen alone. */
  compare?: CompareQuery;
}
