import type { Feature, MultiPolygon } from "geojson";
import { fileOf, roles } from "../../../geodata/roles.ts";
import type { DataFiles, Kernel } from "../kernel.ts";
import type { Bilingual, PlanFeature, PlanFeatureCollection } from "../plan.ts";
import type { ReachDefinition, TrainChoice } from "../rail/railJourney.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { buildBandLines, buildBandPolygons } from "./buildBands.ts";
import type { MatrixColumns } from "./buildRailMatrix.ts";
import {
  combineSurfaces,
  compareSurfaces,
  describeDifference,
  type SurfaceDifference,
} from "./compareSurfaces.ts";
import { type Surface, searchSurface } from "./computeSurface.ts";
import { contourSurface, findBandAreas } from "./contourSurface.ts";
import { describeReachMethod } from "./describeReach.ts";
import { explainReach, type ReachPath } from "./explainReach.ts";
import type { ReachOrigin } from "./findOrigin.ts";
import { findCell } from "./grid.ts";
import { openModel } from "./openScenario.ts";
import { listReachFiles, type ReachModel, type Scenario } from "./reachModel.ts";
import { type ReachSummary, summarizeSurface } from "./summarizeSurface.ts";

/** A question of how far one gets. Several origins are taken together as `combine` says. */
export interface ReachRequest {
  scenario: Scenario;
  origins: readonly ReachOrigin[];
  combine: "union" | "intersection";
  definition: ReachDefinition;
  trains: TrainChoice;
}

export interface SurfaceAnswer {
  surface: Surface;
  /** Of network, roads, land and scenario; results of different versions are not of the same world. */
  version: string;
  method: Bilingual;
  /** Origins that could not begin, by their place in the request; the surface is of the others. */
  failedOrigins: { index: number; problem: Problem }[];
  /** Roads are schematic in every phase, so whatever counts road minutes is. */
  confidence: "schematic";
}

interface OriginsAnswer {
  surface: Surface;
  failedOrigins: SurfaceAnswer["failedOrigins"];
}

/** The surface of the origins that work; fails with the reason of the first where none does. */
function searchOrigins(model: ReachModel, request: ReachRequest): Result<OriginsAnswer> {
  const surfaces: Surface[] = [];
  const failedOrigins: SurfaceAnswer["failedOrigins"] = [];
  for (const [index, origin] of request.origins.entries()) {
    const found = searchSurface(model, origin, request.definition, request.trains);
    if (found.ok) surfaces.push(found.value.surface);
    else failedOrigins.push({ index, problem: found.error });
  }
  if (surfaces.length === 0 && failedOrigins.length > 0) return failure(failedOrigins[0]!.problem);
  if (surfaces.length === 0)
    return failure<Problem>({ code: "no-origin", zh: "没有起点", en: "There is no origin" });
  const surface = surfaces.length === 1 ? surfaces[0]! : combineSurfaces(surfaces, request.combine);
  return success({ surface, failedOrigins });
}

function answerSurface(model: ReachModel, request: ReachRequest): Result<SurfaceAnswer> {
  const found = searchOrigins(model, request);
  if (!found.ok) return found;
  return success({
    ...found.value,
    version: model.version,
    method: describeReachMethod(model, request.definition),
    confidence: "schematic",
  });
}

const bufferOf = (array: { buffer: ArrayBufferLike }) => array.buffer as ArrayBuffer;

const transferSurface = ({ seconds, rim }: Surface) => [bufferOf(seconds), ...(rim ? [bufferOf(rim)] : [])];

/** Dear: the surface of travel time of a request. Fails with the reason where an origin cannot be one. */
export const travelMinutes: Kernel<ReachRequest, SurfaceAnswer> = {
  files: listReachFiles,
  run(request, files) {
    const model = openModel(files, request.scenario);
    return model.ok ? answerSurface(model.value, request) : model;
  },
  transfer: (answer) => transferSurface(answer.surface),
};

export interface BandsInput {
  surface: Surface;
  scenario: Scenario;
  /** Minutes, rising. */
  cutoffs: readonly number[];
  /** Whether closed polygons with their holes are wanted besides the lines, for export. */
  wantsPolygons: boolean;
}

/** Lines of equal time as rings: typed arrays for the map, and polygons where asked for. */
export interface Bands {
  cutoffs: number[];
  areasSquareKilometres: number[];
  ringCutoff: Int32Array;
  ringOffset: Int32Array;
  /** Longitude and latitude, interleaved; rings are not closed by repeating their first position. */
  lngLat: Float64Array;
  polygons: Feature<MultiPolygon, { minutes: number; areaKm2: number }>[];
}

function buildBands(
  model: ReachModel,
  surface: Surface,
  cutoffs: readonly number[],
  wantsPolygons: boolean,
): Bands {
  const rings = contourSurface(surface, cutoffs);
  const areas = findBandAreas(rings, model.ground.grid.cellMetres);
  return {
    cutoffs: [...cutoffs],
    areasSquareKilometres: areas,
    ringCutoff: rings.ringCutoff,
    ringOffset: rings.ringOffset,
    lngLat: buildBandLines(model.ground, rings),
    polygons: wantsPolygons
      ? buildBandPolygons(model.ground, rings).map((coordinates, k) => ({
          type: "Feature",
          properties: { minutes: cutoffs[k]!, areaKm2: Math.round(areas[k]! * 10) / 10 },
          geometry: { type: "MultiPolygon", coordinates },
        }))
      : [],
  };
}

const transferBands = (bands: Bands) => [
  bufferOf(bands.ringCutoff),
  bufferOf(bands.ringOffset),
  bufferOf(bands.lngLat),
];

/** Cheap: bands of a surface that is there already; a moved cut-off asks only this. */
export const reachBands: Kernel<BandsInput, Bands> = {
  files: listReachFiles,
  run({ surface, scenario, cutoffs, wantsPolygons }, files) {
    const model = openModel(files, scenario);
    return model.ok ? success(buildBands(model.value, surface, cutoffs, wantsPolygons)) : model;
  },
  transfer: transferBands,
};

/** Cheap: people and units within cut-offs of a surface, and people against minutes. */
export const reachSummary: Kernel<Omit<BandsInput, "wantsPolygons">, ReachSummary> = {
  files: listReachFiles,
  run({ surface, scenario, cutoffs }, files) {
    const model = openModel(files, scenario);
    return model.ok ? success(summarizeSurface(model.value.ground, surface, cutoffs)) : model;
  },
};

export interface FrameAnswer extends SurfaceAnswer {
  bands: Bands;
  summary: ReachSummary;
}

/** Everything a dragged origin needs in one call: surface, bands and people. */
export const reachFrame: Kernel<ReachRequest & { cutoffs: readonly number[] }, FrameAnswer> = {
  files: listReachFiles,
  run(request, files) {
    const model = openModel(files, request.scenario);
    if (!model.ok) return model;
    const answer = answerSurface(model.value, request);
    if (!answer.ok) return answer;
    const { surface } = answer.value;
    return success({
      ...answer.value,
      bands: buildBands(model.value, surface, request.cutoffs, false),
      summary: summarizeSurface(model.value.ground, surface, request.cutoffs),
    });
  },
  transfer: (answer) => [...transferSurface(answer.surface), ...transferBands(answer.bands)],
};

export interface RangeInput extends ReachRequest {
  /** Speeds go up and down by this share. */
  speedShare: number;
  /** Changes get shorter and longer by so many minutes. */
  changeMinutes: number;
}

/** The soft edge: the surface with everything a little quicker, and a little slower. */
export const reachRange: Kernel<RangeInput, { early: Surface; late: Surface }> = {
  files: listReachFiles,
  run(input, files) {
    const shifted = (sign: 1 | -1): Result<Surface> => {
      const scenario: Scenario = {
        ...input.scenario,
        speedFactor: input.scenario.speedFactor * (1 + sign * input.speedShare),
        changeShiftMinutes: input.scenario.changeShiftMinutes - sign * input.changeMinutes,
      };
      const model = openModel(files, scenario);
      if (!model.ok) return model;
      const found = searchOrigins(model.value, { ...input, scenario });
      return found.ok ? success(found.value.surface) : found;
    };
    const early = shifted(1);
    if (!early.ok) return early;
    const late = shifted(-1);
    if (!late.ok) return late;
    return success({ early: early.value, late: late.value });
  },
  transfer: ({ early, late }) => [...transferSurface(early), ...transferSurface(late)],
};

/** The file of the hubs, each at its main station, in a list; none where the plan has no hubs. */
export const hubFiles: readonly string[] = roles.hubs === undefined ? [] : [fileOf(roles.hubs)];

/** The hubs of the files loaded. */
export const readHubs = (files: DataFiles): PlanFeature[] =>
  hubFiles.flatMap((file) => (files[file] as PlanFeatureCollection).features);

export interface DifferenceInput {
  scenario: Scenario;
  before: Surface;
  after: Surface;
  cutoffMinutes: number;
}

export interface DifferenceAnswer extends SurfaceDifference {
  sentence: Bilingual;
}

/** What changes between two surfaces within a cut-off, with the units, people and hubs gained and lost, and in a sentence. */
export const reachDifference: Kernel<DifferenceInput, DifferenceAnswer> = {
  files: () => [...listReachFiles(), ...hubFiles],
  run({ scenario, before, after, cutoffMinutes }, files) {
    const model = openModel(files, scenario);
    if (!model.ok) return model;
    const { ground } = model.value;
    const hubs = readHubs(files).flatMap(({ geometry, properties }) =>
      geometry.type === "Point"
        ? [
            {
              id: properties.id,
              name: { zh: properties["name:zh"], en: properties["name:en"] },
              lngLat: geometry.coordinates as [number, number],
              cell: findCell(ground.grid, geometry.coordinates as [number, number]),
            },
          ]
        : [],
    );
    const difference = compareSurfaces(ground, before, after, cutoffMinutes, hubs);
    return success({ ...difference, sentence: describeDifference(difference) });
  },
  transfer: (answer) => [bufferOf(answer.change), bufferOf(answer.wonSeconds)],
};

export interface ReachPathInput {
  scenario: Scenario;
  origin: ReachOrigin;
  to: [number, number];
  definition: ReachDefinition;
  trains: TrainChoice;
}

/** Why a place is reached when it is: the parts of the way. */
export const reachPath: Kernel<ReachPathInput, ReachPath> = {
  files: listReachFiles,
  run({ scenario, origin, to, definition, trains }, files) {
    const model = openModel(files, scenario);
    return model.ok ? explainReach(model.value, origin, to, definition, trains) : model;
  },
};

/** A question for the matrix. */
export interface RailMatrixInput {
  scenario: Scenario;
  definition: ReachDefinition;
  trains: TrainChoice;
  columns: MatrixColumns;
}
