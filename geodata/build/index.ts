import { FactError, hasFactTable } from "./factTable.ts";

type Load = () => Promise<{ build: () => void | Promise<void> }>;

/**
 * Every dataset's build, in an order that puts what others read first; with the table it makes its datasets
 * from. A plan that has not that table has not those datasets.
 */
const builds: Record<string, Load | readonly [table: string, Load]> = {
  kinds: () => import("./kinds.ts"),
  drawn: () => import("./drawn.ts"),
  units: ["socio_counties.csv", () => import("./units.ts")],
  towns: ["base/city-centres.csv", () => import("./towns.ts")],
  cityTowns: ["base/city-centres.csv", () => import("./cityTowns.ts")],
  baseTiles: ["base/rivers.csv", () => import("./baseTiles.ts")],
  railLines: ["transport/lines.csv", () => import("./railLines.ts")],
  stations: ["transport/stations.csv", () => import("./stations.ts")],
  roads: ["transport/roads.csv", () => import("./roads.ts")],
  airports: ["transport/airports.csv", () => import("./airports.ts")],
  transportHubs: ["transport/transport_hubs.csv", () => import("./transportHubs.ts")],
  ecology: ["ecology.csv", () => import("./ecology.ts")],
  rules: () => import("./rules.ts"),
  energy: ["energy_plants_gppd.csv", () => import("./energy.ts")],
  logistics: ["logistics_opening.csv", () => import("./logistics.ts")],
  industry: ["industry_innovation_culture.csv", () => import("./industry.ts")],
  railNetwork: () => import("./railNetwork.ts"),
  reachSource: () => import("./reachSource.ts"),
  monitor: ["monitor_ledger.csv", () => import("./monitor.ts")],
  // The plan checks its features against what the builds above wrote; the search index reads both.
  plan: () => import("./plan.ts"),
  searchIndex: () => import("./searchIndex.ts"),
  walk: () => import("./walk.ts"),
  manifest: () => import("./manifest.ts"),
  ...(process.env.ATLAS_PLAN
    ? { shared: () => import("./shared.ts") }
    : { fonts: () => import("./fonts.ts"), icons: () => import("./icons.ts") }),
};

/** Steps that need the network and whose output is committed as facts; run only when asked for by name. */
const steps: typeof builds = {
  clip: () => import("./clip.ts"),
};

const wanted = process.argv.slice(2);
try {
  for (const [name, load] of Object.entries({ ...steps, ...builds })) {
    if (wanted.length > 0 ? !wanted.includes(name) : name in steps) continue;
    const [table, start] = typeof load === "function" ? [undefined, load] : load;
    if (table !== undefined && !hasFactTable(table)) continue;
    await (await start()).build();
    console.log(`built ${name}`);
  }
} catch (error) {
  if (!(error instanceof FactError)) throw error;
  console.error(`geodata: ${error.message}`);
  process.exitCode = 1;
}
