import type { Geometry, Position } from "geojson";
import Papa from "papaparse";
import {
  type DecodedText,
  decodeStrictly,
  decodeText,
  findEncodingLabel,
  formatEncoding,
} from "../bytes/decodeText.ts";
import { parseExactNumber } from "../exactNumbers.ts";
import {
  type Findings,
  type InputFile,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { gatherNestedRings } from "../rings.ts";
import { strokeCircle, tellCurves } from "./curves.ts";
import { Damage, sayDamage } from "./damage.ts";
import { readMapInfoSystem } from "./mapInfoSystem.ts";

/** What MapInfo calls the encodings of tables. */
export const mapInfoCharsets: Record<string, string> = {
  WindowsSimpChinese: "gb18030",
  WindowsTradChinese: "big5",
  "UTF-8": "utf-8",
  "UTF-16": "utf-16le",
  WindowsLatin1: "windows-1252",
};

interface Cursor {
  lines: string[];
  at: number;
}

const styles = /^(pen|brush|symbol|font|smooth|center|spacing|justify|angle|label)\b/i;
const numbersOf = (line: string) =>
  (line.match(/[-+]?\d[\d.]*(?:e[-+]?\d+)?|[-+]?\.\d+/gi) ?? []).map(Number);

function takePositions(cursor: Cursor, count: number): Position[] {
  const positions: Position[] = [];
  while (positions.length < count) {
    const line = cursor.lines[cursor.at];
    if (line === undefined) throw new Damage("坐标列表提前结束", "the list of positions ends early");
    const [x, y] = numbersOf(line);
    if (x === undefined || y === undefined) {
      const text = line.trim().slice(0, 40);
      throw new Damage(`“${text}”不是坐标`, `'${text}' is no position`);
    }
    positions.push([x, y]);
    cursor.at += 1;
  }
  return positions;
}

/** A count that stands on a line of its own. */
function takeCount(cursor: Cursor): number {
  const count = Number(cursor.lines[cursor.at]?.trim());
  if (!Number.isInteger(count) || count < 0 || count > cursor.lines.length) {
    const text = (cursor.lines[cursor.at] ?? "").trim().slice(0, 40);
    throw new Damage(`“${text}”不是坐标个数`, `'${text}' is no count of positions`);
  }
  cursor.at += 1;
  return count;
}

function takeShape(cursor: Cursor, told: { curves: number }): Geometry | null {
  const line = cursor.lines[cursor.at]!.trim();
  cursor.at += 1;
  const word = (/^[a-z]+/i.exec(line)?.[0] ?? "").toLowerCase();
  const numbers = numbersOf(line);
  if (word === "none") return null;
  if (word === "point") return { type: "Point", coordinates: numbers.slice(0, 2) };
  if (word === "line") return { type: "LineString", coordinates: [numbers.slice(0, 2), numbers.slice(2, 4)] };
  if (word === "multipoint")
    return { type: "MultiPoint", coordinates: takePositions(cursor, numbers[0] ?? takeCount(cursor)) };
  if (word === "pline") {
    const isMultiple = /multiple/i.test(line);
    const parts = isMultiple ? (numbers[0] ?? 0) : 1;
    const lists = Array.from({ length: Math.min(parts, cursor.lines.length) }, () =>
      takePositions(cursor, isMultiple || numbers[0] === undefined ? takeCount(cursor) : numbers[0]),
    );
    return lists.length === 1
      ? { type: "LineString", coordinates: lists[0]! }
      : { type: "MultiLineString", coordinates: lists };
  }
  if (/^region/.test(word)) {
    const rings = Array.from({ length: Math.min(numbers[0] ?? 0, cursor.lines.length) }, () => {
      const ring = takePositions(cursor, takeCount(cursor));
      const [first, last] = [ring[0], ring.at(-1)];
      // The format closes rings by itself: the last corner may be left out.
      if (first && last && (first[0] !== last[0] || first[1] !== last[1])) ring.push([...first]);
      return ring;
    });
    return rings.length === 0 ? null : gatherNestedRings(rings);
  }
  const [x1, y1, x2, y2] = numbers as [number, number, number, number];
  if (word === "rect" || word === "roundrect")
    return {
      type: "Polygon",
      coordinates: [
        [
          [x1, y1],
          [x2, y1],
          [x2, y2],
          [x1, y2],
          [x1, y1],
        ],
      ],
    };
  if (word === "ellipse" || word === "arc") {
    told.curves += 1;
    const [rx, ry] = [Math.abs(x2 - x1) / 2, Math.abs(y2 - y1) / 2];
    const centre = [(x1 + x2) / 2, (y1 + y2) / 2];
    const angles = word === "arc" ? numbersOf(cursor.lines[cursor.at++] ?? "") : [0, 360];
    const [from, to] = [(angles[0] ?? 0) * (Math.PI / 180), (angles[1] ?? 360) * (Math.PI / 180)];
    const sweep = to > from ? to - from : to - from + 2 * Math.PI;
    const round = strokeCircle(centre, Math.max(rx, ry), from, sweep).map((p) => [
      centre[0]! + ((p[0]! - centre[0]!) * rx) / Math.max(rx, ry),
      centre[1]! + ((p[1]! - centre[1]!) * ry) / Math.max(rx, ry),
    ]);
    if (word === "arc") return { type: "LineString", coordinates: round };
    round[round.length - 1] = [...round[0]!];
    return { type: "Polygon", coordinates: [round] };
  }
  if (word === "text") {
    const [left, bottom] = numbersOf(cursor.lines[cursor.at + (/"/.test(line) ? 0 : 1)] ?? "");
    cursor.at += /"/.test(line) ? 1 : 2;
    return left === undefined || bottom === undefined ? null : { type: "Point", coordinates: [left, bottom] };
  }
  if (word === "collection") {
    const geometries: Geometry[] = [];
    for (let i = 0; i < Math.min(numbers[0] ?? 0, 3); i += 1) {
      skipStyles(cursor);
      const part = takeShape(cursor, told);
      if (part) geometries.push(part);
    }
    return { type: "GeometryCollection", geometries };
  }
  throw new Damage(
    `“${line.slice(0, 40)}”不是认识的图形`,
    `'${line.slice(0, 40)}' is no object that is known`,
  );
}

function skipStyles(cursor: Cursor) {
  while (cursor.at < cursor.lines.length) {
    const line = cursor.lines[cursor.at]!.trim();
    if (line !== "" && !styles.test(line)) return;
    cursor.at += 1;
  }
}

interface Column {
  name: string;
  type: string;
}

function readValue(text: string, { type }: Column): unknown {
  if (text === "") return null;
  if (/^(char|varchar)/i.test(type)) return text;
  if (/^(integer|smallint|largeint|decimal|float)/i.test(type)) {
    const number = parseExactNumber(text);
    return typeof number === "number" && !Number.isFinite(number) ? text : number;
  }
  if (/^logical/i.test(type)) return /^[ty1]/i.test(text);
  if (/^date\b/i.test(type) && /^\d{8}$/.test(text))
    return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return text;
}

/** Text in the encoding the file names, even where single characters are cut, as GDAL cuts long names of columns. */
function decodeAsSaid(
  input: InputFile,
  said: string | undefined,
  findings: Findings,
  options: ReadOptions,
): DecodedText {
  const { bytes, name: file } = input;
  const isBroken =
    said !== undefined &&
    options.encoding === undefined &&
    [said, "utf-8", "gb18030"].every((label) => decodeStrictly(bytes, label) === undefined);
  if (!isBroken) return decodeText(bytes, file, said, options.encoding);
  const text = new TextDecoder(said).decode(bytes);
  findings.addWarning(
    "text-broken",
    { zh: "有个别字符读不出，显示为 �", en: "some characters are unreadable and show as \ufffd" },
    { file, line: text.slice(0, text.indexOf("\ufffd")).split("\n").length },
  );
  return { text, encoding: formatEncoding(said), by: "file" };
}

/** A MapInfo interchange file with its table of attributes (.mid) beside. */
export function readMapInfoText(
  input: InputFile,
  table: InputFile | undefined,
  findings: Findings,
  options: ReadOptions,
): RawLayer {
  const { name: file } = input;
  const latin = new TextDecoder("latin1").decode(input.bytes.subarray(0, 2000));
  const charset = /charset\s+"([^"]+)"/i.exec(latin)?.[1] ?? "";
  const said = mapInfoCharsets[charset] ?? findEncodingLabel(charset.replace(/^Windows/, ""));
  const { text, ...ofText } = decodeAsSaid(input, said, findings, options);
  const values = table && decodeAsSaid(table, said, findings, options);
  // The objects are plain ASCII as a rule: the values show the encoding.
  const { encoding, by } = values ?? ofText;
  findings.encoding = encoding;
  findings.decisions.push({
    about: "encoding",
    value: encoding,
    by: by === "mark" ? "file" : by,
    reason:
      by === "rule"
        ? { zh: "按内容判断", en: "judged by the content" }
        : by === "user"
          ? { zh: "用户指定", en: "named by the user" }
          : { zh: `按文件所写 ${charset}`, en: `as the file says: ${charset}` },
  });
  const lines = text.split(/\r\n|\r|\n/);
  const dataAt = lines.findIndex((line) => /^\s*data\s*$/i.test(line));
  if (dataAt < 0)
    throw new Refusal(
      "mif-head",
      {
        zh: `“${file}”没有 Data 一行，文件可能被截断`,
        en: `'${file}' has no line 'Data'; it may be cut off`,
      },
      { file, line: lines.length },
    );
  const columns: Column[] = [];
  const columnsAt = lines.findIndex((line, i) => i < dataAt && /^\s*columns\s+\d+/i.test(line));
  if (columnsAt >= 0)
    for (const line of lines.slice(columnsAt + 1, dataAt)) {
      const [, name, type] = /^\s*(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
      if (name && type) columns.push({ name, type });
    }
  const delimiter = /delimiter\s+"(.)"/i.exec(lines.slice(0, dataAt).join("\n"))?.[1] ?? "\t";
  let rows: string[][] = [];
  if (values) {
    rows = Papa.parse<string[]>(values.text, { delimiter, skipEmptyLines: false }).data;
    if (rows.at(-1)?.every((cell) => cell === "")) rows.pop();
  } else if (columns.length > 0)
    findings.addWarning(
      "mid-missing",
      { zh: "没有 .mid 文件，只有图形没有属性", en: "there is no .mid file; shapes come without attributes" },
      { file, record: 1 },
    );
  const cursor: Cursor = { lines, at: dataAt + 1 };
  const features: RawFeature[] = [];
  const told = { curves: 0 };
  let record = 0;
  let skipped = 0;
  for (skipStyles(cursor); cursor.at < lines.length; skipStyles(cursor)) {
    const line = cursor.at + 1;
    record += 1;
    let geometry: Geometry | null;
    try {
      geometry = takeShape(cursor, told);
    } catch (error) {
      const said = sayDamage(error);
      findings.addError(
        "mif-object",
        { zh: `图形读不出：${said.zh}`, en: `the object is unreadable: ${said.en}` },
        { file, record, line: cursor.at },
      );
      break;
    }
    if (!geometry) {
      skipped += 1;
      findings.addWarning(
        "geometry-null",
        { zh: "没有几何，未上图", en: "has no geometry; left out" },
        { file, record, line },
      );
      continue;
    }
    const row = rows[record - 1];
    const properties: Record<string, unknown> = {};
    columns.forEach((column, i) => {
      Object.defineProperty(properties, column.name, {
        value: row ? readValue(row[i] ?? "", column) : null,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    });
    features.push({ record, line, properties, geometry });
  }
  if (table && rows.length !== record)
    findings.addWarning(
      "mid-count",
      {
        zh: `.mid 有 ${rows.length} 行，.mif 有 ${record} 个图形，不一致`,
        en: `the .mid has ${rows.length} rows and the .mif ${record} objects`,
      },
      { file, record: Math.min(rows.length, record) + 1 },
    );
  tellCurves(told.curves, file, findings);
  const system = /^\s*coordsys\s+(.+)$/im.exec(lines.slice(0, dataAt).join("\n"))?.[1];
  const name = file.replace(/^.*\//, "").replace(/\.mif$/i, "");
  return { name, file, features, ownRingOrder: true, skipped, ...readMapInfoSystem(system) };
}
