import { createExpression } from "@maplibre/maplibre-gl-style-spec";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyPhase, titlePhase } from "../../../../geodata/phaseDay.ts";
import { datedPhase, phaseIds } from "../../../../geodata/plan/phases.ts";
import * as grammar from "../../../../layers/grammar/conditions.ts";
import { passesFilter } from "../../../../layers/grammar/evaluateFilter.ts";
import { eventStatuses, readStatus, statuses } from "../../../../src/domain/plan.ts";

describe("the status of a feature on a day", () => {
  const properties = {
    "status:2020": "under-construction",
    "status:actual-2025": "existing",
    "status:earlier": "planned",
    "from:under-construction": 20200916,
    "from:existing": 20241231,
  };
  const on = (day: string) => readStatus(properties, keyPhase(datedPhase.id, day));

  it("follows the events, before and after the phase's own day", () => {
    expect(on("2020-01-01")).toBe("planned");
    expect(on("2020-09-16")).toBe("under-construction");
    expect(on("2024-12-30")).toBe("under-construction");
    expect(on("2024-12-31")).toBe("existing");
    expect(on("2026-03-01")).toBe("existing");
    expect(
      readStatus(
        { "status:2020": "absent", "status:actual-2025": "planned" },
        keyPhase(datedPhase.id, "2023-01-01"),
      ),
    ).toBe("absent");
    expect(
      readStatus(
        { "status:2020": "absent", "status:actual-2025": "planned" },
        keyPhase(datedPhase.id, "2026-01-01"),
      ),
    ).toBe("planned");
  });

  it("is the phase's own on its own day and in every other phase", () => {
    expect(keyPhase(datedPhase.id, datedPhase.day)).toBe(datedPhase.id);
    for (const phase of phaseIds.filter((id) => id !== datedPhase.id))
      expect(keyPhase(phase, "2023-01-01")).toBe(phase);
    expect(titlePhase({ id: datedPhase.id, title: { zh: "甲", en: "A" } }, "2023-05-31").zh).toContain(
      "2023-05-31",
    );
  });

  it("is the same for the map's style as for the panels and the legend's counts", () => {
    expect(grammar.eventStatuses).toEqual(eventStatuses);
    const anyStatus = fc.constantFrom(...statuses);
    const anyDay = fc
      .record({
        year: fc.integer({ min: 2019, max: 2026 }),
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 28 }),
      })
      .map(
        ({ year, month, day }) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
      );
    const anyProperties = fc
      .record({
        base: anyStatus,
        end: anyStatus,
        earlier: fc.option(anyStatus, { nil: undefined }),
        changes: fc.dictionary(fc.constantFrom(...eventStatuses), anyDay),
      })
      .map(({ base, end, earlier, changes }) => ({
        "status:2020": base,
        "status:actual-2025": end,
        ...(earlier ? { "status:earlier": earlier } : {}),
        ...Object.fromEntries(
          Object.entries(changes).map(([status, day]) => [`from:${status}`, Number(day.replaceAll("-", ""))]),
        ),
      }));
    fc.assert(
      fc.property(anyProperties, anyDay, (given, day) => {
        const key = keyPhase(datedPhase.id, day);
        const parsed = createExpression(grammar.statusIn(key), { type: "string" } as never);
        if (parsed.result === "error") throw new Error(parsed.value.map(({ message }) => message).join());
        const seen = parsed.value.evaluate({ zoom: 5 }, { type: 1, properties: given } as never);
        expect(seen).toBe(readStatus(given, key));
        for (const status of statuses)
          expect(
            passesFilter(grammar.hasStatus(key, status), { properties: given, geometryType: "Point" }),
          ).toBe(seen === status);
      }),
      { numRuns: 60 },
    );
  });
});
