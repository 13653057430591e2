import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import release from "../../package.json" with { type: "json" };
import { createFileAnswer, createFileServer } from "../build/fileServer.ts";
import { createRoom, findLocalAddresses } from "../build/roomServer.ts";
import { repositoryRoot } from "./browser.ts";

const dist = join(repositoryRoot, "dist");
/** The newest change of anything the build reads. */
function newestSource(folder: string): number {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function buildIfStale() {
  const page = join(dist, "index.html");
  const sources = ["src", "layers", "geodata", "public"].map((f) => newestSource(join(repositoryRoot, f)));
  const newest = Math.max(...sources, statSync(join(repositoryRoot, "index.html")).mtimeMs);
  if (existsSync(page) && statSync(page).mtimeMs > newest) return;
  console.log("building …");
  const run = spawnSync(
    join(repositoryRoot, "node_modules", ".bin", "vite"),
    ["build", "--logLevel", "warn"],
    {
      cwd: repositoryRoot,
      stdio: "inherit",
    },
  );
  if (run.status !== 0) process.exit(run.status ?? 1);
}

function listen(port: number, tries: number) {
  // Phones of the room come in through a door of their own, which only the presenter opens.
  const own = process.env.ATLAS_ROOM_ADDRESS;
  const room = createRoom(dist, { findAddresses: () => (own ? [own] : findLocalAddresses()) });
  const answer = createFileAnswer(dist, undefined, room.answer);
  const server = createFileServer(dist, undefined, answer);
  server.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE" && tries > 0) listen(port + 1, tries - 1);
    else {
      console.error(`cannot listen on port ${port}: ${error.message}; set PORT to a free one`);
      process.exit(1);
    }
  });
  server.listen(port, "127.0.0.1", () =>
    console.log(`hubaoewu-one-map ${release.version}: http://127.0.0.1:${port}/`),
  );
}

const port = Number(process.env.PORT ?? 4173);
if (!Number.isInteger(port) || port < 1 || port > 65_535) {
  console.error(`PORT is '${process.env.PORT}': give a number from 1 to 65535`);
  process.exit(2);
}
buildIfStale();
listen(port, process.env.PORT ? 0 : 20);
