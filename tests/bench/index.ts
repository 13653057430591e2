import { type Bench, listMissedGoals } from "./bench.ts";

/** Every benchmark by name; `npm run bench -- NAME …` runs only those named. */
const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  reach: () => import("./reach.ts"),
  place: () => import("./place.ts"),
  conflicts: () => import("./conflicts.ts"),
  validate: () => import("./validate.ts"),
  importLayer: () => import("./importLayer.ts"),
};

/** Runs the benches named, or all, and says at the end which goals were missed. */
async function runBenches(wanted: readonly string[]) {
  const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
  if (unknown.length > 0) {
    console.error(`no bench is called ${unknown.join(", ")}; there are ${Object.keys(benches).join(", ")}`);
    process.exit(1);
  }
  for (const [name, load] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { bench } = await load();
    console.log(`\n${name}: ${bench.title}`);
    await bench.run();
  }

  const missed = listMissedGoals();
  console.log(
    missed.length === 0
      ? "\nevery goal is met"
      : `\n${missed.length} missed, which on a busy machine may say nothing of the code: ${missed.join("; ")}`,
  );
  process.exitCode = missed.length === 0 ? 0 : 1;
}

const wanted = process.argv.slice(2);
if (wanted[0] === "kills") {
  const { reportKills } = await import("./kills.ts");
  await reportKills(wanted.slice(1));
  process.exit(0);
}
if (wanted[0] === "corpora") {
  const { reportCorpora } = await import("./corpora/corpora.ts");
  process.exit(await reportCorpora(wanted.slice(1)));
}
if (wanted[0] === "corpora-reader") {
  const { serveReadings } = await import("./corpora/reader.ts");
  serveReadings();
} else await runBenches(wanted);
