import type { CheckQuery } from "./board/checkQuery.ts";
import type { ReachQuery } from "./board/reachQuery.ts";
import type { UserLayer } from "./board/userLayers.ts";
import type { DatasetId, FeatureId, PhaseId } from "./plan.ts";
import type { RailEdit } from "./rail/editRail.ts";

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
  /** Layers the reader brought, drew or had computed; each has its state in `layers` too. */
  userLayers?: readonly UserLayer[];
}
