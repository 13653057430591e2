import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const worker = "service-worker.js";
const list = "release.json";
/** Files beside the atlas that it never asks for. */
const apart = /\.(map|sample)$/;

function* filesIn(folder: string, below = ""): Generator<string> {
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = below === "" ? name : `${below}/${name}`;
    if (statSync(join(folder, path)).isDirectory()) yield* filesIn(folder, path);
    else yield path;
  }
}

/**
 * Lists what a build consists of, for the service worker that keeps it and for the archive that packs it:
 * `release.json` holds `{ version, files: [path, digest, bytes][] }`, and the worker carries the same.
 */
export function releasePlugin(): Plugin {
  let folder = "";
  let isWritten = false;
  return {
    name: "atlas-release",
    apply: "build",
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
      if (config.build.outDir.startsWith("/")) folder = config.build.outDir;
    },
    writeBundle() {
      isWritten = true;
    },
    closeBundle() {
      // Called after a failed build too, whose own error must be the one that is seen.
      if (!isWritten) return;
      const files = [...filesIn(folder)]
        .filter((path) => path !== worker && path !== list && !apart.test(path))
        .map((path) => {
          const content = readFileSync(join(folder, path));
          const digest = createHash("sha256").update(content).digest("hex").slice(0, 16);
          return [path, digest, content.length] as const;
        });
      const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 12);
      writeFileSync(join(folder, list), `${JSON.stringify({ version, files })}\n`);
      const kept = [...files.map(([path, digest]) => [path, digest]), [list, version]];
      const script = readFileSync(join(folder, worker), "utf8");
      const filled = script.replace(/(["'`])@@release@@\1/, () =>
        JSON.stringify(JSON.stringify({ version, files: kept })),
      );
      if (filled === script) throw new Error(`${worker} has no place for the list of files`);
      writeFileSync(join(folder, worker), filled);
    },
  };
}
