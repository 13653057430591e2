import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { roles } from "../../../../geodata/roles.ts";
import { measures } from "../../../../layers/answers/measures.ts";
import { standardQuery } from "../../../../src/domain/board/reachQuery.ts";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { failure, success } from "../../../../src/domain/result.ts";
import { setPhase, showBoard, undoEdit } from "../../../../src/state/actions.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";
import {
  changeStatistics,
  clearStatistics,
  describeStatistics,
  showMeasure,
  showOwnColumn,
} from "../../../../src/state/statistics/statistics.ts";
import { useAtlas } from "../../../../src/state/store.ts";
import { stubFetch, stubWorkers } from "../fakes/workers.ts";

const read = (id: string) =>
  JSON.parse(readFileSync(`public/data/${id}.geojson`, "utf8")) as PlanFeatureCollection;
const units = read(roles.units).features;
let isBroken = false;
const { listAsked } = stubWorkers({
  kernels: {
    // Nothing is left of the first unit, and all of the others.
    overlayLayers: () =>
      isBroken
        ? failure({ code: "x", zh: "坏", en: "broken" })
        : success({ geojson: new TextEncoder().encode(JSON.stringify({ features: units.slice(1) })).buffer }),
    reachEquity: () =>
      success({
        units: [
          { id: "a", reached: 12.34, nearestMinutes: [30.06, null, 7] },
          { id: "b", reached: null, nearestMinutes: [null, null, null] },
        ],
      }),
  },
});
vi.stubGlobal("addEventListener", () => undefined);

const statistics = () => useAtlas.getState().board.statistics;
const values = () => statistics()?.values ?? {};
const find = (kind: string, test: (from: Record<string, unknown>) => boolean = () => true) =>
  measures.find(({ from }) => from.kind === kind && test(from as never))!;

beforeEach(() => {
  showBoard(defaultBoard(), { past: [], future: [] });
  useAtlas.setState({ messages: [], past: [] });
  stubFetch(() =>
    Object.fromEntries(
      measures
        .flatMap(({ from }) => ("datasets" in from ? from.datasets : "dataset" in from ? [from.dataset] : []))
        .concat(roles.units, roles.cities)
        .map((id) => [`/${id}.geojson`, read(id)]),
    ),
  );
  isBroken = false;
});

describe("a number by unit", () => {
  it("is read from the units themselves, and as a share of two of their numbers", async () => {
    await showMeasure("population");
    const [first] = units;
    expect(values()[first!.properties.id]).toBe(first!.properties.population2020);
    expect(Object.keys(values())).toHaveLength(
      units.filter(({ properties }) => typeof properties.population2020 === "number").length,
    );
    expect(statistics()?.breaks).toHaveLength(statistics()!.classes - 1);
    expect("phase" in statistics()!).toBe(false);
    await showMeasure("density");
    expect(values()[first!.properties.id]).toBeCloseTo(
      Number(first!.properties.population2020) / Number(first!.properties.areaSquareKilometres),
      6,
    );
    expect(statistics()?.form).toBe("areas");
  });

  it("of a city is found by the city a place names", async () => {
    await showMeasure("city-output");
    const [centre] = read("city-centres").features;
    expect(statistics()?.level).toBe("city");
    expect(values()[String(centre!.properties.cityId)]).toBe(centre!.properties.gdp2020HundredMillionYuan);
  });

  it("of projects counts those of its statuses in the present phase, and says which phase that is", async () => {
    const { id, from } = find("features", ({ only, key }) => Array.isArray(only) && key === undefined);
    if (from.kind !== "features") throw new Error(from.kind);
    const all = from.datasets.flatMap((dataset) => read(dataset).features);
    const sum = () => Object.values(values()).reduce((total, value) => total + value, 0);
    for (const phase of [phaseIds[0]!, phaseIds.at(-1)!]) {
      setPhase(phase);
      await showMeasure(id);
      expect(statistics()?.phase).toBe(phase);
      const most = all.filter(({ properties }) =>
        from.only!.includes(String(properties[`status:${phase}`])),
      ).length;
      expect(sum()).toBeLessThanOrEqual(most);
      expect(sum()).toBeGreaterThan(most / 2);
    }
  });

  it("of ground is what a layer covers of each: the unit less what is left of it", async () => {
    await showMeasure(find("covered").id);
    expect(listAsked("overlayLayers").at(-1)?.input).toMatchObject({
      operation: "difference",
      masks: { phase: phaseIds[0] },
    });
    const [first, second] = units;
    expect(values()[first!.properties.id]).toBeGreaterThan(1);
    expect(values()[second!.properties.id] ?? 0).toBeCloseTo(0, 3);
  });

  it("of reach is rounded, of the place it is of, and none where nothing is reached", async () => {
    // Its minutes are its own, whatever the board's analysis looks at.
    showBoard({ ...defaultBoard(), reach: { ...standardQuery, focusMinutes: 90 } });
    await showMeasure(find("access", ({ withinMinutes }) => withinMinutes === 60).id);
    expect(values()).toEqual({ a: 12.3 });
    expect(listAsked("reachEquity").at(-1)?.input).toMatchObject({ cutoffMinutes: 60 });
    await showMeasure("hub-minutes");
    expect(values()).toEqual({ a: 30.1 });
    await showMeasure("airport-minutes");
    expect(values()).toEqual({ a: 7 });
  });

  it("that cannot be found is told, and what was shown stays", async () => {
    await showMeasure("population");
    const before = statistics();
    isBroken = true;
    setPhase(phaseIds[1]!);
    await showMeasure(find("covered").id);
    expect(useAtlas.getState().messages.map(({ text }) => text.en)).toEqual(["broken"]);
    expect(statistics()).toBe(before);
    await showMeasure("no-such");
    expect(statistics()).toBe(before);
  });

  it("is the one chosen last, whichever is found first", async () => {
    setPhase(phaseIds[2]!);
    const slow = showMeasure(find("covered").id);
    await Promise.all([slow, showMeasure("population")]);
    expect(statistics()?.measure).toBe("population");
    const late = showMeasure("airport-minutes");
    clearStatistics();
    await late;
    expect(statistics()).toBeUndefined();
  });
});

describe("a column of the reader's own", () => {
  it("is joined by name or code, with its title, and tells what joined nothing", async () => {
    const [first, second] = units;
    const joined = await showOwnColumn(
      `旗县\t产值\n${first!.properties["name:zh"]}\t5\n${second!.properties.adcode}\t7\n某地\t9`,
    );
    expect(values()).toEqual({ [first!.properties.id]: 5, [second!.properties.id]: 7 });
    expect(joined.left.map(({ key }) => key)).toEqual(["某地"]);
    expect(describeStatistics(statistics()!)).toMatchObject({
      title: { zh: "产值" },
      digits: 0,
      isAmount: true,
    });
  });

  it("that joins nothing at all changes nothing", async () => {
    const joined = await showOwnColumn("某地\t9");
    expect(joined.left).toHaveLength(1);
    expect(statistics()).toBeUndefined();
    expect(useAtlas.getState().past).toEqual([]);
  });
});

describe("how a number is shown", () => {
  it("is kept for the next number; circles only for amounts, and own bounds for their own", async () => {
    await showMeasure("population");
    changeStatistics({ form: "circles" as never, classes: 4 });
    expect(statistics()?.breaks).toHaveLength(3);
    changeStatistics({ method: "own", breaks: [1, 2] });
    expect(statistics()?.breaks).toEqual([1, 2]);
    await showMeasure("area");
    expect(statistics()).toMatchObject({ form: "circles", method: "jenks", classes: 4 });
    await showMeasure("density");
    expect(statistics()?.form).toBe("areas");
  });

  it("changes in one step of undo while a slider moves, and changes nothing where none is shown", async () => {
    changeStatistics({ classes: 3 });
    expect(useAtlas.getState().past).toEqual([]);
    const before = useAtlas.getState().board;
    await showMeasure("population");
    for (const classes of [3, 4, 6]) changeStatistics({ classes });
    undoEdit();
    expect(useAtlas.getState().board).toBe(before);
  });

  it("has the title, unit and digits of its measure", async () => {
    await showMeasure("density");
    const { title, unit, digits } = measures.find(({ id }) => id === "density")!;
    expect(describeStatistics(statistics()!)).toEqual({ title, unit, digits, isAmount: false });
    expect(describeStatistics({ ...statistics()!, measure: "own", values: { a: 1.5 } })).toMatchObject({
      digits: 2,
      title: { en: "A column of your own" },
    });
  });
});
