import { describe, expect, it } from "vitest";
import { kernels } from "../../../../src/domain/kernels.ts";
import { plainScenario } from "../../../../src/domain/reach/reachModel.ts";
import { shippedFiles } from "./shippedFiles.ts";

const scenario = plainScenario("2020");
const origin = { kind: "place", lngLat: [111.67, 40.82] as [number, number] } as const;
const request = {
  scenario,
  origins: [origin],
  combine: "union",
  definition: "door",
  trains: "fastest",
} as const;
const cutoffs = [30, 60];

function unwrap<T>(result: { ok: true; value: T } | { ok: false; error: { en: string } }): T {
  if (!result.ok) throw new Error(result.error.en);
  return result.value;
}

describe("kernels of the rail circle", () => {
  it("one frame is the surface, its bands and its people", () => {
    const frame = unwrap(kernels.reachFrame.run({ ...request, cutoffs }, shippedFiles));
    const { surface } = unwrap(kernels.travelMinutes.run(request, shippedFiles));
    expect(frame.surface.seconds).toEqual(surface.seconds);
    const bands = unwrap(
      kernels.reachBands.run({ surface, scenario, cutoffs, wantsPolygons: false }, shippedFiles),
    );
    expect(frame.bands).toEqual(bands);
    expect(frame.summary).toEqual(
      unwrap(kernels.reachSummary.run({ surface, scenario, cutoffs }, shippedFiles)),
    );
    expect(frame.method.en).toMatch(/^Door to door.*Network [0-9a-f]{8}.*km\/h.*schematic/);
    // Trains by the names a planner knows, not by ids of the tables.
    expect(frame.method.zh).toMatch(/直达特快（Z）（最高 160 公里\/时/);
    expect(`${frame.method.zh}${frame.method.en}`).not.toMatch(/emu-\d/);
  });

  it("what is handed over is only what no other answer holds", () => {
    const [first, second] = [1, 2].map(() =>
      unwrap(kernels.reachFrame.run({ ...request, cutoffs }, shippedFiles)),
    );
    const buffers = kernels.reachFrame.transfer!(first!);
    expect(new Set(buffers).size).toBe(buffers.length);
    for (const buffer of kernels.reachFrame.transfer!(second!)) expect(buffers).not.toContain(buffer);
    structuredClone(first, { transfer: buffers });
    expect(unwrap(kernels.reachFrame.run({ ...request, cutoffs }, shippedFiles))).toEqual(second);
  });

  it("a scenario that names what is not there is refused with the reason", () => {
    const wrong = { ...scenario, edits: [{ kind: "without-line", line: "nowhere" }] } as const;
    const answers = [
      kernels.travelMinutes.run({ ...request, scenario: wrong }, shippedFiles),
      kernels.railMatrix.run(
        { scenario: wrong, definition: "train", trains: "fastest", columns: "cities" },
        shippedFiles,
      ),
    ];
    for (const answer of answers) expect(answer.ok ? "" : answer.error.code).toBe("scenario-invalid");
  });

  it("the matrix holds cities against hubs, and door to door against each other", () => {
    const hubs = unwrap(
      kernels.railMatrix.run(
        { scenario, definition: "train", trains: "fastest", columns: "hubs" },
        shippedFiles,
      ),
    );
    expect(hubs.cells).toHaveLength(hubs.rows.length * hubs.columns.length);
    expect(hubs.cells.filter((cell) => cell.minutes === 0)).toHaveLength(4);
    const door = unwrap(
      kernels.railMatrix.run(
        { scenario, definition: "door", trains: "fastest", columns: "cities" },
        shippedFiles,
      ),
    );
    const train = unwrap(
      kernels.railMatrix.run(
        { scenario, definition: "train", trains: "fastest", columns: "cities" },
        shippedFiles,
      ),
    );
    for (const [i, cell] of door.cells.entries())
      if (cell.mode === "rail") expect(cell.minutes).toBeGreaterThan(train.cells[i]!.minutes!);
    expect(new Set(door.cells.map((cell) => cell.mode))).toContain("rail");
  });

  it("a rail path and the difference of two surfaces are told", () => {
    const matrix = unwrap(
      kernels.railMatrix.run(
        { scenario, definition: "train", trains: "fastest", columns: "cities" },
        shippedFiles,
      ),
    );
    const [from, to] = [matrix.rows[0]!.stations[1]!, matrix.rows[1]!.stations[0]!];
    const path = unwrap(
      kernels.railPath.run({ scenario, from, to, definition: "station", trains: "emu" }, shippedFiles),
    );
    expect(path.legs[0]!.waitMinutes).toBeGreaterThan(0);
    const nowhere = kernels.railPath.run(
      { scenario, from, to: "none", definition: "train", trains: "emu" },
      shippedFiles,
    );
    expect(nowhere.ok ? "" : nowhere.error.code).toBe("no-train");
    const ask = (phase: string) =>
      unwrap(
        kernels.travelMinutes.run(
          { ...request, definition: "train", scenario: plainScenario(phase) },
          shippedFiles,
        ),
      ).surface;
    const difference = unwrap(
      kernels.reachDifference.run(
        { scenario, before: ask("2020"), after: ask("plan-2025"), cutoffMinutes: 90 },
        shippedFiles,
      ),
    );
    expect(difference.sentence.zh).toMatch(/^90 分钟内新增 \d+ 个旗县/);
    expect(difference.newUnits.length).toBeGreaterThan(0);
  });

  it("a road taken away never makes a place earlier, and some later", () => {
    const without = { ...scenario, withoutRoads: ["road-g6-hubao"] };
    const before = unwrap(kernels.travelMinutes.run(request, shippedFiles)).surface.seconds;
    const after = unwrap(kernels.travelMinutes.run({ ...request, scenario: without }, shippedFiles)).surface
      .seconds;
    let [earlier, later] = [0, 0];
    for (let i = 0; i < before.length; i += 1) {
      if (after[i]! < before[i]!) earlier += 1;
      if (after[i]! > before[i]!) later += 1;
    }
    expect(earlier).toBe(0);
    expect(later).toBeGreaterThan(1000);
  });

  it("the simple ring and the path are there for each cut-off and place", () => {
    const rings = unwrap(
      kernels.reachRing.run(
        { scenario, origin, definition: "train", trains: "fastest", cutoffs },
        shippedFiles,
      ),
    );
    expect(rings.map((ring) => ring.properties.minutes)).toEqual(cutoffs);
    const path = unwrap(
      kernels.reachPath.run(
        { scenario, origin, to: [109.84, 40.65], definition: "station", trains: "fastest" },
        shippedFiles,
      ),
    );
    expect(path.parts.map((part) => part.kind)).toEqual(["road", "wait", "ride", "road"]);
  });
});
