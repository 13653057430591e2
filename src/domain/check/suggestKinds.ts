import type { RuleKind } from "./rules.ts";

/** A value as it is compared: without case, blanks and the signs people set between words. */
const plain = (text: string) => text.toLowerCase().replace(/[\s·.,，、;；:：()（）_-]/g, "");

/**
 * Kinds for the values of a column, by what the values say themselves: a kind's id or title, or a title that holds
 * the value or is held by it where that is true of one kind alone. A value that tells nothing is left out; no kind is
 * guessed.
 */
export function suggestKinds(values: readonly string[], kinds: readonly RuleKind[]): Record<string, string> {
  const spelt = kinds.map(({ id, title }) => ({ id, words: [id, title.zh, title.en].map(plain) }));
  const found = values.flatMap((value): [string, string][] => {
    const wanted = plain(value);
    if (wanted === "") return [];
    const exact = spelt.find(({ words }) => words.includes(wanted));
    if (exact) return [[value, exact.id]];
    const near = spelt.filter(({ words }) =>
      words.some(
        (word) => (wanted.length > 1 && word.includes(wanted)) || (word.length > 1 && wanted.includes(word)),
      ),
    );
    return near.length === 1 ? [[value, near[0]!.id]] : [];
  });
  return Object.fromEntries(found);
}
