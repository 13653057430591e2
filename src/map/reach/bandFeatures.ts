import type { Feature, Position } from "geojson";
import type { ReachQuery } from "../../domain/board/reachQuery.ts";
import type { Surface } from "../../domain/reach/computeSurface.ts";
import type { Bands } from "../../domain/reach/reachKernels.ts";

/** What a surface is told by: its own bands, and where they are asked for the surfaces it is seen against. */
export interface BandSources {
  reach: Pick<ReachQuery, "view" | "against" | "focusMinutes">;
  bands: Bands;
  surface: Surface;
  /** For a comparison: the surface it is held against. */
  before: Surface | null;
  /** For the soft edge: everything quicker, and slower. */
  range: { early: Surface; late: Surface } | null;
  /** One colour a band, near to far. */
  colours: readonly string[];
}

/** Lines of equal time of a surface; null where they cannot be had. */
export type Contour = (surface: Surface, cutoffMinutes: readonly number[]) => Promise<Bands | null>;

type Rings = Position[][];

/** The rings of a cut-off, each closed. */
function listRings({ ringCutoff, ringOffset, lngLat }: Bands, cutoff: number): Rings {
  const rings: Rings = [];
  for (let ring = 0; ring < ringCutoff.length; ring += 1) {
    if (ringCutoff[ring] !== cutoff) continue;
    const positions: Position[] = [];
    for (let at = ringOffset[ring]!; at < ringOffset[ring + 1]!; at += 1)
      positions.push([lngLat[2 * at]!, lngLat[2 * at + 1]!]);
    if (positions.length > 2) rings.push([...positions, positions[0]!]);
  }
  return rings;
}

/** An area of rings by the even-odd rule, in any order: what lies in an odd number of them. */
const buildArea = (rings: Rings, properties: Record<string, unknown>): Feature[] =>
  rings.length === 0
    ? []
    : [{ type: "Feature", properties, geometry: { type: "Polygon", coordinates: rings } }];

const buildLine = (rings: Rings, properties: Record<string, unknown>): Feature[] =>
  rings.length === 0
    ? []
    : [{ type: "Feature", properties, geometry: { type: "MultiLineString", coordinates: rings } }];

const mostSeconds = 65_535;

/** A surface whose cells are found from those of two others. */
function mixSurfaces(a: Surface, b: Surface, mix: (a: number, b: number) => number): Surface {
  const seconds = a.seconds.map((own, cell) =>
    Math.min(mostSeconds, Math.max(0, mix(own, b.seconds[cell]!))),
  );
  return {
    columns: a.columns,
    rows: a.rows,
    seconds,
    box: {
      west: Math.min(a.box.west, b.box.west),
      north: Math.min(a.box.north, b.box.north),
      east: Math.max(a.box.east, b.box.east),
      south: Math.max(a.box.south, b.box.south),
    },
  };
}

/** Minutes won or lost from which a darker tone begins. */
const changeSteps = [1, 10, 20, 30] as const;

/**
 * What a comparison changes within one cut-off, as areas: newly within, no longer within, and within both by how
 * much sooner or later. Each is where a mix of the two surfaces stays below the cut-off.
 */
async function buildChanges(
  { surface: after, before, reach }: BandSources,
  contour: Contour,
): Promise<Feature[]> {
  if (!before) return [];
  const { focusMinutes } = reach;
  const focus = focusMinutes * 60;
  const ringsOf = async (mix: (after: number, before: number) => number): Promise<Rings | null> => {
    const bands = await contour(mixSurfaces(after, before, mix), [focusMinutes]);
    return bands && listRings(bands, 0);
  };
  const [gained, lost, within, former] = [
    await ringsOf((a, b) => Math.max(a, 2 * focus - b)),
    await ringsOf((a, b) => Math.max(b, 2 * focus - a)),
    await ringsOf(Math.max),
    await ringsOf((_, b) => b),
  ];
  const shades: Record<"faster" | "slower", (Rings | null)[]> = { faster: [], slower: [] };
  for (const minutes of changeSteps) {
    const least = focus + minutes * 60;
    shades.faster.push(await ringsOf((a, b) => Math.max(a, b, least - (b - a))));
    shades.slower.push(await ringsOf((a, b) => Math.max(a, b, least - (a - b))));
  }
  const rings = [gained, lost, within, former, ...shades.faster, ...shades.slower];
  // Where one of them is missing the others would tell a wrong tale.
  if (rings.some((found) => found === null)) return [];
  const shade = (change: "faster" | "slower", least: number, span: number) =>
    changeSteps.flatMap((minutes, index) =>
      buildArea([...shades[change][index]!, ...(shades[change][index + 1] ?? [])], {
        part: "area",
        change,
        strength: least + span * Math.min(1, (minutes + 4) / 30),
      }),
    );
  return [
    ...buildArea([...within!, ...shades.faster[0]!, ...shades.slower[0]!], { part: "area", change: "same" }),
    ...shade("faster", 0.16, 0.4),
    ...shade("slower", 0.12, 0.3),
    ...buildArea(gained!, { part: "area", change: "gained" }),
    ...buildArea(lost!, { part: "area", change: "lost" }),
    ...buildLine(former!, { part: "before" }),
  ];
}

const lineWidth = 1.2;
const focusWidth = 2;
const softWidth = 0.9;

/** The area between the quicker and the slower line of the cut-off looked at. */
async function buildSoftEdge({ range, reach }: BandSources, contour: Contour): Promise<Feature[]> {
  if (!range) return [];
  const [early, late] = [
    await contour(range.early, [reach.focusMinutes]),
    await contour(range.late, [reach.focusMinutes]),
  ];
  if (!early || !late) return [];
  const rings = [...listRings(early, 0), ...listRings(late, 0)];
  return [
    ...buildArea(rings, { part: "area", change: "soft" }),
    ...buildLine(rings, { part: "isoline", width: softWidth }),
  ];
}

/**
 * A travel-time surface as areas and lines, as the map paints it: each band between its line and that of the band
 * before it, so that no tint lies on another. Areas are polygons by the even-odd rule.
 */
export async function buildBandFeatures(sources: BandSources, contour: Contour): Promise<Feature[]> {
  const { bands, reach, colours } = sources;
  const { cutoffs } = bands;
  if (reach.against) {
    const focus = cutoffs.indexOf(reach.focusMinutes);
    const changes = await buildChanges(sources, contour);
    if (changes.length === 0) return [];
    const line = focus < 0 ? [] : listRings(bands, focus);
    return [...changes, ...buildLine(line, { part: "isoline", width: focusWidth })];
  }
  if (reach.view === "ring") return [];
  const soft = await buildSoftEdge(sources, contour);
  const rings = cutoffs.map((_, index) => listRings(bands, index));
  return [
    ...cutoffs.flatMap((minutes, index) =>
      buildArea([...rings[index]!, ...(rings[index - 1] ?? [])], {
        part: "band",
        minutes,
        colour: colours[index],
      }),
    ),
    ...cutoffs.flatMap((minutes, index) =>
      soft.length > 0 && minutes === reach.focusMinutes
        ? []
        : buildLine(rings[index]!, { part: "isoline", minutes, width: lineWidth }),
    ),
    ...soft,
  ];
}
