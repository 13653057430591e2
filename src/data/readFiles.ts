import type { Feature, FeatureCollection, Geometry, Polygon } from "geojson";
import { isZip, mostBytes, unpackArchive } from "./bytes/archive.ts";
import { hashSha256 } from "./bytes/sha256.ts";
import { checkValidity } from "./checkValidity.ts";
import { settleDateLine } from "./dateLine.ts";
import { settleIntegers } from "./exactNumbers.ts";
import { detectFormat } from "./formats/formats.ts";
import {
  createFindings,
  type Finding,
  type Findings,
  type ImportReport,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadLayer,
  type ReadOptions,
  type ReadOutcome,
  Refusal,
  repairIds,
  repairTitles,
} from "./importReport.ts";
import { placeLayer } from "./placement.ts";
import { listChanges } from "./recordChanges.ts";
import { repairShape } from "./repairShape.ts";
import { checkGeometry, isEmptyGeometry, repairPositions } from "./shapeRules.ts";
import { tellTopology } from "./topology.ts";

/** Structure of what other formats give: GeoJSON has been through this while it was read. */
function checkStructure(layer: RawLayer, findings: Findings, options: ReadOptions) {
  const positional = (options.repairs ?? []).filter((r) =>
    ["drop-extra-values", "swap-axes", "close-rings"].includes(r),
  );
  const kept: RawFeature[] = [];
  for (const feature of layer.features) {
    if (!feature.geometry || findings.isFull()) continue;
    const place = { file: layer.file, record: feature.record, line: feature.line };
    for (const repair of positional) repairShape(feature.geometry, repair, place, findings);
    if (isEmptyGeometry(feature.geometry)) {
      layer.skipped += 1;
      findings.addWarning(
        "geometry-empty",
        { zh: "几何没有坐标，未上图", en: "the geometry has no positions; left out" },
        place,
      );
    } else if (checkGeometry(feature.geometry, place, [], true, findings)) {
      if (layer.ownRingOrder) repairPositions(feature.geometry, "rewind-rings");
      kept.push(feature);
    }
  }
  layer.features = kept;
}

function resolvePlaces(layer: RawLayer, findings: Findings) {
  const open = [...findings.errors, ...findings.warnings].filter(
    (f) => f.path !== undefined && f.record !== null && f.line === null && f.file === layer.file,
  );
  if (!layer.locate || open.length === 0) return;
  const places = layer.locate(open.map((f) => ({ record: f.record!, path: f.path! })));
  open.forEach((finding, index) => {
    finding.line = places[index]!.line;
    finding.column = places[index]!.column;
  });
}

const publish = ({ code, file, record, line, column, message, messageZh, repair }: Finding): Finding => ({
  code,
  file,
  record,
  line,
  column,
  message,
  messageZh,
  ...(repair ? { repair } : {}),
});

interface Found {
  format: string | null;
  datum: string | null;
  layers: RawLayer[];
  /** SHA-256 of each file, in the order they came. */
  hashes: string[];
}

function buildReport(
  files: readonly InputFile[],
  findings: Findings,
  options: ReadOptions,
  found: Found,
): ImportReport {
  const refused = new Set(
    findings.errors.flatMap((e) => (e.record === null ? [] : [`${e.file ?? ""}:${e.record}`])),
  );
  const refusedRecords = refused.size;
  // A record may be complete and still have an error, such as a wrong bbox: it counts as refused, not as read.
  for (const layer of found.layers) {
    layer.features = layer.features.filter((f) => !refused.has(`${layer.file}:${f.record}`));
  }
  const skipBad =
    options.repairs?.includes("skip-bad-records") === true &&
    findings.errors.length > 0 &&
    !findings.isFull() &&
    findings.errors.every((e) => e.record !== null) &&
    found.layers.some((layer) => layer.features.length > 0);
  const accepted = findings.errorCount === 0 || skipBad;
  const left = found.layers.reduce((sum, layer) => sum + layer.skipped, 0);
  const read = found.layers.reduce((sum, layer) => sum + layer.features.length, 0);
  const errors = findings.errors.map(publish);
  const warnings = findings.warnings.map(publish);
  if (findings.errorCount > findings.errors.length || findings.isFull()) {
    const last = errors.at(-1);
    errors.push({
      code: "more-errors",
      file: last?.file ?? null,
      record: last?.record ?? null,
      line: last?.line ?? null,
      column: last?.column ?? null,
      message: "reading stopped here: 100 errors are enough to judge by",
      messageZh: "错误已达 100 条，到此停止",
    });
  }
  if (findings.warningCount > findings.warnings.length) {
    const last = warnings.at(-1);
    warnings.push({
      code: "more-warnings",
      file: last?.file ?? null,
      record: last?.record ?? null,
      line: last?.line ?? null,
      column: last?.column ?? null,
      message: `${findings.warningCount - findings.warnings.length} more warnings like these`,
      messageZh: `另有 ${findings.warningCount - findings.warnings.length} 条类似提示`,
    });
  }
  const counts = new Map(findings.repairCounts);
  if (findings.errors.some((e) => e.record !== null) && read > 0)
    counts.set("skip-bad-records", refusedRecords);
  return {
    accepted,
    format: found.format,
    encoding: findings.encoding,
    datum: found.datum,
    read: accepted ? read : 0,
    skipped: accepted ? left + (skipBad ? refusedRecords : 0) : left + read + refusedRecords,
    errors: skipBad ? [] : errors,
    warnings: skipBad
      ? [
          ...errors.map((e) => ({
            ...e,
            message: `left out: ${e.message}`,
            messageZh: `已跳过：${e.messageZh}`,
          })),
          ...warnings,
        ]
      : warnings,
    repairs: repairIds.flatMap((id) => {
      const count = counts.get(id) ?? 0;
      return count > 0
        ? [{ id, title: repairTitles[id], count, applied: options.repairs?.includes(id) === true }]
        : [];
    }),
    decisions: findings.decisions.filter(
      (d, i, all) => all.findIndex((o) => o.about === d.about && o.value === d.value && o.by === d.by) === i,
    ),
    questions: findings.questions,
    ...(Object.keys(findings.ownShifts).length > 0 ? { ownShifts: findings.ownShifts } : {}),
    ...(findings.tables.length > 0 ? { tables: findings.tables } : {}),
    files: files.map((f, index) => ({ name: f.name, bytes: f.bytes.length, sha256: found.hashes[index]! })),
    changes: listChanges(findings, skipBad),
  };
}

function toCollection(layer: RawLayer): FeatureCollection<Geometry> {
  const features = layer.features.map(
    (f): Feature<Geometry> => ({
      type: "Feature",
      ...(f.id === undefined ? {} : { id: f.id }),
      properties: f.properties,
      geometry: f.geometry as Polygon,
    }),
  );
  return { type: "FeatureCollection", features };
}

/** Whether what was read is what the file says: whatever changes a feature or leaves one out has a line in the report. */
const isUntouched = (findings: Findings, { fromCrs, fromDatum, ownShift, repairs = [] }: ReadOptions) =>
  findings.warningCount === 0 &&
  findings.errorCount === 0 &&
  fromCrs === undefined &&
  (fromDatum ?? "wgs84") === "wgs84" &&
  ownShift === undefined &&
  repairs.length === 0;

/** Refuses what is too big or plainly nothing, and opens an archive that only wraps other files. */
function openFiles(files: readonly InputFile[]): InputFile[] {
  if (files.length === 0)
    throw new Refusal("no-file", { zh: "没有文件", en: "there is no file" }, { record: 1 });
  const total = files.reduce((sum, f) => sum + f.bytes.length, 0);
  if (total > mostBytes) {
    throw new Refusal(
      "too-big",
      {
        zh: `文件共 ${Math.round(total / 1e6)} MB，超过 200 MB 上限`,
        en: `the files make ${Math.round(total / 1e6)} MB; the limit is 200 MB`,
      },
      { file: files[0]!.name, record: 1 },
    );
  }
  const empty = files.find((f) => f.bytes.length === 0 && !/\.(cpg|prj|qpj|qix|sbn|sbx|lock)$/i.test(f.name));
  if (empty) {
    throw new Refusal(
      "empty-file",
      { zh: `文件“${empty.name}”是空的`, en: `the file '${empty.name}' is empty` },
      { file: empty.name, line: 1, column: 1 },
    );
  }
  return files.flatMap((file) => {
    if (!isZip(file.bytes)) return [file];
    const inner = unpackArchive(file.name, file.bytes);
    if (inner.length === 0) {
      throw new Refusal(
        "archive-empty",
        { zh: `压缩包“${file.name}”是空的`, en: `the archive '${file.name}' is empty` },
        { file: file.name, record: 1 },
      );
    }
    return inner.map((f) => ({ ...f, name: f.name, archive: file.name }));
  });
}

/** A file that is sound and holds nothing to draw is not taken in without a word. */
function tellNothing(layers: readonly RawLayer[], files: readonly InputFile[], findings: Findings) {
  if (findings.errorCount > 0 || layers.some((layer) => layer.features.length > 0)) return;
  const left = layers.reduce((sum, layer) => sum + layer.skipped, 0);
  const links = findings.warnings.filter(({ code }) => code === "kml-network-link").length;
  const why =
    left > 0
      ? { zh: `${left} 条记录都没有可画的几何`, en: `none of its ${left} records has a geometry to draw` }
      : links > 0
        ? {
            zh: `文件只有 ${links} 个网络链接，链接不会去取；请打开链接所指的文件`,
            en: `it only holds ${links} network links, which are not followed; open the linked files instead`,
          }
        : { zh: "文件里没有任何记录", en: "it holds no records" };
  findings.addWarning(
    "nothing-to-draw",
    { zh: `0 个要素：${why.zh}`, en: `0 features: ${why.en}` },
    { file: files[0]?.name, record: 1 },
  );
}

/** The layers the user names; a workbook has chosen among its sheets already. */
function chooseLayers(layers: RawLayer[], { layers: wanted }: ReadOptions): RawLayer[] {
  if (!wanted) return layers;
  const names = layers.map(({ name }) => name);
  const missing = wanted.find((name) => !names.includes(name));
  if (missing !== undefined)
    throw new Refusal(
      "layer-missing",
      {
        zh: `没有名为“${missing}”的图层（有：${names.join("、")}）`,
        en: `there is no layer '${missing}' (there are ${names.join(", ")})`,
      },
      { file: layers[0]?.file, record: 1 },
    );
  return layers.filter(({ name }) => wanted.includes(name));
}

/** Which encoding, with three pieces of text to judge by. */
function askEncoding(file: InputFile, findings: Findings) {
  const lines = new TextDecoder("gb18030").decode(file.bytes.subarray(0, 100_000)).split("\n");
  findings.questions.push({
    about: "encoding",
    title: { zh: "文件是什么编码？", en: "Which encoding is the file in?" },
    choices: ["utf-8", "gb18030", "big5", "windows-1252"].map((value) => ({
      value,
      label: value.toUpperCase(),
    })),
    samples: lines
      .filter((line) => /[^\0-\x7f]/.test(line))
      .slice(0, 3)
      .map((line) => line.slice(0, 80)),
  });
}

/**
 * Reads what a user brings, in any known format: one file, an archive, or the loose files of a shapefile.
 * Never throws on what is in a file: whatever happens, the report says it. Positions come out in WGS 84
 * degrees, rings closed, geometries valid; layers are empty unless the report says accepted.
 */
export async function readFiles(
  files: readonly InputFile[],
  options: ReadOptions = {},
): Promise<ReadOutcome> {
  const findings = createFindings();
  const hashes = await Promise.all(files.map(({ bytes }) => hashSha256(bytes)));
  const found: Found = { format: null, datum: null, layers: [], hashes };
  try {
    const opened = openFiles(files);
    const format = detectFormat(opened);
    found.format = format.id;
    findings.decisions.push({
      about: "format",
      value: format.id,
      by: "rule",
      reason: { zh: "按内容而非扩展名判断", en: "judged by content, not by the name" },
    });
    found.layers = chooseLayers(await format.read(opened, findings, options), options);
    for (const layer of found.layers) {
      settleIntegers(layer, findings);
      if (!layer.locate) checkStructure(layer, findings, options);
      layer.datum = await placeLayer(layer, findings, options);
      // The layers of a GeoPackage may each have a system of their own.
      found.datum = [...new Set(found.layers.flatMap(({ datum }) => datum ?? []))].join("; ");
      settleDateLine(layer, findings);
      await checkValidity(layer, findings, options);
      tellTopology(layer, findings);
      resolvePlaces(layer, findings);
    }
  } catch (error) {
    if (error instanceof Refusal) {
      findings.addError(error.code, error.bilingual, error.place);
      if (error.code === "encoding-unknown" && findings.questions.length === 0)
        askEncoding(files[0]!, findings);
    } else {
      const said = error instanceof Error ? error.message : String(error);
      findings.addError(
        "unreadable",
        { zh: `文件读不出：${said.slice(0, 200)}`, en: `the file cannot be read: ${said.slice(0, 200)}` },
        { file: files[0]?.name, record: 1 },
      );
    }
    for (const layer of found.layers) resolvePlaces(layer, findings);
  }
  tellNothing(found.layers, files, findings);
  for (const finding of findings.errors)
    if (finding.record === null && finding.line === null) finding.record = 1;
  const report = buildReport(files, findings, options, found);
  const layers: ReadLayer[] = report.accepted
    ? found.layers.map((layer) => ({
        name: layer.name,
        datum: layer.datum ?? null,
        collection: toCollection(layer),
        ...(layer.source && isUntouched(findings, options) ? { source: layer.source } : {}),
      }))
    : [];
  return { report, layers };
}
