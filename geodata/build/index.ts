import { FactError } from "./factTable.ts";

/** Every dataset's build, in an order that puts what others read first. */
const builds: Record<string, () => Promise<{ build: () => void | Promise<void> }>> = {
  units: () => import("./units.ts"),
  towns: () => import("./towns.ts"),
  cityTowns: () => import("./cityTowns.ts"),
  baseTiles: () => import("./baseTiles.ts"),
  railLines: () => import("./railLines.ts"),
  stations: () => import("./stations.ts"),
  roads: () => import("./roads.ts"),
  airports: () => import("./airports.ts"),
  transportHubs: () => import("./transportHubs.ts"),
  ecology: () => import("./ecology.ts"),
  rules: () => import("./rules.ts"),
  energy: () => import("./energy.ts"),
  logistics: () => import("./logistics.ts"),
  industry: () => import("./industry.ts"),
  railNetwork: () => import("./railNetwork.ts"),
  reachSource: () => import("./reachSource.ts"),
  // The plan checks its features against what the builds above wrote; the search index reads both.
  plan: () => import("./plan.ts"),
  searchIndex: () => import("./searchIndex.ts"),
  walk: () => import("./walk.ts"),
  fonts: () => import("./fonts.ts"),
  icons: () => import("./icons.ts"),
};

/** Steps that need the network and whose output is committed as facts; run only when asked for by name. */
const steps: typeof builds = {
  clip: () => import("./clip.ts"),
};

const wanted = process.argv.slice(2);
try {
  for (const [name, load] of Object.entries({ ...steps, ...builds })) {
    if (wanted.length > 0 ? !wanted.includes(name) : name in steps) continue;
    await (await load()).build();
    console.log(`built ${name}`);
  }
} catch (error) {
  if (!(error instanceof FactError)) throw error;
  console.error(`geodata: ${error.message}`);
  process.exitCode = 1;
}
