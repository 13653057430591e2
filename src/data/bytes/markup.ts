import { DOMParser, type Document, type Element } from "@xmldom/xmldom";
import { type Findings, type InputFile, Refusal } from "../importReport.ts";
import { decodeText, findEncodingLabel } from "./decodeText.ts";
import { findPlace } from "./jsonText.ts";

const deepest = 100;

/** Everything but CDATA, whose content is only text; same length, so that offsets stay true. */
const blankCdata = (text: string) =>
  text.replace(/<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/g, (section) => section.replace(/[^\n]/g, " "));

const blankComments = (text: string) =>
  text.replace(/<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)/g, (section) => section.replace(/[^\n]/g, " "));

/**
 * Where tags first go wrong or nest too deep, found without a parser, so that none ever meets such a text;
 * undefined where all is well as far as this looks.
 */
function findBadTag(text: string): { at: number; why: "deep" | "syntax" } | undefined {
  let depth = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const next = text[at + 1] ?? "";
    if (next === "!" || next === "?") continue;
    if (next !== "/" && !/[\p{L}_:]/u.test(next)) return { at, why: "syntax" };
    let end = at + 1;
    let quote = "";
    for (; end < text.length; end += 1) {
      const c = text[end]!;
      if (quote !== "") {
        if (c === quote) quote = "";
      } else if (c === '"' || c === "'") quote = c;
      else if (c === ">") break;
      else if (c === "<") return { at: end, why: "syntax" };
    }
    if (end >= text.length) return { at, why: "syntax" };
    if (next === "/") depth -= 1;
    else if (text[end - 1] !== "/") {
      depth += 1;
      if (depth > deepest) return { at, why: "deep" };
    }
    at = end;
  }
  return undefined;
}

/** Stops a parser at its first error; it would look for more for minutes. */
class Stop extends Error {}

/**
 * Parses XML that a user brings. Document types and entities are refused before any parser sees them,
 * because they can make a small file unfold without end; so is nesting past 100 levels.
 */
export function parseMarkup(
  input: InputFile,
  chosen: string | undefined,
  findings: Findings,
): { document: Document; text: string } {
  const start = new TextDecoder("latin1").decode(input.bytes.subarray(0, 200));
  const declared = start.match(/<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/)?.[1];
  const decoded = decodeText(
    input.bytes,
    input.name,
    declared ? findEncodingLabel(declared) : undefined,
    chosen,
  );
  findings.encoding = decoded.encoding;
  const text = decoded.text;
  const bare = blankCdata(text);
  const doctype = bare.search(/<!\s*(DOCTYPE|ENTITY)/i);
  if (doctype >= 0) {
    throw new Refusal(
      "xml-doctype",
      {
        zh: `“${input.name}”含有 DOCTYPE 或 ENTITY，可能藏有展开炸弹，已拒绝`,
        en: `'${input.name}' has a DOCTYPE or ENTITY, which can hide a bomb; refused`,
      },
      { file: input.name, ...findPlace(text, doctype) },
    );
  }
  const bad = findBadTag(blankComments(bare));
  if (bad?.why === "deep") {
    throw new Refusal(
      "xml-depth",
      {
        zh: `“${input.name}”嵌套超过 ${deepest} 层，已拒绝`,
        en: `'${input.name}' is nested more than ${deepest} levels deep; refused`,
      },
      { file: input.name, ...findPlace(text, bad.at) },
    );
  }
  if (bad) {
    const { line, column } = findPlace(text, bad.at);
    throw new Refusal(
      "xml-syntax",
      {
        zh: `“${input.name}”第 ${line} 行第 ${column} 列的标签不完整`,
        en: `'${input.name}' has a broken tag at line ${line}, column ${column}`,
      },
      { file: input.name, line, column },
    );
  }
  let problem: { message: string; line: number; column: number } | undefined;
  let document: Document | undefined;
  try {
    document = new DOMParser({
      onError(level, message, context) {
        if (level === "warning") return;
        const locator = (context as { locator?: { lineNumber?: number; columnNumber?: number } }).locator;
        problem ??= { message, line: locator?.lineNumber ?? 1, column: locator?.columnNumber ?? 1 };
        throw new Stop();
      },
    }).parseFromString(
      text.replace(/^\s+(?=<)/, (blank) => blank.replace(/[^\n]/g, "")),
      "text/xml",
    );
  } catch (error) {
    problem ??= { message: error instanceof Error ? error.message : String(error), line: 1, column: 1 };
  }
  if (problem || !document?.documentElement) {
    const { message, line, column } = problem ?? { message: "no root element", line: 1, column: 1 };
    throw new Refusal(
      "xml-syntax",
      {
        zh: `“${input.name}”第 ${line} 行第 ${column} 列不是合法 XML：${message.split("\n")[0]}`,
        en: `'${input.name}' is not XML at line ${line}, column ${column}: ${message.split("\n")[0]}`,
      },
      { file: input.name, line, column },
    );
  }
  return { document, text };
}

export const findElements = (parent: Document | Element, name: string): Element[] => [
  ...parent.getElementsByTagName(name),
];

export const lineOf = (element: Element | undefined): number | null =>
  (element as unknown as { lineNumber?: number } | undefined)?.lineNumber ?? null;
