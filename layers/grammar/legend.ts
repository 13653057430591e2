import type { Status } from "../../src/domain/plan.ts";
import { type Condition, every, hasStatus, isKind } from "./conditions.ts";
import type { PatternId } from "./ink.ts";
import { findKind, listKinds } from "./kinds.ts";
import type { DrawContext, LegendEntry } from "./layer.ts";
import type { Tone } from "./theme.ts";

const statusLabels: Record<Exclude<Status, "existing" | "absent">, { zh: string; en: string }> = {
  "upgrade-done": { zh: "已改造", en: "Upgraded" },
  "upgrade-under-way": { zh: "改造中", en: "Being upgraded" },
  "upgrade-planned": { zh: "拟改造", en: "Upgrade planned" },
  "under-construction": { zh: "在建", en: "Under construction" },
  planned: { zh: "规划", en: "Planned" },
  study: { zh: "研究", en: "Under study" },
  closed: { zh: "停用", en: "Closed" },
};

/**
 * Legend entries for what is not yet, or no longer, there; of every kind in the layer. With entries for
 * the existing kinds they share the features out, so that hiding one never hides part of another.
 */
export function statusEntries(
  { theme, phase }: DrawContext,
  tone: Tone,
  shape: LegendEntry["swatch"]["shape"],
  wanted: readonly (keyof typeof statusLabels)[] = [
    "upgrade-done",
    "upgrade-under-way",
    "upgrade-planned",
    "under-construction",
    "planned",
    "study",
    "closed",
  ],
  /** Where a layer has signs and lines, each has its own entries: an entry shows what it stands for. */
  only?: Condition,
): LegendEntry[] {
  return wanted.map((status) => ({
    id: only ? `${status}-${shape}` : status,
    label: statusLabels[status],
    filter: only ? every(hasStatus(phase, status), only) : hasStatus(phase, status),
    swatch: {
      shape,
      colour: status === "closed" ? theme.tone.closed : theme.tone[tone],
      paper: theme.paper,
      status,
      width: status === "study" ? 1.6 : 2,
    },
  }));
}

/** Added to the word of a kind of which only the rough place is known. */
export const schematicRemark = { zh: "（示意）", en: " (schematic)" };

/**
 * Legend entry for a kind as it stands in the phase, called as the table of kinds calls it; with `existing`,
 * only for what exists. None where the plan has no such kind.
 */
export function kindEntries(
  { theme, phase }: DrawContext,
  dataset: string,
  options: {
    kind: string;
    /** Where the entry is not called by its kind. */
    id?: string;
    tone: Tone;
    shape: LegendEntry["swatch"]["shape"];
    /** Says in words that the places are only roughly known. */
    saysSchematic?: boolean;
    /** Only roughly placed: a soft band, a stippled area, a hollow sign. */
    schematic?: boolean;
    /** Texture of an area, where it is not its theme's. */
    pattern?: PatternId;
    width?: number;
    /** Colour of a pale core, of a rim. */
    core?: string;
    rim?: string;
    isHalt?: boolean;
    existing?: boolean;
    fromZoom?: number;
  },
): LegendEntry[] {
  const {
    kind,
    id = kind,
    tone,
    shape,
    existing,
    fromZoom,
    schematic,
    saysSchematic,
    pattern,
    ...swatch
  } = options;
  const words = findKind(dataset, kind);
  if (!words) return [];
  const remark = saysSchematic ? schematicRemark : { zh: "", en: "" };
  return [
    {
      id,
      label: { zh: words.zh + remark.zh, en: words.en + remark.en },
      filter: existing ? every(isKind(kind), hasStatus(phase, "existing")) : isKind(kind),
      ...(fromZoom === undefined ? {} : { fromZoom }),
      swatch: {
        shape,
        colour: theme.tone[tone],
        paper: theme.paper,
        ...swatch,
        ...(words.symbol && (shape === "symbol" || shape === "circle") ? { icon: words.symbol } : {}),
        ...(schematic ? { isSoft: true, confidence: "schematic" as const } : {}),
        ...((pattern ?? (schematic && shape === "fill")) ? { pattern: pattern ?? tone } : {}),
      },
    },
  ];
}

/** The word of a dataset that holds one kind, for an entry that stands for all of it. */
export function sayOnlyKind(dataset: string, saysSchematic = false): { zh: string; en: string } {
  const [first] = listKinds(dataset);
  const words = first?.[1] ?? { zh: dataset, en: dataset };
  const remark = saysSchematic ? schematicRemark : { zh: "", en: "" };
  return { zh: words.zh + remark.zh, en: words.en + remark.en };
}
