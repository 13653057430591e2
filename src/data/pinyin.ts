import { pinyin } from "pinyin-pro";

/** A name as it may be typed in Latin letters. */
interface Spelling {
  /** Syllables without tones, one after the other; "ü" is "v". */
  letters: string;
  /** Where syllables begin in `letters`. */
  starts: readonly number[];
  initials: string;
}

function spell(name: string): Spelling {
  const syllables = pinyin(name, { toneType: "none", type: "array", v: true, nonZh: "consecutive" }).map(
    (syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ""),
  );
  const starts: number[] = [];
  let letters = "";
  for (const syllable of syllables) {
    if (syllable !== "") starts.push(letters.length);
    letters += syllable;
  }
  return { letters, starts, initials: syllables.map((syllable) => syllable[0] ?? "").join("") };
}

/** Finds names by pinyin or its initials. */
export type PinyinIndex = (query: string) => number[];

/**
 * Makes names ready to be found by pinyin. Each name is spelt once, however often it occurs.
 * The index answers with places in `names`: those that begin so first, then those with a later syllable so.
 */
export function createPinyinIndex(names: readonly string[]): PinyinIndex {
  const spellings = new Map<string, Spelling>();
  for (const name of names)
    if (/\p{Script=Han}/u.test(name) && !spellings.has(name)) spellings.set(name, spell(name));
  return (query) => {
    const wanted = query.toLowerCase().replace(/[^a-z0-9]/g, "");
    // One letter begins too many names.
    if (wanted.length < 2) return [];
    const first: number[] = [];
    const later: number[] = [];
    names.forEach((name, index) => {
      const spelling = spellings.get(name);
      if (!spelling) return;
      const { letters, starts, initials } = spelling;
      if (letters.startsWith(wanted) || initials.startsWith(wanted)) first.push(index);
      else if (initials.includes(wanted) || starts.some((start) => letters.startsWith(wanted, start)))
        later.push(index);
    });
    return [...first, ...later];
  };
}
