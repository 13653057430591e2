import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { outputFolder } from "./dataset.ts";
import { repositoryRoot } from "./factTable.ts";

/** What every plan's page serves alike. */
const shared = ["fonts", "icons", "icon.svg", "report.css", "settings.json", "headers.sample", "takeaway"];

/** Copies what does not depend on the plan beside what was built for another one. */
export function build() {
  const own = join(repositoryRoot, "public");
  for (const name of shared)
    if (existsSync(join(own, name))) cpSync(join(own, name), join(outputFolder, name), { recursive: true });
}
