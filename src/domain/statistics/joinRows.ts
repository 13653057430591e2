/** A unit that rows may be joined to. */
export interface JoinUnit {
  id: string;
  /** Its official number, such as 150102. */
  code: string;
  names: readonly string[];
}

export interface JoinedRows {
  /** Values by unit id. */
  values: Record<string, number>;
  /** Rows that joined nothing, with why; `row` counts from 1. */
  left: { row: number; key: string; reason: "unknown" | "several" | "twice" | "no-number" }[];
  /** Ids of units without a row. */
  without: string[];
}

/** Full-width letters and digits as half-width, no spaces, lower case. */
const tidy = (text: string) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
/** A name without the word for what kind of unit it is. */
const shorten = (name: string) =>
  name.length > 2 ? name.replace(/(自治旗|矿区|旗|县|区|市|banner|county|district|city)$/u, "") : name;

/** A number as tables write it: with separators of thousands, in either width, with a percent sign or none. */
export function parseTableNumber(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/[\s,]/g, "").replace(/%$/, "");
  return plain !== "" && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

/**
 * Joins rows of a table to units by their code, by their whole name, or by their name without its last
 * word where only one unit is called so.
 *
 * @param rows key and value as written; nothing is guessed: what joins nothing is told.
 */
export function joinRows(
  rows: readonly (readonly [key: string, value: string])[],
  units: readonly JoinUnit[],
): JoinedRows {
  const known = new Map<string, Set<string>>();
  const add = (key: string, id: string) => {
    const ids = known.get(key) ?? new Set();
    ids.add(id);
    known.set(key, ids);
  };
  for (const { id, code, names } of units) {
    add(tidy(code), id);
    for (const name of names) add(tidy(name), id);
  }
  const whole = new Set(known.keys());
  for (const { id, names } of units)
    for (const name of names) {
      const short = shorten(tidy(name));
      if (!whole.has(short)) add(short, id);
    }
  const values: Record<string, number> = {};
  const left: JoinedRows["left"] = [];
  rows.forEach(([key, text], index) => {
    const row = index + 1;
    // Codes of villages and towns begin with that of their unit.
    const code = tidy(key).match(/^(\d{6})0{0,6}$/)?.[1];
    const ids = known.get(code ?? tidy(key)) ?? known.get(shorten(tidy(key)));
    const value = parseTableNumber(text);
    const [id] = ids ?? [];
    if (!ids || id === undefined) left.push({ row, key, reason: "unknown" });
    else if (ids.size > 1) left.push({ row, key, reason: "several" });
    else if (value === undefined) left.push({ row, key, reason: "no-number" });
    else if (id in values) left.push({ row, key, reason: "twice" });
    else values[id] = value;
  });
  return { values, left, without: units.flatMap(({ id }) => (id in values ? [] : [id])) };
}

/** Two columns out of a pasted table: apart by tabs, commas or spaces; a first line without a number is its head. */
export function parseRows(text: string): { rows: [string, string][]; title: string | undefined } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const cells = lines.map((line): [string, string] => {
    const parts = line.includes("\t")
      ? line.split("\t")
      : (line.match(/^(.*?)[,，;；]\s*(.*)$/)?.slice(1) ?? line.split(/\s+(?=\S+$)/));
    return [(parts[0] ?? "").trim(), (parts[1] ?? "").trim()];
  });
  const [first] = cells;
  const isHead = first !== undefined && cells.length > 1 && parseTableNumber(first[1]) === undefined;
  return { rows: isHead ? cells.slice(1) : cells, title: isHead ? first[1] || undefined : undefined };
}
