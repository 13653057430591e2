/**
 * Evaluates the few expression operators that legend filters are written in, so that features can be
 * counted from the data rather than from what happens to be painted. Throws on any other operator:
 * a layer that needs more must add it here, with its test.
 */
export interface FilterFeature {
  properties: Readonly<Record<string, unknown>>;
  geometryType: "Point" | "LineString" | "Polygon";
}

type Operator = (parts: readonly unknown[], feature: FilterFeature) => unknown;

const asNumber = (value: unknown) => (typeof value === "number" ? value : Number.NaN);

const operators: Record<string, Operator> = {
  literal: ([value]) => value,
  get: ([key, object], feature) => {
    const from = object === undefined ? feature.properties : evaluate(object, feature);
    const name = String(evaluate(key, feature));
    return typeof from === "object" && from !== null && Object.hasOwn(from, name)
      ? ((from as Readonly<Record<string, unknown>>)[name] ?? null)
      : null;
  },
  // The first of its parts that is a number, as the style specification reads it.
  "to-number": (parts, feature) => {
    for (const part of parts) {
      const value = evaluate(part, feature);
      const number = value === null || value === false ? 0 : value === true ? 1 : Number(value);
      if (!Number.isNaN(number)) return number;
    }
    return Number.NaN;
  },
  has: ([key], feature) => Object.hasOwn(feature.properties, String(key)),
  "geometry-type": (_, feature) => feature.geometryType,
  all: (parts, feature) => parts.every((part) => evaluate(part, feature) === true),
  any: (parts, feature) => parts.some((part) => evaluate(part, feature) === true),
  "!": ([part], feature) => evaluate(part, feature) !== true,
  "==": ([left, right], feature) => evaluate(left, feature) === evaluate(right, feature),
  "!=": ([left, right], feature) => evaluate(left, feature) !== evaluate(right, feature),
  "<": ([left, right], feature) => asNumber(evaluate(left, feature)) < asNumber(evaluate(right, feature)),
  "<=": ([left, right], feature) => asNumber(evaluate(left, feature)) <= asNumber(evaluate(right, feature)),
  ">": ([left, right], feature) => asNumber(evaluate(left, feature)) > asNumber(evaluate(right, feature)),
  ">=": ([left, right], feature) => asNumber(evaluate(left, feature)) >= asNumber(evaluate(right, feature)),
  typeof: ([part], feature) => typeof evaluate(part, feature),
  "to-string": ([part], feature) => {
    const value = evaluate(part, feature);
    if (value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  },
  downcase: ([part], feature) => String(evaluate(part, feature)).toLowerCase(),
  // Pairs of a test and what holds then; the last part alone is what holds otherwise.
  case: (parts, feature) => {
    let at = 0;
    while (at + 1 < parts.length && evaluate(parts[at], feature) !== true) at += 2;
    return evaluate(parts[at + 1 < parts.length ? at + 1 : at], feature);
  },
  coalesce: (parts, feature) => {
    for (const part of parts) {
      const value = evaluate(part, feature);
      if (value !== null) return value;
    }
    return null;
  },
  in: ([needle, haystack], feature) => {
    const within = evaluate(haystack, feature);
    const wanted = evaluate(needle, feature);
    if (Array.isArray(within)) return within.includes(wanted);
    return typeof within === "string" && typeof wanted === "string" && within.includes(wanted);
  },
};

function evaluate(part: unknown, feature: FilterFeature): unknown {
  if (!Array.isArray(part)) return part;
  const [name, ...rest] = part as [unknown, ...unknown[]];
  const operator = typeof name === "string" && Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!operator) {
    throw new Error(
      `got the filter operator '${String(name)}', expected one of ${Object.keys(operators).join(", ")}`,
    );
  }
  return operator(rest, feature);
}

/** Whether a feature passes a filter. */
export const passesFilter = (filter: unknown, feature: FilterFeature): boolean =>
  evaluate(filter, feature) === true;
