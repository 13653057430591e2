import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";
import { outputFolder } from "./dataset.ts";
import { repositoryRoot } from "./factTable.ts";

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

/** Cuts Noto Sans SC down to the characters in use, so that every machine draws the same labels offline. */
export async function build() {
  const folder = join(outputFolder, "fonts");
  mkdirSync(folder, { recursive: true });
  const home = dirname(
    createRequire(join(repositoryRoot, "package.json")).resolve("@fontsource/noto-sans-sc/package.json"),
  );
  const characters = collectCharacters();
  for (const [name, weight] of Object.entries(weights)) {
    const whole = readFileSync(join(home, "files", `noto-sans-sc-chinese-simplified-${weight}-normal.woff2`));
    const part = await subsetFont(whole, characters, { targetFormat: "woff2" });
    writeFileSync(join(folder, `noto-sans-sc-${name}.woff2`), part);
  }
  writeFileSync(join(folder, "LICENSE.txt"), readFileSync(join(home, "LICENSE")));
}
