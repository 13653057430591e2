import type { Bench } from "./bench.ts";

/** Every benchmark by name; `npm run bench -- NAME …` runs only those named. */
const benches: Record<string, () => Promise<{ bench: Bench }>> = {
  reach: () => import("./reach.ts"),
  place: () => import("./place.ts"),
  conflicts: () => import("./conflicts.ts"),
  validate: () => import("./validate.ts"),
};

const wanted = process.argv.slice(2);
for (const [name, load] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { bench } = await load();
  console.log(`\n${name}: ${bench.title}`);
  await bench.run();
}
