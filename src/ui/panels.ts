import {
  BookOpenText,
  FolderInput,
  Layers,
  type LucideIcon,
  Presentation,
  ShieldCheck,
  TrainFront,
} from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { WordKey } from "./words.ts";

export interface PanelDefinition {
  id: string;
  title: WordKey;
  icon: LucideIcon;
  content: LazyExoticComponent<ComponentType>;
}

/** The tabs of the left panel, in order. A panel is one line here. */
export const panels: readonly PanelDefinition[] = [
  {
    id: "plan",
    title: "plan",
    icon: BookOpenText,
    content: lazy(async () => ({ default: (await import("./plan/PlanPanel.tsx")).PlanPanel })),
  },
  {
    id: "layers",
    title: "layers",
    icon: Layers,
    content: lazy(async () => ({ default: (await import("./layers/LayerPanel.tsx")).LayerPanel })),
  },
  {
    id: "analysis",
    title: "analysis",
    icon: TrainFront,
    content: lazy(async () => ({ default: (await import("./reach/ReachPanel.tsx")).ReachPanel })),
  },
  {
    id: "data",
    title: "data",
    icon: FolderInput,
    content: lazy(async () => ({ default: (await import("./data/DataPanel.tsx")).DataPanel })),
  },
  {
    id: "check",
    title: "check",
    icon: ShieldCheck,
    content: lazy(async () => ({ default: (await import("./check/CheckPanel.tsx")).CheckPanel })),
  },
  {
    id: "walk",
    title: "walk",
    icon: Presentation,
    content: lazy(async () => ({ default: (await import("./walk/WalkPanel.tsx")).WalkPanel })),
  },
];
