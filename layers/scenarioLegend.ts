import type { DrawContext, LegendEntry } from "./layer.ts";

export const linkDash = [2.2, 1.3];
export const closedDash = [0.6, 2.2];

/** What a scenario adds to the railway and takes off it, one legend entry each where the board has such an edit. */
export function listScenarioEntries({ theme, showsLinks, showsOpened, showsClosed }: DrawContext) {
  const entry = (id: string, zh: string, en: string, dash?: number[]): LegendEntry => ({
    id,
    label: { zh, en },
    filter: ["==", ["get", "kind"], id],
    swatch: {
      shape: "line",
      colour: id === "closed" ? theme.muted : theme.reach.origin,
      width: 3,
      ...(dash ? { dash } : {}),
    },
  });
  return [
    ...(showsLinks ? [entry("link", "情景新线（示意）", "Scenario: new link (schematic)", linkDash)] : []),
    ...(showsOpened
      ? [entry("opened", "情景中通车（虚线为示意）", "Scenario: open (dashed: schematic)")]
      : []),
    ...(showsClosed ? [entry("closed", "情景中不通车", "Scenario: not open", closedDash)] : []),
  ];
}
