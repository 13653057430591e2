import { keyPhase, titlePhase } from "../../geodata/phaseDay.ts";
import { datedPhase, phases } from "../../geodata/plan/phases.ts";
import { roles } from "../../geodata/roles.ts";
import { buildDrawContext } from "../../layers/grammar/drawContext.ts";
import { passesFilter } from "../../layers/grammar/evaluateFilter.ts";
import { findLayers } from "../../layers/grammar/findLayers.ts";
import { isTakenOff } from "../../layers/grammar/hiddenFilters.ts";
import type { Board } from "../domain/board/board.ts";
import { isUserLayerId } from "../domain/board/userLayers.ts";
import { measureDistanceMetres } from "../domain/place/ellipsoid.ts";
import { isInsidePolygons } from "../domain/place/insidePolygons.ts";
import { lngLat } from "../domain/place/position.ts";
import {
  type Bilingual,
  type PlanFeature,
  type PlanFeatureCollection,
  readStatus,
  type Status,
} from "../domain/plan.ts";
import type { ViewFacts, ViewStates } from "../domain/view/describeView.ts";
import { findInView, geometryTypeOf, meetsBox } from "../map/view/countInView.ts";
import type { Extent } from "./paperSizes.ts";

const nameOf = ({ properties }: PlanFeature): Bilingual => ({
  zh: String(properties["name:zh"]),
  en: String(properties["name:en"]),
});

const standing: readonly Status[] = ["existing", "upgrade-done", "upgrade-planned", "upgrade-under-way"];
const stateOf = (status: Status): keyof ViewStates | undefined =>
  standing.includes(status)
    ? "existing"
    : status === "under-construction"
      ? "underConstruction"
      : status === "planned" || status === "study"
        ? "planned"
        : status === "closed"
          ? "closed"
          : undefined;

const answerNames = {
  reach: { zh: "出行时间分析", en: "the travel-time analysis" },
  check: { zh: "生态核查", en: "the ecology check" },
  statistics: { zh: "分单元统计", en: "the statistics by unit" },
  scenario: { zh: "铁路方案", en: "the railway scenario" },
} as const;

/** The polygon of a collection a place lies in. */
function findHolder(
  collection: PlanFeatureCollection | undefined,
  place: readonly [number, number],
): PlanFeature | undefined {
  return collection?.features.find(({ geometry }) => {
    const polygons =
      geometry.type === "Polygon"
        ? [geometry.coordinates]
        : geometry.type === "MultiPolygon"
          ? geometry.coordinates
          : [];
    return isInsidePolygons([...place], polygons);
  });
}

/** Thematic features of a board in a box, each once with the layer that draws it. */
function listInView(board: Board, collections: Readonly<Record<string, PlanFeatureCollection>>, box: Extent) {
  const context = buildDrawContext(board);
  return board.layers.flatMap((state) => {
    const layer = findLayers(board).find(({ id }) => id === state.id);
    if (!layer || !state.visible || state.opacity === 0 || !("dataset" in layer.data)) return [];
    if (isUserLayerId(layer.id) || [...roles.groundLayers, ...roles.selfEvidentLayers].includes(layer.id))
      return [];
    const collection = collections[layer.data.dataset];
    if (!collection) return [];
    const hidden = layer.legend(context).filter(({ id }) => state.hidden.includes(id));
    const features = findInView(collection, context.phase, box).filter(
      (feature) =>
        !isTakenOff(state, feature.properties) &&
        !hidden.some(({ filter }) =>
          passesFilter(filter, {
            properties: feature.properties,
            geometryType: geometryTypeOf(feature.geometry),
          }),
        ),
    );
    return features.length > 0 ? [{ title: layer.title, dataset: layer.data.dataset, features }] : [];
  });
}

type Change = Exclude<keyof NonNullable<ViewFacts["changed"]>, "since">;

function nameChange(before: Status, now: Status): Change {
  if (now === "absent" || now === "closed") return "gone";
  if (now === "under-construction") return "begun";
  if (now === "planned" || now === "study") return "planned";
  if (!standing.includes(before)) return "opened";
  return now === "upgrade-under-way" || now === "upgrade-planned" ? "improving" : "improved";
}

/** What has another state than in the phase that others are measured against. */
function findChanges(
  layers: ReturnType<typeof listInView>,
  collections: Readonly<Record<string, PlanFeatureCollection>>,
  phase: string,
  box: Extent,
): ViewFacts["changed"] {
  const base = phases.find(({ id }) => id === datedPhase.basePhase);
  if (!base || phase === base.id) return null;
  const changed: Record<Change, Bilingual[]> & { since: Bilingual } = {
    since: base.title,
    opened: [],
    begun: [],
    planned: [],
    improved: [],
    improving: [],
    gone: [],
  };
  const seen = new Set<string>();
  for (const { dataset } of layers)
    for (const feature of collections[dataset]?.features ?? []) {
      const [before, now] = [readStatus(feature.properties, base.id), readStatus(feature.properties, phase)];
      if (before === now || seen.has(feature.properties.id) || !meetsBox(feature.geometry, box)) continue;
      seen.add(feature.properties.id);
      const list = changed[nameChange(before, now)];
      list.push(nameOf(feature));
    }
  return changed;
}

/** Facts of a box of a board, from the datasets its map draws; those not given are not counted. */
export function readView(
  board: Board,
  collections: Readonly<Record<string, PlanFeatureCollection>>,
  box: Extent,
): ViewFacts {
  const key = keyPhase(board.phase, board.monitor?.asOf);
  const phase = phases.find(({ id }) => id === board.phase) ?? phases[0];
  const [west, south, east, north] = box;
  const centre = [(west + east) / 2, (south + north) / 2] as const;
  const layers = listInView(board, collections, box);
  const features = [
    ...new Map(layers.flatMap((layer) => layer.features).map((f) => [f.properties.id, f])).values(),
  ];
  const states: ViewStates = { existing: 0, underConstruction: 0, planned: 0, closed: 0 };
  for (const { properties } of features) {
    const state = stateOf(readStatus(properties, key));
    if (state) states[state] += 1;
  }
  const confident = (wanted: string) =>
    features.filter(({ properties }) => properties.confidence === wanted).length;
  const units = collections[roles.units];
  const unit = findHolder(units, centre);
  const city = findHolder(collections[roles.cities], centre);
  const from = lngLat(...centre);
  const nearest = features
    .flatMap((feature) =>
      feature.geometry.type === "Point"
        ? [
            {
              name: nameOf(feature),
              kilometres:
                measureDistanceMetres(
                  from,
                  lngLat(feature.geometry.coordinates[0]!, feature.geometry.coordinates[1]!),
                ) / 1000,
            },
          ]
        : [],
    )
    .sort((a, b) => a.kilometres - b.kilometres)
    .slice(0, 4);
  const { selection } = board;
  const selected = selection
    ? collections[selection.dataset]?.features.find(({ properties }) => properties.id === selection.id)
    : undefined;
  const across = (x1: number, y1: number, x2: number, y2: number) =>
    measureDistanceMetres(lngLat(x1, y1), lngLat(x2, y2)) / 1000;
  return {
    phase: titlePhase(phase, board.monitor?.asOf),
    widthKilometres: across(west, centre[1], east, centre[1]),
    heightKilometres: across(centre[0], south, centre[0], north),
    centre,
    within: unit ? { unit: nameOf(unit), city: city ? nameOf(city) : null } : null,
    units: units?.features.filter(({ geometry }) => meetsBox(geometry, box)).length ?? 0,
    unitsWord: roles.words.units,
    allUnits: units?.features.length ?? 0,
    layers: layers
      .map(({ title, features: own }) => ({ title, count: own.length }))
      .sort((a, b) => b.count - a.count),
    states,
    surveyed: confident("surveyed"),
    town: confident("town"),
    schematic: confident("schematic"),
    changed: findChanges(layers, collections, key, box),
    nearest,
    selected: selected ? nameOf(selected) : null,
    answers: (Object.keys(answerNames) as (keyof typeof answerNames)[]).flatMap((part) =>
      board[part] ? [answerNames[part]] : [],
    ),
  };
}
