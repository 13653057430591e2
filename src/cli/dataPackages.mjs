// What only rebuilding the data needs lies in a package of its own: half of all that would be installed, and
// all of it that compiles. It is installed when the data is built or tested for the first time.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "geodata", "build");

function isInstalled() {
  try {
    // Found as the build finds it: in its own folder, or in one above.
    createRequire(join(folder, "index.ts")).resolve("mapshaper");
    return true;
  } catch {
    return false;
  }
}

/** Installs the packages that build the data, where they are missing. Throws saying what to do. */
export function installDataPackages() {
  if (isInstalled()) return;
  console.error("installing the packages that build the data …");
  // What is optional there reads databases the build never meets, and would be compiled.
  const run = spawnSync("npm", ["ci", "--omit=optional", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (run.status !== 0 || !isInstalled())
    throw new Error(
      "the packages that build the data could not be installed: run `npm ci --omit=optional` in geodata/build where the registry can be reached",
    );
}

/** Before the unit tests, which hold the committed data against what the build makes. */
export default installDataPackages;
