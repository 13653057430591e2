import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/corridor.ts";

const ask = async (...args: string[]) => await command.run(args);

describe("atlas corridor", () => {
  it("gives the band and distinct ways between two places of the plan as GeoJSON", async () => {
    const { code, output } = await ask(
      ...["--from", "110.0,40.2", "--to", "110.9,40.6", "--activity", "road"],
      ...["--date", "2026-09-01", "--cell", "1000", "--format", "geojson"],
    );
    expect(code).toBe(0);
    const { features } = JSON.parse(String(output)) as {
      features: {
        properties: { part: string; rank?: number; costRatio?: number };
        geometry: { type: string };
      }[];
    };
    expect(features[0]).toMatchObject({ properties: { part: "band" }, geometry: { type: "MultiPolygon" } });
    const ways = features.slice(1);
    expect(ways.map(({ properties }) => properties.rank)).toEqual(ways.map((_, index) => index + 1));
    expect(ways[0]!.properties.costRatio).toBe(1);
    for (const { properties } of ways) expect(properties.costRatio!).toBeGreaterThanOrEqual(1);
  });

  it("dearer ground is avoided the more: less of the best way lies on it", async () => {
    const restricted = async (weight: string) => {
      const { output } = await ask(
        ...["--from", "109.2,40.5", "--to", "109.9,39.6", "--activity", "rail", "--date", "2026-09-01"],
        ...["--cell", "1000", "--weights", `restricted=${weight}`, "--format", "json"],
      );
      const { ways } = JSON.parse(String(output)) as { ways: { lengthByVerdict: { restricted: number } }[] };
      return ways[0]!.lengthByVerdict.restricted;
    };
    const [cheap, dear] = [await restricted("1"), await restricted("60")];
    expect(cheap).toBeGreaterThan(0);
    expect(dear).toBeLessThan(cheap);
  });

  it.each([
    [["--from", "110,40"], /--to is needed/],
    [["--from", "110,40", "--to", "111,40", "--weights", "forbidden=3"], /expected one of prohibited/],
    [["--from", "110,40", "--to", "111,40", "--activity", "rali"], /nearest: rail/],
    [["--from", "40,110", "--to", "111,40"], /longitude comes first/],
    [["--from", "110,40", "--to", "110,40.001"], /km apart/],
  ])("misuse %j is one clear line", (args, message) => {
    expect(() => command.run(args)).toThrow(UsageError);
    expect(() => command.run(args)).toThrow(message);
  });
});
