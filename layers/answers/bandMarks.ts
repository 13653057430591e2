import { condition, every } from "../grammar/conditions.ts";
import type { DrawContext, Mark } from "../grammar/layer.ts";

/** Lets the map's own lines and names through, and still gives each band its own grey. */
const bandStrength = 0.72;

const isPart = (part: string) => condition("==", ["get", "part"], part);
const isChange = (change: string) => every(isPart("area"), condition("==", ["get", "change"], change));

/** The travel-time surface as areas and lines, where no map paints it: on paper. */
export function drawBandMarks({ theme }: Pick<DrawContext, "theme">): Mark[] {
  const { gained, lost, faster, edge } = theme.reach;
  const hatch = (colour: string) => `pattern/slant/${colour}/${theme.id}`;
  const fill = (change: string, colour: string, strength: number): Mark => ({
    id: `${change}-area`,
    type: "fill",
    filter: isChange(change),
    paint: { "fill-color": colour, "fill-opacity": strength },
  });
  const slant = (change: string, colour: string): Mark => ({
    id: `${change}-hatch`,
    type: "fill",
    filter: isChange(change),
    paint: { "fill-pattern": hatch(colour), "fill-opacity": 0.8 },
  });
  const byStrength = (id: string, colour: string): Mark => ({
    id: `${id}-area`,
    type: "fill",
    filter: isChange(id),
    paint: { "fill-color": colour, "fill-opacity": ["get", "strength"] },
  });
  return [
    {
      id: "band-area",
      type: "fill",
      filter: isPart("band"),
      paint: { "fill-color": ["get", "colour"], "fill-opacity": bandStrength },
    },
    fill("same", edge, 0.1),
    byStrength("faster", faster),
    byStrength("slower", lost),
    fill("gained", gained, 0.42),
    slant("gained", gained),
    fill("lost", lost, 0.32),
    slant("lost", lost),
    fill("soft", edge, 0.1),
    slant("soft", edge),
    {
      id: "before-line",
      type: "line",
      filter: isPart("before"),
      layout: { "line-join": "round" },
      paint: { "line-color": edge, "line-width": 1, "line-opacity": 0.8, "line-dasharray": [4, 3] },
    },
    {
      id: "band-line",
      type: "line",
      filter: isPart("isoline"),
      layout: { "line-join": "round" },
      paint: { "line-color": edge, "line-width": ["get", "width"], "line-opacity": 0.85 },
    },
  ];
}
