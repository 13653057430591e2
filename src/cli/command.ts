import { parseArgs } from "node:util";

/** What a command answers: text for the terminal and the exit code. */
export interface CommandResult {
  code: 0 | 1 | 2;
  output: string | Uint8Array;
  /** What must be known beside the answer, for the error stream. */
  warning?: string;
}

export interface Command {
  usage: string;
  run(args: readonly string[]): Promise<CommandResult> | CommandResult;
}

/** Misuse: one clear line and exit code 2. */
export class UsageError extends Error {}

/**
 * Splits arguments into words and `--flag value` pairs; `--flag=value` is read too, and `-f value` by the first known
 * flag of that letter.
 * Throws UsageError on a flag not in `known` (naming the nearest) and on a flag without a value.
 */
export function parseArguments(
  args: readonly string[],
  known: readonly string[],
): { words: string[]; flags: Map<string, string> } {
  const isFirst = (flag: string) => known.find((other) => other[0] === flag[0]) === flag;
  const options = Object.fromEntries(
    known.map((flag) => [flag, { type: "string" as const, ...(isFirst(flag) ? { short: flag[0]! } : {}) }]),
  );
  // Not strict: our own words for what is wrong, and a value may begin with a minus.
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!known.includes(name))
      throw new UsageError(`unknown option ${rawName}; known: ${known.map((k) => `--${k}`).join(", ")}`);
    // What is glued to a letter is more likely a long flag that lacks a dash.
    if (token.inlineValue && !rawName.startsWith("--"))
      throw new UsageError(`write ${rawName} VALUE or --${name} VALUE, not ${rawName}${value}`);
    if (value === undefined) throw new UsageError(`--${name} needs a value`);
    flags.set(name, value);
  }
  return { words, flags };
}

/** Damerau–Levenshtein distance, optimal string alignment; for "did you mean". */
export function editDistance(a: string, b: string): number {
  const from = [...a.toLowerCase()];
  const to = [...b.toLowerCase()];
  const rows = Array.from({ length: from.length + 1 }, (_, i) => [i, ...Array<number>(to.length).fill(0)]);
  for (let j = 0; j <= to.length; j += 1) rows[0]![j] = j;
  for (let i = 1; i <= from.length; i += 1) {
    for (let j = 1; j <= to.length; j += 1) {
      const cost = from[i - 1] === to[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      }
      rows[i]![j] = best;
    }
  }
  return rows[from.length]![to.length]!;
}

/** The nearest of `candidates` to what was typed: those that contain it first, then by edit distance. */
export function findNearest(typed: string, candidates: readonly string[], most = 5): string[] {
  const word = typed.toLowerCase();
  const scored = [...new Set(candidates)].map((candidate) => {
    const text = candidate.toLowerCase();
    const within = word !== "" && (text.includes(word) || word.includes(text)) ? 0 : 1;
    return { candidate, score: within * 100 + editDistance(typed, candidate) };
  });
  return scored
    .sort((a, b) => a.score - b.score || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map((s) => s.candidate);
}
