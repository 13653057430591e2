import { readFileSync } from "node:fs";
import type { DataFiles } from "../../../../src/domain/kernel.ts";
import { listReachFiles } from "../../../../src/domain/reach/reachModel.ts";

/** The shipped files a reach model is built from, and the hubs. */
export const shippedFiles: DataFiles = Object.fromEntries(
  [...listReachFiles(), "transport-hubs.geojson"].map((name) => [
    name,
    JSON.parse(readFileSync(`public/data/${name}`, "utf8")) as unknown,
  ]),
);
