import { provideFile } from "../../compute/askKernel.ts";
import { type CheckAlternative, mostAlternatives, standardCheck } from "../../domain/board/checkQuery.ts";
import { buildCheckInput } from "../../domain/board/checkRequests.ts";
import { showLayers } from "../../domain/board/editLayers.ts";
import { buildRequest, type Request } from "../../domain/board/request.ts";
import { findHandles } from "../../domain/check/bendCourse.ts";
import { findKindTitle } from "../../domain/check/rules.ts";
import type { CorridorInput, CorridorResult, SlopeCost } from "../../domain/corridor/corridor.ts";
import {
  buildCorridorCollection,
  type CorridorEnd,
  type CorridorReport,
} from "../../domain/corridor/corridorReport.ts";
import { chooseCellMetres, findSearchBox } from "../../domain/corridor/findCorridors.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { TerrainSummary } from "../../domain/terrain/terrain.ts";
import { editBoard, requestCamera, tell, tellProblem } from "../actions.ts";
import { answerRequest, retryAnswers } from "../answers.ts";
import { startTool, stopDrawing, useDrawing } from "../own/drawing.ts";
import { useAtlas } from "../store.ts";
import { measureSlopeCells } from "../terrain/terrain.ts";
import { useTerrain } from "../terrain/terrainStore.ts";
import { useCheck } from "./checkStore.ts";
import { readCheckSources } from "./checkView.ts";
import { type CorridorState, emptyCorridor, useCorridor } from "./corridorStore.ts";

export type EndId = "from" | "to";

const courseLayer = "check-alternatives";
const widestZoom = 11;

export const setEnd = (end: EndId, place: CorridorEnd | null) => useCorridor.setState({ [end]: place });

export const swapEnds = () => useCorridor.setState(({ from, to }) => ({ from: to, to: from }));

/** Lets an end be picked on the map: the next click or tap. */
export function pickEnd(end: EndId) {
  startTool("point");
  useDrawing.setState({
    taker: (drawn) => {
      stopDrawing();
      if (drawn.type !== "Point") return;
      const [longitude, latitude] = drawn.coordinates;
      setEnd(end, { lngLat: [longitude!, latitude!], name: null });
    },
  });
}

/** Another weight of what clauses say, or of one zone kind; null puts a kind back to what its clause gives it. */
export const changeWeight = (verdict: keyof CorridorState["weights"], weight: number) =>
  useCorridor.setState(({ weights }) => ({ weights: { ...weights, [verdict]: weight } }));
export const changeKindWeight = (kind: string, weight: number | null) =>
  useCorridor.setState(({ kindWeights: { [kind]: _before, ...others } }) => ({
    kindWeights: weight === null ? others : { ...others, [kind]: weight },
  }));

/** Slopes by cell are of one terrain, one grid; the worker keeps them under such a name. */
function nameSlopes(
  { from, to, slopeWeight }: CorridorState,
  summary: TerrainSummary | null,
): SlopeCost | undefined {
  if (!summary || slopeWeight === 0 || !from || !to) return undefined;
  const file = `own/slope-${summary.id}-${[...from.lngLat, ...to.lngLat].map((value) => value.toFixed(6)).join("-")}.json`;
  return { file, weight: slopeWeight, terrain: summary.name, grainMetres: summary.grainMetres };
}

/** The question as it stands; null while an end or the rules are missing. */
export function buildCorridorRequest(state: CorridorState, standardActivity: string): Request | null {
  const { from, to, activity, weights, kindWeights } = state;
  const { board } = useAtlas.getState();
  const { shipped } = useCheck.getState();
  if (!from || !to || !shipped) return null;
  const slope = nameSlopes(state, useTerrain.getState().summary);
  const input: CorridorInput = {
    // Zones and rules of the check, without its subjects.
    check: buildCheckInput(
      board,
      { ...(board.check ?? standardCheck), subjects: { kind: "own", layers: [] } },
      readCheckSources(shipped),
    ),
    activity: activity ?? standardActivity,
    from: from.lngLat,
    to: to.lngLat,
    weights,
    kindWeights,
    ...(slope ? { slope } : {}),
    cellMetres: null,
  };
  return buildRequest("corridor", input);
}

/** Has the slopes of a question ready for the kernel; false where the terrain could not give them. */
async function provideSlopes(state: CorridorState): Promise<boolean> {
  const slope = nameSlopes(state, useTerrain.getState().summary);
  if (!slope || !state.from || !state.to) return true;
  const box = findSearchBox(state.from.lngLat, state.to.lngLat);
  const cells = await measureSlopeCells(box, chooseCellMetres(box));
  if (!cells.ok) {
    tellProblem(cells.error);
    return false;
  }
  provideFile(slope.file, new Blob([cells.value], { type: "application/json" }));
  return true;
}

/** Searches, shows the ways on the map and frames them. */
export async function findCorridors(standardActivity: string) {
  const state = useCorridor.getState();
  const request = buildCorridorRequest(state, standardActivity);
  const { from, to } = state;
  if (!request || !from || !to) return;
  // One that was stopped before may be asked again.
  retryAnswers();
  useCorridor.setState({ question: request.key });
  if (!(await provideSlopes(state))) return;
  const answer = await answerRequest<CorridorResult>(request);
  if (useCorridor.getState().question !== request.key) return;
  useCorridor.setState({
    answer,
    asked: { key: request.key, from, to, activity: state.activity ?? standardActivity },
  });
  if (!answer.ok) return;
  editBoard((board) => showLayers(board, [courseLayer], true));
  frameWays(answer.value);
}

/** Frames all ways, or one. */
export function frameWays({ ways }: CorridorResult, index?: number) {
  const shown = index === undefined ? ways : ways.slice(index, index + 1);
  const bbox = findBoundingBox(shown.map(({ coordinates }) => ({ type: "LineString", coordinates })));
  if (bbox) requestCamera({ bbox, maxZoom: widestZoom });
}

export const clearCorridor = () =>
  useCorridor.setState(({ weights, kindWeights }) => ({ ...emptyCorridor, weights, kindWeights }));

/** The shown result with what was asked; null where there is none. */
export function readCorridorReport(): CorridorReport | null {
  const { answer, asked } = useCorridor.getState();
  const { board } = useAtlas.getState();
  const table = board.check?.rules ?? useCheck.getState().shipped;
  if (!answer?.ok || !asked || !table) return null;
  return {
    from: asked.from,
    to: asked.to,
    activity: findKindTitle(table, asked.activity),
    result: answer.value,
  };
}

const nameWays = (name: Bilingual, result: CorridorResult) => {
  const { language } = useAtlas.getState().board;
  return result.ways.map((_, index) => `${name[language]} ${index + 1}`);
};

/** Puts the ways beside each other as courses of the what-if, where they can be bent and drawn on. */
export function compareWays(name: Bilingual) {
  const { answer, asked } = useCorridor.getState();
  if (!answer?.ok || !asked) return;
  const { ways } = answer.value;
  const names = nameWays(name, answer.value);
  editBoard((board) => {
    const check = board.check ?? standardCheck;
    // Courses of another kind of activity cannot be held against these.
    const kept = check.alternatives.filter(({ activity }) => activity === asked.activity);
    const taken = new Set(kept.map(({ id }) => id));
    const free = (function* () {
      for (let number = 1; ; number += 1) if (!taken.has(`course-${number}`)) yield `course-${number}`;
    })();
    const added = ways.map(({ coordinates }, index): CheckAlternative => {
      const geometry = { type: "LineString" as const, coordinates };
      return {
        id: free.next().value!,
        name: names[index]!,
        activity: asked.activity,
        from: null,
        schematic: false,
        geometry,
        handles: findHandles(geometry),
      };
    });
    return {
      ...showLayers(board, [courseLayer], true),
      check: {
        ...check,
        alternatives: [...kept, ...added].slice(0, mostAlternatives),
        bent: null,
        focus: null,
      },
    };
  });
}

/** Keeps band and ways as a layer of the reader's own: on the board, in tables, sheets and exports from then on. */
export async function keepCorridor(title: string, words: { way: Bilingual; band: Bilingual }) {
  const report = readCorridorReport();
  if (!report) return;
  const { language } = useAtlas.getState().board;
  const names = nameWays(words.way, report.result);
  const collection = buildCorridorCollection(report.result);
  const features = collection.features.map((feature) => {
    const rank: unknown = feature.properties?.rank;
    const name = typeof rank === "number" ? names[rank - 1]! : words.band[language];
    return { ...feature, properties: { name, ...feature.properties } };
  });
  const [{ dataWorker }, { takeContent }, { addLayers, buildLayer }] = await Promise.all([
    import("../../compute/askData.ts"),
    import("../own/userData.ts"),
    import("../own/importFiles.ts"),
  ]);
  const bytes = new TextEncoder().encode(JSON.stringify({ ...collection, features }));
  const kept = await dataWorker.ask("keep", { name: title, geojson: bytes.buffer as ArrayBuffer });
  if (!kept.ok) return tellProblem(kept.error);
  takeContent(kept.value, null);
  addLayers([
    {
      ...buildLayer(kept.value, "result", title),
      paint: { by: "category", column: "name", values: [...names, words.band[language]] },
      label: "name",
    },
  ]);
  tell("information", {
    zh: `得到图层“${title}”，${features.length} 个要素`,
    en: `Layer “${title}” made: ${features.length} features`,
  });
}
