import { describe, expect, it } from "vitest";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import {
  addServiceLayer,
  changeServiceLayer,
  isServiceShown,
  mostServiceLayers,
  parseServiceLayers,
  removeServiceLayer,
  type ServiceLayer,
  setServicePhase,
} from "../../../../src/domain/services/serviceLayers.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { boardScope } from "../../../../src/state/board/openBoard.ts";

const layer: ServiceLayer = {
  id: "service-a-1",
  name: "影像",
  kind: "wmts",
  address: "https://tiles.example/wmts",
  source: {
    form: "pictures",
    template: "https://tiles.example/{z}/{y}/{x}",
    tileSize: 256,
    minZoom: 1,
    maxZoom: 18,
    rows: "geographic",
  },
  bbox: [73, 3, 136, 54],
  attribution: "地理信息中心",
  opacity: 0.6,
  visible: true,
};

describe("service layers of a board", () => {
  it("travel in a link as they are", () => {
    const board = addServiceLayer(defaultBoard(), layer);
    const code = encodeBoard(board, defaultBoard());
    const decoded = decodeBoard(code.ok ? code.value : "", boardScope());
    expect(decoded).toMatchObject({ ok: true, value: { notes: [], board: { serviceLayers: [layer] } } });
  });

  it("travel with phase, terms, day, grain and greys, and without what is none of them", () => {
    const said: ServiceLayer = {
      ...layer,
      phase: defaultBoard().phase,
      licence: "CC BY 4.0",
      readAt: "2026-01-02T03:04:05.000Z",
      source: { ...layer.source, rows: "mercator", grainMetres: 30, ramp: { least: 900, most: 1_866 } },
    };
    expect(parseServiceLayers([JSON.parse(JSON.stringify(said))])).toEqual({ layers: [said], isWhole: true });
    const wrong = { ...layer, phase: "<b>", licence: 3, readAt: "yesterday" };
    expect(
      parseServiceLayers([{ ...wrong, source: { ...layer.source, ramp: { least: 2, most: 1 } } }]),
    ).toEqual({
      layers: [layer],
      isWhole: true,
    });
  });

  it("are drawn in their own phase alone, or in all where none is said", () => {
    const board = setServicePhase(addServiceLayer(defaultBoard(), layer), layer.id, "2035");
    const [own] = board.serviceLayers!;
    expect([isServiceShown(own!, "2035"), isServiceShown(own!, "2020")]).toEqual([true, false]);
    const [free] = setServicePhase(board, layer.id, null).serviceLayers!;
    expect(free).toEqual(layer);
    expect(isServiceShown(free!, "2020")).toBe(true);
  });

  it("are changed and taken away, and a board without any says nothing of them", () => {
    const board = addServiceLayer(defaultBoard(), layer);
    expect(changeServiceLayer(board, layer.id, { opacity: 0.1 }).serviceLayers?.[0]?.opacity).toBe(0.1);
    expect(changeServiceLayer(board, "service-none", { opacity: 0.1 })).toBe(board);
    expect(removeServiceLayer(board, layer.id)).toEqual(defaultBoard());
  });

  it.each([
    ["no address of the web", { source: { ...layer.source, template: "file:///etc/{z}" } }],
    ["a script for an address", { source: { ...layer.source, template: "javascript:alert(1)" } }],
    ["another kind", { kind: "ftp" }],
    ["a foreign id", { id: "user-a" }],
  ])("%s is left out", (_, change) => {
    expect(parseServiceLayers([{ ...layer, ...change }, layer])).toEqual({ layers: [layer], isWhole: false });
  });

  it("numbers out of bounds are brought in, and no more than a board keeps are taken", () => {
    const wild = { ...layer, opacity: 7, source: { ...layer.source, maxZoom: 99 }, bbox: [1, 2, 3] };
    expect(parseServiceLayers([wild]).layers[0]).toMatchObject({
      opacity: 1,
      bbox: null,
      source: { maxZoom: 24 },
    });
    const many = Array.from({ length: 50 }, (_, i) => ({ ...layer, id: `service-${i}` }));
    expect(parseServiceLayers(many)).toMatchObject({ layers: { length: mostServiceLayers }, isWhole: false });
  });
});
