import { startRanges } from "../../compute/askRanges.ts";
import { askTerrain } from "../../compute/askTerrain.ts";
import type { Problem } from "../../domain/result.ts";
import { hideKeys } from "../services/hideKeys.ts";
import { buildRangePorts } from "../services/loadService.ts";
import { useAtlas } from "../store.ts";
import { useTerrain } from "./terrainStore.ts";

export type HeightEncoding = "terrarium" | "terrain-rgb";

let running: AbortController | undefined;
export const stopReadingTerrain = () => running?.abort();

/** Reads the heights of what is in view from an address whose host has been agreed to, in place of the terrain before. */
export async function readTerrainAddress(address: string, encoding: HeightEncoding, maxZoom: number) {
  const { viewport } = useAtlas.getState();
  if (!viewport || running) return;
  running = new AbortController();
  const { signal } = running;
  useTerrain.setState({ isOpening: true, problem: null, waiting: null });
  const reading = startRanges(buildRangePorts(signal));
  signal.addEventListener("abort", reading.stop, { once: true });
  try {
    const read = await reading.ask("heights", { wish: { address, encoding, maxZoom, bbox: viewport.bbox } });
    if (!read.ok) return useTerrain.setState({ isOpening: false, problem: read.error });
    const { terrain, requests, hash } = read.value;
    const summary = await askTerrain("take", { terrain });
    const source = { address: hideKeys(address), requests, date: new Date().toISOString(), hash };
    useTerrain.setState({ isOpening: false, isShown: true, summary: { ...summary, source } });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const problem: Problem = {
      code: "terrain-stopped",
      zh: `地形读取中断：${said}`,
      en: `reading the terrain stopped: ${said}`,
    };
    useTerrain.setState({ isOpening: false, problem: signal.aborted ? null : problem });
  } finally {
    reading.stop();
    running = undefined;
  }
}
