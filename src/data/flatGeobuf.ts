import { deserialize } from "flatgeobuf/lib/mjs/geojson.js";
import type { HeaderMeta } from "flatgeobuf/lib/mjs/header-meta.js";
import type { Geometry } from "geojson";
import { type Crs, findCrs } from "../domain/place/crs.ts";
import { parseCrsText } from "../domain/place/crsText.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "./report.ts";

/** Bytes of the packed tree between header and features (FlatGeobuf specification, "Spatial index"). */
function measureIndex(count: number, nodeSize: number): number {
  if (nodeSize < 2 || count === 0) return 0;
  let total = count;
  for (let level = count; level > 1; total += level) level = Math.ceil(level / nodeSize);
  return total * 40;
}

function readCrs(header: HeaderMeta, file: string, options: ReadOptions): Crs | null {
  const given = header.crs;
  if (!given || options.fromCrs !== undefined) return null;
  const found = given.code > 0 ? findCrs(given.code) : given.wkt ? parseCrsText(given.wkt) : undefined;
  if (!found) return null;
  if (found.ok) return found.value;
  const byText = given.wkt && found.error.code !== "crs-old-datum" ? parseCrsText(given.wkt) : undefined;
  if (byText?.ok) return byText.value;
  throw new Refusal(found.error.code, found.error, { file, record: 1 });
}

/** Walks the sizes that stand before each feature, so that a lie about one is found before anything is read by it. */
function countFeatures(bytes: Uint8Array, start: number): { count: number; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  let count = 0;
  while (at + 4 <= bytes.length) {
    const size = view.getUint32(at, true);
    if (size < 8 || at + 4 + size > bytes.length) break;
    at += 4 + size;
    count += 1;
  }
  return { count, end: at };
}

export async function readFlatGeobuf(
  input: InputFile,
  findings: Findings,
  options: ReadOptions,
): Promise<RawLayer[]> {
  const { bytes, name: file } = input;
  const cut = (record: number): never => {
    throw new Refusal(
      "fgb-cut",
      {
        zh: `“${file}”第 ${record} 条读不出，文件可能被截断或损坏`,
        en: `record ${record} of '${file}' is unreadable; the file may be cut off or damaged`,
      },
      { file, record },
    );
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerSize = view.getUint32(8, true);
  if (headerSize < 8 || 12 + headerSize > bytes.length) cut(1);
  findings.encoding = "UTF-8";
  let header: HeaderMeta | undefined;
  const features: RawFeature[] = [];
  let skipped = 0;
  let record = 0;
  try {
    const reader = deserialize(bytes, {
      headerMetaFn: (meta: HeaderMeta) => {
        header = meta;
        const from = 12 + headerSize + measureIndex(meta.featuresCount, meta.indexNodeSize);
        const { count, end } = countFeatures(bytes, from);
        if (meta.featuresCount > 0 && count < meta.featuresCount) cut(count + 1);
        if (end !== bytes.length) cut(count + 1);
      },
    });
    for await (const feature of reader) {
      record += 1;
      const geometry = feature.geometry as unknown as Geometry | null;
      if (!geometry) {
        skipped += 1;
        findings.addWarning(
          "geometry-null",
          { zh: "没有几何，未上图", en: "has no geometry; left out" },
          { file, record },
        );
        continue;
      }
      features.push({
        record,
        line: null,
        properties: { ...(feature.properties as Record<string, unknown>) },
        geometry,
      });
      if (findings.isFull()) break;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    cut(record + 1);
  }
  if (!header) return cut(1);
  if (header.featuresCount > 0 && header.featuresCount !== record) {
    findings.addWarning(
      "fgb-count",
      {
        zh: `文件头说有 ${header.featuresCount} 条，读到 ${record} 条`,
        en: `the header states ${header.featuresCount} records, ${record} were read`,
      },
      { file, record: record + 1 },
    );
  }
  const name = header.title || file.replace(/^.*\//, "").replace(/\.fgb$/i, "");
  return [{ name, file, features, crs: readCrs(header, file, options), ownRingOrder: true, skipped }];
}
