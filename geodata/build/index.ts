import { FactError } from "./factTable.ts";

/** Every dataset's build, in an order that puts what others read first. */
const builds: Record<string, () => Promise<{ build: () => void | Promise<void> }>> = {};

const wanted = process.argv.slice(2);
try {
  for (const [name, load] of Object.entries(builds)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await (await load()).build();
    console.log(`built ${name}`);
  }
} catch (error) {
  if (!(error instanceof FactError)) throw error;
  console.error(`geodata: ${error.message}`);
  process.exitCode = 1;
}
