import { statuses } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { splitNarration } from "./liveNumbers.ts";
import { migrateWalk, walkVersion } from "./migrateWalk.ts";
import {
  compact,
  type Fields,
  mostEntries,
  Refusal,
  readBilingual,
  readId,
  readList,
  readNumber,
  readObject,
  readOptional,
  readText,
} from "./readFields.ts";
import { readFigure } from "./readFigure.ts";
import type {
  Clause,
  Frame,
  Highlight,
  LiveNumber,
  NumberFormat,
  NumberSource,
  Route,
  Scene,
  SceneView,
  Walk,
} from "./walk.ts";

const mostBytes = 4_000_000;
const mostScenes = 400;
const mostNumbers = 600;
const mostViewCharacters = 200_000;

function readSelection(value: unknown, place: string) {
  const { dataset, id } = readObject(value, place, ["dataset", "id"]);
  return { dataset: readId(dataset, `${place}.dataset`), id: readId(id, `${place}.id`) };
}

function readHighlight(value: unknown, place: string): Highlight {
  const { dataset, id, nameAt, number } = readObject(value, place, ["dataset", "id", "nameAt", "number"]);
  return compact({
    ...readSelection({ dataset, id }, place),
    nameAt: readOptional(nameAt, (v) => readNumber(v, `${place}.nameAt`, 0, 1)),
    number: readOptional(number, (v) => readId(v, `${place}.number`)),
  });
}

function readClause(value: unknown, place: string): Clause {
  const clause = readObject(value, place, ["chapter", "section", "items"]);
  const ordinal = (v: unknown, at: string) => (v === null ? null : readNumber(v, at, 0, 99));
  return {
    chapter: ordinal(clause.chapter, `${place}.chapter`),
    section: ordinal(clause.section, `${place}.section`),
    items: readList(clause.items, `${place}.items`, mostEntries, readId),
  };
}

/** The board's own fields are checked when the scene is opened, by the board's own reader. */
function readView(value: unknown, place: string): SceneView {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(place, "an object");
  const view = value as Fields;
  if (JSON.stringify(view).length > mostViewCharacters)
    throw new Refusal(place, `at most ${mostViewCharacters} characters`);
  readList(view.layers, `${place}.layers`, mostEntries, (entry, at) => {
    const layer = readObject(entry, at, ["id", "opacity", "hidden"]);
    readId(layer.id, `${at}.id`);
    readOptional(layer.opacity, (v) => readNumber(v, `${at}.opacity`, 0, 1));
    readOptional(layer.hidden, (v) => readList(v, `${at}.hidden`, mostEntries, readId));
  });
  readId(view.phase, `${place}.phase`);
  readOptional(view.order, (v) => readList(v, `${place}.order`, 1_000, readId));
  readOptional(view.selection, (v) => readSelection(v, `${place}.selection`));
  return view as unknown as SceneView;
}

function readFrame(value: unknown, place: string): Frame | null {
  if (value === null) return null;
  const sides = readList(value, place, 4, (v, at) => readNumber(v, at, -180, 180));
  const [west, south, east, north] = sides;
  if (sides.length !== 4 || west! >= east! || south! >= north! || south! < -85 || north! > 85)
    throw new Refusal(place, "west, south, east, north in degrees");
  return [west!, south!, east!, north!];
}

function readSource(value: unknown, place: string): NumberSource {
  const { kind } = (value ?? {}) as Fields;
  if (kind === "indicator") {
    const source = readObject(value, place, ["kind", "item", "comparison"]);
    return compact({
      kind,
      item: readId(source.item, `${place}.item`),
      comparison: readOptional(source.comparison, (v) => readText(v, `${place}.comparison`)),
    });
  }
  if (kind === "features") {
    const source = readObject(value, place, ["kind", "dataset", "where", "sum"]);
    return compact({
      kind,
      dataset: readId(source.dataset, `${place}.dataset`),
      where: readOptional(source.where, (v) => {
        const where = readObject(v, `${place}.where`, ["ids", "kinds", "status"]);
        const ids = (list: unknown, at: string) => readList(list, at, mostEntries, readId);
        return compact({
          ids: readOptional(where.ids, (list) => ids(list, `${place}.where.ids`)),
          kinds: readOptional(where.kinds, (list) => ids(list, `${place}.where.kinds`)),
          status: readOptional(where.status, (s) => {
            const status = readObject(s, `${place}.where.status`, ["phase", "in"]);
            return {
              phase: readId(status.phase, `${place}.where.status.phase`),
              in: readList(status.in, `${place}.where.status.in`, statuses.length, (entry, at) => {
                const found = statuses.find((other) => other === entry);
                if (!found) throw new Refusal(at, `one of ${statuses.join(", ")}`);
                return found;
              }),
            };
          }),
        });
      }),
      sum: readOptional(source.sum, (v) => readText(v, `${place}.sum`)),
    });
  }
  if (kind === "rail") {
    const source = readObject(value, place, ["kind", "phase", "from", "to"]);
    return {
      kind,
      phase: readId(source.phase, `${place}.phase`),
      from: readText(source.from, `${place}.from`),
      to: readText(source.to, `${place}.to`),
    };
  }
  if (kind !== "answer") throw new Refusal(`${place}.kind`, "indicator, features, rail or answer");
  const source = readObject(value, place, ["kind", "kernel", "input", "path"]);
  return {
    kind,
    kernel: readId(source.kernel, `${place}.kernel`),
    input: source.input,
    path: readList(source.path, `${place}.path`, 12, (v, at) =>
      typeof v === "number" ? readNumber(v, at, 0, 1e6) : readText(v, at),
    ),
  };
}

function readFormat(value: unknown, place: string): NumberFormat {
  const format = readObject(value, place, ["divide", "digits", "unit", "isDate"]);
  return {
    divide: readNumber(format.divide, `${place}.divide`, 1e-9, 1e15),
    digits: readNumber(format.digits, `${place}.digits`, 0, 6),
    unit: readText(format.unit, `${place}.unit`),
    ...(format.isDate === true ? { isDate: true } : {}),
  };
}

function readLiveNumber(value: unknown, place: string): LiveNumber {
  const live = readObject(value, place, ["source", "approved", "zh", "en"]);
  return {
    source: readSource(live.source, `${place}.source`),
    approved: readNumber(live.approved, `${place}.approved`),
    zh: readFormat(live.zh, `${place}.zh`),
    en: readFormat(live.en, `${place}.en`),
  };
}

const sceneFields = [
  "id",
  "chapter",
  "clauses",
  "view",
  "frame",
  "pitch",
  "bearing",
  "title",
  "narration",
  "notes",
  "targetSeconds",
  "highlights",
  "figures",
  "routes",
  "hidden",
  "stepped",
];

function readRoute(value: unknown, place: string): Route {
  const { id, title, minutes } = readObject(value, place, ["id", "title", "minutes"]);
  return {
    id: readId(id, `${place}.id`),
    title: readBilingual(title, `${place}.title`),
    minutes: readNumber(minutes, `${place}.minutes`, 1, 1_440),
  };
}

function readFlag(value: unknown, place: string): boolean {
  if (typeof value !== "boolean") throw new Refusal(place, "true or false");
  return value;
}

function readScene(value: unknown, place: string): Scene {
  const scene = readObject(value, place, sceneFields);
  return {
    id: readId(scene.id, `${place}.id`),
    chapter: readNumber(scene.chapter, `${place}.chapter`, 0, 99),
    clauses: readList(scene.clauses, `${place}.clauses`, 20, readClause),
    view: readView(scene.view, `${place}.view`),
    frame: readFrame(scene.frame, `${place}.frame`),
    pitch: readNumber(scene.pitch, `${place}.pitch`, 0, 60),
    bearing: readNumber(scene.bearing, `${place}.bearing`, -360, 360),
    title: readBilingual(scene.title, `${place}.title`),
    narration: readBilingual(scene.narration, `${place}.narration`),
    notes: readBilingual(scene.notes, `${place}.notes`),
    targetSeconds: readNumber(scene.targetSeconds, `${place}.targetSeconds`, 1, 3_600),
    highlights: readList(scene.highlights, `${place}.highlights`, mostEntries, readHighlight),
    figures: readList(scene.figures, `${place}.figures`, 4, readFigure),
    routes: readList(scene.routes, `${place}.routes`, 20, readId),
    hidden: readFlag(scene.hidden, `${place}.hidden`),
    stepped: readFlag(scene.stepped, `${place}.stepped`),
  };
}

const figureNumbersOf = (scene: Scene): string[] =>
  scene.figures.flatMap((figure) =>
    figure.kind === "bars"
      ? figure.bars.map((bar) => bar.number)
      : figure.kind === "figures"
        ? figure.entries.map((entry) => entry.number)
        : [],
  );

/** Names of the numbers a scene speaks of, in text, charts and on the map. */
export const numbersOf = (scene: Scene): string[] => [
  ...[scene.narration, scene.title, scene.notes]
    .flatMap(({ zh, en }) => [zh, en])
    .flatMap((text) => splitNarration(text).flatMap((part) => ("number" in part ? [part.number] : []))),
  ...figureNumbersOf(scene),
  ...scene.highlights.flatMap(({ number }) => number ?? []),
];

function readWalk(document: Fields): Walk {
  const walk = readObject(document, "walk", [
    "version",
    "id",
    "title",
    "chapters",
    "routes",
    "numbers",
    "scenes",
  ]);
  const numbers = walk.numbers;
  if (typeof numbers !== "object" || numbers === null || Array.isArray(numbers))
    throw new Refusal("walk.numbers", "an object");
  const entries = Object.entries(numbers);
  if (entries.length > mostNumbers) throw new Refusal("walk.numbers", `at most ${mostNumbers} numbers`);
  const read: Walk = {
    version: walkVersion,
    id: readId(walk.id, "walk.id"),
    title: readBilingual(walk.title, "walk.title"),
    chapters: readList(walk.chapters, "walk.chapters", 100, (entry, at) => {
      const { chapter, title } = readObject(entry, at, ["chapter", "title"]);
      return {
        chapter: readNumber(chapter, `${at}.chapter`, 0, 99),
        title: readBilingual(title, `${at}.title`),
      };
    }),
    routes: readList(walk.routes, "walk.routes", 20, readRoute),
    numbers: Object.fromEntries(
      entries.map(([key, value]) => [
        readId(key, `walk.numbers.${key.slice(0, 60)}`),
        readLiveNumber(value, `walk.numbers.${key}`),
      ]),
    ),
    scenes: readList(walk.scenes, "walk.scenes", mostScenes, readScene),
  };
  const seen = new Set<string>();
  read.scenes.forEach((scene, index) => {
    if (seen.has(scene.id))
      throw new Refusal(`walk.scenes[${index}].id`, `an id of its own, not '${scene.id}' again`);
    seen.add(scene.id);
    const foreign = scene.routes.find((id) => !read.routes.some((route) => route.id === id));
    if (foreign !== undefined)
      throw new Refusal(`walk.scenes[${index}].routes`, `a route '${foreign}' in walk.routes`);
    // A chart without its number is no chart. A text is kept as it was typed; what it names in vain is told.
    const unknown = figureNumbersOf(scene).find((key) => !Object.hasOwn(read.numbers, key));
    if (unknown !== undefined)
      throw new Refusal(`walk.scenes[${index}]`, `a number '${unknown}' in walk.numbers`);
  });
  return read;
}

/**
 * Reads a walk from outside text: a file, a link, the autosave. Strict: a walk is shown to a room, so
 * nothing of it is guessed.
 *
 * @param text JSON, at most 4 MB, 400 scenes.
 * @returns the walk, or `walk-too-large`, `walk-not-json`, `walk-not-object`, `walk-version`, `walk-newer`,
 *   or `walk-shape` saying where in the document and what was expected there.
 */
export function parseWalk(text: string): Result<Walk> {
  const refuse = (code: string, zh: string, en: string) => failure<Problem>({ code, zh, en });
  if (text.length > mostBytes)
    return refuse(
      "walk-too-large",
      "讲解文件超过 4 MB，未打开",
      "The walk is larger than 4 MB and was not opened",
    );
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message.slice(0, 120) : "";
    return refuse(
      "walk-not-json",
      `讲解内容不是有效的 JSON（${said}），未打开`,
      `The walk is not valid JSON (${said}) and was not opened`,
    );
  }
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return refuse(
      "walk-not-object",
      "讲解内容不是一个对象，未打开",
      "The walk is not an object and was not opened",
    );
  const migrated = migrateWalk(raw as Fields);
  if (!migrated.ok) return migrated;
  try {
    return success(readWalk(migrated.value));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(
      "walk-shape",
      `讲解有误，未打开：${error.place} 处应为 ${error.expected}`,
      `The walk was not opened: at ${error.place} there should be ${error.expected}`,
    );
  }
}
