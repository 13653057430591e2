import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseAst } from "rolldown/parseAst";
import { describe, expect, it } from "vitest";
import { datasets } from "../geodata/catalogue.ts";
import { phaseIds } from "../geodata/plan/phases.ts";
import { layers } from "../layers/index.ts";

const root = resolve(import.meta.dirname, "..");

/** Who may import whom: folder → what its relative imports may reach, and which packages. */
const rules: { from: string; may: string[]; packages: RegExp; typesFrom?: string[] }[] = [
  { from: "geodata/atlas.ts", may: ["geodata/plan/atlas.json"], packages: /^$/ },
  { from: "geodata/catalogue.ts", may: ["geodata/atlas.ts"], packages: /^$/ },
  { from: "geodata/credits.ts", may: ["geodata/catalogue.ts"], packages: /^$/ },
  { from: "geodata/roles.ts", may: ["geodata/plan/roles.ts"], packages: /^$/ },
  { from: "geodata/phaseDay.ts", may: ["geodata/plan/phases.ts"], packages: /^$/ },
  { from: "geodata/plan", may: ["geodata/plan"], packages: /^$/ },
  // Layers too: the walk is built from them, and is checked against the layers it shows.
  { from: "geodata/build", may: ["geodata", "layers", "src/domain"], packages: /./ },
  {
    from: "layers",
    may: [
      "layers",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/phaseDay.ts",
      "geodata/plan/phases.ts",
      "geodata/plan/kinds.json",
      "geodata/roles.ts",
    ],
    typesFrom: ["src/domain"],
    packages: /^@maplibre\/maplibre-gl-style-spec$/,
  },
  {
    from: "src/domain",
    // What a kernel asks of the plan it asks by role; the table of roles holds names only.
    may: ["src/domain", "geodata/roles.ts"],
    packages:
      /^(@turf\/|flatbush|clipper2-ts|jsts\/|geographiclib-geodesic|proj4|gcoord|fflate|qrcode-generator|d3-contour|geojson)/,
  },
  {
    from: "src/data",
    may: ["src/data", "src/domain", "geodata/roles.ts"],
    packages: /^(?!react|maplibre|@deck|zustand|node:)/,
  },
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
      "src/sheet",
      "layers",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/credits.ts",
      "geodata/phaseDay.ts",
      "geodata/plan/phases.ts",
      "geodata/roles.ts",
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
      "geodata/phaseDay.ts",
      "geodata/plan/phases.ts",
      "geodata/roles.ts",
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
      "src/sheet/paperSizes.ts",
      "layers",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/credits.ts",
      "geodata/phaseDay.ts",
      "geodata/plan/phases.ts",
      "geodata/roles.ts",
    ],
    packages: /^(react|react-dom|lucide-react|geojson|@maplibre\/maplibre-gl-style-spec)/,
  },
  // The map on paper: the marks of the map's own style, without a page or a map behind them.
  {
    from: "src/sheet",
    may: [
      "src/sheet",
      "src/domain",
      "layers",
      "src/map/style",
      "src/map/view/countInView.ts",
      "src/map/check/checkFeatures.ts",
      "src/map/monitor/stateFeatures.ts",
      "src/map/reach/bandFeatures.ts",
      "src/map/reach/reachFeatures.ts",
      "src/map/reach/scenarioFeatures.ts",
      "src/map/reach/traceCourses.ts",
      "geodata/atlas.ts",
      "geodata/catalogue.ts",
      "geodata/credits.ts",
      "geodata/phaseDay.ts",
      "geodata/plan/phases.ts",
      "geodata/roles.ts",
    ],
    packages: /^(@maplibre\/maplibre-gl-style-spec|@mapbox\/vector-tile|pbf|pmtiles|fflate|geojson)$/,
  },
  { from: "src/build", may: ["src/build", "src/domain"], packages: /./ },
  {
    from: "src/cli",
    may: ["src/build", "src/cli", "src/domain", "src/data", "src/sheet", "geodata", "layers", "package.json"],
    packages: /./,
  },
];

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
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

/** What a file brings in when it is loaded; types are gone by then. */
function findLoaded(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const pattern =
    /^\s*(?:import|export)\s+(?!type\b)[^"'=;]*?\bfrom\s+["'](\.[^"']+)["']|^\s*import\s+["'](\.[^"']+)["']/gm;
  return [...text.matchAll(pattern)].map((match) =>
    relative(root, resolve(root, dirname(file), (match[1] ?? match[2])!.replace(/\?.*$/, ""))),
  );
}

/**
 * What a file imports in any way, types too. The board is the sum of its parts, and what edits a part takes the whole
 * board: that a part's file speaks of the type of the board is no circle.
 */
function findSpokenOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const pattern = /^\s*(?:import|export)\s+(type\s+)?[^"'=;]*?\bfrom\s+["'](\.[^"']+)["']/gm;
  return [...text.matchAll(pattern)].flatMap(([, isType, target]) => {
    const path = relative(root, resolve(root, dirname(file), target!.replace(/\?.*$/, "")));
    return (isType && path === "src/domain/board/board.ts") || openCircle.includes(`${file} ${path}`)
      ? []
      : [path];
  });
}

/** The first circle of imports met from a file, or none. */
function findCircle(loaded: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (done.has(file)) return [];
    path.push(file);
    for (const next of loaded.get(file) ?? []) {
      const circle = visit(next);
      if (circle.length > 0) return circle;
    }
    path.pop();
    done.add(file);
    return [];
  };
  for (const file of loaded.keys()) {
    const circle = visit(file);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** Still to be cut: the blocks of a report and the record of its run speak of each other. */
const openCircle = ["src/data/conflictReport/runRecord.ts src/data/conflictReport/report.ts"];

const mostLines = 400;
/** Longer than that for now; never more than five, and tables of data are not code. */
const longFiles = ["src/map/style/buildStyle.ts"];

const mostFunctionLines = 120;
/** Files with a longer function for now; never more than five. */
const longFunctionFiles = [
  "src/compute/dataTasks.ts",
  "src/map/draw/attachDrawing.ts",
  "src/map/reach/reachSurface.ts",
  "src/ui/takeaway/SheetPart.tsx",
  "src/ui/takeaway/WalkPart.tsx",
];

/** Lines of each function of a file, with those of the functions inside it; outermost first. */
function measureFunctions(file: string, text: string): { name: string; lines: number }[] {
  const found: { name: string; lines: number }[] = [];
  const countLines = (start: number, end: number) => text.slice(start, end).split("\n").length;
  const visit = (value: unknown, name: string): void => {
    if (Array.isArray(value)) for (const part of value) visit(part, name);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const node = value as Record<string, unknown> & { start: number; end: number };
    const named = (node.id ?? node.key) as { name?: string } | null | undefined;
    const ownName = named?.name ?? name;
    if (/Function/.test(String(node.type)) && node.body)
      found.push({ name: ownName, lines: countLines(node.start, node.end) });
    for (const part of Object.values(node)) visit(part, ownName);
  };
  visit(parseAst(text, { lang: file.endsWith("x") ? "tsx" : "ts" }).body, "?");
  return found;
}

describe("architecture", () => {
  it.each(files)("%s imports only what its folder may", (file) => {
    expect(findForbiddenImports(file)).toEqual([]);
  });

  it("nothing in src names a place or a year of this plan", () => {
    const names =
      /呼和浩特|包头|鄂尔多斯|乌兰察布|呼包鄂|集宁|四市|四城|旗县|Hohhot|Baotou|Ordos|Ulanqab|plan-2025|actual-2025/;
    const named = files.filter(
      (file) => file.startsWith("src/") && names.test(readFileSync(join(root, file), "utf8")),
    );
    expect(named).toEqual([]);
  });

  it("nothing in src names a dataset, layer or phase of this plan: it asks by role", () => {
    const ids = [
      ...datasets.map(({ id }) => id),
      ...layers.filter(({ data }) => !("kernel" in data)).map(({ id }) => id),
      ...phaseIds,
    ];
    // Also words of the board's own format ("columns": "cities") and of the map's palette.
    const words = new Set(["cities", "industry", "culture"]);
    const own = [...new Set(ids)].filter((id) => !words.has(id)).join("|");
    const named = new RegExp(`["'\`/](${own})(\\.geojson)?["'\`/]|datasets\\.(${own})\\b`);
    const found = files.flatMap((file) =>
      file.startsWith("src/")
        ? readFileSync(join(root, file), "utf8")
            .split("\n")
            .filter((line) => !/^\s*(import|export) .* from /.test(line) && named.test(line))
            .map((line) => `${file}: ${line.trim()}`)
        : [],
    );
    expect(found).toEqual([]);
  });

  it("no pattern reads meaning out of a note, a source or a citation", () => {
    const prose = /\b(notes?|source|citation)(_(zh|en))?\b/i;
    const reads =
      /\.(?:test|exec)\(([^;{}]*?)\)(?!\.)|((?:[\w.!?]|\([^()]*\)|\[[^[\]]*\])+)\s*\.(?:match|matchAll|search|replace|replaceAll|split)\(\s*(?:\/|new RegExp)/g;
    const found = files
      .filter((file) => /^(geodata\/build|layers|src)\//.test(file))
      .flatMap((file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(reads)]
          .filter((match) => prose.test(match[1] ?? match[2]!))
          .map((match) => `${file}: ${match[0]}`),
      );
    expect(found).toEqual([]);
  });

  it("no file is a barrel and no folder is a drawer", () => {
    const bad = files.filter(
      (f) =>
        /(^|\/)(utils?|lib|common|helpers?|types)(\/|\.tsx?$)/.test(f) || /^src\/.*\/index\.tsx?$/.test(f),
    );
    expect(bad).toEqual([]);
  });

  it("nothing but its actions writes the open board", () => {
    const writes = /useAtlas\.setState\(\s*(?:\(\w*\) => )?\(?\{\s*board\b/;
    const found = files.filter((file) => writes.test(readFileSync(join(root, file), "utf8")));
    expect(found).toEqual(["src/state/actions.ts"]);
  });

  it("no file speaks of itself by way of others, not even of their types", () => {
    const spoken = new Map(files.map((file) => [file, findSpokenOf(file)]));
    expect(spoken.get("src/domain/check/judgePair.ts")).toContain("src/domain/check/rules.ts");
    expect(findCircle(spoken)).toEqual([]);
  });

  it("no file loads itself by way of others", () => {
    expect(findCircle(new Map(files.map((file) => [file, findLoaded(file)])))).toEqual([]);
    expect(
      findCircle(
        new Map([
          ["a", ["b"]],
          ["b", ["c"]],
          ["c", ["b"]],
        ]),
      ),
    ).toEqual(["b", "c", "b"]);
  });

  it(`no file is longer than ${mostLines} lines, but at most five`, () => {
    const isTable = (file: string) => file.startsWith("geodata/plan/") || file === "geodata/catalogue.ts";
    const long = files.filter(
      (file) => !isTable(file) && readFileSync(join(root, file), "utf8").split("\n").length - 1 > mostLines,
    );
    expect(long.filter((file) => !longFiles.includes(file))).toEqual([]);
    expect(longFiles.filter((file) => !long.includes(file))).toEqual([]);
    expect(longFiles.length).toBeLessThanOrEqual(5);
  });

  it(`no function is longer than ${mostFunctionLines} lines`, () => {
    expect(measureFunctions("a.ts", "const a = () => {\n  function b() {\n  }\n};\n")).toEqual([
      { name: "a", lines: 4 },
      { name: "b", lines: 2 },
    ]);
    const long = files.flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      // What is no longer as a whole holds nothing longer; reading the others takes seconds.
      if (text.split("\n").length <= mostFunctionLines) return [];
      return measureFunctions(file, text)
        .filter(({ lines }) => lines > mostFunctionLines)
        .map(({ name, lines }) => ({ file, name, lines }));
    });
    expect(long.filter(({ file }) => !longFunctionFiles.includes(file))).toEqual([]);
    expect(longFunctionFiles.filter((file) => !long.some((one) => one.file === file))).toEqual([]);
    expect(longFunctionFiles.length).toBeLessThanOrEqual(5);
  });
});
