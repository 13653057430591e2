import type { Position } from "geojson";
import { createProjection, type Projection } from "../domain/place/projection.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import { findMatchLine, type GridPoint, layStrip } from "./layStrip.ts";
import { type Extent, type Orientation, usualScales } from "./paperSizes.ts";
import type { SheetData } from "./sheetData.ts";
import { buildSheetFrame, type FrameOptions, type SheetFrame } from "./sheetFrame.ts";
import { findExtent, showDatasets } from "./sheetPages.ts";
import type { SheetPage, SheetRequest } from "./sheetRequest.ts";
import { findRoute, type SheetRoute } from "./sheetRoute.ts";
import { say } from "./sheetWords.ts";

/** What of a map's shorter side lies between the course and the edge at least: two sheets share twice that. */
const rimShare = 0.12;
/** Sheets of a strip whose scale nobody gave. */
const wishedSheets = 12;
const mostSheets = 80;
/** Columns a legend can have. */
const mostColumns = 3;

type Corner = readonly [longitude: number, latitude: number];

interface Strip {
  frame: SheetFrame;
  projection: Projection;
  middles: GridPoint[];
  /** Metres of ground that a map shows. */
  size: { width: number; height: number };
}

/** The strip on paper of one kind, lying one way. */
function layOut(
  request: Omit<SheetRequest, "pages">,
  route: SheetRoute,
  { scale, orientation, columns }: { scale: number; orientation: Orientation; columns: number },
): Result<Strip> {
  const extent = findExtent(
    route.parts.map((coordinates) => ({ type: "LineString", coordinates: [...coordinates] })),
  );
  const options: FrameOptions = {
    size: request.size,
    scale,
    epsg: request.epsg,
    extent,
    orientation,
    legendColumns: columns,
  };
  const frame = buildSheetFrame(options);
  if (!frame.ok) return frame;
  const { map, crs } = frame.value;
  const size = { width: (map.width * scale) / 1000, height: (map.height * scale) / 1000 };
  const projection = createProjection(crs);
  const course = route.parts.map((part) => part.map(([x, y]) => projection.fromLngLat(x!, y!)));
  const middles = layStrip(course, { ...size, rim: rimShare * Math.min(size.width, size.height) });
  return success({ frame: frame.value, projection, middles, size });
}

/** The way the paper lies that takes fewer sheets, where the reader leaves it open. */
function chooseStrip(
  request: Omit<SheetRequest, "pages">,
  route: SheetRoute,
  scale: number,
  columns: number,
): Result<Strip & { orientation: Orientation }> {
  const { orientation: wished = "auto" } = request;
  const ways: Orientation[] = wished === "auto" ? ["landscape", "portrait"] : [wished];
  let best: (Strip & { orientation: Orientation }) | undefined;
  for (const orientation of ways) {
    const strip = layOut(request, route, { scale, orientation, columns });
    if (!strip.ok) return strip;
    if (!best || strip.value.middles.length < best.middles.length) best = { ...strip.value, orientation };
  }
  return success(best!);
}

/** The largest usual scale at which the strip takes no more sheets than a reader wants to join. */
function chooseScale(request: Omit<SheetRequest, "pages">, route: SheetRoute): Result<number> {
  for (const scale of usualScales) {
    const strip = chooseStrip(request, route, scale, 1);
    if (!strip.ok) return strip;
    if (strip.value.middles.length <= wishedSheets) return success(scale);
  }
  return success(usualScales.at(-1)!);
}

/** Corners of a map in degrees, from the bottom left on. */
const cornersOf = ([x, y]: GridPoint, { width, height }: Strip["size"], { toLngLat }: Projection): Corner[] =>
  [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([east, north]) => toLngLat(x + (east! * width) / 2, y + (north! * height) / 2));

const extentOf = (corners: readonly Corner[]): Extent =>
  findExtent([{ type: "LineString", coordinates: corners.map((corner): Position => [...corner]) }]);

/** The first sheet of the strip follows the index. */
const numberOf = (index: number) => String(index + 2);

/** Where a sheet joins its neighbours, and their numbers. */
function listMatches({ middles, size, projection }: Strip, index: number) {
  return [index - 1, index + 1].flatMap((other) => {
    const [own, neighbour] = [middles[index]!, middles[other]];
    const line = neighbour && findMatchLine(own, neighbour, size);
    return line
      ? [
          {
            label: numberOf(other),
            ends: line.map(([x, y]): Corner => projection.toLngLat(x, y)) as [Corner, Corner],
            beyond: projection.toLngLat(...neighbour),
          },
        ]
      : [];
  });
}

function listStripPages(
  request: Omit<SheetRequest, "pages">,
  route: SheetRoute,
  strip: Strip,
  title: string,
  columns: number,
): SheetPage[] {
  const { board } = request;
  const { middles, size, projection } = strip;
  const name = route.name[board.language];
  const frames = middles.map((middle, index) => {
    const corners = cornersOf(middle, size, projection);
    return { label: numberOf(index), extent: extentOf(corners), corners };
  });
  const shared = {
    ...(route.feature
      ? { selection: route.feature, layers: showDatasets(board, new Set([route.feature.dataset])) }
      : {}),
  };
  const pages = frames.map(
    ({ extent }, index): SheetPage => ({
      ...shared,
      title: `${name} · ${title}`,
      extent,
      centre: projection.toLngLat(...middles[index]!),
      legendColumns: columns,
      strip: { own: index, frames, parts: route.parts, matches: listMatches(strip, index) },
    }),
  );
  const whole = extentOf(frames.flatMap(({ corners }) => corners));
  return [
    {
      ...shared,
      title: `${name} · ${title} · ${say("index", board.language)}`,
      extent: whole,
      index: frames,
    },
    ...pages,
  ];
}

const tooMany = (scale: number, count: number): Result<never> =>
  failure<Problem>({
    code: "sheet-strip",
    zh: `1:${scale} 沿线要 ${count} 幅，超过 ${mostSheets} 幅；请用更小的比例尺或更大的纸`,
    en: `at 1:${scale} the line takes ${count} sheets, more than ${mostSheets}; give a smaller scale or larger paper`,
  });

/**
 * The request for an atlas along a line: an index, then sheets of one scale, grid and layout, north up, each
 * overlapping the next, with the lines where they join. The legend has as many columns on every sheet as the
 * fullest needs, as the size of the map depends on it.
 *
 * @param needs columns the legend of a page needs.
 * @returns problems of `findRoute` and `buildSheetFrame`, or `sheet-strip` for too many sheets.
 */
export function buildCorridorRequest(
  given: Omit<SheetRequest, "pages">,
  data: SheetData,
  { title, along }: { title: string; along: string },
  needs: (request: SheetRequest, page: SheetPage) => Result<number>,
): Result<SheetRequest> {
  const route = findRoute(given.board, data, along);
  if (!route.ok) return route;
  const scale = given.scale === null ? chooseScale(given, route.value) : success(given.scale);
  if (!scale.ok) return scale;
  for (let columns = 1; ; columns += 1) {
    const strip = chooseStrip(given, route.value, scale.value, columns);
    if (!strip.ok) return strip;
    const { frame, orientation, middles } = strip.value;
    if (middles.length > mostSheets) return tooMany(scale.value, middles.length);
    const pages = listStripPages(given, route.value, strip.value, title, columns);
    const request: SheetRequest = { ...given, scale: scale.value, epsg: frame.crs.epsg, orientation, pages };
    if (columns === mostColumns) return success(request);
    let fullest = 1;
    for (const page of pages) {
      if (!page.strip) continue;
      const needed = needs(request, page);
      if (!needed.ok) return needed;
      fullest = Math.max(fullest, needed.value);
    }
    if (fullest <= columns) return success(request);
  }
}
