import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Writes the name of the atlas into the page that is seen before any script has run. */
export function planPagePlugin(root: string): Plugin {
  return {
    name: "atlas-plan-page",
    transformIndexHtml(html) {
      const folder = process.env.ATLAS_PLAN ?? join(root, "geodata", "plan");
      const { title, description } = JSON.parse(readFileSync(join(folder, "atlas.json"), "utf8")) as {
        title: { zh: string };
        description: string;
      };
      return html
        .replaceAll("%ATLAS_DESCRIPTION%", () => description)
        .replaceAll("%ATLAS_TITLE%", () => title.zh);
    },
  };
}
