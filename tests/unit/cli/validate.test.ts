import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/validate.ts";

const fixture = (name: string) => resolve(import.meta.dirname, "../../fixtures/files", name);
const folder = mkdtempSync(join(tmpdir(), "validate-"));
const write = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const run = async (...args: string[]) => {
  const { code, output } = await command.run(args);
  return { code, output: String(output) };
};

describe("atlas validate", () => {
  it("prints the keys of the contract as JSON and leaves with 0 for a good file", async () => {
    const { code, output } = await run(fixture("zones-gbk-epsg4525.zip"), "--format", "json");
    expect(code).toBe(0);
    const report = JSON.parse(output);
    expect(Object.keys(report).slice(0, 8)).toEqual([
      "accepted",
      "format",
      "encoding",
      "datum",
      "read",
      "skipped",
      "errors",
      "warnings",
    ]);
    expect(report).toMatchObject({
      accepted: true,
      format: "shapefile",
      encoding: "GB18030",
      read: 3,
      skipped: 0,
      errors: [],
      warnings: [],
    });
    expect(report.datum).toContain("EPSG:4525");
  });

  it("leaves with 1 for a bad one, and every error has record, line, column and message", async () => {
    const path = write(
      "bad.geojson",
      '{"type":"FeatureCollection","features":[\n{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1]}}]}',
    );
    const { code, output } = await run(path, "--format", "json");
    expect(code).toBe(1);
    const report = JSON.parse(output);
    expect(report.accepted).toBe(false);
    expect(report.errors[0]).toMatchObject({
      record: 1,
      line: 2,
      column: expect.any(Number),
      message: expect.any(String),
    });
    expect(Object.keys(report.errors[0]).slice(0, 4)).toEqual(["record", "line", "column", "message"]);
  });

  it("prints for people without --format, and names the repair to ask for", async () => {
    const path = write(
      "open.geojson",
      '{"type":"Polygon","coordinates":[[[110,40],[111,40],[111,41],[110,41]]]}',
    );
    const refused = await run(path);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/^refused: geojson/);
    expect(refused.output).toContain("[--repair close-rings]");
    const repaired = await run(path, "--repair", "close-rings");
    expect(repaired.code).toBe(0);
    expect(repaired.output).toContain("1 of 1 features read");
  });

  it("takes the parts of a shapefile as several files", async () => {
    const { code } = await run(fixture("zones.geojson"), fixture("track.gpx"));
    expect(code).toBe(1);
  });

  it("misuse is told apart from a bad file", async () => {
    await expect(run()).rejects.toThrow(UsageError);
    await expect(run(join(folder, "missing.geojson"))).rejects.toThrow(UsageError);
    await expect(run(folder)).rejects.toThrow(UsageError);
    await expect(run(fixture("zones.geojson"), "--format", "yaml")).rejects.toThrow(UsageError);
    await expect(run(fixture("zones.geojson"), "--from-datum", "mars")).rejects.toThrow(UsageError);
    await expect(run(fixture("zones.geojson"), "--repair", "everything")).rejects.toThrow(UsageError);
    await expect(run(fixture("zones.geojson"), "--colour", "red")).rejects.toThrow(UsageError);
  });
});
