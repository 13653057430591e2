import type { Geometry, Position } from "geojson";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import type { Board, Selection } from "../domain/board/board.ts";
import type { Bilingual } from "../domain/plan.ts";
import { failure, type Problem, type Result, success } from "../domain/result.ts";
import type { SheetData } from "./sheetData.ts";

/** What the sheets of a strip follow. */
export interface SheetRoute {
  name: Bilingual;
  /** Degrees, part by part. */
  parts: readonly (readonly Position[])[];
  /** Its feature, where it is one of the map's own. */
  feature: Selection | null;
}

/** Lines of a geometry; what is no line has none. */
function listParts(geometry: Geometry | null): Position[][] {
  if (geometry?.type === "LineString") return [geometry.coordinates];
  if (geometry?.type === "MultiLineString") return geometry.coordinates;
  if (geometry?.type === "GeometryCollection") return geometry.geometries.flatMap(listParts);
  return [];
}

const notLine = (name: Bilingual): Result<never> =>
  failure<Problem>({
    code: "sheet-route",
    zh: `“${name.zh}”不是线，沿它排不出图幅；请给一条铁路、公路、廊道或自己画的线`,
    en: `“${name.en}” is no line that sheets could follow; give a railway, a road, a corridor or a line of your own`,
  });

const asRoute = (name: Bilingual, parts: Position[][], feature: Selection | null): Result<SheetRoute> =>
  parts.some((part) => part.length > 1) ? success({ name, parts, feature }) : notLine(name);

/**
 * The line that sheets are to follow: a feature of the map by its id or `dataset/id`, an alternative of the check
 * or a layer of one's own by id or name.
 *
 * @returns the problem `sheet-route` where nothing bears that name or what does is no line.
 */
export function findRoute(board: Board, { datasets, own }: SheetData, along: string): Result<SheetRoute> {
  for (const [dataset, { features }] of Object.entries(datasets))
    for (const { properties, geometry } of features)
      if (along === properties.id || along === `${dataset}/${properties.id}`)
        return asRoute(
          { zh: String(properties["name:zh"]), en: String(properties["name:en"]) },
          listParts(geometry),
          { dataset, id: properties.id },
        );
  for (const { id, name, geometry } of board.check?.alternatives ?? [])
    if (along === id || along === name) return asRoute({ zh: name, en: name }, listParts(geometry), null);
  for (const { id, name } of board.userLayers ?? [])
    if (along === id || along === name)
      return asRoute(
        { zh: name, en: name },
        (own[id]?.features ?? []).flatMap(({ geometry }) => listParts(geometry)),
        null,
      );
  return failure<Problem>({
    code: "sheet-route",
    zh: `没有编号或名称为“${along}”的线`,
    en: `nothing is called “${along}”; give the id of a line, of an alternative of the check, or of a layer of your own`,
  });
}

/** A line of a board that sheets can follow. */
export interface RouteChoice {
  /** For `findRoute`. */
  id: string;
  title: Bilingual;
  /** What it is listed under. */
  group: Bilingual;
}

const ownGroup: Bilingual = { zh: "自有图层", en: "Own layers" };
const alternativeGroup: Bilingual = { zh: "比选方案", en: "Alternatives" };

/** All lines of a board that are on, layer by layer, then the reader's own. */
export function listRoutes(board: Board, datasets: SheetData["datasets"]): RouteChoice[] {
  const shown = findLayers(board).filter(({ id }) =>
    board.layers.some((state) => state.id === id && state.visible),
  );
  const choices = shown.flatMap(({ title, data }): RouteChoice[] =>
    "dataset" in data
      ? (datasets[data.dataset]?.features ?? []).flatMap(({ properties, geometry }) =>
          listParts(geometry).length > 0
            ? {
                id: `${data.dataset}/${properties.id}`,
                title: { zh: String(properties["name:zh"]), en: String(properties["name:en"]) },
                group: title,
              }
            : [],
        )
      : [],
  );
  const alternatives = (board.check?.alternatives ?? []).flatMap(({ id, name, geometry }): RouteChoice[] =>
    listParts(geometry).length > 0 ? [{ id, title: { zh: name, en: name }, group: alternativeGroup }] : [],
  );
  const layers = (board.userLayers ?? []).flatMap(({ id, name, shapes }): RouteChoice[] =>
    shapes.includes("LineString") ? [{ id, title: { zh: name, en: name }, group: ownGroup }] : [],
  );
  return [...new Map([...choices, ...alternatives, ...layers].map((one) => [one.id, one])).values()];
}
