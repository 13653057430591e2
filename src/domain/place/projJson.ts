type Members = Record<string, unknown>;
const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isObject) : []);
const quote = (value: unknown) => `"${(typeof value === "string" ? value : "").replaceAll('"', '""')}"`;

/** Units that PROJJSON names without a factor. */
const plainUnits: Readonly<Record<string, string>> = {
  metre: 'LENGTHUNIT["metre",1]',
  degree: 'ANGLEUNIT["degree",0.0174532925199433]',
  unity: 'SCALEUNIT["unity",1]',
};

function formatUnit(unit: unknown): string {
  if (typeof unit === "string") return plainUnits[unit] ?? `UNIT[${quote(unit)},NaN]`;
  if (!isObject(unit)) return "";
  const keyword =
    unit.type === "LinearUnit" ? "LENGTHUNIT" : unit.type === "AngularUnit" ? "ANGLEUNIT" : "SCALEUNIT";
  return `${keyword}[${quote(unit.name)},${Number(unit.conversion_factor)}]`;
}

const join = (...parts: string[]) => parts.filter((part) => part !== "").join(",");

function formatAxes(crs: Members): string {
  const axes = isObject(crs.coordinate_system) ? listOf(crs.coordinate_system.axis) : [];
  return join(...axes.map((axis) => `AXIS[${join(quote(axis.name), formatUnit(axis.unit))}]`));
}

function formatGeographic(keyword: string, crs: Members): string {
  const datum = isObject(crs.datum) ? crs.datum : isObject(crs.datum_ensemble) ? crs.datum_ensemble : {};
  const ellipsoid = isObject(datum.ellipsoid) ? datum.ellipsoid : {};
  const prime = datum.prime_meridian;
  const at = isObject(prime) ? (isObject(prime.longitude) ? prime.longitude.value : prime.longitude) : 0;
  return `${keyword}[${join(
    quote(crs.name),
    `DATUM[${quote(datum.name)},ELLIPSOID[${quote(ellipsoid.name)}]]`,
    isObject(prime) ? `PRIMEM[${quote(prime.name)},${Number(at)}]` : "",
    formatAxes(crs),
  )}]`;
}

/**
 * A system in PROJJSON (PROJ's schema 0.x, as GeoParquet carries it) as the well-known text 2 that says the same;
 * of a compound or bound system its horizontal part. Undefined where it is neither a grid nor degrees, or where a
 * number in it is none: left out, it would be taken for its default.
 */
export function formatProjJson(given: unknown): string | undefined {
  let crs = given;
  for (let depth = 0; depth < 3 && isObject(crs); depth += 1) {
    if (crs.type === "CompoundCRS") crs = listOf(crs.components)[0];
    else if (crs.type === "BoundCRS") crs = crs.source_crs;
  }
  if (!isObject(crs)) return undefined;
  if (crs.type === "GeographicCRS" || crs.type === "GeodeticCRS") return formatGeographic("GEOGCRS", crs);
  if (crs.type !== "ProjectedCRS" || !isObject(crs.base_crs) || !isObject(crs.conversion)) return undefined;
  const method = isObject(crs.conversion.method) ? crs.conversion.method : {};
  const parameters = listOf(crs.conversion.parameters).map(
    ({ name, value, unit }) => `PARAMETER[${join(quote(name), String(Number(value)), formatUnit(unit))}]`,
  );
  const conversion = `CONVERSION[${join(quote(crs.conversion.name), `METHOD[${quote(method.name)}]`, ...parameters)}]`;
  const text = `PROJCRS[${join(quote(crs.name), formatGeographic("BASEGEOGCRS", crs.base_crs), conversion, formatAxes(crs))}]`;
  return /,(NaN|-?Infinity)[,\]]/.test(text) ? undefined : text;
}
