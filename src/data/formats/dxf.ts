import type { Geometry, Position } from "geojson";
import { decodeStrictly, findEncodingLabel, formatEncoding } from "../bytes/decodeText.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { tellCurves } from "./curves.ts";
import { sayDamage } from "./damage.ts";
import { buildShape, type Pair, type ShapeTold } from "./dxfShapes.ts";

const mostEntities = 1_000_000;
const mostDepth = 8;

/** Which text a drawing holds: by its code page before 2007, UTF-8 since. */
function decodeDrawing(input: InputFile, findings: Findings, options: ReadOptions): string {
  const { bytes, name: file } = input;
  const latin = new TextDecoder("latin1").decode(bytes.subarray(0, 20_000));
  const page = /\$DWGCODEPAGE\s+3\s+(\S+)/.exec(latin)?.[1] ?? "";
  const said = findEncodingLabel(page.replace(/^ANSI_/i, ""));
  const chosen = options.encoding === undefined ? undefined : findEncodingLabel(options.encoding);
  // Many programs write ANSI_1252 over Chinese text, and any bytes pass for that: it comes last.
  const order = [
    ...(chosen ? [chosen] : []),
    "utf-8",
    ...(said && said !== "windows-1252" ? [said] : []),
    "gb18030",
    "windows-1252",
  ];
  for (const label of order) {
    const text = decodeStrictly(bytes, label);
    if (text === undefined) continue;
    findings.encoding = formatEncoding(label);
    findings.decisions.push({
      about: "encoding",
      value: formatEncoding(label),
      by: label === chosen ? "user" : "rule",
      reason:
        label === chosen
          ? { zh: "用户指定", en: "named by the user" }
          : {
              zh: `按内容判断${page ? `（文件写 ${page}）` : ""}`,
              en: `judged by the content${page ? ` (the file says ${page})` : ""}`,
            },
    });
    return text;
  }
  throw new Refusal(
    "encoding-unknown",
    {
      zh: `“${file}”的文字编码认不出，请指明`,
      en: `the text encoding of '${file}' is not recognised; name it`,
    },
    { file, record: 1 },
  );
}

interface Entity {
  type: string;
  line: number;
  pairs: Pair[];
  /** Corners of an old polyline, attributes of a block's place. */
  parts: Entity[];
}

interface Block {
  base: Position;
  entities: Entity[];
}

/** Sections of a drawing as entities; what stands in other sections is not needed. */
function parseDrawing(
  text: string,
  file: string,
): { entities: Entity[]; blocks: Map<string, Block>; ends: boolean } {
  const lines = text.split(/\r\n|\n|\r/);
  const entities: Entity[] = [];
  const blocks = new Map<string, Block>();
  let section = "";
  let block: Block | undefined;
  let entity: Entity | undefined;
  let owner: Entity | undefined;
  let blockHead: Pair[] | undefined;
  let ends = false;
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const code = Number(lines[i]!.trim());
    const value = lines[i + 1]!;
    if (lines[i]!.trim() === "" && i + 2 >= lines.length) break;
    if (!Number.isInteger(code) || lines[i]!.trim() === "")
      throw new Refusal(
        "dxf-pairs",
        {
          zh: `第 ${i + 1} 行应为组码（整数），这里是“${lines[i]!.slice(0, 40)}”`,
          en: `line ${i + 1} should be a group code, a whole number; it is '${lines[i]!.slice(0, 40)}'`,
        },
        { file, line: i + 1 },
      );
    if (code !== 0) {
      if (blockHead) blockHead.push({ code, value });
      else if (entity) entity.pairs.push({ code, value });
      else if (code === 2 && section === "?") section = value.trim();
      continue;
    }
    const type = value.trim().toUpperCase();
    if (blockHead && block) {
      const get = (wanted: number) => blockHead!.find((pair) => pair.code === wanted)?.value.trim();
      block.base = [Number(get(10) ?? 0), Number(get(20) ?? 0)];
      blocks.set(get(2) ?? "", block);
      blockHead = undefined;
    }
    entity = undefined;
    if (type === "SECTION") section = "?";
    else if (type === "ENDSEC") section = "";
    else if (type === "EOF") {
      ends = true;
      break;
    } else if (type === "BLOCK" && section === "BLOCKS") {
      block = { base: [0, 0], entities: [] };
      blockHead = [];
    } else if (type === "ENDBLK") block = undefined;
    else if (section === "ENTITIES" || (section === "BLOCKS" && block)) {
      entity = { type, line: i + 1, pairs: [], parts: [] };
      if (type === "SEQEND") owner = undefined;
      else if (owner && (type === "VERTEX" || type === "ATTRIB")) owner.parts.push(entity);
      else {
        (section === "ENTITIES" ? entities : block!.entities).push(entity);
        owner = type === "POLYLINE" || type === "INSERT" ? entity : undefined;
      }
    }
  }
  return { entities, blocks, ends };
}

const textOf = (entity: Entity, code: number) =>
  entity.pairs.find((pair) => pair.code === code)?.value.trim();
const numberOf = (entity: Entity, code: number, otherwise: number) => {
  const value = Number(textOf(entity, code));
  return Number.isFinite(value) && textOf(entity, code) !== undefined ? value : otherwise;
};

/** Text without the marks of its style. */
const cleanText = (text: string) =>
  text
    .replace(/\\U\+([0-9A-F]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/%%[ouk]/gi, "")
    .replace(/%%d/gi, "°")
    .replace(/\\P/g, " ")
    .replace(/\\[A-Za-z][^;\\]*;/g, "")
    .replace(/[{}]/g, "")
    .trim();

type Move = (p: Position) => Position;

/** Where a block's drawing comes to lie: scaled, turned, moved. */
function moveInto(insert: Entity, base: Position, outer: Move): Move {
  const [sx, sy] = [numberOf(insert, 41, 1), numberOf(insert, 42, 1)];
  const angle = (numberOf(insert, 50, 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x0, y0] = [numberOf(insert, 10, 0), numberOf(insert, 20, 0)];
  return (p) => {
    const [x, y] = [(p[0]! - base[0]!) * sx, (p[1]! - base[1]!) * sy];
    return outer([x0 + x * cos - y * sin, y0 + x * sin + y * cos]);
  };
}

function movePositions(value: unknown, move: Move): unknown {
  if (!Array.isArray(value)) return value;
  return typeof value[0] === "number"
    ? move(value as Position)
    : value.map((part) => movePositions(part, move));
}

/** A drawing's layers, each a layer of its own; closed lines are areas, arcs are chords, blocks lie where they are put. */
export function readDxf(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const { name: file } = input;
  const { entities, blocks, ends } = parseDrawing(decodeDrawing(input, findings, options), file);
  if (!ends)
    findings.addWarning(
      "dxf-cut",
      { zh: "文件没有以 EOF 结尾，可能被截断", en: "the file does not end in EOF and may be cut off" },
      { file, record: 1 },
    );
  const layers = new Map<string, RawLayer>();
  const told: ShapeTold = { curves: 0 };
  const unread = new Map<string, { count: number; line: number }>();
  let record = 0;
  const base = file.replace(/^.*\//, "").replace(/\.dxf$/i, "");
  const take = (
    entity: Entity,
    move: Move,
    block: string | undefined,
    layerOfInsert: string,
    depth: number,
  ) => {
    const own = textOf(entity, 8) ?? "0";
    // What lies on layer 0 of a block lies on the layer it is put on.
    const layerName = block !== undefined && own === "0" ? layerOfInsert : own;
    if (entity.type === "INSERT") {
      const name = textOf(entity, 2) ?? "";
      const found = blocks.get(name);
      if (found && depth < mostDepth) {
        const inner = moveInto(entity, found.base, move);
        for (const child of found.entities) take(child, inner, name, layerName, depth + 1);
      }
      for (const part of entity.parts) take({ ...part, type: "TEXT" }, move, name, layerName, depth + 1);
      return;
    }
    record += 1;
    if (record > mostEntities)
      throw new Refusal(
        "dxf-size",
        {
          zh: `图形超过 ${mostEntities} 个（含块展开）`,
          en: `it holds more than ${mostEntities} entities, blocks spread out`,
        },
        { file, line: entity.line },
      );
    let geometry: Geometry | null | undefined;
    try {
      geometry = buildShape(
        entity.type,
        entity.pairs,
        entity.parts.map((part) => part.pairs),
        told,
      );
    } catch (error) {
      const said = sayDamage(error);
      findings.addError(
        "dxf-entity",
        { zh: `${entity.type} 读不出：${said.zh}`, en: `the ${entity.type} is unreadable: ${said.en}` },
        { file, record, line: entity.line },
      );
      return;
    }
    let layer = layers.get(layerName);
    if (!layer) {
      layer = { name: `${base} ${layerName}`, file, features: [], crs: null, ownRingOrder: true, skipped: 0 };
      layers.set(layerName, layer);
    }
    if (!geometry) {
      const seen = unread.get(entity.type) ?? { count: 0, line: entity.line };
      seen.count += 1;
      unread.set(entity.type, seen);
      layer.skipped += 1;
      return;
    }
    if (depth > 0 && geometry.type !== "GeometryCollection")
      geometry = { ...geometry, coordinates: movePositions(geometry.coordinates, move) } as Geometry;
    const properties: RawFeature["properties"] = { layer: layerName, entity: entity.type };
    if (block !== undefined) properties.block = block;
    const words =
      entity.type === "MTEXT"
        ? entity.pairs
            .filter(({ code }) => code === 3 || code === 1)
            .map(({ value }) => value)
            .join("")
        : entity.type === "TEXT"
          ? (textOf(entity, 1) ?? "")
          : "";
    if (words !== "") properties.text = cleanText(words);
    layer.features.push({ record, line: entity.line, properties, geometry });
  };
  for (const entity of entities) {
    // Paper space holds the frame of a printed sheet, not the ground.
    if (numberOf(entity, 67, 0) === 1) continue;
    take(entity, (p) => p, undefined, "0", 0);
  }
  for (const [type, { count, line }] of unread)
    findings.addWarning(
      "dxf-unread",
      {
        zh: `${count} 个 ${type} 图元不是平面图形，未读取`,
        en: `${count} ${type} entities are no plane shape and were not read`,
      },
      { file, record: 1, line },
    );
  tellCurves(told.curves, file, findings);
  return [...layers.values()].filter((layer) => layer.features.length > 0 || layer.skipped > 0);
}
