import { failure, type Result, success } from "../result.ts";
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

function findParameters(root: Node): Map<string, number> {
  const found = new Map<string, number>();
  for (const node of walk(root)) {
    if (node.name !== "PARAMETER" || node.numbers[0] === undefined) continue;
    const unit = node.children.find((c) => c.name === "ANGLEUNIT" || c.name === "LENGTHUNIT");
    const factor = unit?.name === "LENGTHUNIT" ? (unit.numbers[0] ?? 1) : 1;
    found.set(plain(node.texts[0] ?? ""), node.numbers[0] * factor);
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
    ],
    0,
  );
  const easting = first(p, ["false_easting", "easting_at_false_origin"], 0);
  const northing = first(p, ["false_northing", "northing_at_false_origin"], 0);
  const origin = first(
    p,
    ["latitude_of_origin", "latitude_of_natural_origin", "latitude_of_center", "latitude_of_false_origin"],
    0,
  );
  const scale = first(p, ["scale_factor", "scale_factor_at_natural_origin"], 1);
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
  const unit = root.children.find((c) => c.name === "UNIT" || c.name === "LENGTHUNIT")?.numbers[0] ?? 1;
  const { meridian, easting, northing, origin, scale } = readGrid(root);
  const isGauss = /^(gauss_kruger|transverse_mercator)$/.test(plain(method?.texts[0] ?? ""));
  if (!isGauss || origin !== 0 || Math.abs(unit - 1) > 1e-9) return undefined;
  return { ...base, grid: { meridian, falseEasting: easting, falseNorthing: northing, scale } };
}

/**
 * The system a `.prj` file or a GeoPackage definition describes, in well-known text 1 or 2.
 * Transverse Mercator (Gauss–Krüger, UTM), Web Mercator, Albers and Lambert conic grids in metres, or degrees.
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
  const read = readDatum(root, text);
  if (!read.ok) return read;
  const other = typeof read.value === "string" ? undefined : read.value;
  const datum = { value: typeof read.value === "string" ? read.value : ("wgs84" as const) };
  const name = root.texts[0] ?? "";
  if (isGeographic(root)) {
    return findCrs(other?.epsg ?? (datum.value === "cgcs2000" ? 4490 : 4326));
  }
  const method = [...walk(root)].find((n) => n.name === "PROJECTION" || n.name === "METHOD");
  const kind = plain(method?.texts[0] ?? "");
  const unit = root.children.find((c) => c.name === "UNIT" || c.name === "LENGTHUNIT")?.numbers[0] ?? 1;
  if (Math.abs(unit - 1) > 1e-9) {
    return failure({
      code: "crs-unit",
      zh: `坐标系“${name}”的单位不是米（1 单位 = ${unit} 米），请先转换`,
      en: `the unit of '${name}' is not the metre (one is ${unit} m); convert it first`,
    });
  }
  const { p, meridian, easting, northing, origin, scale } = readGrid(root);
  if (other && /^(gauss_kruger|transverse_mercator)$/.test(kind))
    return success({
      epsg: null,
      name,
      kind: "projected",
      datum: "wgs84",
      definition: `+proj=tmerc +lat_0=${origin} +lon_0=${meridian} +k=${scale} +x_0=${easting} +y_0=${northing} ${other.shift} +units=m +no_defs`,
      centralMeridian: meridian,
      note: describeShift(other),
    });
  if (/^(gauss_kruger|transverse_mercator)$/.test(kind) && origin === 0) {
    return success(findGridCrs(datum.value, meridian, easting, northing, scale, name));
  }
  if (/auxiliary_sphere|pseudo_mercator/.test(kind) || /web_mercator|pseudo_mercator/.test(plain(name))) {
    return findCrs(3857);
  }
  const parallels = [
    first(p, ["standard_parallel_1", "latitude_of_1st_standard_parallel"], origin),
    first(p, ["standard_parallel_2", "latitude_of_2nd_standard_parallel"], origin),
  ];
  const conic = /albers/.test(kind) ? "aea" : /lambert_(conformal_)?conic/.test(kind) ? "lcc" : undefined;
  if (conic) {
    const definition =
      `+proj=${conic} +lat_0=${origin} +lon_0=${meridian} +lat_1=${parallels[0]} +lat_2=${parallels[1]} ` +
      `+x_0=${easting} +y_0=${northing} ${other?.shift ?? `+${datum.value === "wgs84" ? "datum=WGS84" : "ellps=GRS80"}`} +units=m +no_defs`;
    return success({
      epsg: null,
      name,
      kind: "projected",
      datum: datum.value,
      definition,
      centralMeridian: meridian,
      ...(other ? { note: describeShift(other) } : {}),
    });
  }
  return failure({
    code: "crs-projection",
    zh: `不支持投影“${method?.texts[0] ?? name}”；支持高斯–克吕格、UTM、Web 墨卡托、阿尔伯斯和兰勃特`,
    en: `the projection '${method?.texts[0] ?? name}' is not supported; Gauss–Krüger, UTM, Web Mercator, Albers and Lambert conic are`,
  });
}

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
