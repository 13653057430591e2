/** Two bytes of GBK for each character it has; built once, by decoding every pair. */
let gbk: Map<string, number> | undefined;

function buildGbkTable(): Map<string, number> {
  const table = new Map<string, number>();
  const decoder = new TextDecoder("gbk");
  const pair = new Uint8Array(2);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      pair[0] = lead;
      pair[1] = trail;
      const text = decoder.decode(pair);
      if ([...text].length === 1 && text !== "\ufffd" && !table.has(text))
        table.set(text, lead * 256 + trail);
    }
  }
  return table;
}

export type TableEncoding = "utf-8" | "gbk";

/** Bytes of a text; a character GBK does not have becomes a question mark and is counted in `lost`. */
export function encodeText(text: string, encoding: TableEncoding): { bytes: Uint8Array; lost: number } {
  if (encoding === "utf-8") return { bytes: new TextEncoder().encode(text), lost: 0 };
  gbk ??= buildGbkTable();
  const bytes: number[] = [];
  let lost = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const pair = code < 0x80 ? code : gbk.get(character);
    if (pair === undefined) {
      lost += 1;
      bytes.push(0x3f);
    } else if (pair < 0x80) bytes.push(pair);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return { bytes: Uint8Array.from(bytes), lost };
}

/** As much of a text as fits a width in bytes, cut between characters. */
export function fitText(
  text: string,
  width: number,
  encoding: TableEncoding,
): { bytes: Uint8Array; cut: boolean; lost: number } {
  const whole = encodeText(text, encoding);
  if (whole.bytes.length <= width) return { ...whole, cut: false };
  let kept = "";
  let size = 0;
  for (const character of text) {
    const next = encodeText(character, encoding).bytes.length;
    if (size + next > width) break;
    size += next;
    kept += character;
  }
  return { ...encodeText(kept, encoding), cut: true };
}
