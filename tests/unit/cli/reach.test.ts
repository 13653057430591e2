import GeoJSONReader from "jsts/org/locationtech/jts/io/GeoJSONReader.js";
import IsValidOp from "jsts/org/locationtech/jts/operation/valid/IsValidOp.js";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../../src/cli/command.ts";
import { command } from "../../../src/cli/reach.ts";

interface Band {
  minutes: number;
  areaKm2: number;
  people: number;
  units: string[];
  confidence: string;
  method: string;
}
interface Answer {
  type: string;
  features: { type: string; properties: Band; geometry: { type: string } }[];
}

const run = async (...args: string[]) => String((await command.run(args)).output);
const runGeojson = async (...args: string[]) => JSON.parse(await run(...args)) as Answer;

describe("reach command", () => {
  it("gives one feature for each cut-off, each holding the smaller ones", async () => {
    const answer = await runGeojson("--phase", "2020", "--from", "呼和浩特东", "--minutes", "60,30,90");
    expect(answer.type).toBe("FeatureCollection");
    expect(answer.features.map((f) => f.properties.minutes)).toEqual([30, 60, 90]);
    for (const [i, { properties, geometry }] of answer.features.entries()) {
      expect(Object.keys(properties)).toEqual(
        expect.arrayContaining(["minutes", "areaKm2", "people", "units", "confidence", "method"]),
      );
      expect(properties.confidence).toBe("schematic");
      expect(new IsValidOp(new GeoJSONReader().read(geometry)).isValid()).toBe(true);
      const smaller = answer.features[i - 1]?.properties;
      if (smaller) {
        expect(properties.areaKm2).toBeGreaterThan(smaller.areaKm2);
        expect(properties.people).toBeGreaterThanOrEqual(smaller.people);
        expect(properties.units).toEqual(expect.arrayContaining(smaller.units));
      }
    }
  });

  it("a place, a definition and a project switched off change the answer", async () => {
    const ask = async (...more: string[]) => {
      const answer = await runGeojson(
        "--phase",
        "plan-2025",
        "--minutes",
        "60",
        "--definition",
        "train",
        ...more,
      );
      return answer.features[0]!.properties.people;
    };
    const whole = await ask("--from", "呼和浩特东");
    expect(await ask("--from", "呼和浩特东", "--without", "hue_intercity")).toBeLessThan(whole);
    expect(await ask("--from", "呼和浩特东", "--without", "rail-hue-intercity")).toBeLessThan(whole);
    expect(await ask("--at", "109.8,39.6")).not.toBe(whole);
  });

  it("without geometry it gives the sums and the curve", async () => {
    const answer = JSON.parse(await run("--phase", "2020", "--at", "111.7,40.8", "--format", "json")) as {
      bands: Band[];
      curve: number[];
      totalPeople: number;
    };
    expect(answer.bands).toHaveLength(4);
    expect(answer.curve[60]).toBe(answer.bands[1]!.people);
    expect(answer.totalPeople).toBe(10_015_444);
  });

  it("misuse is refused in one line, with the nearest names", async () => {
    const cases: [string[], RegExp][] = [
      [["--from", "包头"], /--phase is missing/],
      [["--phase", "2020", "--from", "包投"], /unknown station '包投'; nearest: 包头/],
      [["--phase", "2020"], /either --from STATION or --at/],
      [["--phase", "2020", "--from", "包头", "--at", "1,2"], /either --from STATION or --at/],
      [["--phase", "2020", "--from", "包头", "--minutes", "30,x"], /--minutes has 'x'/],
      [["--phase", "2020", "--from", "包头", "--minutes", "-5"], /--minutes has '-5'/],
      [["--phase", "2020", "--from", "包头", "--minutes", "999"], /up to 240/],
      [["--phase", "2020", "--at", "40.8,111.7"], /longitude comes first/],
      [["--phase", "2020", "--at", "111.7"], /give longitude,latitude/],
      [["--phase", "2020", "--at", "112.68,40.57"], /lies in water/],
      [["--phase", "2020", "--at", "100,30"], /outside the region/],
      [
        ["--phase", "2020", "--from", "包头", "--without", "hue_intercit"],
        /unknown project 'hue_intercit'; nearest: hue_intercity/,
      ],
      [
        ["--phase", "2020", "--from", "包头", "--definition", "trian"],
        /unknown definition 'trian'; nearest: train/,
      ],
    ];
    for (const [args, message] of cases) {
      const call = (async () => command.run(args))();
      await expect(call).rejects.toThrow(message);
      await expect(call).rejects.toBeInstanceOf(UsageError);
    }
  });
});
