import { addProtocol } from "maplibre-gl";
import type { Board } from "../../domain/board/board.ts";
import { isServiceShown, type ServiceLayer } from "../../domain/services/serviceLayers.ts";
import { isAgreed, useAgreedHosts } from "../../state/services/agreedHosts.ts";
import { keptScheme, loadKeptTile, useKept, writeKeptAddress } from "../../state/services/keptPictures.ts";
import { loadRasterTile, rasterScheme, writeRasterAddress } from "../../state/services/rasterTiles.ts";
import { loadRowTile, rowsScheme, writeRowsAddress } from "../../state/services/rowTiles.ts";
import { loadReliefTile, reliefScheme } from "../../state/terrain/terrain.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import type { Basemap } from "./buildStyle.ts";

addProtocol(reliefScheme, async ({ url }) => ({ data: await loadReliefTile(url) }));
addProtocol(rowsScheme, async ({ url }, { signal }) => ({ data: await loadRowTile(url, signal) }));
addProtocol(rasterScheme, async ({ url }) => ({ data: await loadRasterTile(url) }));
addProtocol(keptScheme, async ({ url }, { signal }) => ({ data: await loadKeptTile(url, signal) }));

/** So a tile template says that it counts rows from the south. */
const southern = "{-y}";

function writeTemplate({ id, kind, source }: ServiceLayer): string {
  const { rows, template, ramp } = source;
  if (useKept.getState().kept[id]) return writeKeptAddress(id);
  if (kind === "cog") return writeRasterAddress(template, ramp);
  if (kind === "pmtiles") return `pmtiles://${template}/{z}/{x}/{y}`;
  return rows === "geographic" ? writeRowsAddress(template) : template.split(southern).join("{y}");
}

/** The pictures of services that the board shows and the reader has agreed to ask for, bottom first, then a terrain's relief. */
export function buildUnderlays({ serviceLayers = [], phase }: Board): Basemap {
  const shown = serviceLayers.filter(
    (layer) => isServiceShown(layer, phase) && isAgreed(layer.source.template),
  );
  const { kept } = useKept.getState();
  const relief = buildRelief();
  return {
    sources: {
      ...relief.sources,
      ...Object.fromEntries(
        shown.map((layer) => {
          const { id, source, bbox, attribution } = layer;
          return [
            id,
            {
              type: "raster" as const,
              tiles: [writeTemplate(layer)],
              tileSize: source.tileSize,
              // The world in degrees is half a tile high at level 0.
              minzoom: source.rows === "geographic" ? Math.max(1, source.minZoom) : source.minZoom,
              maxzoom: source.maxZoom,
              ...(source.template.includes(southern) && !kept[id] ? { scheme: "tms" as const } : {}),
              ...(bbox ? { bounds: bbox } : {}),
              ...(attribution === "" ? {} : { attribution: escapeMarkup(attribution) }),
            },
          ];
        }),
      ),
    },
    // Relief lies on the pictures, so that a photograph or a plan gets its shade too.
    layers: [
      ...shown.map(({ id, opacity }) => ({
        id,
        type: "raster" as const,
        source: id,
        paint: { "raster-opacity": opacity, "raster-fade-duration": 0 },
      })),
      ...relief.layers,
    ],
  };
}

const reliefId = "terrain-relief";

/** The terrain that the reader brought, as quiet shade. */
function buildRelief(): Basemap {
  const { summary, isShown, opacity } = useTerrain.getState();
  if (!summary || !isShown || opacity <= 0) return { sources: {}, layers: [] };
  return {
    sources: {
      [reliefId]: {
        type: "raster",
        tiles: [`${reliefScheme}://${summary.id}/{z}/{x}/{y}`],
        tileSize: 256,
        // Nearer than its grain there is nothing more to see.
        maxzoom: Math.max(4, Math.min(15, Math.ceil(Math.log2(156_543 / summary.grainMetres)))),
        bounds: summary.bbox,
      },
    },
    layers: [
      {
        id: reliefId,
        type: "raster",
        source: reliefId,
        paint: { "raster-opacity": opacity, "raster-fade-duration": 0 },
      },
    ],
  };
}

/** Shows the style of the map there is now; one that was before it is gone. */
let showStyle: (() => void) | undefined;
useAgreedHosts.subscribe(() => showStyle?.());
useKept.subscribe((state, before) => {
  if (state.kept !== before.kept) showStyle?.();
});

/** Asks a map for another style from now on when the reader agrees to a host, no longer does, or keeps one. */
export function followAgreedHosts(show: () => void) {
  showStyle = show;
}

/** Credits are shown as text: the map would take markup. */
const escapeMarkup = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
