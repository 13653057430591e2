import { writeFileSync } from "node:fs";
import type { Feature, Geometry } from "geojson";
import { loadPatiently } from "../data/services/loadPatiently.ts";
import { readCount, readPage } from "../data/services/pages.ts";
import { countRepeated, pullFeatures } from "../data/services/pullFeatures.ts";
import { readService } from "../data/services/readService.ts";
import { listDescriptionRequests } from "../data/services/serviceRequests.ts";
import type { Bbox } from "../domain/place/boundingBox.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import type { Service } from "../domain/services/service.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { resolvePath } from "./validate.ts";

const { signal } = new AbortController();

const load = (url: string) =>
  loadPatiently(
    url,
    signal,
    (address) => fetch(address),
    async (address): Promise<Problem> => ({
      code: "service-unreachable",
      zh: `无法连接 ${new URL(address).host}`,
      en: `${new URL(address).host} cannot be reached`,
    }),
  );

async function describeAddress(address: string): Promise<Result<Service>> {
  let last: Result<Service> = failure<Problem>({ code: "service-address", zh: "地址无效", en: "no address" });
  for (const { url: first } of listDescriptionRequests(address)) {
    let url = first;
    for (let hop = 0; hop < 2; hop += 1) {
      const loaded = await load(url);
      if (!loaded.ok) {
        last = loaded;
        break;
      }
      const read = readService(loaded.value, url);
      if (!read.ok) last = read;
      else if ("next" in read.value) {
        url = read.value.next;
        continue;
      } else return success(read.value);
      break;
    }
  }
  return last;
}

function parseBox(text: string | undefined): Bbox | null {
  if (text === undefined) return null;
  const box = text.split(",").map(Number);
  const [west, south, east, north] = box as Bbox;
  if (box.length !== 4 || !box.every(Number.isFinite) || west >= east || south >= north)
    throw new UsageError(`--bbox ${text}: west,south,east,north in degrees`);
  return [west, south, east, north];
}

function listLayers({ kind, title, choices, unusable }: Service): string {
  return [
    `${kind}: ${title}`,
    ...choices.map(({ id, title: name, source }) => `  ${source.form}  ${id}  ${name}`),
    ...unusable.map(({ id, en }) => `  unusable  ${id}  ${en}`),
  ].join("\n");
}

/** Asks a service what it offers, or pulls the features of one of its layers. */
export const command: Command = {
  usage:
    "pull ADDRESS [--layer ID] [--bbox W,S,E,N] [--most 10000] [-o OUT]   what a WMS, WMTS, WFS, OGC API or ArcGIS service offers; with --layer its features as GeoJSON",
  async run(args): Promise<CommandResult> {
    const { words, flags } = parseArguments(args, ["layer", "bbox", "most", "output"]);
    const [address] = words;
    if (words.length !== 1 || !URL.canParse(address!) || !/^https?:/.test(address!))
      throw new UsageError(`an address is needed, with http:// or https://\nusage: ${command.usage}`);
    const most = Number(flags.get("most") ?? 10_000);
    if (!Number.isInteger(most) || most < 1) throw new UsageError(`--most ${flags.get("most")}: from 1`);
    const bbox = parseBox(flags.get("bbox"));
    const described = await describeAddress(address!);
    if (!described.ok) return { code: 1, output: described.error.en };
    const service = described.value;
    const id = flags.get("layer");
    if (id === undefined) return { code: 0, output: listLayers(service) };
    const choice = service.choices.find((one) => one.id === id);
    if (choice?.source.form !== "features") {
      const known = service.choices.flatMap((one) => (one.source.form === "features" ? [one.id] : []));
      throw new UsageError(`no features '${id}'; nearest: ${findNearest(id, known).join(", ")}`);
    }
    const features: Feature<Geometry>[] = [];
    const pulled = await pullFeatures(
      { kind: service.kind, source: choice.source, bbox, most },
      {
        load,
        readCount,
        takePage: async (bytes, url) => {
          const page = readPage(bytes, url);
          if (!page.ok) return page;
          const { features: more, ...rest } = page.value;
          features.push(...more);
          return success({ ...rest, count: more.length, hash: JSON.stringify(more) });
        },
        tell: () => undefined,
      },
      signal,
    );
    if (!pulled.ok) return { code: 1, output: pulled.error.en };
    const { taken, matched, isWhole } = pulled.value;
    const text = `${JSON.stringify({ type: "FeatureCollection", features: features.slice(0, most) })}\n`;
    const output = flags.get("output");
    if (output === undefined) return { code: 0, output: text };
    writeFileSync(resolvePath(output), text);
    const whole = isWhole ? `all ${taken}` : `the first ${taken}${matched === null ? "" : ` of ${matched}`}`;
    const repeated = countRepeated(features);
    const lost =
      repeated === 0 ? "" : `; ${repeated} came twice, so as many may be missing: the order is not stable`;
    return { code: 0, output: `${whole} features of ${id} in ${output}${lost}` };
  },
};
