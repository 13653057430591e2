// Builds the app of another plan: what this repository says of its own plan is taken from that plan's folder.
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** What a plan must say for itself; anything else of `geodata` that its folder lacks is common to all plans. */
const own = [
  "atlas.json",
  "catalogue.ts",
  "phases.ts",
  "roles.ts",
  "kinds.json",
  "walk/walk.ts",
  "walk/numbers.ts",
];

/**
 * A plugin of Vite and Rolldown; it does nothing while no folder is given.
 * @param {string} root of the repository
 * @param {string | undefined} folder of the other plan, absolute
 */
export function planFolderPlugin(root, folder) {
  const geodata = join(root, "geodata");
  return {
    name: "atlas-plan-folder",
    enforce: /** @type {const} */ ("pre"),
    /**
     * @param {string} source
     * @param {string | undefined} importer
     */
    resolveId(source, importer) {
      if (!folder || !importer || !source.startsWith(".")) return null;
      const name = relative(geodata, resolve(dirname(importer.replace(/\?.*$/, "")), source));
      if (!name.startsWith("plan/") && name !== "catalogue.ts") return null;
      const inPlan = name.replace(/^plan\//, "");
      const path = join(folder, inPlan);
      if (existsSync(path)) return path;
      if (own.includes(inPlan)) throw new Error(`${folder} has no ${inPlan}, which a plan must have`);
      return null;
    },
  };
}
