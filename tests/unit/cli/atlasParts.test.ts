import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { roles } from "../../../geodata/roles.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { listParts, partKinds } from "../../../src/cli/atlasParts.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import { listAtlasDatasets, listPartPages } from "../../../src/sheet/sheetPages.ts";

const read = <T>(path: string) => JSON.parse(readFileSync(`public/${path}`, "utf8")) as T;
const board = read<Board>("boards/default.json");

describe.each(partKinds)("an atlas by %s", (kind) => {
  const parts = listParts(kind);
  const ids = [
    ...new Set([
      ...listAtlasDatasets(null),
      ...parts.flatMap(({ features }) => features.map(({ dataset }) => dataset)),
    ]),
  ];
  const datasets = Object.fromEntries(
    ids.map((id) => [id, read<PlanFeatureCollection>(`data/${id}.geojson`)]),
  );
  const fonts = { regular: new Uint8Array(), strong: new Uint8Array() };
  const [index, ...pages] = listPartPages(
    board,
    { datasets, tiles: null, answers: {}, own: {}, fonts },
    "Atlas",
    parts,
  );

  it("has a sheet for each part that something on the map shows", () => {
    expect(parts.length).toBeGreaterThan(kind === "chapters" ? 5 : 20);
    expect(pages).toHaveLength(parts.length);
    expect(index!.index).toHaveLength(parts.length);
    for (const { features } of parts)
      for (const { dataset, id } of features) {
        expect(roles.wholeAreas).not.toContain(dataset);
        expect(datasets[dataset]!.features.some(({ properties }) => properties.id === id)).toBe(true);
      }
  });

  it("draws on each sheet the layers of its part, in a frame with room", () => {
    pages.forEach(({ extent: [west, south, east, north], layers }, at) => {
      expect(Math.min(east - west, north - south)).toBeGreaterThan(0.5);
      expect(Math.max(east - west, north - south)).toBeLessThan(20);
      for (const { dataset } of parts[at]!.features) {
        const drawing = findLayers(board).filter(({ data }) => "dataset" in data && data.dataset === dataset);
        const isListed = drawing.some(({ id }) => layers!.some((state) => state.id === id));
        const isOn = drawing.some(({ id }) => layers!.some((state) => state.id === id && state.visible));
        expect(isOn).toBe(isListed);
      }
    });
  });
});
