import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/convert.ts";
import { command as validate } from "../../../src/cli/validate.ts";
import { toGcj02 } from "../../../src/domain/place/datum.ts";
import { lngLat } from "../../../src/domain/place/position.ts";

const fixture = (name: string) => resolve(import.meta.dirname, "../../fixtures/files", name);
const folder = mkdtempSync(join(tmpdir(), "convert-"));
const run = async (...args: string[]) => command.run(args);

describe("atlas convert", () => {
  it.each([
    ["geojson", "out.geojson"],
    ["shapefile", "out.zip"],
    ["kml", "out.kml"],
    ["geopackage", "out.gpkg"],
    ["csv", "out.csv"],
    ["xlsx", "out.xlsx"],
  ])("writes %s that validates with the same three zones", async (format, name) => {
    const path = join(folder, name);
    const { code, output } = await run(fixture("zones-gbk-epsg4525.zip"), "--to", format, "-o", path);
    expect(code).toBe(0);
    expect(String(output)).toContain("wrote 3 features");
    const report = JSON.parse(String((await validate.run([path, "--format", "json"])).output));
    expect(report).toMatchObject({ accepted: true, read: 3 });
  });

  it("writes a CGCS2000 zone in GBK when asked", async () => {
    const path = join(folder, "zone.zip");
    await run(
      fixture("zones.geojson"),
      "--to",
      "shapefile",
      "--crs",
      "EPSG:4547",
      "--text",
      "gbk",
      "-o",
      path,
    );
    const report = JSON.parse(String((await validate.run([path, "--format", "json"])).output));
    expect(report).toMatchObject({ accepted: true, encoding: "GB18030" });
    expect(report.datum).toContain("EPSG:4547");
  });

  it("undoes GCJ-02 when told the file is in it", async () => {
    const [x, y] = toGcj02(lngLat(110, 40));
    const from = join(folder, "gcj.csv");
    writeFileSync(from, `lon,lat\n${x},${y}\n`);
    const path = join(folder, "wgs.geojson");
    await run(from, "--to", "geojson", "--from-datum", "gcj02", "-o", path);
    const [lon, lat] = JSON.parse(readFileSync(path, "utf8")).features[0].geometry.coordinates;
    expect(Math.hypot(lon - 110, lat - 40)).toBeLessThan(1e-8);
  });

  it("writes nothing where the file is refused or the format cannot hold the system", async () => {
    const path = join(folder, "nothing.kml");
    expect((await run(fixture("zones-beijing54.zip"), "--to", "kml", "-o", path)).code).toBe(1);
    expect((await run(fixture("zones.geojson"), "--to", "kml", "--crs", "EPSG:4525", "-o", path)).code).toBe(
      1,
    );
    expect(existsSync(path)).toBe(false);
  });

  it("misuse is one clear line", async () => {
    await expect(run(fixture("zones.geojson"), "--to", "kml")).rejects.toThrow(/-o OUT/);
    await expect(run(fixture("zones.geojson"), "--to", "dwg", "-o", "x")).rejects.toThrow(UsageError);
    await expect(
      run(fixture("zones.geojson"), "--to", "csv", "--crs", "EPSG:2437", "-o", "x"),
    ).rejects.toThrow(/Beijing/);
    await expect(run()).rejects.toThrow(UsageError);
  });
});

describe("a file of several layers", () => {
  const drawing = () => {
    const path = join(folder, "two.dxf");
    const entity = (layer: string, x: number) => `0\nPOINT\n8\n${layer}\n10\n${x}\n20\n40\n`;
    writeFileSync(
      path,
      `0\nSECTION\n2\nENTITIES\n${entity("道路", 110)}${entity("红线", 111)}0\nENDSEC\n0\nEOF\n`,
    );
    return path;
  };

  it("keeps its layers apart in a GeoPackage, each under its name", async () => {
    const out = join(folder, "two.gpkg");
    expect((await run(drawing(), "-o", out)).code).toBe(0);
    const { code, output } = await run(out, "--layer", "two_红线", "-o", join(folder, "one.geojson"));
    expect([code, String(output).split("\n").at(-1)]).toEqual([
      0,
      `wrote 1 features to ${join(folder, "one.geojson")}`,
    ]);
  });

  it("is not merged into a format of one layer: the layers are named, and one may be chosen", async () => {
    const { code, output } = await run(drawing(), "-o", join(folder, "two.geojson"));
    expect([code, String(output)]).toEqual([1, expect.stringContaining("two 道路, two 红线")]);
    expect(existsSync(join(folder, "two.geojson"))).toBe(false);
    expect((await run(drawing(), "--layer", "two 道路", "-o", join(folder, "road.geojson"))).code).toBe(0);
    const missing = await run(drawing(), "--layer", "no", "-o", join(folder, "no.geojson"));
    expect(String(missing.output)).toContain("there is no layer 'no' (there are two 道路, two 红线)");
  });
});
