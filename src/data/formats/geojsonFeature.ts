import type { Geometry } from "geojson";
import {
  type Findings,
  type MemberPath,
  type RawFeature,
  type ReadOptions,
  type RepairId,
  repairTitles,
} from "../importReport.ts";
import { repairShape } from "../repairShape.ts";
import { checkGeometry, isEmptyGeometry } from "../shapeRules.ts";

export type Members = Record<string, unknown>;
export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const has = (value: Members, key: string) => Object.hasOwn(value, key);

/** What is wrong with the `bbox` of an object (RFC 7946, 5), or null: it may be absent. */
export function findBboxFault(owner: Members): { zh: string; en: string } | null {
  if (!has(owner, "bbox")) return null;
  const box = owner.bbox;
  const good =
    Array.isArray(box) &&
    (box.length === 4 || box.length === 6) &&
    box.every((v) => typeof v === "number" && Number.isFinite(v));
  if (!good) return { zh: "bbox 应是 4 个或 6 个数", en: "a bbox should be 4 or 6 numbers" };
  if ((box[1] as number) <= (box[box.length / 2 + 1] as number)) return null;
  return { zh: "bbox 的南界在北界之北", en: "the south of the bbox lies north of its north" };
}

type Place = { file: string; record: number; line: null };

/**
 * Reads the features of one file, record by record. What is wrong goes to the findings; null is a feature that is
 * not on the map: refused, or skipped because it has no geometry.
 */
export class FeatureReader {
  /** Features that have no geometry to draw, so far. */
  skipped = 0;
  private readonly ids = new Set<string | number>();
  private readonly addsProperties: boolean;
  private readonly positional: readonly RepairId[];

  private readonly file: string;
  private readonly findings: Findings;
  private readonly isTextGone: boolean;

  constructor(file: string, findings: Findings, options: ReadOptions, isTextGone: boolean) {
    this.file = file;
    this.findings = findings;
    this.isTextGone = isTextGone;
    const repairs = options.repairs ?? [];
    this.addsProperties = repairs.includes("add-properties");
    this.positional = repairs.filter((r) =>
      ["drop-extra-values", "swap-axes", "close-rings", "rewind-rings"].includes(r),
    );
  }

  private failAt(place: Place) {
    return (code: string, zh: string, en: string, path: MemberPath, repair?: "add-properties") =>
      this.findings.addError(code, { zh, en }, { ...place, path }, repair);
  }

  /** Whether the feature's own members are as RFC 7946, 7.1 and 3.2, have them. */
  private checkMembers(item: Members, place: Place): boolean {
    const fail = this.failAt(place);
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
      if (this.ids.has(id))
        this.findings.addWarning(
          "feature-id-repeated",
          { zh: `id“${id}”重复`, en: `the id '${id}' is used twice` },
          { ...place, path: ["id"] },
        );
      this.ids.add(id);
    }
    const box = findBboxFault(item);
    if (box) this.findings.addError("bbox", box, { ...place, path: ["bbox"] });
    return sound;
  }

  /** Whether the properties can be kept; adds them where that repair was chosen. */
  private checkProperties(item: Members, place: Place): boolean {
    const fail = this.failAt(place);
    if (!has(item, "properties") && this.addsProperties) {
      item.properties = {};
      this.findings.countRepair("add-properties");
      this.findings.addChange({
        ...place,
        action: "repaired",
        repair: "add-properties",
        reason: repairTitles["add-properties"],
        areaBefore: null,
        areaAfter: null,
      });
    }
    if (!has(item, "properties")) {
      fail(
        "properties-missing",
        "要素缺少 properties（可为 null）",
        "a feature needs a member 'properties' (it may be null)",
        [],
        "add-properties",
      );
      return false;
    }
    if (item.properties !== null && !isObject(item.properties)) {
      fail("properties-type", "properties 应是对象或 null", "'properties' should be an object or null", [
        "properties",
      ]);
      return false;
    }
    if (isObject(item.properties) && has(item.properties, "__proto__")) {
      this.findings.addWarning(
        "proto-key",
        {
          zh: "properties 中有名为 __proto__ 的成员，按普通数据保留",
          en: "the properties have a member named __proto__; kept as plain data",
        },
        { ...place, path: ["properties", "__proto__"] },
      );
    }
    return true;
  }

  /** The geometry of a feature; null where there is none to draw, or where it is refused. */
  private readShape(item: Members, place: Place): Geometry | null {
    if (!has(item, "geometry")) {
      this.failAt(place)(
        "geometry-missing",
        "要素缺少 geometry（可为 null）",
        "a feature needs a member 'geometry' (it may be null)",
        [],
      );
      return null;
    }
    if (item.geometry === null) {
      this.skipped += 1;
      this.findings.addWarning(
        "geometry-null",
        { zh: "没有几何（null），未上图", en: "has no geometry (null); left out" },
        { ...place, path: ["geometry"] },
      );
      return null;
    }
    for (const repair of this.positional)
      repairShape(item.geometry as Geometry, repair, place, this.findings);
    if (!checkGeometry(item.geometry, place, ["geometry"], this.isTextGone, this.findings)) return null;
    if (!isEmptyGeometry(item.geometry as Geometry)) return item.geometry as Geometry;
    this.skipped += 1;
    this.findings.addWarning(
      "geometry-empty",
      {
        zh: "几何没有坐标，视为 null，未上图",
        en: "the geometry has no positions and counts as null; left out",
      },
      { ...place, path: ["geometry"] },
    );
    return null;
  }

  /** A bare geometry, as a feature without properties. */
  readGeometry(item: Geometry, record: number): RawFeature | null {
    const place = { file: this.file, record, line: null };
    for (const repair of this.positional) repairShape(item, repair, place, this.findings);
    if (!checkGeometry(item, place, [], this.isTextGone, this.findings)) return null;
    return { record, line: null, properties: {}, geometry: item };
  }

  readFeature(item: unknown, record: number): RawFeature | null {
    const place = { file: this.file, record, line: null };
    const fail = this.failAt(place);
    if (!isObject(item)) {
      fail("feature-not-object", "要素不是对象", "a feature is not an object", []);
      return null;
    }
    if (!has(item, "type") || item.type !== "Feature") {
      const said = has(item, "type") ? JSON.stringify(item.type)?.slice(0, 60) : "";
      fail(
        "feature-type",
        `要素的 type 应为 "Feature"${said ? `，实为 ${said}` : ""}`,
        `the type of a feature should be "Feature"${said ? `, got ${said}` : ""}`,
        ["type"],
      );
      return null;
    }
    const membersSound = this.checkMembers(item, place);
    const propertiesSound = this.checkProperties(item, place);
    const geometry = this.readShape(item, place);
    if (!membersSound || !propertiesSound || !geometry) return null;
    return {
      record,
      line: null,
      ...(has(item, "id") ? { id: item.id as string | number } : {}),
      properties: (item.properties as Members | null) ?? {},
      geometry,
    };
  }
}
