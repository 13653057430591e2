import { type MemberPath, Refusal } from "../importReport.ts";

/** Deeper nesting than any real map data, and shallow enough for every parser's stack. */
const deepest = 100;

export interface TextPlace {
  line: number;
  column: number;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket, colon, comma] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x3a, 0x2c,
];

/** Line and column, from 1, of an offset; columns count UTF-16 units as editors do. */
export function findPlace(text: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** A number of 16 digits and more, whole, as an integer past 2^53 is written. */
const longInteger = /-?\d{16,}(?=[\s,\]}]|$)/y;
/** Longer numbers are no codes; they are left to the parser. */
const mostDigits = 400;

/**
 * Counts members of objects, measures nesting and finds integers that a double would change, before any
 * parser sees the text. Spans of integers are in order; `key` is the member they are the value of.
 */
function scan(text: string) {
  let depth = 0;
  let members = 0;
  let keyFrom = 0;
  let keyTo = 0;
  const spans: { from: number; to: number; keyFrom: number; keyTo: number }[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c >= 0x30 && c <= 0x39) {
      // Most numbers are short: look sixteen ahead before anything else.
      const ahead = text.charCodeAt(i + 15);
      if (ahead >= 0x30 && ahead <= 0x39) {
        longInteger.lastIndex = text.charCodeAt(i - 1) === 0x2d ? i - 1 : i;
        const found = longInteger.exec(text)?.[0];
        if (found && found.length < mostDigits && !Number.isSafeInteger(Number(found)))
          spans.push({
            from: longInteger.lastIndex - found.length,
            to: longInteger.lastIndex,
            keyFrom,
            keyTo,
          });
      }
      while (i + 1 < text.length) {
        const d = text.charCodeAt(i + 1);
        if ((d < 0x30 || d > 0x39) && d !== 0x2e) break;
        i += 1;
      }
    } else if (c === quote) {
      const start = i;
      for (i += 1; i < text.length; i += 1) {
        const d = text.charCodeAt(i);
        if (d === backslash) i += 1;
        else if (d === quote) break;
      }
      keyFrom = start;
      keyTo = i + 1;
    } else if (c === openBrace || c === openBracket) {
      depth += 1;
      if (depth > deepest) return { members, tooDeepAt: i, spans };
    } else if (c === closeBrace || c === closeBracket) depth -= 1;
    else if (c === colon) members += 1;
  }
  return { members, tooDeepAt: -1, spans };
}

type SyntaxFault = keyof typeof syntaxReasons;
const syntaxReasons = {
  symbol: { zh: "有 JSON 没有的符号", en: "a symbol that JSON does not have" },
  number: { zh: "数字写法不对", en: "a number in a wrong form" },
  name: { zh: "此处应是成员名", en: "the name of a member is expected" },
  value: { zh: "此处应有值", en: "a value is expected" },
  colon: { zh: "此处应有冒号", en: "a colon is expected" },
  comma: { zh: "此处应有逗号或右括号", en: "a comma or a closing bracket is expected" },
  end: { zh: "文件在此中断，可能被截断", en: "the text ends here; the file may be cut off" },
  more: { zh: "JSON 结束后还有内容", en: "something follows the end of the JSON" },
  string: {
    zh: "字符串没有结束，或含有不允许的字符",
    en: "a string does not end, or holds a character it may not",
  },
  escape: { zh: "转义写法不对", en: "a wrong escape" },
} as const;

const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
const word = /[^\s,:\]}[{"]+/y;

/** End of the string that begins at an offset, or where and how it goes wrong. */
function findStringEnd(text: string, start: number): { end: number } | { at: number; fault: SyntaxFault } {
  for (let i = start + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === quote) return { end: i + 1 };
    if (c < 0x20) return { at: i, fault: "string" };
    if (c !== backslash) continue;
    i += 1;
    if (text[i] === "u") {
      if (!/^[0-9a-fA-F]{4}$/.test(text.slice(i + 1, i + 5))) return { at: i - 1, fault: "escape" };
      i += 4;
    } else if (!'"\\/bfnrt'.includes(text[i] ?? "x")) return { at: i - 1, fault: "escape" };
  }
  return { at: start, fault: "string" };
}

/** Where a text first leaves the grammar of JSON (RFC 8259), without recursion. */
function findSyntaxError(text: string): { at: number; fault: SyntaxFault } {
  const stack: ("{" | "[")[] = [];
  let expected: "value" | "first-value" | "name" | "first-name" | "colon" | "comma" | "nothing" = "value";
  let i = 0;
  for (;;) {
    while (i < text.length && (text[i] === " " || text[i] === "\n" || text[i] === "\r" || text[i] === "\t"))
      i += 1;
    if (i >= text.length) return { at: text.length, fault: "end" };
    const c = text[i]!;
    const after = (): typeof expected => (stack.length === 0 ? "nothing" : "comma");
    if (expected === "nothing") return { at: i, fault: "more" };
    if (expected === "colon") {
      if (c !== ":") return { at: i, fault: "colon" };
      expected = "value";
      i += 1;
    } else if (expected === "comma" || ((c === "]" || c === "}") && expected.startsWith("first"))) {
      const top = stack.at(-1);
      if (c === "," && expected === "comma") expected = top === "{" ? "name" : "value";
      else if ((c === "}" && top === "{") || (c === "]" && top === "[")) {
        stack.pop();
        expected = after();
      } else return { at: i, fault: expected === "comma" ? "comma" : "value" };
      i += 1;
    } else if (c === '"') {
      const found = findStringEnd(text, i);
      if ("fault" in found) return found;
      i = found.end;
      expected = expected.endsWith("name") ? "colon" : after();
    } else if (expected.endsWith("name")) return { at: i, fault: "name" };
    else if (c === "{" || c === "[") {
      stack.push(c);
      expected = c === "{" ? "first-name" : "first-value";
      i += 1;
    } else {
      word.lastIndex = i;
      const said = word.exec(text)?.[0] ?? "";
      literal.lastIndex = i;
      const read = literal.exec(text)?.[0] ?? "";
      if (said === "") return { at: i, fault: "value" };
      if (read !== said) return { at: i, fault: /^[-+.\d]/.test(said) ? "number" : "symbol" };
      i += said.length;
      expected = after();
    }
  }
}

/**
 * The parsed value and how many members its text has; refuses with line and column. Integers past 2^53
 * come as text, digit by digit; `exactKeys` are the members they are values of.
 */
export function parseJsonText(
  text: string,
  file: string,
): { value: unknown; members: number; exactKeys: Set<string> } {
  const { members, tooDeepAt, spans } = scan(text);
  if (tooDeepAt >= 0) {
    throw new Refusal(
      "json-depth",
      {
        zh: `“${file}”嵌套超过 ${deepest} 层，已拒绝`,
        en: `'${file}' is nested more than ${deepest} levels deep; refused`,
      },
      { file, ...findPlace(text, tooDeepAt) },
    );
  }
  try {
    const exactKeys = new Set<string>();
    let kept = text;
    if (spans.length > 0) {
      const pieces: string[] = [];
      let at = 0;
      for (const { from, to, keyFrom, keyTo } of spans) {
        pieces.push(text.slice(at, from), '"', text.slice(from, to), '"');
        at = to;
        exactKeys.add(JSON.parse(text.slice(keyFrom, keyTo)) as string);
      }
      pieces.push(text.slice(at));
      kept = pieces.join("");
    }
    return { value: JSON.parse(kept), members, exactKeys };
  } catch {
    const { at, fault } = findSyntaxError(text);
    const why = syntaxReasons[fault];
    const place = findPlace(text, at);
    throw new Refusal(
      "json-syntax",
      {
        zh: `“${file}”第 ${place.line} 行第 ${place.column} 列不是合法 JSON：${why.zh}`,
        en: `'${file}' is not JSON at line ${place.line}, column ${place.column}: ${why.en}`,
      },
      { file, ...place },
    );
  }
}

interface Wanted {
  index: number[];
  children: Map<string, Wanted>;
}

/**
 * Offsets of members in a JSON text already known to parse, all in one pass without recursion; -1 for one
 * that is not there. A path that ends early at a scalar gets the place of that scalar.
 */
export function locateMembers(text: string, paths: readonly MemberPath[]): TextPlace[] {
  const root: Wanted = { index: [], children: new Map() };
  const offsets = new Array<number>(paths.length).fill(-1);
  paths.forEach((path, index) => {
    let node = root;
    for (const step of path) {
      let child = node.children.get(String(step));
      if (!child) {
        child = { index: [], children: new Map() };
        node.children.set(String(step), child);
      }
      node = child;
    }
    node.index.push(index);
  });
  const stack: { wanted: Wanted | undefined; array: boolean; at: number; key: string }[] = [];
  let pendingKey = "";
  /** The node a value that begins here would be; marks it. */
  const enter = (offset: number): Wanted | undefined => {
    const top = stack.at(-1);
    const node = top ? top.wanted?.children.get(top.array ? String(top.at) : pendingKey) : root;
    if (node) for (const index of node.index) if (offsets[index] === -1) offsets[index] = offset;
    return node;
  };
  let expectKey = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      const start = i;
      for (i += 1; i < text.length; i += 1) {
        const d = text.charCodeAt(i);
        if (d === backslash) i += 1;
        else if (d === quote) break;
      }
      if (expectKey) {
        if (stack.at(-1)?.wanted) {
          const raw = text.slice(start, i + 1);
          pendingKey = raw.includes("\\") ? (JSON.parse(raw) as string) : raw.slice(1, -1);
        }
        expectKey = false;
      } else enter(start);
    } else if (c === openBrace || c === openBracket) {
      const wanted = enter(i);
      stack.push({ wanted, array: c === openBracket, at: 0, key: "" });
      expectKey = c === openBrace;
    } else if (c === closeBrace || c === closeBracket) {
      stack.pop();
      expectKey = false;
    } else if (c === comma) {
      const top = stack.at(-1);
      if (top?.array) top.at += 1;
      else expectKey = true;
    } else if (c !== colon && c > 0x20) {
      enter(i);
      while (i + 1 < text.length && /[-+.\w]/.test(text[i + 1]!)) i += 1;
    }
  }
  // What is missing is placed where its nearest ancestor begins.
  const missing = paths.flatMap((path, index) => (offsets[index] === -1 && path.length > 0 ? [index] : []));
  if (missing.length > 0) {
    const parents = locateMembers(
      text,
      missing.map((index) => paths[index]!.slice(0, -1)),
    );
    const places = toPlaces(text, offsets);
    missing.forEach((index, at) => {
      places[index] = parents[at]!;
    });
    return places;
  }
  return toPlaces(text, offsets);
}

/** Line and column of many offsets, reading the text once. */
function toPlaces(text: string, offsets: readonly number[]): TextPlace[] {
  const order = offsets.map((_, index) => index).sort((a, b) => offsets[a]! - offsets[b]!);
  const places = new Array<TextPlace>(offsets.length);
  let line = 1;
  let start = 0;
  let next = text.indexOf("\n");
  for (const index of order) {
    const offset = Math.max(0, offsets[index]!);
    while (next >= 0 && next < offset) {
      line += 1;
      start = next + 1;
      next = text.indexOf("\n", start);
    }
    places[index] = { line, column: offset - start + 1 };
  }
  return places;
}

/** The first member that an object names twice: JSON readers keep only the last and say nothing. */
export function findDuplicateMember(text: string): { name: string; place: TextPlace } | undefined {
  const stack: (Set<string> | null)[] = [];
  let expectKey = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      const start = i;
      for (i += 1; i < text.length; i += 1) {
        const d = text.charCodeAt(i);
        if (d === backslash) i += 1;
        else if (d === quote) break;
      }
      if (expectKey) {
        const name = JSON.parse(text.slice(start, i + 1)) as string;
        const names = stack.at(-1);
        if (names?.has(name)) return { name, place: findPlace(text, start) };
        names?.add(name);
        expectKey = false;
      }
    } else if (c === openBrace) {
      stack.push(new Set());
      expectKey = true;
    } else if (c === openBracket) {
      stack.push(null);
      expectKey = false;
    } else if (c === closeBrace || c === closeBracket) {
      stack.pop();
      expectKey = false;
    } else if (c === comma) expectKey = stack.at(-1) !== null;
  }
  return undefined;
}
