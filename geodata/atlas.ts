import described from "./plan/atlas.json" with { type: "json" };

const [west = 0, south = 0, east = 0, north = 0] = described.bbox;

/** Name and scope of this atlas. Nothing in `src` names a place: it reads it here. */
export const atlas = {
  id: described.id,
  title: described.title,
  /** What the plan wants, in the one sentence a newcomer reads on the map. */
  purpose: described.purpose,
  /** Bounding box of what the plan is for: west, south, east, north in degrees, WGS 84. */
  bbox: [west, south, east, north] satisfies [number, number, number, number],
  disclaimer: described.disclaimer,
};
