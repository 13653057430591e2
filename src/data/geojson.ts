import type { Geometry } from "geojson";
import { type Crs, parseCrsName } from "../domain/place/crs.ts";
import { decodeText } from "./decodeText.ts";
import { findDuplicateMember, locateMembers, parseJsonText } from "./jsonText.ts";
import {
  type Findings,
  type InputFile,
  type MemberPath,
  type RawFeature,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "./report.ts";
import { checkGeometry, geometryTypes, isEmptyGeometry, repairPositions } from "./shapeRules.ts";

type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const has = (value: Members, key: string) => Object.hasOwn(value, key);

/**
 * Members of a value and of everything in it, counted as its text would count them. Coordinates are passed
 * over: they hold no members unless they are wrong, and then they are refused for that.
 */
function countMembers(root: unknown): number {
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
): Crs | null {
  if (!has(root, "crs")) return null;
  const member = root.crs;
  if (member === null) {
    findings.addWarning(
      "crs-null",
      { zh: "crs 成员为 null，按 WGS 84 读取", en: "the member 'crs' is null; read as WGS 84" },
      { file, ...place() },
    );
    return null;
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
  if (!found.ok) throw new Refusal(found.error.code, found.error, { file, ...place() });
  findings.addWarning(
    "crs-legacy",
    {
      zh: `文件带有旧式 crs 成员“${name.slice(0, 80)}”，RFC 7946 已取消；按它所说的坐标系读取`,
      en: `the file carries the legacy member 'crs' (${name.slice(0, 80)}), which RFC 7946 has dropped; read as it says`,
    },
    { file, ...place() },
  );
  return found.value;
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
  const refuse = (code: string, zh: string, en: string, path: MemberPath): never => {
    throw new Refusal(code, { zh, en }, { file, ...placeOf(path) });
  };
  if (!isObject(value))
    return refuse("geojson-root", "GeoJSON 的根应是对象", "the root of GeoJSON should be an object", []);
  const type = has(value, "type") ? value.type : undefined;
  const isGeometry = typeof type === "string" && geometryTypes.includes(type);
  if (type !== "FeatureCollection" && type !== "Feature" && !isGeometry) {
    const said = type === undefined ? "缺少 type" : `type 为 ${JSON.stringify(type)?.slice(0, 60)}`;
    const saidEn = type === undefined ? "has no 'type'" : `has type ${JSON.stringify(type)?.slice(0, 60)}`;
    return refuse(
      "geojson-type",
      `根对象${said}，不是 GeoJSON 的类型`,
      `the root ${saidEn}, which is no GeoJSON type`,
      type === undefined ? [] : ["type"],
    );
  }
  const crs = readCrsMember(value, file, findings, () => placeOf(["crs"]));
  checkBbox(value, [], undefined);
  const inCollection = type === "FeatureCollection";
  if (inCollection) {
    for (const stray of ["coordinates", "geometries", "geometry", "properties"]) {
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
    if (!has(value, "features") || !Array.isArray(value.features)) {
      return refuse(
        "features-missing",
        "FeatureCollection 缺少 features 数组",
        "a FeatureCollection needs an array 'features'",
        has(value, "features") ? ["features"] : [],
      );
    }
  }
  const items: unknown[] = inCollection ? (value.features as unknown[]) : [value];
  const basePath = (record: number): MemberPath => (inCollection ? ["features", record - 1] : []);
  const features: RawFeature[] = [];
  const ids = new Set<string | number>();
  let skipped = 0;
  const repairs = options.repairs ?? [];
  const positional = repairs.filter((r) =>
    ["drop-extra-values", "swap-axes", "close-rings", "rewind-rings"].includes(r),
  );

  function checkBbox(owner: Members, path: MemberPath, record: number | undefined) {
    if (!has(owner, "bbox")) return;
    const box = owner.bbox;
    const good =
      Array.isArray(box) &&
      (box.length === 4 || box.length === 6) &&
      box.every((v) => typeof v === "number" && Number.isFinite(v));
    const message = { zh: "bbox 应是 4 个或 6 个数", en: "a bbox should be 4 or 6 numbers" };
    if (good) {
      const half = box.length / 2;
      if ((box[1] as number) <= (box[half + 1] as number)) return;
      message.zh = "bbox 的南界在北界之北";
      message.en = "the south of the bbox lies north of its north";
    }
    // The root has no record, so its place is found at once.
    if (record === undefined) findings.addError("bbox", message, { file, ...placeOf(["bbox"]) });
    else findings.addError("bbox", message, { file, record, path: [...path, "bbox"] });
  }

  for (const [index, item] of items.entries()) {
    if (findings.isFull()) break;
    const record = index + 1;
    const place = { file, record, line: null };
    const fail = (code: string, zh: string, en: string, path: MemberPath, repair?: "add-properties") =>
      findings.addError(code, { zh, en }, { ...place, path }, repair);
    if (isGeometry) {
      for (const repair of positional) countApplied(repair, repairPositions(item as Geometry, repair));
      const sound = checkGeometry(item, place, [], text === null, findings);
      if (sound) features.push({ record, line: null, properties: {}, geometry: item as Geometry });
      continue;
    }
    if (!isObject(item)) {
      fail("feature-not-object", "要素不是对象", "a feature is not an object", []);
      continue;
    }
    if (!has(item, "type") || item.type !== "Feature") {
      const said = has(item, "type") ? JSON.stringify(item.type)?.slice(0, 60) : "";
      fail(
        "feature-type",
        `要素的 type 应为 "Feature"${said ? `，实为 ${said}` : ""}`,
        `the type of a feature should be "Feature"${said ? `, got ${said}` : ""}`,
        ["type"],
      );
      continue;
    }
    let sound = true;
    for (const stray of ["coordinates", "geometries", "features"]) {
      if (!has(item, stray)) continue;
      fail(
        "feature-member",
        `要素中不允许有“${stray}”（RFC 7946 7.1）`,
        `a feature must not have a member '${stray}' (RFC 7946, 7.1)`,
        [stray],
      );
      sound = false;
    }
    if (has(item, "id") && typeof item.id !== "string" && typeof item.id !== "number") {
      fail("feature-id", "要素的 id 应是字符串或数", "the id of a feature should be a string or a number", [
        "id",
      ]);
      sound = false;
    } else if (has(item, "id")) {
      const id = item.id as string | number;
      if (ids.has(id))
        findings.addWarning(
          "feature-id-repeated",
          { zh: `id“${id}”重复`, en: `the id '${id}' is used twice` },
          { ...place, path: ["id"] },
        );
      ids.add(id);
    }
    checkBbox(item, [], record);
    if (!has(item, "properties") && repairs.includes("add-properties")) {
      item.properties = {};
      countApplied("add-properties", 1);
    }
    if (!has(item, "properties")) {
      fail(
        "properties-missing",
        "要素缺少 properties（可为 null）",
        "a feature needs a member 'properties' (it may be null)",
        [],
        "add-properties",
      );
      sound = false;
    } else if (item.properties !== null && !isObject(item.properties)) {
      fail("properties-type", "properties 应是对象或 null", "'properties' should be an object or null", [
        "properties",
      ]);
      sound = false;
    } else if (isObject(item.properties) && has(item.properties, "__proto__")) {
      findings.addWarning(
        "proto-key",
        {
          zh: "properties 中有名为 __proto__ 的成员，按普通数据保留",
          en: "the properties have a member named __proto__; kept as plain data",
        },
        { ...place, path: ["properties", "__proto__"] },
      );
    }
    if (!has(item, "geometry")) {
      fail(
        "geometry-missing",
        "要素缺少 geometry（可为 null）",
        "a feature needs a member 'geometry' (it may be null)",
        [],
      );
      continue;
    }
    if (item.geometry === null) {
      skipped += 1;
      findings.addWarning(
        "geometry-null",
        { zh: "没有几何（null），未上图", en: "has no geometry (null); left out" },
        { ...place, path: ["geometry"] },
      );
      continue;
    }
    for (const repair of positional) countApplied(repair, repairPositions(item.geometry as Geometry, repair));
    if (!checkGeometry(item.geometry, place, ["geometry"], text === null, findings)) sound = false;
    else if (isEmptyGeometry(item.geometry as Geometry)) {
      skipped += 1;
      findings.addWarning(
        "geometry-empty",
        {
          zh: "几何没有坐标，视为 null，未上图",
          en: "the geometry has no positions and counts as null; left out",
        },
        { ...place, path: ["geometry"] },
      );
      continue;
    }
    if (sound) {
      features.push({
        record,
        line: null,
        ...(has(item, "id") ? { id: item.id as string | number } : {}),
        properties: (item.properties as Members | null) ?? {},
        geometry: item.geometry as Geometry,
      });
    }
  }
  if (inCollection && items.length === 0) {
    findings.addWarning(
      "collection-empty",
      { zh: "没有任何要素", en: "there are no features" },
      { file, ...placeOf(["features"]) },
    );
  }
  return {
    name,
    file,
    features,
    crs,
    ownRingOrder: false,
    skipped,
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

  function countApplied(repair: (typeof repairs)[number], count: number) {
    for (let i = 0; i < count; i += 1) findings.countRepair(repair);
  }
}

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
  const { value, members } = parseJsonText(decoded.text, input.name);
  if (members !== countMembers(value)) {
    const twice = findDuplicateMember(decoded.text);
    if (twice) {
      findings.addError(
        "member-repeated",
        {
          zh: `同一对象中成员“${twice.name.slice(0, 60)}”出现两次，只有一个会被读到`,
          en: `an object names the member '${twice.name.slice(0, 60)}' twice; only one would be read`,
        },
        { file: input.name, ...twice.place },
      );
    }
  }
  const name = input.name.replace(/^.*\//, "").replace(/\.(geo)?json$/i, "");
  return [readGeojsonValue(value, input.name, name, findings, options, decoded.text)];
}
