import type { Feature, FeatureCollection, Geometry, Polygon } from "geojson";
import { findInvalidity } from "../domain/place/validity.ts";
import { isZip, mostBytes, unpackArchive } from "./archive.ts";
import { detectFormat } from "./formats.ts";
import { placeLayer } from "./placement.ts";
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
} from "./report.ts";
import { checkGeometry, isEmptyGeometry, repairPositions } from "./shapeRules.ts";

/** Turns invalid geometries down with reason and place, or mends them where the user asked for it. */
async function checkValidity(layer: RawLayer, findings: Findings, options: ReadOptions) {
  const mend = options.repairs?.includes("make-valid")
    ? (await import("./mendGeometry.ts")).mendGeometry
    : undefined;
  const bad = new Set<RawFeature>();
  for (const feature of layer.features) {
    if (!feature.geometry || findings.isFull()) continue;
    const found = findInvalidity(feature.geometry);
    if (!found) continue;
    const at = found.place
      ? {
          zh: `（${found.place[0].toFixed(6)}, ${found.place[1].toFixed(6)}）`,
          en: ` at ${found.place[0].toFixed(6)}, ${found.place[1].toFixed(6)}`,
        }
      : { zh: "", en: "" };
    const place = {
      file: layer.file,
      record: feature.record,
      line: feature.line,
      path: layer.locate ? ["geometry"] : undefined,
    };
    const mended = mend?.(feature.geometry) ?? null;
    if (mended) {
      feature.geometry = mended;
      findings.addWarning(
        `repaired-${found.code}`,
        {
          zh: `${found.reason.zh}${at.zh}，已按要求修复`,
          en: `${found.reason.en}${at.en}; repaired as asked`,
        },
        place,
        "make-valid",
      );
      continue;
    }
    bad.add(feature);
    findings.addError(
      `geometry-${found.code}`,
      {
        zh: `几何无效：${found.reason.zh}${at.zh}`,
        en: `the geometry is not valid: ${found.reason.en}${at.en}`,
      },
      place,
      options.repairs?.includes("make-valid") ? undefined : "make-valid",
    );
  }
  if (bad.size > 0) layer.features = layer.features.filter((f) => !bad.has(f));
}

/** Structure of what other formats give: GeoJSON has been through this while it was read. */
function checkStructure(layer: RawLayer, findings: Findings, options: ReadOptions) {
  const positional = (options.repairs ?? []).filter((r) =>
    ["drop-extra-values", "swap-axes", "close-rings"].includes(r),
  );
  const kept: RawFeature[] = [];
  for (const feature of layer.features) {
    if (!feature.geometry || findings.isFull()) continue;
    const place = { file: layer.file, record: feature.record, line: feature.line };
    for (const repair of positional) {
      const count = repairPositions(feature.geometry, repair);
      for (let i = 0; i < count; i += 1) findings.countRepair(repair);
    }
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

function buildReport(
  files: readonly InputFile[],
  findings: Findings,
  options: ReadOptions,
  found: { format: string | null; datum: string | null; layers: RawLayer[] },
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
    files: files.map((f) => ({ name: f.name, bytes: f.bytes.length })),
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
  const empty = files.find((f) => f.bytes.length === 0 && !/\.(cpg|prj|qpj|qix|sbn|sbx)$/i.test(f.name));
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
  const found: { format: string | null; datum: string | null; layers: RawLayer[] } = {
    format: null,
    datum: null,
    layers: [],
  };
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
    found.layers = await format.read(opened, findings, options);
    for (const layer of found.layers) {
      if (!layer.locate) checkStructure(layer, findings, options);
      layer.datum = await placeLayer(layer, findings, options);
      // The layers of a GeoPackage may each have a system of their own.
      found.datum = [...new Set(found.layers.flatMap(({ datum }) => datum ?? []))].join("; ");
      await checkValidity(layer, findings, options);
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
  for (const finding of findings.errors)
    if (finding.record === null && finding.line === null) finding.record = 1;
  const report = buildReport(files, findings, options, found);
  const layers: ReadLayer[] = report.accepted
    ? found.layers.map((layer) => ({
        name: layer.name,
        datum: layer.datum ?? null,
        collection: toCollection(layer),
      }))
    : [];
  return { report, layers };
}
