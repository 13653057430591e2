import type { Feature, Geometry } from "geojson";
import type { ReadOptions } from "../data/importReport.ts";
import type { PinyinIndex } from "../data/pinyin.ts";
import { fromOffsetDatum, measureDatumShiftMetres } from "../domain/place/datum.ts";
import { measureAreaSquareMetres, measureLengthMetres } from "../domain/place/measure.ts";
import { type RailSource, railFile } from "../domain/rail/railSource.ts";
import { failure, type Problem, success } from "../domain/result.ts";
import type { ContentSummary, DataTask, DataTasks } from "./dataProtocol.ts";
import { hashBytes } from "./hashText.ts";
import { loadDataFile } from "./loadDataFile.ts";
import { createServiceTasks } from "./serviceTasks.ts";
import {
  boxFeatures,
  type ContentCollection,
  classifyColumn,
  classifyFeatures,
  describeFeatures,
  describeRow,
  listValues,
  queryRows,
  writeCell,
  writeRow,
} from "./summarizeContent.ts";

interface OpenContent {
  collection: ContentCollection;
  boxes?: Float64Array;
  texts?: string[];
  /** Names of one column, ready to be found by pinyin. */
  pinyin?: { column: string; index: PinyinIndex };
}

type Task<T extends DataTask> = (
  input: DataTasks[T]["input"],
  tell: (fraction: number) => void,
) => Promise<DataTasks[T]["output"]>;

/** Writing a collection anew costs as much as reading it; below this it makes the smaller text of the two. */
const leastVerbatim = 1_000_000;

/** Rounds to a millimetre at most: finer would only make files and keys long. */
const round = (value: number) => Math.round(value * 1e9) / 1e9;

function movePositions(geometry: Geometry, move: (x: number, y: number) => [number, number]): Geometry {
  const walk = (value: unknown): unknown =>
    Array.isArray(value)
      ? typeof value[0] === "number"
        ? [...move(value[0], value[1] as number), ...value.slice(2)]
        : value.map(walk)
      : value;
  return geometry.type === "GeometryCollection"
    ? { ...geometry, geometries: geometry.geometries.map((part) => movePositions(part, move)) }
    : ({ ...geometry, coordinates: walk(geometry.coordinates) } as Geometry);
}

/**
 * The table of tasks, with the contents it has open. Features never leave it whole but as a Blob.
 * @param sqliteWasm address of SQLite's binary; beside the package where none is given.
 */
export function createDataTasks(sqliteWasm?: string): { [T in DataTask]: Task<T> } {
  const contents = new Map<string, OpenContent>();
  const sqlite = sqliteWasm === undefined ? {} : { sqliteWasm };

  const findContent = (key: string): OpenContent => {
    const found = contents.get(key);
    if (!found) throw new Error(`content: got ${key}, expected one of ${[...contents.keys()]}`);
    return found;
  };

  /** `origin` goes into the text: the same features from another file or datum are a content with a report of its own. */
  async function keepCollection(
    collection: ContentCollection,
    name: string,
    origin?: string,
  ): Promise<ContentSummary> {
    const bytes = new TextEncoder().encode(
      JSON.stringify(origin === undefined ? collection : { ...collection, origin }),
    );
    const key = await hashBytes(bytes);
    contents.set(key, { collection });
    return {
      key,
      name,
      ...describeFeatures(collection),
      blob: new Blob([bytes], { type: "application/geo+json" }),
    };
  }

  /** Keeps a text as it is, with where it came from as its last member. */
  async function keepText(
    text: Uint8Array,
    collection: ContentCollection,
    name: string,
    origin: string,
  ): Promise<ContentSummary> {
    const tail = new TextEncoder().encode(`,"origin":${JSON.stringify(origin)}}`);
    const bytes = new Uint8Array(text.length - 1 + tail.length);
    bytes.set(text.subarray(0, -1));
    bytes.set(tail, text.length - 1);
    const key = await hashBytes(bytes);
    contents.set(key, { collection });
    return {
      key,
      name,
      ...describeFeatures(collection),
      isVerbatim: true,
      blob: new Blob([bytes], { type: "application/geo+json" }),
    };
  }

  function boxesOf(key: string): Float64Array {
    const content = findContent(key);
    content.boxes ??= boxFeatures(content.collection);
    return content.boxes;
  }

  function textsOf(key: string): readonly string[] {
    const content = findContent(key);
    content.texts ??= content.collection.features.map(writeRow);
    return content.texts;
  }

  async function readBytes(files: readonly File[], tell: (fraction: number) => void) {
    const total = files.reduce((sum, file) => sum + file.size, 0);
    let done = 0;
    const inputs = [];
    for (const file of files) {
      inputs.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      done += file.size;
      // Fetching the bytes is the short part; the rest of the bar is for reading them.
      tell((0.3 * done) / Math.max(1, total));
    }
    return inputs;
  }

  return {
    ...createServiceTasks(),

    async read({ files, options }, tell) {
      const inputs = await readBytes(files, tell);
      const { readFiles } = await import("../data/readFiles.ts");
      tell(0.35);
      const { report, layers } = await readFiles(inputs, { ...options, ...sqlite } satisfies ReadOptions);
      tell(0.8);
      const kept: ContentSummary[] = [];
      for (const layer of layers) {
        const origin = [...report.files.map((file) => file.name), layer.datum, report.encoding];
        const { source, collection, name } = layer;
        const summary =
          source && source.length > leastVerbatim
            ? await keepText(source, collection, name, origin.join(" · "))
            : await keepCollection(collection, name, origin.join(" · "));
        kept.push({ ...summary, datum: layer.datum });
        tell(0.8 + (0.2 * kept.length) / layers.length);
      }
      return { report, contents: kept };
    },

    async admit({ key, text, name }) {
      const bytes = new TextEncoder().encode(text);
      if ((await hashBytes(bytes)) !== key)
        return failure<Problem>({
          code: "content-changed",
          zh: `图层“${name}”的要素与图板记录的校验值不符，未打开`,
          en: `The features of “${name}” are not those the board was saved with; the layer was not opened`,
        });
      const { readFiles } = await import("../data/readFiles.ts");
      const { report } = await readFiles([{ name: `${name}.geojson`, bytes }]);
      const [error] = report.errors;
      if (!report.accepted)
        return failure<Problem>({
          code: "content-refused",
          zh: `图层“${name}”的要素无法读取：${error?.messageZh ?? ""}`,
          en: `The features of “${name}” could not be read: ${error?.message ?? ""}`,
        });
      // The text itself, not what the reader made of it: the key is of the text.
      const collection = JSON.parse(text) as ContentCollection;
      contents.set(key, { collection });
      const blob = new Blob([bytes], { type: "application/geo+json" });
      return success({ key, name, ...describeFeatures(collection), blob });
    },

    async keep({ name, geojson }) {
      return keepCollection(JSON.parse(new TextDecoder().decode(geojson)) as ContentCollection, name);
    },

    async open({ key, blob }) {
      if (!contents.has(key))
        contents.set(key, { collection: JSON.parse(await blob.text()) as ContentCollection });
      return { count: findContent(key).collection.features.length };
    },

    async rows({ key, indexes }) {
      const { features } = findContent(key).collection;
      return indexes.flatMap((index) => (features[index] ? [describeRow(features[index])] : []));
    },

    async boxes({ key }) {
      // A copy, as what is handed over is gone here.
      return boxesOf(key).slice();
    },

    async classes({ key, paint, where }) {
      return classifyFeatures(findContent(key).collection, paint, where);
    },

    async features({ key, from, to }) {
      return findContent(key).collection.features.slice(from, to);
    },

    async query({ key, ...query }) {
      return queryRows(
        {
          features: findContent(key).collection.features,
          boxes: () => boxesOf(key),
          texts: () => textsOf(key),
        },
        query,
      );
    },

    async find({ key, text, nameColumn, most }) {
      const wanted = text.trim().toLowerCase();
      const found: number[] = [];
      for (const [index, written] of textsOf(key).entries()) {
        if (found.length >= most) return found;
        if (written.includes(wanted)) found.push(index);
      }
      if (nameColumn === null || !/^[a-z][a-z' ]*$/.test(wanted)) return found;
      const content = findContent(key);
      if (content.pinyin?.column !== nameColumn) {
        // The table of readings is large and seldom needed.
        const { createPinyinIndex } = await import("../data/pinyin.ts");
        const names = content.collection.features.map(({ properties }) =>
          writeCell(properties?.[nameColumn]),
        );
        content.pinyin = { column: nameColumn, index: createPinyinIndex(names) };
      }
      const spelt = content.pinyin.index(wanted).filter((index) => !found.includes(index));
      return [...found, ...spelt].slice(0, most);
    },

    async values({ key, column, most }) {
      return listValues(findContent(key).collection, column, most);
    },

    async classify({ key, column }) {
      return classifyColumn(findContent(key).collection, column);
    },

    async measure({ key, index }) {
      const geometry = findContent(key).collection.features[index]?.geometry;
      if (!geometry) return null;
      return {
        geometry,
        areaSquareMetres: measureAreaSquareMetres(geometry),
        lengthMetres: measureLengthMetres(geometry),
      };
    },

    async subset({ key, name, indexes }) {
      const { features } = findContent(key).collection;
      return keepCollection(
        { type: "FeatureCollection", features: indexes.flatMap((index) => features[index] ?? []) },
        name,
      );
    },

    async write({ source, title, format, epsg, encoding, dataUrl, ids }) {
      const own = contents.get(source)?.collection;
      const loaded = own ? success(own) : await loadDataFile(source, dataUrl);
      if (!loaded.ok) return loaded;
      const { features } = loaded.value as ContentCollection;
      const wanted = ids && new Set(ids);
      const kept = wanted
        ? features.filter(({ properties }, place) =>
            wanted.has(String(own ? place : (properties as { id?: unknown } | null)?.id)),
          )
        : features;
      const { findCrs } = await import("../domain/place/crs.ts");
      const { writeFeatures } = await import("../data/formats/writeFeatures.ts");
      const crs = epsg === null ? undefined : findCrs(epsg);
      if (crs && !crs.ok) return crs;
      const written = await writeFeatures(
        { type: "FeatureCollection", features: kept.filter((f) => f.geometry) },
        { format, title, encoding, ...sqlite, ...(crs ? { crs: crs.value } : {}) },
      );
      if (!written.ok) return written;
      const { bytes, fileName, mime, notes } = written.value;
      const whole = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      return success({
        bytes: whole.buffer as ArrayBuffer,
        fileName,
        mime,
        notes: notes.map((note) => note.message),
      });
    },

    async timetable({ file, phase, edits, day, dataUrl }) {
      const loaded = await loadDataFile(railFile, dataUrl);
      if (!loaded.ok) return loaded;
      const { applyRailEdits } = await import("../domain/rail/editRail.ts");
      const { importTimetable } = await import("../data/gtfs/importTimetable.ts");
      const rail = applyRailEdits(
        loaded.value as RailSource,
        edits.filter((edit) => edit.kind !== "timetable"),
      );
      return importTimetable(file.name, new Uint8Array(await file.arrayBuffer()), rail, phase, day);
    },

    async shift({ key, datum }) {
      let largestMetres = 0;
      const { features } = findContent(key).collection;
      const moved = features.map((feature): Feature<Geometry> => {
        if (!feature.geometry) return feature;
        let isFirst = true;
        const geometry = movePositions(feature.geometry, (x, y) => {
          if (isFirst) largestMetres = Math.max(largestMetres, measureDatumShiftMetres(datum, x, y));
          isFirst = false;
          const [longitude, latitude] = fromOffsetDatum(datum, x, y);
          return [round(longitude), round(latitude)];
        });
        return { ...feature, geometry };
      });
      const content = await keepCollection({ type: "FeatureCollection", features: moved }, "");
      return { content, largestMetres };
    },
  };
}
