import type { FeatureCollection } from "geojson";
import { fileOf, roles } from "../../../geodata/roles.ts";
import { type Measure, measures } from "../../../layers/answers/measures.ts";
import { equityInput } from "../../domain/board/reachRequests.ts";
import { buildRequest } from "../../domain/board/request.ts";
import type { StatisticsQuery } from "../../domain/board/statisticsQuery.ts";
import type { ComputedLayer } from "../../domain/place/layerKernels.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import type { EquityAnswer } from "../../domain/reach/equityKernel.ts";
import { type Result, success } from "../../domain/result.ts";
import { type BreakMethod, findBreaks } from "../../domain/statistics/classBreaks.ts";
import { type JoinedRows, joinRows, parseRows } from "../../domain/statistics/joinRows.ts";
import {
  addUpByUnit,
  divideValues,
  readUnitProperty,
  subtractAreas,
} from "../../domain/statistics/unitValues.ts";
import { editBoard, tellProblem } from "../actions.ts";
import { answerRequest } from "../answers.ts";
import { statusOf } from "../features.ts";
import { loadDataset } from "../loadData.ts";
import { useAtlas } from "../store.ts";

/** The measure of a column that the reader brings. */
export const ownMeasure = "own";
/** The dataset of a level's areas. */
export const levelDatasets: Record<StatisticsQuery["level"], string> = {
  unit: roles.units,
  city: roles.cities,
};
const standard = { form: "areas", method: "jenks", classes: 5 } as const;

async function readFeatures(dataset: string): Promise<readonly PlanFeature[]> {
  await loadDataset(dataset);
  return useAtlas.getState().datasets[dataset]?.features ?? [];
}

/** What the areas of a dataset cover of each unit, in square kilometres: the unit less what they leave of it. */
async function readCovered(
  units: readonly PlanFeature[],
  dataset: string,
  level: StatisticsQuery["level"],
  phase: string,
): Promise<Result<Record<string, number>>> {
  const asked = await answerRequest<ComputedLayer>(
    buildRequest("overlayLayers", {
      operation: "difference",
      subjects: { file: fileOf(levelDatasets[level]) },
      masks: { file: fileOf(dataset), phase },
    }),
  );
  if (!asked.ok) return asked;
  const { features } = JSON.parse(new TextDecoder().decode(asked.value.geojson)) as FeatureCollection;
  return success(subtractAreas(units, features));
}

/** How far the people of each unit get by the board's trains; units that get nowhere have no value. */
async function readAccess(
  from: Extract<Measure["from"], { kind: "access" }>,
  phase: string,
): Promise<Result<Record<string, number>>> {
  const { board } = useAtlas.getState();
  const input = equityInput(board, phase);
  const place =
    "nearest" in from ? (roles.destinations ?? []).findIndex(({ dataset }) => dataset === from.nearest) : -1;
  const cutoffMinutes = "withinMinutes" in from ? from.withinMinutes : input.cutoffMinutes;
  const asked = await answerRequest<EquityAnswer>(buildRequest("reachEquity", { ...input, cutoffMinutes }));
  if (!asked.ok) return asked;
  return success(
    Object.fromEntries(
      asked.value.units.flatMap(({ id, reached, nearestMinutes }) => {
        const value = place < 0 ? reached : nearestMinutes[place];
        return value === null || value === undefined ? [] : [[id, Math.round(value * 10) / 10]];
      }),
    ),
  );
}

async function readValues({ level, from }: Measure, phase: string): Promise<Result<Record<string, number>>> {
  if (from.kind === "access") return readAccess(from, phase);
  const units = await readFeatures(levelDatasets[level]);
  if (from.kind === "covered") return readCovered(units, from.dataset, level, phase);
  if (from.kind === "ratio")
    return success(divideValues(readUnitProperty(units, from.over), readUnitProperty(units, from.under)));
  if (from.kind === "property") {
    const rows = await readFeatures(from.dataset);
    const values = readUnitProperty(rows, from.key);
    const { idKey } = from;
    if (!idKey) return success(values);
    return success(
      Object.fromEntries(
        rows.flatMap(({ properties }) => {
          const value = values[properties.id];
          return value === undefined ? [] : [[String(properties[idKey]), value]];
        }),
      ),
    );
  }
  const features = (await Promise.all(from.datasets.map(readFeatures))).flat().filter((feature) => {
    const status = statusOf(feature, phase);
    if (status === "absent" || status === "closed") return false;
    return from.only?.includes(status) ?? true;
  });
  const { key } = from;
  return success(
    addUpByUnit(
      units,
      features,
      key === undefined ? () => 1 : (feature) => Number(feature.properties[key] ?? 0) || 0,
    ),
  );
}

const withBreaks = (query: StatisticsQuery): StatisticsQuery =>
  query.method === "own"
    ? query
    : { ...query, breaks: findBreaks(Object.values(query.values), query.method, query.classes) };

/** What differs from phase to phase. */
const byPhase: readonly Measure["from"]["kind"][] = ["features", "covered", "access"];

let turns = 0;

/** Shows a number of the list by unit, in the present phase; as the last one was shown, where there is one. */
export async function showMeasure(id: string) {
  const measure = measures.find((other) => other.id === id);
  if (!measure) return;
  turns += 1;
  const turn = turns;
  const { phase } = useAtlas.getState().board;
  const read = await readValues(measure, phase);
  // The reader may have chosen another meanwhile, which was quicker to find.
  if (turn !== turns) return;
  if (!read.ok) {
    tellProblem(read.error);
    return;
  }
  const values = read.value;
  editBoard((board) => {
    const { form, method, classes } = board.statistics ?? standard;
    return {
      ...board,
      statistics: withBreaks({
        measure: id,
        level: measure.level,
        form: measure.isAmount ? form : "areas",
        method: method === "own" ? standard.method : method,
        classes,
        breaks: [],
        values,
        ...(byPhase.includes(measure.from.kind) ? { phase } : {}),
      }),
    };
  }, "statistics");
}

/** Joins a pasted column to the units and shows it; tells what joined nothing, and shows nothing where all did so. */
export async function showOwnColumn(text: string): Promise<JoinedRows> {
  turns += 1;
  const units = await readFeatures(roles.units);
  const { rows, title } = parseRows(text);
  const joined = joinRows(
    rows,
    units.map(({ properties }) => ({
      id: properties.id,
      code: String(properties.adcode ?? ""),
      names: [properties["name:zh"], properties["name:en"]],
    })),
  );
  if (Object.keys(joined.values).length > 0)
    editBoard((board) => {
      const { form, method, classes } = board.statistics ?? standard;
      return {
        ...board,
        statistics: withBreaks({
          measure: ownMeasure,
          level: "unit",
          form,
          method: method === "own" ? standard.method : method,
          classes,
          breaks: [],
          values: joined.values,
          ...(title ? { title } : {}),
        }),
      };
    }, "statistics");
  return joined;
}

/** Changes how the number on the map is shown. */
export const changeStatistics = (change: {
  form?: StatisticsQuery["form"];
  method?: BreakMethod;
  classes?: number;
  breaks?: number[];
}) =>
  editBoard(
    (board) =>
      board.statistics ? { ...board, statistics: withBreaks({ ...board.statistics, ...change }) } : board,
    "statistics",
  );

export function clearStatistics() {
  turns += 1;
  editBoard(({ statistics: _, ...board }) => board);
}

/** What is shown, in words: its title, unit and digits. */
export function describeStatistics({ measure, title, values }: StatisticsQuery) {
  const known = measures.find((other) => other.id === measure);
  return {
    title: known?.title ?? { zh: title ?? "自有数据列", en: title ?? "A column of your own" },
    unit: known?.unit ?? { zh: "", en: "" },
    digits: known?.digits ?? (Object.values(values).every(Number.isInteger) ? 0 : 2),
    isAmount: known?.isAmount ?? true,
  };
}
