import { feature as buildFeature } from "topojson-client";
import { decodeText } from "../bytes/decodeText.ts";
import { locateMembers, parseJsonText } from "../bytes/jsonText.ts";
import { settleIntegers } from "../exactNumbers.ts";
import {
  type Findings,
  type InputFile,
  type MemberPath,
  type RawLayer,
  type ReadOptions,
  Refusal,
} from "../importReport.ts";
import { countMembers, readGeojsonValue, tellDuplicateMember } from "./geojson.ts";

type Topology = Parameters<typeof buildFeature>[0];
type GeometryObject = Exclude<Parameters<typeof buildFeature>[1], string>;
type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Arcs may be used any number of times, so a short text can stand for more positions than any memory holds. */
const mostPositions = 20_000_000;

/** Checks what the converter trusts: that arcs are pairs of numbers and that every reference leads to one. */
function checkTopology(value: Members, refuse: (zh: string, en: string, path: MemberPath) => never) {
  if (!isObject(value.objects)) refuse("缺少 objects 对象", "the member 'objects' is missing", ["objects"]);
  if (!Array.isArray(value.arcs)) refuse("缺少 arcs 数组", "the member 'arcs' is missing", ["arcs"]);
  const arcs = value.arcs as unknown[];
  arcs.forEach((arc, i) => {
    const good =
      Array.isArray(arc) &&
      arc.length > 0 &&
      arc.every(
        (p) =>
          Array.isArray(p) && p.length >= 2 && p.every((v) => typeof v === "number" && Number.isFinite(v)),
      );
    if (!good)
      refuse(`第 ${i + 1} 条弧不是坐标数组`, `arc ${i + 1} is not an array of positions`, ["arcs", i]);
  });
  const transform = value.transform;
  if (transform !== undefined) {
    const pair = (v: unknown) =>
      Array.isArray(v) && v.length === 2 && v.every((n) => typeof n === "number" && Number.isFinite(n));
    if (!isObject(transform) || !pair(transform.scale) || !pair(transform.translate)) {
      refuse(
        "transform 应有 scale 与 translate 各两个数",
        "'transform' should have two numbers in each of 'scale' and 'translate'",
        ["transform"],
      );
    }
  }
  const pending: { value: unknown; path: MemberPath }[] = Object.entries(value.objects as Members).map(
    ([key, object]) => ({
      value: object,
      path: ["objects", key],
    }),
  );
  let expanded = 0;
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { value: object, path } = item;
    if (!isObject(object)) {
      refuse("对象不是几何", "an object is not a geometry", path);
      continue;
    }
    if (Array.isArray(object.geometries)) {
      object.geometries.forEach((part, i) => {
        pending.push({ value: part, path: [...path, "geometries", i] });
      });
    }
    const references = [object.arcs].flat(3);
    for (const reference of references) {
      if (typeof reference === "number")
        expanded += (arcs[reference < 0 ? ~reference : reference] as unknown[] | undefined)?.length ?? 0;
      if (expanded > mostPositions)
        refuse(
          `展开后超过 ${mostPositions / 1e6} 百万个坐标，已拒绝`,
          `expands to more than ${mostPositions / 1e6} million positions; refused`,
          path,
        );
      if (reference === undefined) continue;
      const at =
        typeof reference === "number" && Number.isInteger(reference)
          ? reference < 0
            ? ~reference
            : reference
          : -1;
      if (at < 0 || at >= arcs.length)
        refuse(
          `引用了不存在的弧 ${String(reference)}`,
          `refers to arc ${String(reference)}, which does not exist`,
          [...path, "arcs"],
        );
    }
  }
}

/** Every named object of a topology as a layer. */
export function readTopojson(input: InputFile, findings: Findings, options: ReadOptions): RawLayer[] {
  const decoded = decodeText(input.bytes, input.name, undefined, options.encoding);
  findings.encoding = decoded.encoding;
  const { value, members, exactKeys } = parseJsonText(decoded.text, input.name);
  if (members !== countMembers(value)) tellDuplicateMember(decoded.text, input.name, findings);
  const refuse = (zh: string, en: string, path: MemberPath): never => {
    throw new Refusal(
      "topojson",
      { zh: `TopoJSON：${zh}`, en: `TopoJSON: ${en}` },
      { file: input.name, ...locateMembers(decoded.text, [path])[0]! },
    );
  };
  checkTopology(value as Members, refuse);
  if (Object.keys((value as { objects: object }).objects).length === 0)
    refuse("objects 里没有任何对象，没有要素可读", "'objects' is empty: there are no features to read", [
      "objects",
    ]);
  const topology = value as unknown as Topology;
  return Object.entries(topology.objects).map(([name, object]) => {
    const plain = object as GeometryObject;
    let converted: unknown;
    try {
      const made = buildFeature(topology, plain);
      converted = made.type === "FeatureCollection" ? made : { type: "FeatureCollection", features: [made] };
    } catch {
      return refuse(`对象“${name}”不能展开`, `the object '${name}' cannot be expanded`, ["objects", name]);
    }
    const layer = readGeojsonValue(converted, input.name, name, findings, options, null);
    settleIntegers(layer, findings, exactKeys);
    const single = plain.type !== "GeometryCollection";
    return {
      ...layer,
      ownRingOrder: true,
      locate: (wanted) =>
        locateMembers(
          decoded.text,
          wanted.map((w) => (single ? ["objects", name] : ["objects", name, "geometries", w.record - 1])),
        ),
    };
  });
}
