import type { Bilingual } from "../plan.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { type Crs, findCrs, findGridCrs, refuseOldDatum } from "./crs.ts";
import { ellipsoidOf, findOldSystem, type OldDatum, type OldSystem, oldDatumNames } from "./oldDatums.ts";
import { describeShift, findOtherDatum, type OtherDatum } from "./otherDatums.ts";

/** One `NAME["text", number, CHILD[…]]` of well-known text. */
interface Node {
  name: string;
  texts: string[];
  numbers: number[];
  children: Node[];
}

/** Reads the bracket structure of a CRS in well-known text 1 (OGC or Esri) or 2; undefined if it is not that. */
function parseNodes(text: string): Node | undefined {
  const stack: Node[] = [];
  const token =
    /\s*(?:([A-Za-z_][A-Za-z0-9_]*)\s*[[(]|"((?:[^"]|"")*)"|([-+]?[\d.]+(?:[eE][-+]?\d+)?)|([\])])|(,)|([A-Za-z]+))/y;
  let root: Node | undefined;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (!match) break;
    if (match[1] !== undefined) {
      const node = { name: match[1].toUpperCase(), texts: [], numbers: [], children: [] };
      stack.at(-1)?.children.push(node);
      root ??= node;
      stack.push(node);
      if (stack.length > 30) return undefined;
    } else if (match[2] !== undefined) stack.at(-1)?.texts.push(match[2]);
    else if (match[3] !== undefined) stack.at(-1)?.numbers.push(Number(match[3]));
    else if (match[4] !== undefined) {
      stack.pop();
      if (stack.length === 0) break;
    }
  }
  return root;
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

const isGeographic = ({ name }: Node) => /^(GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS|GEOGRAPHICCRS)$/.test(name);

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9一-龥]+/g, "_");

const isProjected = ({ name }: Node) => /^(PROJCS|PROJCRS|PROJECTEDCRS)$/.test(name);

/** The horizontal part of a compound or bound system, whose own unit and method are the ones that count. */
const findHorizontal = (root: Node): Node =>
  [...walk(root)].find((node) => isProjected(node) || isGeographic(node)) ?? root;

/** The factor of the unit of a system: its own `UNIT`, or that of its axes, in metres or radians. */
function findUnit(
  node: Node,
  kind: "LENGTHUNIT" | "ANGLEUNIT",
): { factor: number; name: string } | undefined {
  const isUnit = ({ name, numbers }: Node) => (name === "UNIT" || name === kind) && numbers[0] !== undefined;
  const axes = node.children.filter(({ name }) => name === "AXIS").flatMap(({ children }) => children);
  const unit = node.children.find(isUnit) ?? axes.find(isUnit);
  return unit && { factor: unit.numbers[0]!, name: unit.texts[0] ?? "?" };
}

const radiansOfDegree = Math.PI / 180;
/** Files round a degree to nine digits and more; no other angular unit comes as near. */
const isDegree = (factor: number) => Math.abs(factor / radiansOfDegree - 1) < 1e-7;
const lengthNames = /^(false_(easting|northing)|(easting|northing)_at_)/;
const scaleNames = /^scale_factor/;

/** Parameters in metres and degrees: by their own units, or those of the system and of its degrees. */
function findParameters(root: Node): Map<string, number> {
  const found = new Map<string, number>();
  const metres = findUnit(root, "LENGTHUNIT")?.factor ?? 1;
  const base = root.children.find((node) => isGeographic(node));
  const angle = (base && findUnit(base, "ANGLEUNIT")?.factor) ?? radiansOfDegree;
  const inDegrees = (factor: number) => (isDegree(factor) ? 1 : factor / radiansOfDegree);
  for (const node of walk(root)) {
    if (node.name !== "PARAMETER" || node.numbers[0] === undefined) continue;
    const name = plain(node.texts[0] ?? "");
    const own = node.children.find(({ name }) => /^(ANGLE|LENGTH|SCALE)?UNIT$/.test(name))?.numbers[0];
    const factor = lengthNames.test(name)
      ? (own ?? metres)
      : scaleNames.test(name)
        ? (own ?? 1)
        : inDegrees(own ?? angle);
    found.set(name, node.numbers[0] * factor);
  }
  return found;
}

/** Everything that names the datum of a system. */
function collectDatumWords(root: Node): string[] {
  const words: string[] = [root.texts[0] ?? ""];
  for (const node of walk(root)) {
    if (
      [
        "DATUM",
        "GEODETICDATUM",
        "GEOGCS",
        "BASEGEOGCRS",
        "GEOGCRS",
        "GEODCRS",
        "ENSEMBLE",
        "SPHEROID",
        "ELLIPSOID",
      ].includes(node.name)
    ) {
      words.push(node.texts[0] ?? "");
    }
  }
  return words;
}

function findOldDatum(said: string): OldDatum | undefined {
  if (/new_beijing/.test(said)) return "new-beijing54";
  if (/beijing_?_?(19)?54|beijing_1954|d_beijing|北京_?54/.test(said) || /krass?ov?sky/.test(said))
    return "beijing54";
  return /xian_?_?(19)?80|西安_?80|iag_?(19)?75/.test(said) ? "xian80" : undefined;
}

function readDatum(root: Node, text: string): Result<Crs["datum"] | OtherDatum> {
  const words = collectDatumWords(root);
  const said = plain(words.join(" "));
  const old = findOldDatum(said);
  if (old) return refuseOldDatum(old, text);
  if (/china_2000|cgcs_?2000|china_geodetic_coordinate_system_2000|国家_?2000/.test(said))
    return success("cgcs2000");
  if (/wgs_?(19)?84|world_geodetic_system/.test(said)) return success("wgs84");
  const other = findOtherDatum(said);
  if (other) return success(other);
  const name = (words.find((w) => w !== "") ?? "?").slice(0, 80);
  return failure({
    code: "crs-unknown-datum",
    zh: `不支持大地基准“${name}”；请先转换到 WGS 84 或 CGCS2000`,
    en: `the datum of '${name}' is not supported; convert it to WGS 84 or CGCS2000 first`,
  });
}

const first = (parameters: Map<string, number>, names: string[], otherwise: number) => {
  for (const name of names) {
    const value = parameters.get(name);
    if (value !== undefined) return value;
  }
  return otherwise;
};

/** The numbers of a grid, by the names both forms of well-known text have for them. */
function readGrid(root: Node) {
  const p = findParameters(root);
  const meridian = first(
    p,
    [
      "central_meridian",
      "longitude_of_natural_origin",
      "longitude_of_center",
      "longitude_of_false_origin",
      "longitude_of_origin",
      "longitude_of_projection_centre",
    ],
    0,
  );
  const easting = first(p, ["false_easting", "easting_at_false_origin", "easting_at_projection_centre"], 0);
  const northing = first(
    p,
    ["false_northing", "northing_at_false_origin", "northing_at_projection_centre"],
    0,
  );
  const origin = first(
    p,
    [
      "latitude_of_origin",
      "latitude_of_natural_origin",
      "latitude_of_center",
      "latitude_of_false_origin",
      "latitude_of_projection_centre",
    ],
    0,
  );
  const scale = first(
    p,
    ["scale_factor", "scale_factor_at_natural_origin", "scale_factor_on_initial_line"],
    1,
  );
  return { p, meridian, easting, northing, origin, scale };
}

/**
 * The system of an old datum, by its code (`EPSG:2383`) or by well-known text, for one's own parameters to take over.
 * Undefined where it is no such system: another datum, another projection, another unit.
 */
export function parseOldSystem(stated: string): OldSystem | undefined {
  const code = /^(?:EPSG:)?(\d{4,5})$/i.exec(stated.trim())?.[1];
  if (code) return findOldSystem(Number(code));
  const root = parseNodes(stated.trim());
  const datum = root && findOldDatum(plain(collectDatumWords(root).join(" ")));
  if (!datum) return undefined;
  const base = {
    datum,
    name: root.texts[0] || oldDatumNames[datum],
    epsg: null,
    ellipsoid: ellipsoidOf(datum),
  };
  if (isGeographic(root)) return { ...base, grid: null };
  const method = [...walk(root)].find((n) => n.name === "PROJECTION" || n.name === "METHOD");
  const unit = findUnit(root, "LENGTHUNIT")?.factor ?? 1;
  const { meridian, easting, northing, origin, scale } = readGrid(root);
  const isGauss = isTransverse(plain(method?.texts[0] ?? ""));
  if (!isGauss || origin !== 0 || Math.abs(unit - 1) > 1e-9) return undefined;
  return { ...base, grid: { meridian, falseEasting: easting, falseNorthing: northing, scale } };
}

/** Refuses what would be read wrong in silence: angles that are no degrees, longitudes not from Greenwich. */
function refuseAngles(node: Node, name: string): { ok: false; error: Problem } | undefined {
  const angle = isGeographic(node) ? findUnit(node, "ANGLEUNIT") : undefined;
  if (angle && !isDegree(angle.factor)) {
    return failure({
      code: "crs-angle-unit",
      zh: `坐标系“${name}”的角度单位是“${angle.name}”（1 单位 = ${angle.factor} 弧度），不是度；请先转换成度`,
      en: `the angles of '${name}' are in '${angle.name}' (one is ${angle.factor} rad), not in degrees; convert them to degrees first`,
    });
  }
  const prime = [...walk(node)].find((child) => child.name === "PRIMEM" || child.name === "PRIMEMERIDIAN");
  if (!prime?.numbers[0]) return undefined;
  return failure({
    code: "crs-prime-meridian",
    zh: `坐标系“${name}”的经度从“${prime.texts[0] ?? "?"}”起算，不是格林尼治；请先转换`,
    en: `the longitudes of '${name}' are counted from '${prime.texts[0] ?? "?"}', not from Greenwich; convert it first`,
  });
}

/** The method of a grid with its parameters in proj4's words; undefined where proj4 is not used for it here. */
function defineMethod(
  kind: string,
  { p, meridian, easting, northing, origin, scale }: ReturnType<typeof readGrid>,
) {
  const at = `+lat_0=${origin} +lon_0=${meridian}`;
  const offset = `+x_0=${easting} +y_0=${northing}`;
  if (isTransverse(kind)) return `+proj=tmerc ${at} +k=${scale} ${offset}`;
  // Swiss grids: an oblique cylinder that touches along the parallel of its centre.
  const azimuth = first(p, ["azimuth", "azimuth_of_initial_line"], Number.NaN);
  const isSwiss =
    /^swiss_oblique/.test(kind) || (/^hotine_oblique.*(center|variant_b_?)$/.test(kind) && azimuth === 90);
  if (isSwiss) return `+proj=somerc ${at} +k_0=${scale} ${offset}`;
  const conic = /albers/.test(kind) ? "aea" : /lambert_(conformal_)?conic/.test(kind) ? "lcc" : undefined;
  if (!conic) return undefined;
  const south = first(p, ["standard_parallel_1", "latitude_of_1st_standard_parallel"], origin);
  const north = first(p, ["standard_parallel_2", "latitude_of_2nd_standard_parallel"], south);
  const k = conic === "lcc" && scale !== 1 ? `+k_0=${scale} ` : "";
  return `+proj=${conic} ${at} +lat_1=${south} +lat_2=${north} ${k}${offset}`;
}

const isTransverse = (kind: string) => /^(gauss_kruger|transverse_mercator)$/.test(kind);

/**
 * The system a `.prj` file or a GeoPackage definition describes, in well-known text 1 or 2: degrees, or a
 * Transverse Mercator (Gauss–Krüger, UTM), Web Mercator, Albers, Lambert conic or Swiss grid in metres or in
 * another unit of length, taken by the factor the text gives.
 * Errors `crs-unreadable`, `crs-unknown-datum`, `crs-old-datum`, `crs-unit`, `crs-angle-unit`,
 * `crs-prime-meridian`, `crs-projection`.
 */
export function parseCrsText(text: string): Result<Crs> {
  const root = parseNodes(text.trim());
  if (!root || root.children.length === 0) {
    return failure({
      code: "crs-unreadable",
      zh: "坐标系说明（.prj）不是可读的 WKT",
      en: "the description of the coordinate system (.prj) is not readable well-known text",
    });
  }
  const horizontal = findHorizontal(root);
  const read = readDatum(horizontal, text);
  if (!read.ok) return read;
  const other = typeof read.value === "string" ? undefined : read.value;
  const datum = typeof read.value === "string" ? read.value : "wgs84";
  const name = horizontal.texts[0] ?? "";
  const refused = refuseAngles(horizontal, name);
  if (refused) return refused;
  if (isGeographic(horizontal)) return findCrs(other?.epsg ?? (datum === "cgcs2000" ? 4490 : 4326));
  const method = [...walk(horizontal)].find((n) => n.name === "PROJECTION" || n.name === "METHOD");
  const kind = plain(method?.texts[0] ?? "");
  const unit = findUnit(horizontal, "LENGTHUNIT") ?? { factor: 1, name: "metre" };
  if (!(unit.factor > 0 && Number.isFinite(unit.factor))) {
    return failure({
      code: "crs-unit",
      zh: `坐标系“${name}”的单位不可用（1 单位 = ${unit.factor} 米）`,
      en: `the unit of '${name}' is of no use (one is ${unit.factor} m)`,
    });
  }
  const isMetre = Math.abs(unit.factor - 1) <= 1e-9;
  const grid = readGrid(horizontal);
  if (!other && isMetre && isTransverse(kind) && grid.origin === 0) {
    return success(findGridCrs(datum, grid.meridian, grid.easting, grid.northing, grid.scale, name));
  }
  const isWeb =
    /auxiliary_sphere|pseudo_mercator/.test(kind) || /web_mercator|pseudo_mercator/.test(plain(name));
  if (isWeb && isMetre) return findCrs(3857);
  const proj = isWeb ? undefined : defineMethod(kind, grid);
  if (!proj) {
    return failure({
      code: "crs-projection",
      zh: `不支持投影“${method?.texts[0] ?? name}”；支持高斯–克吕格、UTM、Web 墨卡托、阿尔伯斯、兰勃特和瑞士投影`,
      en: `the projection '${method?.texts[0] ?? name}' is not supported; Gauss–Krüger, UTM, Web Mercator, Albers, Lambert conic and the Swiss grids are`,
    });
  }
  const shift = other?.shift ?? (datum === "wgs84" ? "+datum=WGS84" : "+ellps=GRS80");
  return success({
    epsg: null,
    name,
    kind: "projected",
    datum,
    definition: `${proj} ${shift} ${isMetre ? "+units=m" : `+to_meter=${unit.factor}`} +no_defs`,
    centralMeridian: grid.meridian,
    ...(other ? { note: describeShift(other) } : {}),
    ...(isMetre ? {} : { unitNote: describeUnit(unit) }),
  });
}

const describeUnit = ({ factor, name }: { factor: number; name: string }): Bilingual => ({
  zh: `坐标单位是“${name}”，按坐标系说明以 1 单位 = ${factor} 米换算`,
  en: `the coordinates are in '${name}' and were taken at 1 unit = ${factor} m, as the description of the system says`,
});

/** The `.prj` text of a system, in the form desktop programs read (Esri well-known text 1). */
export function formatCrsText(crs: Crs): string {
  const geographic =
    crs.datum === "cgcs2000"
      ? 'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
      : 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
  if (crs.kind === "geographic") return geographic;
  const decimal = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value));
  const value = (key: string) => Number(crs.definition.match(new RegExp(`\\+${key}=([-\\d.e]+)`))?.[1] ?? 0);
  const parameters = (list: [string, number][]) =>
    list.map(([name, number]) => `PARAMETER["${name}",${decimal(number)}]`).join(",");
  if (crs.epsg === 3857) {
    return `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${geographic},PROJECTION["Mercator_Auxiliary_Sphere"],${parameters(
      [
        ["False_Easting", 0],
        ["False_Northing", 0],
        ["Central_Meridian", 0],
        ["Standard_Parallel_1", 0],
        ["Auxiliary_Sphere_Type", 0],
      ],
    )},UNIT["Meter",1.0]]`;
  }
  const esriName = crs.name
    .replace(/^WGS 84 \//, "WGS_1984")
    .replace(/ \/ /g, " ")
    .replace(/3-degree Gauss-Kruger/, "3_Degree_GK")
    .replace(/Gauss-Kruger/, "GK")
    .replace(/\bzone\b/, "Zone")
    .replace(/[^A-Za-z0-9]+/g, "_");
  const method = crs.datum === "cgcs2000" ? "Gauss_Kruger" : "Transverse_Mercator";
  return `PROJCS["${esriName}",${geographic},PROJECTION["${method}"],${parameters([
    ["False_Easting", value("x_0")],
    ["False_Northing", value("y_0")],
    ["Central_Meridian", value("lon_0")],
    ["Scale_Factor", value("k")],
    ["Latitude_Of_Origin", 0],
  ])},UNIT["Meter",1.0]]`;
}
