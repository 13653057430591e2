import { roles as planRoles } from "./plan/roles.ts";

interface Text {
  zh: string;
  en: string;
}

/**
 * What the app asks of a plan by role, so that it never names a dataset, layer or place of this one. Datasets
 * by id; a part that a plan does not have is left out, and what rests on it is not offered or empty.
 */
interface PlanRoles {
  /** The area the plan is for: what lies outside it is not tested. */
  region: string;
  /** The cities, or whatever the plan joins. */
  cities: string;
  /** The smallest areas with counted people. */
  units: string;
  /** People counted apart from any unit, at points. */
  statisticalZones?: string;
  /** Places round which the people of a unit live. */
  towns?: { dataset: string; kind: string };
  /** Places the plan wants reached: columns of the matrix beside the cities. */
  hubs?: string;
  /** Places whose nearness is measured for the people of each unit, by what they are called. */
  destinations?: readonly { title: Text; dataset: string; kind?: string }[];
  /** Statuses of what serves in a phase, where others count than what exists. */
  servingStatuses?: Readonly<Record<string, readonly string[]>>;
  railLines?: string;
  /** The phase that tells what stands in fact: what any other phase calls existing may be hoped for only. */
  factualPhase?: string;
  /** The river that only roads and railways cross, and by which a reader finds the way. */
  mainRiver?: { dataset: string; kind: string };
  /** Which features are which land, later ones over earlier ones. */
  landAreas: readonly { dataset: string; kind: string; land: string }[];
  /** Datasets whose features a rule of the plan covers whole. */
  wholeAreas: readonly string[];
  /** Layers a scene shows without explaining them. */
  selfEvidentLayers: readonly string[];
  /** Layers under every scene of the plan's walk. */
  groundLayers: readonly string[];
  /** What a layer is called in this plan, where not as the layer itself says. */
  layerTitles?: Readonly<Record<string, Text>>;
  words: { cities: Text; scope: Text; units: Text };
}

export const roles: PlanRoles = planRoles;

/** The file below `public/data` that holds a dataset. */
export const fileOf = (dataset: string): string => `${dataset}.geojson`;
