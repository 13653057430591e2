import type { Position } from "geojson";
import { type Crs, findCrs, findCrsCandidates } from "../domain/place/crs.ts";
import { parseOldSystem } from "../domain/place/crsText.ts";
import { createProjection } from "../domain/place/projection.ts";
import type { Findings, Question, RawLayer, ReadOptions } from "./importReport.ts";
import { createLandingFinder, type Landing, type PlaceShape } from "./landing.ts";
import { changePositions } from "./shapeRules.ts";

const mostChoices = 8;
/** Marks a system whose northing comes first in the file. */
const swappedMark = ";yx";

export const formatCrs = (crs: Crs) => (crs.epsg === null ? crs.name : `EPSG:${crs.epsg} ${crs.name}`);

/** Takes the mark off a chosen system: `EPSG:4525;yx` is EPSG:4525 with the northing first. */
export function splitChoice(chosen: string): { name: string; isSwapped: boolean } {
  return chosen.endsWith(swappedMark)
    ? { name: chosen.slice(0, -swappedMark.length), isSwapped: true }
    : { name: chosen, isSwapped: false };
}

/** The middle of a layer's positions; null where there are none. */
function findMiddle(layer: RawLayer): Position | null {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of layer.features) {
    if (!geometry) continue;
    changePositions(geometry, (p) => {
      box[0] = Math.min(box[0]!, p[0]!);
      box[1] = Math.min(box[1]!, p[1]!);
      box[2] = Math.max(box[2]!, p[0]!);
      box[3] = Math.max(box[3]!, p[1]!);
    });
  }
  return Number.isFinite(box[0]!) ? [(box[0]! + box[2]!) / 2, (box[1]! + box[3]!) / 2] : null;
}

/** Texts of a layer that may speak of where it is: its name, its file, its first records. */
function collectHints(layer: RawLayer): string {
  const texts = [layer.name, layer.file];
  for (const { properties } of layer.features.slice(0, 20))
    for (const value of Object.values(properties)) if (typeof value === "string") texts.push(value);
  return texts.join("\n");
}

interface Candidate {
  crs: Crs;
  isSwapped: boolean;
  landing: Landing;
  rank: number[];
}

function rankCandidates(layer: RawLayer, places: readonly PlaceShape[]): Candidate[] {
  const middle = findMiddle(layer);
  if (!middle) return [];
  const find = createLandingFinder(places);
  const hints = collectHints(layer);
  const [x, y] = middle as [number, number];
  const isDegrees = Math.abs(x) <= 180 && Math.abs(y) <= 90;
  const geographic = [4490, 4326].flatMap((code) => {
    const found = findCrs(code);
    return found.ok ? [found.value] : [];
  });
  const pairs = isDegrees
    ? geographic.map((crs) => ({ crs, isSwapped: false }))
    : [
        ...findCrsCandidates(x, y).map((crs) => ({ crs, isSwapped: false })),
        ...findCrsCandidates(y, x).map((crs) => ({ crs, isSwapped: true })),
      ];
  return pairs
    .flatMap(({ crs, isSwapped }): Candidate[] => {
      const [lng, lat] = createProjection(crs).toLngLat(isSwapped ? y : x, isSwapped ? x : y);
      if (!Number.isFinite(lng) || !Number.isFinite(lat)) return [];
      const landing = find(lng, lat);
      const off = Math.abs(lng - (crs.centralMeridian ?? lng));
      const isNarrow = crs.name.includes("3-degree");
      const isNamed = hints.includes(String(crs.epsg));
      const isHinted = landing.names.some((name) => name.length > 1 && hints.includes(name));
      return [
        {
          crs,
          isSwapped,
          landing,
          rank: [
            Number(!(isNamed && landing.inside)),
            Number(!isHinted),
            landing.offDegrees + (landing.inside ? 0 : 0.01),
            Number(crs.datum !== "cgcs2000"),
            // A three-degree zone reaches 1.5° to each side; farther out a six-degree one is likelier.
            Number(isNarrow !== off <= 1.6),
            Number(isSwapped),
          ],
        },
      ];
    })
    .sort((a, b) => {
      const at = a.rank.findIndex((value, i) => value !== b.rank[i]);
      return at < 0 ? 0 : a.rank[at]! - b.rank[at]!;
    })
    .filter(({ landing }, i) => i < 3 || landing.offDegrees < 3)
    .slice(0, mostChoices);
}

/**
 * Asks which system a layer is in, with the candidates ranked by where they land: in a place the file's own
 * texts name, then in the region, then by how far off.
 */
export async function askCrs(
  layer: RawLayer,
  title: Question["title"],
  findings: Findings,
  options: ReadOptions,
): Promise<Crs | undefined> {
  if (findings.questions.some((question) => question.about === "crs")) return undefined;
  const candidates = rankCandidates(layer, (await options.loadPlaces?.()) ?? []);
  const middle = findMiddle(layer);
  findings.questions.push({
    about: "crs",
    title,
    choices: candidates.map(({ crs, isSwapped, landing }) => ({
      value: `EPSG:${crs.epsg}${isSwapped ? swappedMark : ""}`,
      label: `${formatCrs(crs)}${isSwapped ? " (X = 北 N, Y = 东 E)" : ""}`,
      lands: landing.said,
    })),
    samples: middle ? [middle.map((v) => String(Math.round(v * 1000) / 1000)).join(", ")] : [],
  });
  return candidates[0]?.crs;
}

/** Asks for the parameters that only the user's office can have. */
export function askOwnShift(system: string | undefined, findings: Findings) {
  if (findings.questions.some((question) => question.about === "ownShift")) return;
  findings.questions.push({
    about: "ownShift",
    ...(system === undefined ? {} : { system }),
    title: {
      zh: "本单位有转换参数吗？输入七参数，或两套坐标都已知的控制点",
      en: "Does your office have parameters? Enter seven of them, or control points known in both systems",
    },
    choices: [],
    samples: [(system && parseOldSystem(system)?.name) ?? system ?? ""].filter((said) => said !== ""),
  });
}
