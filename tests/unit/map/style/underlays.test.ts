import { beforeEach, expect, it, vi } from "vitest";
import type { ServiceLayer } from "../../../../src/domain/services/serviceLayers.ts";
import { showBoard } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import { agreeToHost, withdrawHost } from "../../../../src/state/services/agreedHosts.ts";
import { createStorage } from "../../state/fakes/storage.ts";
import { stubPage } from "../../state/fakes/workers.ts";

vi.mock("maplibre-gl", () => ({ addProtocol: () => undefined }));

const layer: ServiceLayer = {
  id: "service-a",
  name: "a",
  kind: "xyz",
  address: "https://tiles.example/{z}/{x}/{y}.png",
  source: {
    form: "pictures",
    template: "https://tiles.example/{z}/{x}/{y}.png",
    tileSize: 256,
    minZoom: 0,
    maxZoom: 18,
    rows: "mercator",
  } as ServiceLayer["source"],
  bbox: null,
  attribution: "",
  opacity: 1,
  visible: true,
};

stubPage();
// Where its fonts are it finds by the address of the page.
const { followServices } = await import("../../../../src/map/style/currentStyle.ts");

beforeEach(() => {
  vi.stubGlobal("localStorage", createStorage());
  showBoard({ ...defaultBoard(), serviceLayers: [layer] });
});

it("the map there is now follows the hosts that are agreed to, not one that was before it", async () => {
  const [first, second] = [vi.fn(), vi.fn()];
  // Twice at once, as the board and a terrain may ask.
  await Promise.all([followServices(first), followServices(first)]);
  first.mockClear();
  agreeToHost("https://tiles.example");
  expect(first).toHaveBeenCalledTimes(1);
  await followServices(second);
  first.mockClear();
  second.mockClear();
  withdrawHost("https://tiles.example");
  expect(second).toHaveBeenCalledTimes(1);
  expect(first).not.toHaveBeenCalled();
});
