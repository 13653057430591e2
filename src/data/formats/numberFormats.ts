/** Built-in number formats that mean a date (ECMA-376, 18.8.30). */
export const isDateFormat = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a format code writes a date or a time: letters of dates outside quotes and brackets. */
export function isDateCode(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[(?!h|m|s)[^\]]*\]|\\.|_.|\*./gi, "");
  return /[ymdhs年月日]/i.test(bare) && !/[#0?]\.?[#0?]*$/.test(bare.replace(/[ymdhs]/gi, ""));
}

/** A date as ISO 8601 from a serial day number; days count from 1899-12-30, which makes the missing 1900-02-29 come right. */
export function formatSerialDate(serial: number, from1904: boolean): string {
  const milliseconds = Math.round((serial - (from1904 ? 24_107 : 25_569)) * 86_400_000);
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return String(serial);
  const text = date.toISOString();
  // Less than a day is a time of day without a date.
  if (serial >= 0 && serial < 1) return text.slice(11, 19);
  return milliseconds % 86_400_000 === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

/**
 * A whole number as a format of zeros writes it (000000, 000-00, "K"0+000): such a format makes a code of it.
 * Undefined where the format only dresses a number (0.00, #,##0, 0%, 0"m").
 */
export function formatNumber(code: string, value: number): string | undefined {
  const section = code.split(";")[0]!.replace(/\[[^\]]*\]|_.|\*./g, "");
  const parts = [...section.matchAll(/"([^"]*)"|\\(.)|([\s\S])/g)].map(([, quoted, escaped, bare]) =>
    bare === undefined ? { literal: quoted ?? escaped ?? "" } : { bare },
  );
  const bare = parts.map((part) => part.bare ?? "").join("");
  const zeros = [...bare].filter((c) => c === "0").length;
  if (zeros < 2 || /[#?.,%eE@/]/.test(bare) || !Number.isSafeInteger(value) || value < 0) return undefined;
  const digits = String(value).padStart(zeros, "0");
  // The first placeholder takes all digits there is no placeholder for.
  let at = digits.length - zeros;
  let isFirst = true;
  return parts
    .map(({ literal, bare: c }) => {
      if (literal !== undefined) return literal;
      if (c !== "0") return c;
      const taken = isFirst ? digits.slice(0, at + 1) : digits[at]!;
      isFirst = false;
      at += 1;
      return taken;
    })
    .join("");
}
