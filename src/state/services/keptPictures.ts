import { create } from "zustand";
import type { Bbox } from "../../domain/place/boundingBox.ts";
import { listTiles } from "../../domain/place/listTiles.ts";
import type { ServiceLayer } from "../../domain/services/serviceLayers.ts";
import { tell, tellProblem } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { buildRangePorts } from "./loadService.ts";
import { loadRasterTile, readRasters, writeRasterAddress } from "./rasterTiles.ts";
import { loadRowTile, writeRowsAddress } from "./rowTiles.ts";

/** What is kept of a layer on this machine. */
export interface KeptPictures {
  /** ISO 8601. */
  date: string;
  tiles: number;
  zooms: [number, number];
  bbox: Bbox;
}

const storageKey = "atlas-kept-pictures";
const cacheName = "atlas-kept-pictures";
/** Pictures of one layer that are kept at most: a view and two levels below it. */
const mostKept = 600;
const deeper = 2;
const atOnce = 4;

function readList(): Record<string, KeptPictures> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, KeptPictures>) : {};
  } catch {
    return {};
  }
}

/** Layers of which pictures are kept on this machine, and one that is being kept. No part of a board. */
export const useKept = create<{
  kept: Readonly<Record<string, KeptPictures>>;
  keeping: { id: string; done: number; of: number } | null;
}>()(() => ({ kept: readList(), keeping: null }));

function writeList(kept: Readonly<Record<string, KeptPictures>>) {
  useKept.setState({ kept });
  localStorage.setItem(storageKey, JSON.stringify(kept));
}

/** The scheme of tiles of a kept layer: asked for where they come from, and taken from what is kept where that fails. */
export const keptScheme = "kept";
export const writeKeptAddress = (id: string) => `${keptScheme}://${id}/{z}/{x}/{y}`;
const keyOf = (id: string, z: number, x: number, y: number) => `${location.origin}/kept/${id}/${z}/${x}/${y}`;

const metres = 20_037_508.342_789_244;

function fillTemplate(template: string, z: number, x: number, y: number): string {
  const side = (2 * metres) / 2 ** z;
  const [west, north] = [x * side - metres, metres - y * side];
  return template
    .replaceAll("{z}", String(z))
    .replaceAll("{x}", String(x))
    .replaceAll("{-y}", String(2 ** z - 1 - y))
    .replaceAll("{y}", String(y))
    .replaceAll("{bbox-epsg-3857}", [west, north - side, west + side, north].join(","));
}

/** A picture from where it comes from; null where there is none, and it throws where it could not be had. */
async function loadLive(layer: ServiceLayer, z: number, x: number, y: number, signal: AbortSignal) {
  const { kind, source } = layer;
  const fill = (address: string) => fillTemplate(address, z, x, y);
  if (kind === "cog") return loadRasterTile(fill(writeRasterAddress(source.template, source.ramp)));
  if (kind === "pmtiles") return readRasters().ask("archiveTile", { address: source.template, z, x, y });
  if (source.rows === "geographic") return loadRowTile(fill(writeRowsAddress(source.template)), signal);
  const loaded = await buildRangePorts(signal).loadTile(fill(source.template));
  if (!loaded.ok) throw new Error(loaded.error.en);
  return loaded.value;
}

/** A tile of a kept layer: fresh where the network gives it, else as it was kept. */
export async function loadKeptTile(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const [id, z, x, y] = address.slice(`${keptScheme}://`.length).split("/");
  const layer = useAtlas.getState().board.serviceLayers?.find((one) => one.id === id);
  if (!layer) throw new Error(`no layer ${id}`);
  const [level, column, row] = [Number(z), Number(x), Number(y)];
  const held = await (await caches.open(cacheName)).match(keyOf(layer.id, level, column, row));
  // Without a network nothing is waited for.
  if (held && !navigator.onLine) return held.arrayBuffer();
  try {
    return (await loadLive(layer, level, column, row, signal)) ?? new ArrayBuffer(0);
  } catch (error) {
    if (held) return held.arrayBuffer();
    throw error;
  }
}

let running: AbortController | undefined;
export const cancelKeeping = () => running?.abort();

/** Tiles of a box from the level of the view on, as deep as the bound allows. */
function planTiles({ source }: ServiceLayer, bbox: Bbox, zoom: number) {
  const factor = source.tileSize === 512 ? 0 : 1;
  const first = Math.min(source.maxZoom, Math.max(source.minZoom, Math.floor(zoom) + factor));
  const places = listTiles(bbox, first);
  let last = first;
  while (last < source.maxZoom && last < first + deeper) {
    const more = listTiles(bbox, last + 1);
    if (places.length + more.length > mostKept) break;
    places.push(...more);
    last += 1;
  }
  return { places: places.slice(0, mostKept), zooms: [first, last] as [number, number] };
}

/** Keeps the pictures of what is in view on this machine, with the date. */
export async function keepPictures(layer: ServiceLayer) {
  const { viewport } = useAtlas.getState();
  if (!viewport || running) return;
  running = new AbortController();
  const { signal } = running;
  const { places, zooms } = planTiles(layer, viewport.bbox, viewport.camera.zoom);
  useKept.setState({ keeping: { id: layer.id, done: 0, of: places.length } });
  try {
    await forgetTiles(layer.id);
    const cache = await caches.open(cacheName);
    const queue = [...places];
    let done = 0;
    const work = async () => {
      for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
        const { z, x, y } = next;
        const bytes = await loadLive(layer, z, x, y, signal);
        if (bytes) await cache.put(keyOf(layer.id, z, x, y), new Response(bytes));
        done += 1;
        useKept.setState({ keeping: { id: layer.id, done, of: places.length } });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (signal.aborted) return await forgetPictures(layer.id);
    const date = new Date().toISOString();
    writeList({ ...useKept.getState().kept, [layer.id]: { date, tiles: done, zooms, bbox: viewport.bbox } });
    const levels = [...new Set(zooms)].join("–");
    tell("information", {
      zh: `“${layer.name}”当前视图已存在本机：${done} 张，第 ${levels} 级`,
      en: `What is in view of “${layer.name}” is kept on this computer: ${done} pictures, level ${levels}`,
    });
  } catch (error) {
    await forgetPictures(layer.id);
    const said = error instanceof Error ? error.message : String(error);
    tellProblem({
      code: "keep-failed",
      zh: `“${layer.name}”没有存成：${said}`,
      en: `“${layer.name}” could not be kept: ${said}`,
    });
  } finally {
    running = undefined;
    useKept.setState({ keeping: null });
  }
}

async function forgetTiles(id: string) {
  const cache = await caches.open(cacheName);
  for (const { url } of await cache.keys())
    if (url.startsWith(`${location.origin}/kept/${id}/`)) await cache.delete(url);
}

/** Gives up what is kept of a layer. */
export async function forgetPictures(id: string) {
  const { [id]: _gone, ...kept } = useKept.getState().kept;
  writeList(kept);
  await forgetTiles(id);
}
