import type { Findings, RawLayer, ReadOptions } from "../importReport.ts";

const grouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const plain = /^[-+]?\d+(\.\d+)?$/;
const decimalComma = /^[-+]?\d+,\d+$/;

/** How the texts of a column would read as numbers: with commas between thousands, or with a decimal comma. */
function findReading(texts: readonly string[]): ((text: string) => number) | undefined {
  if (
    texts.every((text) => grouped.test(text) || plain.test(text)) &&
    texts.some((text) => grouped.test(text))
  )
    return (text) => Number(text.replaceAll(",", ""));
  if (
    texts.every((text) => decimalComma.test(text) || plain.test(text)) &&
    texts.some((t) => decimalComma.test(t))
  )
    return (text) => Number(text.replace(",", "."));
  return undefined;
}

/**
 * Columns of text that are numbers in another dress (1,234.5 or 12,5): kept as text and offered as numbers,
 * and read as numbers where the user asks.
 */
export function readLooseNumbers(layer: RawLayer, findings: Findings, options: ReadOptions): void {
  const keys = new Set<string>();
  for (const { properties } of layer.features) {
    for (const key in properties) {
      const value = properties[key];
      if (typeof value === "string" && value.includes(",") && value.length < 40) keys.add(key);
    }
  }
  const wanted = options.repairs?.includes("read-numbers") === true;
  for (const key of keys) {
    const texts = layer.features.flatMap(({ properties }) => {
      const value = properties[key];
      return value === null || value === undefined || value === "" ? [] : [String(value).trim()];
    });
    const read = findReading(texts);
    if (!read) continue;
    const sample = texts.find((text) => text.includes(","))!;
    const message = wanted
      ? {
          zh: `“${key}”已按要求读为数（“${sample}”→ ${read(sample)}）`,
          en: `'${key}' is read as numbers as asked ('${sample}' is ${read(sample)})`,
        }
      : {
          zh: `“${key}”像是带逗号的数（“${sample}”），按文字保留；可改读为 ${read(sample)}`,
          en: `'${key}' looks like numbers with commas ('${sample}'); kept as text, and offered as ${read(sample)}`,
        };
    findings.addWarning("numbers-as-text", message, { file: layer.file, record: layer.features[0]!.record });
    for (const { properties } of layer.features) {
      const value = properties[key];
      if (typeof value !== "string" || value === "") continue;
      findings.countRepair("read-numbers");
      if (wanted) properties[key] = read(value.trim());
    }
  }
}
