import { looksLikeWellKnownText } from "./wellKnownText.ts";

export interface TableRow {
  values: unknown[];
  /** Line of a text, or row of a sheet, from 1. */
  line: number;
}

/** Where positions are: two columns, one with both, one of well-known text, or degrees, minutes and seconds apart. */
export type Columns =
  | { longitude: string | readonly string[]; latitude: string | readonly string[] }
  | { pair: string }
  | { wkt: string };

const plain = (name: string) =>
  name
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_()°.:;,、/\-[\]]+/g, "");

const longitudeNames = [
  "longitude",
  "lon",
  "lng",
  "long",
  "经度",
  "东经",
  "经度e",
  "x",
  "xcoord",
  "坐标x",
  "x坐标",
  "pointx",
  "lonwgs84",
  "经度wgs84",
  "东坐标",
  "横坐标",
  "easting",
  "东向",
];
const latitudeNames = [
  "latitude",
  "lat",
  "纬度",
  "北纬",
  "纬度n",
  "y",
  "ycoord",
  "坐标y",
  "y坐标",
  "pointy",
  "latwgs84",
  "纬度wgs84",
  "北坐标",
  "纵坐标",
  "northing",
  "北向",
];
const wktNames = ["wkt", "geom", "geometry", "thegeom", "shape", "几何", "空间坐标", "wktgeom"];
const pairNames = [
  "经纬度",
  "坐标",
  "位置坐标",
  "地理坐标",
  "经纬度坐标",
  "中心坐标",
  "中心点坐标",
  "coordinates",
  "coordinate",
  "location",
  "lonlat",
  "latlon",
  "latlng",
];

/** What the parts of an angle are called, in the order degrees, minutes, seconds. */
const partNames = [
  ["度", "d", "deg", "degree", "degrees", "°"],
  ["分", "m", "min", "minute", "minutes", "′"],
  ["秒", "s", "sec", "second", "seconds", "″"],
];
const angleNames = {
  longitude: ["经度", "东经", "longitude", "lon", "lng", "e"],
  latitude: ["纬度", "北纬", "latitude", "lat", "n"],
};

const decimalComma = /^[-+]?\d+,\d+$/;
const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Degrees or metres from a number, "110.5", "E110.5°", "37,416,116.65" or "110°30′15″E"; undefined from anything else. */
export function parseCoordinate(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.normalize("NFKC").trim();
  if (grouped.test(text) && !decimalComma.test(text)) return Number(text.replaceAll(",", ""));
  const simple = text.match(
    /^([ewns东西南北])?\s*([-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?)\s*[°度]?\s*([ewns东西南北])?$/i,
  );
  if (simple)
    return Number(simple[2]!.replace(",", ".")) * (/[ws西南]/i.test(simple[1] ?? simple[3] ?? "") ? -1 : 1);
  const parts = text.match(
    /^(?:([ewns])|(?:([东西])经?|([南北])纬?))?\s*(\d+)\s*[°度d:\s]\s*(\d+(?:\.\d+)?)\s*[′'’分m:\s]?\s*(?:(\d+(?:\.\d+)?)\s*[″"”''′’秒s]{0,2})?\s*([ewns东西南北])?$/i,
  );
  if (!parts) return undefined;
  const [minutes, seconds] = [Number(parts[5]), Number(parts[6] ?? 0)];
  if (minutes >= 60 || seconds >= 60) return undefined;
  const side = parts[1] ?? parts[2] ?? parts[3] ?? parts[7] ?? "";
  return (Number(parts[4]) + minutes / 60 + seconds / 3600) * (/[ws西南]/i.test(side) ? -1 : 1);
}

/** Longitude and latitude from one cell; letters say which is which, else a number past 90 is the longitude. */
export function parsePair(value: unknown): [number, number] | undefined {
  if (typeof value !== "string") return undefined;
  const text = value
    .normalize("NFKC")
    .trim()
    .replace(/^[([{]|[)\]}]$/g, "")
    .replace(/东经|经度[:=]?|\b(lon|lng|longitude)\b[:=]?/gi, "E")
    .replace(/北纬|纬度[:=]?|\b(lat|latitude)\b[:=]?/gi, "N")
    .replace(/西经/g, "W")
    .replace(/南纬/g, "S");
  const led = /^\s*[ewns]/i.test(text) ? text.match(/[ewns][^ewns]*\d[^ewns\d]*/gi) : null;
  const cells = led ?? text.split(/[,;\s]+/).filter((cell) => cell !== "");
  if (cells.length !== 2) return undefined;
  const [a, b] = cells.map((cell) => parseCoordinate(cell.replace(/[,;\s]+$/, "")));
  if (a === undefined || b === undefined) return undefined;
  const isLatitudeFirst = /^[ns]|[ns]$/i.test(cells[0]!) || (Math.abs(b) > 90 && Math.abs(a) <= 90);
  return isLatitudeFirst ? [b, a] : [a, b];
}

/** Degrees from a cell each for degrees, minutes and seconds; empty minutes and seconds count as none. */
export function parseAngle(values: readonly unknown[]): number | undefined {
  const numbers = values.map((value, i) =>
    i > 0 && (value === null || value === undefined || String(value).trim() === "")
      ? 0
      : parseCoordinate(value),
  );
  if (numbers.some((n) => n === undefined)) return undefined;
  const [degrees, minutes = 0, seconds = 0] = numbers as number[];
  if (minutes < 0 || minutes >= 60 || seconds < 0 || seconds >= 60) return undefined;
  return Math.sign(degrees! || 1) * (Math.abs(degrees!) + minutes / 60 + seconds / 3600);
}

const isEmpty = (value: unknown) => value === null || value === undefined || String(value).trim() === "";

/** Columns with degrees, minutes and seconds apart, by their names. */
function findAngleColumns(headers: readonly string[], names: readonly string[]): Columns | undefined {
  const find = (axis: keyof typeof angleNames): string[] | undefined => {
    const parts = partNames.map((endings) =>
      names.findIndex((name) =>
        angleNames[axis].some((stem) =>
          endings.some((ending) => name === `${stem}${plain(ending) || ending}`),
        ),
      ),
    );
    if (parts[0]! < 0) parts[0] = names.findIndex((name) => angleNames[axis].includes(name));
    if (parts[0]! < 0 || parts[1]! < 0) return undefined;
    return parts.filter((at) => at >= 0).map((at) => headers[at]!);
  };
  const [longitude, latitude] = [find("longitude"), find("latitude")];
  return longitude && latitude ? { longitude, latitude } : undefined;
}

/** Columns found, and whether their names leave no doubt. */
export interface FoundColumns {
  columns: Columns;
  isClear: boolean;
}

/** The columns that hold positions, by their names and then by their values; undefined where it cannot be told. */
export function findColumns(headers: readonly string[], rows: readonly TableRow[]): FoundColumns | undefined {
  const names = headers.map(plain);
  const sample = rows.slice(0, 50);
  const isWkt = (i: number) =>
    sample.some((r) => typeof r.values[i] === "string" && looksLikeWellKnownText(r.values[i] as string));
  const byName = headers.findIndex((_, i) => wktNames.includes(names[i]!) && isWkt(i));
  const wkt = byName >= 0 ? byName : headers.findIndex((_, i) => isWkt(i));
  if (wkt >= 0) return { columns: { wkt: headers[wkt]! }, isClear: byName >= 0 };
  const angles = findAngleColumns(headers, names);
  if (angles) return { columns: angles, isClear: true };
  /** At least half of what is filled in, and something. */
  const mostly = (i: number, reads: (value: unknown) => boolean) => {
    const filled = rows.slice(0, 200).filter((r) => !isEmpty(r.values[i]));
    const good = filled.filter((r) => reads(r.values[i])).length;
    return good > 0 && good * 2 >= filled.length;
  };
  const numeric = (i: number) => mostly(i, (value) => parseCoordinate(value) !== undefined);
  const find = (wanted: string[]) => {
    for (const name of wanted) {
      const at = names.findIndex((n, i) => n === name && numeric(i));
      if (at >= 0) return { at, isExact: true };
    }
    const at = names.findIndex(
      (n, i) => n.length > 1 && wanted.some((w) => w.length > 1 && n.includes(w)) && numeric(i),
    );
    return { at, isExact: false };
  };
  const longitude = find(longitudeNames);
  const latitude = find(latitudeNames);
  if (longitude.at >= 0 && latitude.at >= 0 && longitude.at !== latitude.at)
    return {
      columns: { longitude: headers[longitude.at]!, latitude: headers[latitude.at]! },
      isClear: longitude.isExact && latitude.isExact,
    };
  const pair = headers.findIndex(
    (_, i) => pairNames.some((n) => names[i]!.startsWith(n)) && mostly(i, (v) => parsePair(v) !== undefined),
  );
  return pair >= 0 ? { columns: { pair: headers[pair]! }, isClear: true } : undefined;
}

/** Names of the columns of a choice, first those of the longitude. */
export function listColumns(columns: Columns): string[] {
  if ("wkt" in columns) return [columns.wkt];
  if ("pair" in columns) return [columns.pair];
  return [columns.longitude, columns.latitude].flat();
}

/** Whether a name alone says that its column holds a coordinate: what a header row is known by. */
export function isCoordinateName(name: string): boolean {
  const said = plain(name);
  if (said === "") return false;
  const exact = [...longitudeNames, ...latitudeNames, ...wktNames, ...pairNames];
  return (
    exact.includes(said) ||
    [...longitudeNames, ...latitudeNames].some((known) => known.length > 1 && said.includes(known))
  );
}
