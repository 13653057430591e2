import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildNetwork } from "../../src/domain/rail/buildNetwork.ts";
import { buildClock, findJourney, type TrainChoice } from "../../src/domain/rail/railJourney.ts";
import { type RailSource, readParameter } from "../../src/domain/rail/railSource.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const rail = JSON.parse(readFileSync(join(root, "public/data/rail-network.json"), "utf8")) as RailSource;

/** Cells of the table below a heading's first mention of a column name. */
function readTable(firstColumn: string): string[][] {
  const lines = readme.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${firstColumn} `));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith("|")),
    )
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const indexOf = (id: string) => rail.stations.findIndex((station) => station.id === id);
const timeBetween = (phase: string, from: string[], to: string[], trains: TrainChoice = "fastest") =>
  findJourney(
    rail,
    buildNetwork(rail, phase),
    from.map(indexOf),
    to.map(indexOf),
    buildClock(rail, "train", trains),
  )!;

describe("the tables of the README", () => {
  it("say of every package what it is for", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
      "dependencies" | "devDependencies",
      Record<string, string>
    >;
    const told = readTable("package").flatMap(([names]) => names!.replace(/ \(.*?\)/g, "").split(", "));
    const used = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    // Types are those of a package that is named.
    expect(used.filter((name) => !name.startsWith("@types/") && !told.includes(name))).toEqual([]);
    expect(told.length).toBeGreaterThan(40);
  });

  it("give the times between the cities as the model has them, in every phase", () => {
    const target = readParameter(rail, "target");
    const expected = rail.cities.flatMap((from, index) =>
      rail.cities.slice(index + 1).map((to) => [
        `${from.name.en}–${to.name.en}`,
        ...rail.phases.map((phase) => {
          const { minutes, confidence } = timeBetween(phase, from.stations, to.stations);
          const written = `${confidence === "schematic" ? "≈" : ""}${minutes}`;
          return minutes <= target ? `**${written}**` : written;
        }),
      ]),
    );
    expect(readTable("pair")).toEqual(expected);
  });

  it("give the error against every published time", () => {
    const name = (id: string) => rail.stations[indexOf(id)]!.name.en;
    const expected = rail.calibration.map((run) => {
      const { minutes } = timeBetween(run.phase, [run.from], [run.to], run.class);
      const error = ((minutes / run.minutes - 1) * 100).toFixed(1);
      return [
        `${name(run.from)}–${name(run.to)}`,
        run.class === "emu" ? "EMU" : "conventional",
        String(run.minutes),
        String(minutes),
        `${error.startsWith("-") ? error.replace("-", "−") : `+${error}`} %`,
      ];
    });
    expect(readTable("published run")).toEqual(expected);
  });
});
