import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Who may import whom: folder → what its relative imports may reach, and which packages. */
const rules: { from: string; may: string[]; packages: RegExp; typesFrom?: string[] }[] = [
  { from: "geodata/atlas.ts", may: [], packages: /^$/ },
  { from: "geodata/catalogue.ts", may: ["geodata/atlas.ts"], packages: /^$/ },
  { from: "geodata/credits.ts", may: ["geodata/catalogue.ts"], packages: /^$/ },
  { from: "geodata/plan", may: ["geodata/plan"], packages: /^$/ },
  // Layers too: the walk is built from them, and is checked against the layers it shows.
  { from: "geodata/build", may: ["geodata", "layers", "src/domain"], packages: /./ },
  {
    from: "layers",
    may: ["layers", "geodata/atlas.ts", "geodata/catalogue.ts", "geodata/plan/phases.ts"],
    typesFrom: ["src/domain"],
    packages: /^@maplibre\/maplibre-gl-style-spec$/,
  },
  {
    from: "src/domain",
    may: ["src/domain"],
    packages:
      /^(@turf\/|flatbush|clipper2-ts|jsts\/|geographiclib-geodesic|proj4|gcoord|fflate|qrcode-generator|geojson)/,
  },
  { from: "src/data", may: ["src/data", "src/domain"], packages: /^(?!react|maplibre|@deck|zustand|node:)/ },
  {
    from: "src/compute",
    may: ["src/compute", "src/domain", "src/data", "geodata/atlas.ts", "geodata/catalogue.ts"],
    packages: /^geojson$/,
  },
  {
    from: "src/state",
    may: [
      "src/state",
      "src/domain",
      "src/compute",
      "layers",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/credits.ts",
      "geodata/plan/phases.ts",
    ],
    packages: /^(zustand|geojson|fflate|@maplibre\/maplibre-gl-style-spec)/,
  },
  {
    from: "src/map",
    may: [
      "src/map",
      "src/domain",
      "src/state",
      "layers",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/plan/phases.ts",
    ],
    packages:
      /^((virtual:)?maplibre-|@maplibre\/maplibre-gl-style-spec|@deck\.gl\/|pmtiles|react|geojson|terra-draw)/,
  },
  {
    from: "src/ui",
    may: [
      "src/ui",
      "src/domain",
      "src/state",
      "layers",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/credits.ts",
      "geodata/plan/phases.ts",
    ],
    packages: /^(react|react-dom|lucide-react|geojson|@maplibre\/maplibre-gl-style-spec)/,
  },
  { from: "src/cli", may: ["src/cli", "src/domain", "src/data", "geodata", "layers"], packages: /./ },
];

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

const files = ["geodata", "layers", "src"].flatMap((folder) => [...sourceFiles(folder)]);
const within = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

function findForbiddenImports(file: string): string[] {
  const rule = rules.find((r) => within(file, r.from));
  if (!rule) return [];
  const text = readFileSync(join(root, file), "utf8");
  const found: string[] = [];
  const pattern =
    /^\s*(?:import|export)\s+(type\s+)?[^"'=;]*?\bfrom\s+["']([^"']+)["']|^\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;
  for (const match of text.matchAll(pattern)) {
    const target = (match[2] ?? match[3] ?? match[4])!.replace(/\?.*$/, "");
    const isType = match[1] !== undefined;
    if (target.startsWith(".")) {
      const path = relative(root, resolve(root, dirname(file), target));
      const allowed =
        /\.css$/.test(path) ||
        rule.may.some((place) => within(path, place)) ||
        (isType && (rule.typesFrom ?? []).some((place) => within(path, place)));
      if (!allowed) found.push(path);
    } else if (!rule.packages.test(target) && !(isType && target === "geojson")) found.push(target);
  }
  return found;
}

describe("architecture", () => {
  it.each(files)("%s imports only what its folder may", (file) => {
    expect(findForbiddenImports(file)).toEqual([]);
  });

  it("nothing in src names a place or a year of this plan", () => {
    const names =
      /呼和浩特|包头|鄂尔多斯|乌兰察布|呼包鄂|集宁|Hohhot|Baotou|Ordos|Ulanqab|plan-2025|actual-2025/;
    const named = files.filter(
      (file) => file.startsWith("src/") && names.test(readFileSync(join(root, file), "utf8")),
    );
    expect(named).toEqual([]);
  });

  it("no file is a barrel and no folder is a drawer", () => {
    const bad = files.filter(
      (f) =>
        /(^|\/)(utils?|lib|common|helpers?|types)(\/|\.tsx?$)/.test(f) || /^src\/.*\/index\.tsx?$/.test(f),
    );
    expect(bad).toEqual([]);
  });
});
