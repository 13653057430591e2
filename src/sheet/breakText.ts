import type { Formatted } from "@maplibre/maplibre-gl-style-spec";

/** A piece of a name in one size, in ems of the whole. */
export interface TextPiece {
  text: string;
  scale: number;
}

type Measure = (text: string) => number;

const isWide = (character: string) =>
  /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]/.test(character);
/** Marks that may not begin a line. */
const isTrailing = (character: string) => /[，。、；：！？）》」』】”’,.;:!?)\]%]/.test(character);

/** Pieces of a text between which a line may end; each keeps the space after it. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  let word = "";
  for (const character of text) {
    const last = word.at(-1);
    const breaks =
      last !== undefined &&
      !isTrailing(character) &&
      ((last === " " && character !== " ") || isWide(character) || isWide(last)) &&
      last !== "（" &&
      last !== "“";
    if (breaks) {
      words.push(word);
      word = "";
    }
    word += character;
  }
  if (word !== "") words.push(word);
  return words;
}

/** Breaks a text into lines no wider than `most`, all about as wide; a word longer than that keeps its line. */
export function breakText(text: string, most: number, measure: Measure): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const width = measure(paragraph);
    if (width <= most) return paragraph === "" ? [] : [paragraph];
    // Even lines read better than a full one and a rest.
    const even = (width / Math.ceil(width / most)) * 1.06;
    const limit = Math.min(most, even);
    const lines: string[] = [];
    let line = "";
    for (const word of splitWords(paragraph)) {
      if (line !== "" && measure((line + word).trimEnd()) > limit) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += word;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    return lines;
  });
}

/** Breaks a paragraph into full lines, as a text is set. */
export function fillLines(text: string, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of splitWords(text)) {
    if (line !== "" && measure((line + word).trimEnd()) > most) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += word;
  }
  if (line.trim() !== "") lines.push(line.trimEnd());
  return lines;
}

/** Lines of a name of the style: its sections keep their sizes. */
export function breakFormatted(
  { sections }: Pick<Formatted, "sections">,
  mostEms: number,
  measure: Measure,
): TextPiece[] {
  const lines: TextPiece[] = [];
  let text = "";
  let scale = 1;
  const flush = () => {
    if (text.trim() !== "")
      lines.push(...breakText(text.trim(), mostEms / scale, measure).map((line) => ({ text: line, scale })));
    text = "";
  };
  for (const section of sections) {
    const own = section.scale ?? 1;
    if (own !== scale && section.text.trim() !== "") {
      flush();
      scale = own;
    }
    text += section.text;
  }
  flush();
  return lines;
}
