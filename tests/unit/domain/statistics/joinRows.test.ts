import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PlanFeatureCollection } from "../../../../src/domain/plan.ts";
import { joinRows, parseRows, parseTableNumber } from "../../../../src/domain/statistics/joinRows.ts";
import { addUpByUnit, divideValues, readUnitProperty } from "../../../../src/domain/statistics/unitValues.ts";

const read = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../public/data/${name}.geojson`, import.meta.url), "utf8"),
  ) as PlanFeatureCollection;
const units = read("units").features;
const joinable = units.map(({ properties }) => ({
  id: properties.id,
  code: String(properties.adcode),
  names: [properties["name:zh"], properties["name:en"]],
}));

describe("a table joined to units", () => {
  it("joins every unit by its code, its whole name, its English name, and a long code", () => {
    for (const write of [
      (unit: (typeof joinable)[number]) => unit.code,
      (unit: (typeof joinable)[number]) => `${unit.code}000000`,
      (unit: (typeof joinable)[number]) => ` ${unit.names[0]} `,
      (unit: (typeof joinable)[number]) => unit.names[1]!.toUpperCase(),
    ]) {
      const joined = joinRows(
        joinable.map((unit, index) => [write(unit), String(index)]),
        joinable,
      );
      expect(joined.left).toEqual([]);
      expect(joined.without).toEqual([]);
      expect(Object.values(joined.values)).toHaveLength(units.length);
    }
  });

  it("joins names without their last word where that says one unit, and tells what joins nothing", () => {
    const some = [
      { id: "a", code: "100001", names: ["东河区"] },
      { id: "b", code: "100002", names: ["东河县"] },
      { id: "c", code: "100003", names: ["西山旗"] },
    ];
    const joined = joinRows(
      [
        ["西山", "1,234.5"],
        ["东河", "2"],
        ["北原", "3"],
        ["西山旗", "4"],
        ["100001", "无"],
        ["１００００２", "12%"],
      ],
      some,
    );
    expect(joined.values).toEqual({ c: 1234.5, b: 12 });
    expect(joined.left.map(({ row, reason }) => [row, reason])).toEqual([
      [2, "several"],
      [3, "unknown"],
      [4, "twice"],
      [5, "no-number"],
    ]);
    expect(joined.without).toEqual(["a"]);
  });

  it("reads pasted columns with and without a head", () => {
    expect(parseRows("旗县\t产值\n甲旗\t12\n乙县\t1,300")).toEqual({
      title: "产值",
      rows: [
        ["甲旗", "12"],
        ["乙县", "1,300"],
      ],
    });
    expect(parseRows("甲旗, 12\r\n乙 县 7\n").rows).toEqual([
      ["甲旗", "12"],
      ["乙 县", "7"],
    ]);
    expect(parseTableNumber("")).toBeUndefined();
    expect(parseTableNumber("1e3")).toBe(1000);
  });
});

describe("values by unit", () => {
  it("count every station of the region once, in the unit its table names", () => {
    const inside = addUpByUnit(
      units,
      units.map((unit) => ({
        ...unit,
        geometry: {
          type: "Point" as const,
          coordinates: [Number(unit.properties.seatLongitude), Number(unit.properties.seatLatitude)],
        },
      })),
    );
    // A seat of government may lie in a neighbouring district, but never outside all units.
    expect(Object.values(inside).reduce((sum, count) => sum + count, 0)).toBe(units.length);
    expect(Object.keys(inside)).toHaveLength(units.length);
  });

  it("divide people by land as the density of the census does", () => {
    const density = divideValues(
      readUnitProperty(units, "population2020"),
      readUnitProperty(units, "areaSquareKilometres"),
    );
    expect(Object.keys(density)).toHaveLength(units.length);
    const [unit] = units;
    expect(density[unit!.properties.id]).toBeCloseTo(699_672 / 659.9, 6);
    expect(divideValues({ a: 4, b: 1 }, { a: 2, b: 0 })).toEqual({ a: 2 });
  });
});
