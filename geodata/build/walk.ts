import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { layers } from "../../layers/index.ts";
import { type Plan, parsePlan } from "../../src/domain/plan.ts";
import { walkVersion } from "../../src/domain/walk/migrateWalk.ts";
import { numbersOf, parseWalk } from "../../src/domain/walk/parseWalk.ts";
import type {
  Figure,
  Highlight,
  LiveNumber,
  Scene,
  SceneLayer,
  SceneView,
  Walk,
} from "../../src/domain/walk/walk.ts";
import { phaseIds } from "../plan/phases.ts";
import { type NumberSource, numbers } from "../plan/walk/numbers.ts";
import { type RouteSource, routes } from "../plan/walk/routes.ts";
import type { ChapterSource, FigureSource, Pair, SceneSource } from "../plan/walk/scene.ts";
import { chapters, walkTitle } from "../plan/walk/walk.ts";
import { roles } from "../roles.ts";
import { outputFolder } from "./dataset.ts";
import { FactError } from "./factTable.ts";
import { readShippedFeatures } from "./itemFeatures.ts";

/** What the walk may name. */
export interface WalkScope {
  plan: Plan;
  features: ReadonlyMap<string, { has(id: string): boolean; keys(): Iterable<string> }>;
  /** Kinds of the features of each dataset. */
  kinds: ReadonlyMap<string, readonly string[]>;
}

const both = ([zh, en]: Pair) => ({ zh, en });

/** Throws a FactError at a scene; `row` counts the scenes of the walk from 1. */
type Refuse = (reason: string) => never;

function buildLayers(source: Pick<SceneSource, "show">, scope: WalkScope, refuse: Refuse): SceneLayer[] {
  const left = source.show.flatMap((entry) => (entry.startsWith("-") ? [entry.slice(1)] : []));
  const shown = source.show.filter((entry) => !entry.startsWith("-"));
  const under = roles.groundLayers.filter((id) => !shown.includes(id) && !left.includes(id));
  const wanted = [...under, ...shown].map((entry) => {
    const [named = "", opacityText] = entry.split("@");
    const [rest = "", onlyIds] = named.split("#");
    const [id, keep] = rest.split(":");
    const layer = layers.find((other) => other.id === id);
    if (!layer) return refuse(`shows layer '${id}', which there is not`);
    if (onlyIds !== undefined && "dataset" in layer.data) {
      const wantedIds = onlyIds.split(",");
      const features = [...(scope.features.get(layer.data.dataset)?.keys() ?? [])];
      const absent = wantedIds.find((wantedId) => !features.includes(wantedId));
      if (absent !== undefined)
        return refuse(`keeps feature '${absent}' of layer '${id}', which there is not`);
      const others = features.filter((other) => !wantedIds.includes(other)).map((other) => `id:${other}`);
      return others.length > 0 ? { id: layer.id, hidden: others } : { id: layer.id };
    }
    if (opacityText !== undefined) return { id: layer.id, opacity: Number(opacityText) };
    if (keep === undefined) return { id: layer.id };
    const kept = keep.split(",");
    const dataset = "dataset" in layer.data ? layer.data.dataset : "";
    const kinds = scope.kinds.get(dataset) ?? [];
    const unknown = kept.find((kind) => !kinds.includes(kind));
    if (unknown !== undefined)
      return refuse(`keeps kind '${unknown}' of layer '${id}', which has ${kinds.join(", ")}`);
    const hidden = kinds.filter((kind) => !kept.includes(kind)).map((kind) => `kind:${kind}`);
    return hidden.length > 0 ? { id: layer.id, hidden } : { id: layer.id };
  });
  return layers.flatMap((layer) => wanted.find((entry) => entry.id === layer.id) ?? []);
}

function buildSelection(name: string, scope: WalkScope, refuse: Refuse) {
  const [dataset, id] = name.split("/");
  if (!dataset || !id || !scope.features.get(dataset)?.has(id))
    return refuse(`names feature '${name}', which there is not`);
  return { dataset, id };
}

function buildHighlight(entry: string, scope: WalkScope, refuse: Refuse): Highlight {
  const [place = "", number] = entry.split("=");
  const [name = "", at] = place.split("@");
  return {
    ...buildSelection(name, scope, refuse),
    ...(at === undefined ? {} : { nameAt: Number(at) }),
    ...(number === undefined ? {} : { number }),
  };
}

function buildFigure(source: FigureSource, scope: WalkScope, refuse: Refuse): Figure {
  if ("figures" in source)
    return {
      kind: "figures",
      ...(source.title ? { title: both(source.title) } : {}),
      entries: source.figures.map(({ label, number }) => ({ label: both(label), number })),
    };
  if ("bars" in source)
    return {
      kind: "bars",
      title: both(source.title),
      bars: source.bars.map(({ label, number, strong }) => ({
        label: both(label),
        number,
        ...(strong ? { strong } : {}),
      })),
      ...(source.target ? { target: { label: both(source.target.label), value: source.target.value } } : {}),
    };
  return {
    kind: "status",
    title: both(source.title),
    rows: source.status.map(({ label, feature }) => ({
      label: both(label),
      ...buildSelection(feature, scope, refuse),
    })),
    phases: [...(source.phases ?? phaseIds)],
  };
}

/** What a scene draws, and what it is seen beside. */
function buildView(source: SceneSource, scope: WalkScope, refuse: Refuse): SceneView {
  const { before } = source;
  for (const phase of before ? [source.phase, before.phase] : [source.phase])
    if (!(phaseIds as readonly string[]).includes(phase))
      refuse(`is of phase '${phase}', which there is not`);
  const view = { phase: source.phase, layers: buildLayers(source, scope, refuse), ...source.board };
  if (!before) return view;
  const other = {
    phase: before.phase,
    layers: buildLayers({ show: before.show ?? source.show }, scope, refuse),
    ...(before.board ?? source.board),
  };
  return { ...view, compare: { view: "swipe", at: 0.5, others: [other] } };
}

function buildScene(
  source: SceneSource,
  chapter: number,
  scope: WalkScope,
  routes: readonly RouteSource[],
  refuse: Refuse,
): Scene {
  const [chapterText, sectionText] = source.clause.split(".");
  const clause = {
    chapter: chapterText === "0" ? null : Number(chapterText),
    section: sectionText === undefined ? null : Number(sectionText),
  };
  const planChapter = scope.plan.chapters.find((other) => other.chapter === clause.chapter);
  if (clause.chapter !== null && !planChapter) refuse(`cites chapter ${clause.chapter}, which there is not`);
  if (clause.section !== null && !planChapter?.sections.some((other) => other.section === clause.section))
    refuse(`cites section ${source.clause}, which there is not`);
  for (const id of source.items)
    if (!scope.plan.items.some((item) => item.id === id)) refuse(`rests on item '${id}', which there is not`);
  return {
    id: source.id,
    chapter,
    clauses: [{ ...clause, items: [...source.items] }],
    view: buildView(source, scope, refuse),
    frame: [...source.frame],
    pitch: source.pitch ?? 0,
    bearing: source.bearing ?? 0,
    title: both(source.title),
    narration: both(source.say),
    notes: both(source.notes),
    targetSeconds: source.seconds,
    highlights: (source.lit ?? []).map((entry) => buildHighlight(entry, scope, refuse)),
    figures: (source.figures ?? []).map((figure) => buildFigure(figure, scope, refuse)),
    routes: routes.filter(({ scenes }) => scenes.includes(source.id)).map(({ id }) => id),
    hidden: false,
    stepped: source.stepped ?? false,
  };
}

const buildFormat = ([divide, digits, unit, kind]: NumberSource["zh"]) => ({
  divide,
  digits,
  unit,
  ...(kind === "date" ? { isDate: true } : {}),
});

function buildNumber(source: NumberSource): LiveNumber {
  const { from, approved } = source;
  const rest = { approved, zh: buildFormat(source.zh), en: buildFormat(source.en) };
  if ("indicator" in from)
    return {
      source: {
        kind: "indicator",
        item: from.indicator,
        ...(from.comparison === undefined ? {} : { comparison: from.comparison }),
      },
      ...rest,
    };
  if ("rail" in from)
    return { source: { kind: "rail", phase: from.rail, from: from.cities[0], to: from.cities[1] }, ...rest };
  if ("kernel" in from)
    return {
      source: { kind: "answer", kernel: from.kernel, input: from.input, path: [...from.path] },
      ...rest,
    };
  const where = {
    ...(from.ids ? { ids: [...from.ids] } : {}),
    ...(from.kinds ? { kinds: [...from.kinds] } : {}),
    ...(from.status ? { status: { phase: from.status[0], in: from.status.slice(1) as never } } : {}),
  };
  return {
    source: {
      kind: "features",
      dataset: from.dataset,
      ...(Object.keys(where).length > 0 ? { where } : {}),
      ...(from.sum === undefined ? {} : { sum: from.sum }),
    },
    ...rest,
  };
}

/**
 * The plan's own walk as a document. Stops with a FactError whose row is the scene, counted from 1 through
 * the whole walk, where a scene names a layer, legend entry, feature, phase, clause, item or number there is not.
 */
export function buildWalk(
  sources: readonly ChapterSource[],
  scope: WalkScope,
  routes: readonly RouteSource[] = [],
): Walk {
  const ids = sources.flatMap(({ scenes: list }) => list.map(({ id }) => id));
  for (const { id, scenes: passed } of routes) {
    const unknown = passed.find((scene) => !ids.includes(scene));
    if (unknown !== undefined)
      throw new FactError(
        "geodata/plan/walk/routes.ts",
        undefined,
        `route '${id}' passes scene '${unknown}', which there is not`,
      );
  }
  let row = 0;
  const scenes = sources.flatMap(({ chapter, scenes: list }) =>
    list.map((source) => {
      row += 1;
      return buildScene(source, chapter, scope, routes, (reason) => {
        throw new FactError("geodata/plan/walk", row, `scene '${source.id}' ${reason}`);
      });
    }),
  );
  scenes.forEach((scene, index) => {
    const unknown = numbersOf(scene).find((key) => !Object.hasOwn(numbers, key));
    if (unknown !== undefined)
      throw new FactError(
        "geodata/plan/walk",
        index + 1,
        `scene '${scene.id}' speaks of number '${unknown}', which there is not`,
      );
  });
  const used = new Set(scenes.flatMap(numbersOf));
  return {
    version: walkVersion,
    id: "plan",
    title: { ...walkTitle },
    chapters: sources.map(({ chapter, title }) => ({ chapter, title: both(title) })),
    routes: routes.map(({ id, title, minutes }) => ({ id, title: both(title), minutes })),
    numbers: Object.fromEntries(
      Object.entries(numbers)
        .filter(([key]) => used.has(key))
        .map(([key, source]) => [key, buildNumber(source)]),
    ),
    scenes,
  };
}

/** Reads what the walk may name from the shipped files. */
export function readWalkScope(): WalkScope {
  const plan = parsePlan(readFileSync(join(outputFolder, "data", "plan.json"), "utf8"));
  if (!plan.ok) throw new FactError("public/data/plan.json", undefined, plan.error.en);
  const features = readShippedFeatures(join(outputFolder, "data"));
  const kinds = new Map(
    [...features].map(([dataset, byId]) => [
      dataset,
      [...new Set([...byId.values()].map((feature) => feature.properties.kind))].sort(),
    ]),
  );
  return { plan: plan.value, features, kinds };
}

export function build() {
  const text = `${JSON.stringify(buildWalk(chapters, readWalkScope(), routes), null, 1)}\n`;
  const parsed = parseWalk(text);
  if (!parsed.ok) throw new FactError("geodata/plan/walk", undefined, parsed.error.en);
  mkdirSync(join(outputFolder, "boards"), { recursive: true });
  writeFileSync(join(outputFolder, "boards", "walk.json"), text);
}
