import { describe, expect, it } from "vitest";
import { decodeBoard, encodeBoard } from "../../../../src/domain/board/linkBoard.ts";
import {
  addServiceLayer,
  changeServiceLayer,
  mostServiceLayers,
  parseServiceLayers,
  removeServiceLayer,
  type ServiceLayer,
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
