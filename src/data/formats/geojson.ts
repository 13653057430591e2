import type { Geometry } from "geojson";
import { parseCrsName } from "../../domain/place/crs.ts";
import { decodeText } from "../bytes/decodeText.ts";
import { findDuplicateMember, locateMembers, parseJsonText } from "../bytes/jsonText.ts";
import { settleIntegers } from "../exactNumbers.ts";
import {
  type Findings,
  type InputFile,
  type MemberPath,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { geometryTypes } from "../shapeRules.ts";
import { FeatureReader, findBboxFault, has, isObject, type Members } from "./geojsonFeature.ts";

/**
 * Members of a value and of everything in it, counted as its text would count them. Coordinates are passed
 * over: they hold no members unless they are wrong, and then they are refused for that.
 */
export function countMembers(root: unknown): number {
  let count = 0;
  const pending: object[] = typeof root === "object" && root !== null ? [root] : [];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (Array.isArray(value)) {
      for (const part of value) if (typeof part === "object" && part !== null) pending.push(part as object);
      continue;
    }
    for (const key in value as Members) {
      if (!has(value as Members, key)) continue;
      count += 1;
      const part = (value as Members)[key];
      if (typeof part === "object" && part !== null && key !== "coordinates") pending.push(part);
    }
  }
  return count;
}

/** The legacy `crs` member (GeoJSON 2008), which RFC 7946 has no longer but files still carry. */
function readCrsMember(
  root: Members,
  file: string,
  findings: Findings,
  place: () => { line: number; column: number },
): Pick<RawLayer, "crs" | "crsProblem"> {
  if (!has(root, "crs")) return { crs: null };
  const member = root.crs;
  if (member === null) {
    findings.addWarning(
      "crs-null",
      { zh: "crs 成员为 null，按 WGS 84 读取", en: "the member 'crs' is null; read as WGS 84" },
      { file, ...place() },
    );
    return { crs: null };
  }
  const properties = isObject(member) && isObject(member.properties) ? member.properties : undefined;
  const name =
    isObject(member) && member.type === "name" && typeof properties?.name === "string"
      ? properties.name
      : undefined;
  if (name === undefined) {
    throw new Refusal(
      "crs-member",
      {
        zh: "crs 成员不是可读的名称（链接形式的坐标系不会去取）",
        en: "the member 'crs' is not a readable name (a linked system is not fetched)",
      },
      { file, ...place() },
    );
  }
  const found = parseCrsName(name);
  if (!found.ok) {
    if (found.error.code === "crs-old-datum")
      return { crs: null, crsProblem: { ...found.error, ...place() } };
    throw new Refusal(found.error.code, found.error, { file, ...place() });
  }
  findings.addWarning(
    "crs-legacy",
    {
      zh: `文件带有旧式 crs 成员“${name.slice(0, 80)}”，RFC 7946 已取消；按它所说的坐标系读取`,
      en: `the file carries the legacy member 'crs' (${name.slice(0, 80)}), which RFC 7946 has dropped; read as it says`,
    },
    { file, ...place() },
  );
  return { crs: found.value };
}

type Refuse = (code: string, zh: string, en: string, path: MemberPath) => never;

/** The root's type, or its refusal. */
function readRootType(value: Members, refuse: Refuse): string {
  const type = has(value, "type") ? value.type : undefined;
  if (typeof type === "string" && ["FeatureCollection", "Feature", ...geometryTypes].includes(type))
    return type;
  const said = type === undefined ? "缺少 type" : `type 为 ${JSON.stringify(type)?.slice(0, 60)}`;
  const saidEn = type === undefined ? "has no 'type'" : `has type ${JSON.stringify(type)?.slice(0, 60)}`;
  return refuse(
    "geojson-type",
    `根对象${said}，不是 GeoJSON 的类型`,
    `the root ${saidEn}, which is no GeoJSON type`,
    type === undefined ? [] : ["type"],
  );
}

/** The features of a collection, after its own members were looked at. */
function readCollection(
  value: Members,
  file: string,
  findings: Findings,
  placeOf: (path: MemberPath) => { line: number; column: number },
  refuse: Refuse,
): unknown[] {
  if (has(value, "properties"))
    findings.addWarning(
      "collection-properties",
      {
        zh: "FeatureCollection 带有 properties（ArcGIS 的写法，RFC 7946 7.1 不允许），未读取其内容",
        en: "the FeatureCollection carries 'properties' (as ArcGIS writes, against RFC 7946, 7.1); their content is left out",
      },
      { file, ...placeOf(["properties"]) },
    );
  for (const stray of ["coordinates", "geometries", "geometry"]) {
    if (has(value, stray))
      findings.addError(
        "collection-member",
        {
          zh: `FeatureCollection 中不允许有“${stray}”（RFC 7946 7.1）`,
          en: `a FeatureCollection must not have a member '${stray}' (RFC 7946, 7.1)`,
        },
        { file, ...placeOf([stray]) },
      );
  }
  if (has(value, "features") && Array.isArray(value.features)) return value.features;
  return refuse(
    "features-missing",
    "FeatureCollection 缺少 features 数组",
    "a FeatureCollection needs an array 'features'",
    has(value, "features") ? ["features"] : [],
  );
}

/** Reads GeoJSON text already parsed: shared with formats that turn into GeoJSON first. */
export function readGeojsonValue(
  value: unknown,
  file: string,
  name: string,
  findings: Findings,
  options: ReadOptions,
  text: string | null,
): RawLayer {
  const placeOf = (path: MemberPath) =>
    text === null ? { line: 1, column: 1 } : locateMembers(text, [path])[0]!;
  const refuse: Refuse = (code, zh, en, path) => {
    throw new Refusal(code, { zh, en }, { file, ...placeOf(path) });
  };
  if (!isObject(value))
    return refuse("geojson-root", "GeoJSON 的根应是对象", "the root of GeoJSON should be an object", []);
  const type = readRootType(value, refuse);
  const system = readCrsMember(value, file, findings, () => placeOf(["crs"]));
  const box = findBboxFault(value);
  // The root has no record, so its place is found at once.
  if (box) findings.addError("bbox", box, { file, ...placeOf(["bbox"]) });
  const inCollection = type === "FeatureCollection";
  const items = inCollection ? readCollection(value, file, findings, placeOf, refuse) : [value];
  const basePath = (record: number): MemberPath => (inCollection ? ["features", record - 1] : []);
  const reader = new FeatureReader(file, findings, options, text === null);
  const features: RawFeature[] = [];
  for (const [index, item] of items.entries()) {
    if (findings.isFull()) break;
    const feature = geometryTypes.includes(type)
      ? reader.readGeometry(item as Geometry, index + 1)
      : reader.readFeature(item, index + 1);
    if (feature) features.push(feature);
  }
  return {
    name,
    file,
    features,
    ...system,
    ownRingOrder: false,
    skipped: reader.skipped,
    ...(text === null
      ? {}
      : {
          locate: (wanted) =>
            locateMembers(
              text,
              wanted.map((w) => [...basePath(w.record), ...w.path]),
            ),
        }),
  };
}

/** Whether each feature of a collection was read, and with its properties as they stand. */
const isWordForWord = (value: unknown, { features }: RawLayer): boolean =>
  isObject(value) &&
  Array.isArray(value.features) &&
  value.features.length === features.length &&
  value.features.every((feature: Members) => feature.properties !== null);

/** The bytes from the first brace to the last. */
const cutBraces = (bytes: Uint8Array) => bytes.subarray(bytes.indexOf(0x7b), bytes.lastIndexOf(0x7d) + 1);

export function readGeojson(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const decoded = decodeText(input.bytes, input.name, undefined, options.encoding);
  findings.encoding = decoded.encoding;
  if (decoded.encoding !== "UTF-8") {
    findings.addWarning(
      "encoding-not-utf8",
      {
        zh: `文件是 ${decoded.encoding} 编码，GeoJSON 应为 UTF-8（RFC 8259 8.1）`,
        en: `the file is in ${decoded.encoding}; GeoJSON should be UTF-8 (RFC 8259, 8.1)`,
      },
      { file: input.name, line: 1, column: 1 },
    );
  }
  const { value, members, exactKeys } = parseJsonText(decoded.text, input.name);
  if (members !== countMembers(value)) tellDuplicateMember(decoded.text, input.name, findings);
  const name = input.name.replace(/^.*\//, "").replace(/\.(geo)?json$/i, "");
  const layer = readGeojsonValue(value, input.name, name, findings, options, decoded.text);
  settleIntegers(layer, findings, exactKeys);
  if (isWordForWord(value, layer) && decoded.encoding === "UTF-8") layer.source = cutBraces(input.bytes);
  return [layer];
}

/** An object that names a member twice means two things; which one is read is left to chance. */
export function tellDuplicateMember(text: string, file: string, findings: Findings): void {
  const twice = findDuplicateMember(text);
  if (!twice) return;
  findings.addError(
    "member-repeated",
    {
      zh: `同一对象中成员“${twice.name.slice(0, 60)}”出现两次，只有一个会被读到`,
      en: `an object names the member '${twice.name.slice(0, 60)}' twice; only one would be read`,
    },
    { file, ...twice.place },
  );
}
