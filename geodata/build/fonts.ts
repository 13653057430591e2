import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import subsetFont from "subset-font";
import { outputFolder } from "./dataset.ts";
import { repositoryRoot } from "./factTable.ts";
import { mergeFonts } from "./mergeFonts.ts";
import { findPackageFolder } from "./packageFolder.ts";

/** Weights shipped, by file name. */
const weights = { regular: 400, medium: 500 } as const;

/** Everything whose words may come on screen. */
const places = ["public/data", "public/boards", "geodata", "layers", "src", "index.html"];
const textual = /\.(geojson|json|tsx?|csv|html)$/;

function* textFiles(path: string): Generator<string> {
  if (textual.test(path)) {
    yield path;
    return;
  }
  for (const entry of readdirSync(join(repositoryRoot, path), { withFileTypes: true })) {
    const inner = `${path}/${entry.name}`;
    if (entry.name === "node_modules") continue;
    if (entry.isDirectory() || textual.test(entry.name)) yield* textFiles(inner);
  }
}

/** Every character the product can show: what its files hold, and Latin for what readers type. */
export function collectCharacters(): string {
  const found = new Set<string>();
  for (let code = 0x20; code < 0x180; code += 1)
    if (code < 0x7f || code > 0x9f) found.add(String.fromCharCode(code));
  for (const extra of "–—‘’“”…·×÷°′″≤≥≈±√→←↑↓²³‰%、。，；：？！（）《》〈〉「」『』【】￥") found.add(extra);
  for (const place of places) {
    for (const file of textFiles(place)) {
      for (const character of readFileSync(join(repositoryRoot, file), "utf8")) {
        if (character >= " ") found.add(character);
      }
    }
  }
  return [...found].sort().join("");
}

/** Fonts of printed sheets: WOFF, which a page can unpack by itself to write letters into a PDF. */
const sheetWeights = { regular: { weight: 400, hasTitles: true }, medium: { weight: 500, hasTitles: false } };

/** The 3,755 commonest characters (GB 2312, level 1): a title on a printed sheet is its user's own. */
function listCommonCharacters(): string {
  const decoder = new TextDecoder("gb2312");
  let found = "";
  for (let row = 0xb0; row <= 0xd7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const character = decoder.decode(Uint8Array.of(row, cell));
      if (character.length === 1 && character !== "\ufffd") found += character;
    }
  return found;
}

/**
 * The main cut of a typeface with the letters that only its other cuts have: signs, rare characters of names,
 * Latin with marks. The cuts are gone through in the order of their names.
 */
async function completeFont(folder: string, weight: number, main: Buffer, wanted: string): Promise<Buffer> {
  const end = `-${weight}-normal.woff2`;
  const cut = async (font: Buffer) =>
    Buffer.from(await subsetFont(font, wanted, { targetFormat: "truetype" }));
  const parts = [await cut(main)];
  for (const file of readdirSync(folder).sort())
    if (file.endsWith(end) && !file.includes("chinese-simplified"))
      parts.push(await cut(readFileSync(join(folder, file))));
  return mergeFonts(parts);
}

/** Cuts Noto Sans SC down to the characters in use, so that every machine draws the same labels offline. */
export async function build() {
  const folder = join(outputFolder, "fonts");
  mkdirSync(folder, { recursive: true });
  const home = findPackageFolder("@fontsource/noto-sans-sc");
  const characters = collectCharacters();
  for (const [name, weight] of Object.entries(weights)) {
    const whole = readFileSync(join(home, "files", `noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
    const part = await subsetFont(whole, characters, { targetFormat: "woff2" });
    writeFileSync(join(folder, `noto-sans-sc-${name}.woff2`), part);
  }
  for (const [name, { weight, hasTitles }] of Object.entries(sheetWeights)) {
    const whole = readFileSync(join(home, "files", `noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
    const wanted = hasTitles ? characters + listCommonCharacters() : characters;
    // The medium weight borrows from the regular one what it lacks.
    const font = hasTitles ? await completeFont(join(home, "files"), weight, whole, wanted) : whole;
    writeFileSync(
      join(folder, `sheet-${name}.woff`),
      await subsetFont(font, wanted, { targetFormat: "woff" }),
    );
  }
  writeFileSync(join(folder, "LICENSE.txt"), readFileSync(join(home, "LICENSE")));
}
