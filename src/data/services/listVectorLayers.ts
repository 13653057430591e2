import type { Bbox } from "../../domain/place/boundingBox.ts";
import { mostChoices, type ServiceChoice } from "../../domain/services/service.ts";

/**
 * The layers of vector tiles, as `vector_layers` of a TileJSON or of an archive's metadata names them. Each says its
 * own levels, where they are fewer than those of the tiles.
 */
export function listVectorLayers(
  said: unknown,
  tiles: { address: string; minZoom: number; maxZoom: number; bbox: Bbox | null },
): ServiceChoice[] {
  const { address, minZoom, maxZoom, bbox } = tiles;
  const within = (value: unknown, otherwise: number) =>
    typeof value === "number" && value >= minZoom && value <= maxZoom ? Math.floor(value) : otherwise;
  return (Array.isArray(said) ? said : [])
    .slice(0, mostChoices)
    .flatMap((entry: unknown): ServiceChoice[] => {
      const layer = typeof entry === "object" && entry !== null ? (entry as Record<string, unknown>) : {};
      const { id, description } = layer;
      if (typeof id !== "string" || id === "") return [];
      return [
        {
          id,
          title:
            typeof description === "string" && description.trim() !== ""
              ? description.trim().slice(0, 200)
              : id,
          bbox,
          source: {
            form: "ranges",
            format: "tiles",
            address,
            layer: id,
            minZoom: within(layer.minzoom, minZoom),
            maxZoom: within(layer.maxzoom, maxZoom),
            count: null,
            isIndexed: true,
          },
        },
      ];
    });
}
