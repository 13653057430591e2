import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pointOnFeature } from "@turf/turf";
import type { Geometry, Position } from "geojson";
import { customPinyin, pinyin } from "pinyin-pro";
import { confidences, type Plan, type PlanFeature } from "../../src/domain/plan.ts";
import type { SearchFile, SearchRow } from "../../src/domain/search.ts";
import { outputFolder } from "./dataset.ts";
import { readShippedFeatures } from "./itemFeatures.ts";

/** Local readings a general dictionary gets wrong; the railway's own spelling of its stations agrees. */
const localReadings: Record<string, string> = {
  商都: "shāng dū",
  满都拉: "mǎn dū lā",
  毛都: "máo dū",
  呼都嘎: "hū dū gā",
  昆都仑: "kūn dū lún",
  都斯图: "dū sī tú",
  康巴什: "kāng bā shí",
  什拉: "shí lā",
  什台: "shí tái",
  红寺堡: "hóng sì bǔ",
  柴沟堡: "chái gōu bǔ",
  京藏: "jīng zàng",
  做大: "zuò dà",
  还林: "huán lín",
  还草: "huán cǎo",
  行动: "xíng dòng",
};
customPinyin(localReadings);

/** Spellings in use beside the regular ones, by the Chinese name that holds them. */
const localSpellings: { name: string; syllables: string; initials: string; short: string }[] = [
  // Written "Erdos" on signs and typed "erds": the first two syllables run together.
  { name: "鄂尔多斯", syllables: "e er duo si", initials: "eeds", short: "erds" },
];

/** Endings people leave out when they type the name of a city, banner or county. */
const unitEnding = /(市|区|县|旗|自治旗|联合旗)$/u;
const unitDatasets = new Set(["cities", "units", "growing-towns", "city-centres"]);

/** Datasets by importance: when two names fit as well, the earlier one stands first. */
const importance = ["region", "cities", "units", "city-centres", "towns"];
const planDataset = "plan";
/** Many small marks of the same names; they come after what the plan itself places. */
const lesser = ["power-plants"];

const isHan = (character: string) => /\p{Script=Han}/u.test(character);

/** Syllables without tones, parted by spaces, `|` where the name has a break; as `SearchEntry.pinyin` says. */
export function spellPinyin(name: string): string {
  const syllables = pinyin(name, { toneType: "none", type: "array", v: true });
  const characters = [...name];
  let text = "";
  characters.forEach((character, index) => {
    if (isHan(character)) text += ` ${syllables[index] ?? ""}`;
    else if (/[\p{L}\p{N}]/u.test(character)) {
      const joins =
        index > 0 && /[\p{L}\p{N}]/u.test(characters[index - 1]!) && !isHan(characters[index - 1]!);
      text += `${joins ? "" : " "}${character.normalize("NFKD").toLowerCase()}`;
    } else text += "|";
  });
  return text
    .split("|")
    .map((segment) => segment.trim())
    .filter((segment) => segment !== "")
    .join("|");
}

/** Properties that are names too: road numbers, airport codes, the full name of a line. */
const otherNames = ["roadNumber", "iataCode", "icaoCode", "officialName:zh"];

function findOtherSpellings(
  dataset: string,
  zh: string,
  syllables: string,
  feature: PlanFeature | undefined,
): string[] {
  const initials = syllables
    .split(/[ |]+/)
    .map((syllable) => syllable[0] ?? "")
    .join("");
  const also: string[] = [];
  if (unitDatasets.has(dataset) && unitEnding.test(zh) && [...zh].length > 2) {
    const stem = zh.replace(unitEnding, "");
    const count = [...stem].length;
    also.push(stem, syllables.split(/[ |]+/).slice(0, count).join(""), initials.slice(0, count));
  }
  for (const local of localSpellings) {
    if (!zh.includes(local.name)) continue;
    also.push(
      ...[initials, ...also.filter((text) => /^[a-z]+$/.test(text))]
        .filter((text) => text.includes(local.initials))
        .map((text) => text.replace(local.initials, local.short)),
    );
  }
  if (dataset !== planDataset) {
    for (const property of otherNames) {
      const name = feature?.properties[property];
      if (typeof name === "string" && name !== "") also.push(name);
    }
  }
  return [...new Set(also)];
}

const round = (degrees: number) => Math.round(degrees * 1e4) / 1e4;

/** The position halfway along a line, by its length in degrees of the mean latitude. */
function findMiddle(line: readonly Position[]): Position {
  const narrow = Math.cos((line[Math.floor(line.length / 2)]![1]! * Math.PI) / 180);
  const lengths = line
    .slice(1)
    .map((to, i) => Math.hypot((to[0]! - line[i]![0]!) * narrow, to[1]! - line[i]![1]!));
  let rest = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    if (length > 0 && rest <= length) {
      const [from, to] = [line[index]!, line[index + 1]!];
      return [0, 1].map((axis) => from[axis]! + ((to[axis]! - from[axis]!) * rest) / length);
    }
    rest -= length;
  }
  return line[0]!;
}

/** One position that stands for a geometry: on a line its middle, in an area a place inside it. */
export function findRepresentative(geometry: Geometry): Position {
  switch (geometry.type) {
    case "Point":
      return geometry.coordinates;
    case "MultiPoint":
      return geometry.coordinates[0]!;
    case "LineString":
      return findMiddle(geometry.coordinates);
    case "MultiLineString":
      return findMiddle([...geometry.coordinates].sort((a, b) => b.length - a.length)[0]!);
    default:
      return pointOnFeature({ type: "Feature", properties: {}, geometry }).geometry.coordinates;
  }
}

/**
 * Where to look for a feature: a city at its centre and a unit at its seat, for the middle of their land is
 * far from where people live; anything else at the place that stands for its geometry.
 */
function findPosition(
  { properties, geometry }: PlanFeature,
  shipped: ReadonlyMap<string, ReadonlyMap<string, PlanFeature>>,
): Position {
  const { seatLongitude, seatLatitude } = properties;
  if (typeof seatLongitude === "number" && typeof seatLatitude === "number")
    return [seatLongitude, seatLatitude];
  const centre = shipped.get("city-centres")?.get(properties.id.replace(/^city-/, "centre-"));
  return findRepresentative(centre?.geometry ?? geometry);
}

/** A list that gives each text one index, in the order of first use. */
class Numbering {
  readonly texts: string[] = [];
  private readonly places = new Map<string, number>();
  place(text: string): number {
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

function orderDatasets(names: readonly string[]): string[] {
  const rank = (name: string) => {
    if (importance.includes(name)) return importance.indexOf(name);
    return importance.length + (lesser.includes(name) ? 2 : 0);
  };
  const ordered = [...names].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en"));
  const firstLesser = ordered.findIndex((name) => lesser.includes(name));
  ordered.splice(firstLesser < 0 ? ordered.length : firstLesser, 0, planDataset);
  return ordered;
}

/** The index of everything that can be looked up: every shipped feature and every item of the plan. */
export function buildSearchFile(
  shipped: ReadonlyMap<string, ReadonlyMap<string, PlanFeature>>,
  plan: Plan,
): SearchFile {
  const datasets = orderDatasets([...shipped.keys()]);
  const [kinds, sources, items] = [new Numbering(), new Numbering(), new Numbering()];
  for (const { id } of plan.items) items.place(id);

  const createRow = (
    dataset: string,
    { id, zh, en, kind, source }: { id: string; zh: string; en: string; kind: string; source: string },
    feature: PlanFeature | undefined,
    itemIds: readonly string[],
  ): SearchRow => {
    const syllables = spellPinyin(zh);
    const [lon, lat] = feature ? findPosition(feature, shipped) : [];
    const also = findOtherSpellings(dataset, zh, syllables, feature);
    const row: SearchRow = [
      datasets.indexOf(dataset),
      id,
      zh,
      en,
      syllables,
      lon === undefined ? null : round(lon),
      lat === undefined ? null : round(lat),
      kinds.place(kind),
      feature ? confidences.indexOf(feature.properties.confidence) : -1,
      sources.place(source),
      itemIds.map((item) => items.place(item)),
    ];
    if (also.length > 0) row.push(also);
    return row;
  };

  const rows = datasets.flatMap((dataset) => {
    if (dataset === planDataset) {
      return plan.items.map((item) => {
        const first = item.features[0];
        return createRow(
          planDataset,
          {
            id: item.id,
            zh: item.name.zh,
            en: item.name.en,
            kind: item.geometry,
            source: `${plan.title.zh} ${item.chapter}.${item.section}`,
          },
          first && shipped.get(first.dataset)?.get(first.id),
          [item.id],
        );
      });
    }
    return [...shipped.get(dataset)!.values()].map((feature) => {
      const { id, kind, source, items: shown } = feature.properties;
      const [zh, en] = [feature.properties["name:zh"], feature.properties["name:en"]];
      return createRow(dataset, { id, zh, en, kind, source }, feature, shown);
    });
  });
  return { datasets, kinds: kinds.texts, sources: sources.texts, items: items.texts, rows };
}

/** Writes `data/search.json`, one entry a line. Reads `data/plan.json` and every dataset: build those first. */
export function build() {
  const folder = join(outputFolder, "data");
  const plan = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8")) as Plan;
  const { rows, ...lists } = buildSearchFile(readShippedFeatures(folder), plan);
  const text = `${JSON.stringify(lists).slice(0, -1)},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]}\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "search.json"), text);
}
