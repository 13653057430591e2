import type { DrawContext, LegendEntry } from "../grammar/layer.ts";

/** What a scenario adds to the railway and takes off it, one legend entry each where the board has such an edit. */
export function listScenarioEntries({ theme, showsLinks, showsOpened, showsClosed }: DrawContext) {
  const entry = (id: string, zh: string, en: string, isSoft: boolean): LegendEntry => ({
    id,
    label: { zh, en },
    filter: ["==", ["get", "kind"], id],
    swatch: {
      shape: "line",
      colour: id === "closed" ? theme.muted : theme.reach.origin,
      width: id === "closed" ? 1.4 : 3,
      ...(isSoft ? { isSoft } : {}),
    },
  });
  return [
    ...(showsLinks ? [entry("link", "情景新线（示意）", "Scenario: new link (schematic)", true)] : []),
    ...(showsOpened
      ? [entry("opened", "情景中通车（带柔边为示意）", "Scenario: open (soft band: schematic)", false)]
      : []),
    ...(showsClosed ? [entry("closed", "情景中不通车（×）", "Scenario: not open (×)", false)] : []),
  ];
}
