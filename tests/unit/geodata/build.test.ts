import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { baseTiles, datasets } from "../../../geodata/catalogue.ts";

const run = promisify(execFile);
const folders: string[] = [];

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "atlas-geodata-"));
  folders.push(folder);
  return folder;
}

function* listFiles(folder: string, root = folder): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* listFiles(path, root);
    else yield relative(root, path).replaceAll("\\", "/");
  }
}

interface Outcome {
  code: number;
  stderr: string;
}

async function runBuild(environment: Record<string, string>, ...names: string[]): Promise<Outcome> {
  try {
    const { stderr } = await run(process.execPath, ["src/cli/launch.mjs", "geodata", ...names], {
      env: { ...process.env, ...environment },
    });
    return { code: 0, stderr };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, stderr };
  }
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("the whole build", () => {
  let out = "";
  let outcome: Outcome;
  beforeAll(async () => {
    out = createFolder();
    outcome = await runBuild({ ATLAS_GEODATA_OUT: out });
  });

  it("runs to its end", () => {
    expect(outcome).toEqual({ code: 0, stderr: "" });
  });

  it("makes every committed file again, byte for byte", () => {
    const files = [...listFiles(out)];
    const differing = files.filter((file) => {
      const committed = join("public", file);
      return !existsSync(committed) || !readFileSync(committed).equals(readFileSync(join(out, file)));
    });
    expect(differing).toEqual([]);
  });

  it("leaves no committed data file that it does not make", () => {
    const made = new Set(listFiles(out));
    const kept = [...listFiles("public/data")].map((file) => `data/${file}`);
    expect(kept.filter((file) => !made.has(file))).toEqual([]);
  });

  it("makes what the catalogue lists, with as many features", () => {
    const counts = datasets.map(({ id, file }) => {
      const { features } = JSON.parse(readFileSync(join(out, "data", file), "utf8")) as {
        features: unknown[];
      };
      return [id, features.length];
    });
    expect(counts).toEqual(datasets.map(({ id, featureCount }) => [id, featureCount]));
    const listed = new Set(datasets.map(({ file }) => file));
    const unlisted = readdirSync(join(out, "data")).filter(
      (file) => file.endsWith(".geojson") && !listed.has(file),
    );
    expect(unlisted).toEqual([]);
    expect(existsSync(join(out, baseTiles.file))).toBe(true);
  });
});

describe("the build of a spoilt fact table", () => {
  const spoil = async (table: string, change: (line: string) => string, row: number, step: string) => {
    const facts = createFolder();
    cpSync("geodata/facts", facts, { recursive: true });
    const lines = readFileSync(join(facts, table), "utf8").split("\n");
    lines[row - 1] = change(lines[row - 1]!);
    writeFileSync(join(facts, table), lines.join("\n"));
    return runBuild({ ATLAS_GEODATA_OUT: createFolder(), ATLAS_GEODATA_FACTS: facts }, step);
  };

  it.each([
    {
      fault: "swapped axes",
      table: "base/city-centres.csv",
      row: 3,
      step: "cityTowns",
      change: (line: string) => line.replace("109.8345,40.6574", "40.6574,109.8345"),
      reason: "axes swapped",
    },
    {
      fault: "metres instead of degrees",
      table: "base/statistical-zones.csv",
      row: 2,
      step: "units",
      change: (line: string) => line.replace("111.76,40.83", "564000,4520000"),
      reason: "looks like metres",
    },
    {
      fault: "a missing source",
      table: "base/growing-towns.csv",
      row: 4,
      step: "cityTowns",
      change: (line: string) => line.replace("plan 3.2", ""),
      reason: "'source' is empty",
    },
    {
      fault: "a duplicate id",
      table: "base/growing-towns.csv",
      row: 5,
      step: "cityTowns",
      change: (line: string) => line.replace(/^[^,]+/, "growing-jungar"),
      reason: "duplicate id 'growing-jungar'",
    },
    {
      fault: "an unclosed ring",
      table: "base/leaving-areas.csv",
      row: 4,
      step: "cityTowns",
      change: (line: string) => line.replace(/;110\.45 39\.85,/, ","),
      reason: "ring is not closed",
    },
    {
      fault: "a population that does not add up",
      table: "socio_counties.csv",
      row: 2,
      step: "units",
      change: (line: string) => line.replace(",699672,", ",699673,"),
      reason: "its parts add up to 10015445",
    },
  ])("fails at $fault with file, row and reason", async ({ table, change, row, step, reason }) => {
    const { code, stderr } = await spoil(table, change, row, step);
    expect(code).toBe(1);
    const place = reason.includes("add up") ? "socio_cities.csv, row 6: " : `${table}, row ${row}: `;
    expect(stderr).toContain(place);
    expect(stderr).toContain(reason);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
