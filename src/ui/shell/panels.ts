import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { FrameWord } from "./frameWords.ts";

export type PanelId = "plan" | "layers" | "analysis" | "data" | "check" | "monitor" | "walk";

interface PanelDefinition {
  id: PanelId;
  title: FrameWord;
  content: LazyExoticComponent<ComponentType>;
}

/** The tabs of the left panel, in order. A panel is one line here. */
export const panels: readonly PanelDefinition[] = [
  {
    id: "plan",
    title: "plan",
    content: lazy(async () => ({ default: (await import("../plan/PlanPanel.tsx")).PlanPanel })),
  },
  {
    id: "layers",
    title: "layers",
    content: lazy(async () => ({ default: (await import("../layers/LayerPanel.tsx")).LayerPanel })),
  },
  {
    id: "analysis",
    title: "analysis",
    content: lazy(async () => ({ default: (await import("../reach/ReachPanel.tsx")).ReachPanel })),
  },
  {
    id: "data",
    title: "data",
    content: lazy(async () => ({ default: (await import("../data/DataPanel.tsx")).DataPanel })),
  },
  {
    id: "check",
    title: "check",
    content: lazy(async () => ({ default: (await import("../check/CheckPanel.tsx")).CheckPanel })),
  },
  {
    id: "monitor",
    title: "monitor",
    content: lazy(async () => ({ default: (await import("../monitor/MonitorPanel.tsx")).MonitorPanel })),
  },
  {
    id: "walk",
    title: "walk",
    content: lazy(async () => ({ default: (await import("../walk/WalkPanel.tsx")).WalkPanel })),
  },
];
