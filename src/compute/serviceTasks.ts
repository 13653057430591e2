import type { Feature, Geometry } from "geojson";
import type { Page } from "../data/services/pages.ts";
import type { PageSummary } from "../data/services/pullFeatures.ts";
import { type Result, success } from "../domain/result.ts";
import type { Service } from "../domain/services/service.ts";
import { hashBytes } from "./hashText.ts";

/** What the data worker does for services, by name. */
export interface ServiceTasks {
  /** What a service says of itself, or where it says it. */
  describeService: {
    input: { bytes: Uint8Array; address: string };
    output: Result<Service | { next: string }>;
  };
  /** Takes one page of a pull in. */
  takePage: {
    input: { pull: string; bytes: Uint8Array<ArrayBuffer>; address: string };
    output: Result<PageSummary>;
  };
  /**
   * The features of a pull as GeoJSON, at most so many, the hash of all pages, and how many came a second time; null
   * where it is not known here.
   */
  endPull: {
    input: { pull: string; most: number };
    output: { geojson: Blob; hash: string; repeated: number } | null;
  };
  dropPull: { input: { pull: string }; output: null };
}

interface OpenPull {
  features: Feature<Geometry>[];
  pages: string[];
}

/** The tasks, with the pulls that are under way. */
export function createServiceTasks(): {
  [T in keyof ServiceTasks]: (input: ServiceTasks[T]["input"]) => Promise<ServiceTasks[T]["output"]>;
} {
  const pulls = new Map<string, OpenPull>();
  return {
    async describeService({ bytes, address }) {
      const { readService } = await import("../data/services/readService.ts");
      return readService(bytes, address);
    },
    async takePage({ pull, bytes, address }) {
      const { readPage } = await import("../data/services/pages.ts");
      const page: Result<Page> = readPage(bytes, address);
      if (!page.ok) return page;
      const { features, matched, next, hasMore } = page.value;
      const open = pulls.get(pull) ?? { features: [], pages: [] };
      const hash = await hashBytes(bytes);
      open.features.push(...features);
      open.pages.push(hash);
      pulls.set(pull, open);
      return success({ count: features.length, matched, next, hasMore, hash });
    },
    async endPull({ pull, most }) {
      const open = pulls.get(pull);
      pulls.delete(pull);
      if (!open) return null;
      const { countRepeated } = await import("../data/services/pullFeatures.ts");
      const features = open.features.slice(0, most);
      const geojson = new Blob([JSON.stringify({ type: "FeatureCollection", features })], {
        type: "application/geo+json",
      });
      const hash = await hashBytes(new TextEncoder().encode(open.pages.join(" ")));
      return { geojson, hash, repeated: countRepeated(features) };
    },
    async dropPull({ pull }) {
      pulls.delete(pull);
      return null;
    },
  };
}
