import { describe, expect, it } from "vitest";
import { countFrom, daysBetween, isDay, readDateSpan } from "../../../../src/domain/monitor/days.ts";

describe("dates as the tables write them", () => {
  it("spans a year, a month and a day", () => {
    expect(readDateSpan("2024")).toEqual({ from: "2024-01-01", to: "2024-12-31", precision: "year" });
    expect(readDateSpan("2024-02")).toEqual({ from: "2024-02-01", to: "2024-02-29", precision: "month" });
    expect(readDateSpan(" 2024-02-29 ")).toEqual({ from: "2024-02-29", to: "2024-02-29", precision: "day" });
  });

  it.each(["2023-02-29", "2024-13", "2024-00", "2024-04-31", "24", "2024/05", "去年", ""])(
    "refuses %s",
    (text) => {
      expect(readDateSpan(text)).toBeUndefined();
      expect(isDay(text)).toBe(false);
    },
  );

  it("counts a report from the last day it can mean, and no later than it was published", () => {
    expect(countFrom("2024-10", "2025-12-23")).toBe("2024-10-31");
    expect(countFrom("2025", "2025-02-07")).toBe("2025-02-07");
    expect(countFrom("2025", "2025")).toBe("2025-12-31");
    expect(countFrom("2025", "")).toBe("2025-12-31");
    // Published before the event can have happened: an announcement, which says nothing about the end.
    expect(countFrom("2025", "2024-06-01")).toBe("2025-12-31");
    expect(countFrom("soon", "2024-06-01")).toBeUndefined();
  });

  it("counts days over a leap year", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(daysBetween("2025-12-31", "2025-12-23")).toBe(-8);
  });
});
