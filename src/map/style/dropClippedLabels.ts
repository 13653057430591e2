import type { StyleSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { Position } from "geojson";
import { type Condition, every } from "../../../layers/grammar/conditions.ts";

/** Pixels from the edge within which the large name of a city would be cut: half its length, and its height. */
const margin = { side: 46, top: 30, bottom: 14 };

/** The corners, in pixels, of what is far enough from the edges of a picture. */
export const findInside = (width: number, height: number): [x: number, y: number][] => {
  const [left, right] = [margin.side, width - margin.side];
  const [top, bottom] = [margin.top, height - margin.bottom];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
};

/**
 * Takes off a picture the signs that always stand with their names where the edge would cut the name: on a
 * screen one can drag the map, on paper half a name stays half a name.
 *
 * @param inside corners on the ground of what is far enough from the edges.
 */
export function dropClippedLabels(
  style: StyleSpecification,
  inside: readonly Position[],
): StyleSpecification {
  const ring = [...inside, inside[0]!];
  const isWithin: Condition = ["within", { type: "Polygon", coordinates: [ring] }];
  return {
    ...style,
    layers: style.layers.map((mark) => {
      if (mark.type !== "symbol" || typeof mark.layout?.["icon-image"] !== "string") return mark;
      if (mark.layout["icon-overlap"] !== "always") return mark;
      return { ...mark, filter: every(mark.filter as Condition | undefined, isWithin) };
    }),
  };
}
