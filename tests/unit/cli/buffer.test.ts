import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { command } from "../../../src/cli/buffer.ts";
import { UsageError } from "../../../src/cli/command.ts";
import { command as validate } from "../../../src/cli/validate.ts";

const fixture = (name: string) => resolve(import.meta.dirname, "../../fixtures/files", name);
const run = async (...args: string[]) => {
  const { code, output } = await command.run(args);
  return { code, text: typeof output === "string" ? output : new TextDecoder().decode(output) };
};

describe("atlas buffer", () => {
  it("prints GeoJSON with one dissolved shape a distance", async () => {
    const { code, text } = await run(fixture("stations-gb18030.csv"), "--kilometres", "1,5,10");
    expect(code).toBe(0);
    const { features } = JSON.parse(text);
    expect(
      features.map((f: { properties: { distanceMetres: number } }) => f.properties.distanceMetres),
    ).toEqual([1000, 5000, 10_000]);
    // Three stations far apart: three circles of 10 km each.
    expect(features[2].properties.areaHectares / ((3 * Math.PI * 1e8) / 1e4)).toBeCloseTo(1, 3);
  });

  it("gives each feature its own when asked, or rings between the distances", async () => {
    const each = await run(fixture("stations.xlsx"), "--kilometres", "2", "--dissolve", "no");
    expect(JSON.parse(each.text).features).toHaveLength(3);
    const rings = await run(fixture("track.gpx"), "--kilometres", "1,2", "--rings", "yes");
    expect(JSON.parse(rings.text).features[1].properties).toMatchObject({
      fromMetres: 1000,
      distanceMetres: 2000,
    });
  });

  it("writes a file in another format that validates", async () => {
    const path = join(mkdtempSync(join(tmpdir(), "buffer-")), "b.gpkg");
    expect((await run(fixture("zones.kmz"), "--kilometres", "1", "-o", path)).code).toBe(0);
    expect((await validate.run([path])).code).toBe(0);
  });

  it("misuse is told apart from a refused file", async () => {
    await expect(run(fixture("zones.kmz"))).rejects.toThrow(/--kilometres/);
    for (const bad of ["0", "-1", "x", "1,,2", "501"])
      await expect(run(fixture("zones.kmz"), "--kilometres", bad)).rejects.toThrow(UsageError);
    await expect(run(fixture("zones.kmz"), "--kilometres", "1", "--to", "kml")).rejects.toThrow(/-o/);
    expect((await run(fixture("zones-xian80.zip"), "--kilometres", "1")).code).toBe(1);
  });
});
