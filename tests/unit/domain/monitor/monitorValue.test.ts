import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { monitorValue } from "../../../../src/domain/monitor/monitorValue.ts";

const shipped = JSON.parse(readFileSync("public/data/monitor.json", "utf8")) as {
  observations: { columns: string[]; rows: string[][] };
};
const ask = (input: Parameters<typeof monitorValue.run>[0], monitor: unknown = shipped) =>
  monitorValue.run(input, { "monitor.json": monitor });

/** The shipped tables with one more observation, a copy of a shipped one but for what is given. */
function withRow(id: string, change: Record<string, string>) {
  const { columns, rows } = shipped.observations;
  const base = rows.find((row) => row[columns.indexOf("row_id")] === id)!;
  const copy = base.map((cell, at) => change[columns[at]!] ?? cell);
  return { ...shipped, observations: { columns, rows: [...rows, copy] } };
}

describe("a value for a text", () => {
  const daihai = { indicator: "daihai-area", area: "ulanqab", year: 2021 };

  it("is what the row of the table says", () => {
    const table = readFileSync("geodata/facts/observations.csv", "utf8");
    expect(table).toContain(
      "o071,,daihai-area,岱海湖面面积,Daihai lake area,平方公里,km2,ulanqab,2021,49.3,actual",
    );
    expect(ask(daihai)).toEqual({ ok: true, value: { value: 49.3 } });
  });

  it("changes with a row that replaces it, and with better evidence", () => {
    const corrected = withRow("o071", { row_id: "o900", replaces: "o071", value: "47" });
    expect(ask(daihai, corrected)).toEqual({ ok: true, value: { value: 47 } });
    const official = withRow("o071", { row_id: "o900", confidence: "official", value: "48" });
    expect(ask(daihai, official)).toEqual({ ok: true, value: { value: 48 } });
    const weaker = withRow("o071", { row_id: "o900", confidence: "secondary", value: "48" });
    expect(ask(daihai, weaker)).toEqual({ ok: true, value: { value: 49.3 } });
  });

  it.each([
    ["a year without a row", { ...daihai, year: 2023 }],
    ["a target", { ...daihai, year: 2030 }],
    ["another area", { ...daihai, area: "hohhot" }],
    ["what was only worked out", { indicator: "renewables", area: "ulanqab", year: 2025 }],
  ])("is not given for %s", (_, input) => {
    expect(ask(input)).toMatchObject({ ok: false, error: { code: "monitor-no-value" } });
  });

  it("says of a file that is no monitor what is wrong", () => {
    expect(ask(daihai, [])).toMatchObject({ ok: false, error: { code: "monitor-bad-shape" } });
  });
});
