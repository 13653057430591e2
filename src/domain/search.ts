import { type Bilingual, type Confidence, confidences, type ItemId } from "./plan.ts";
import { failure, type Result, success } from "./result.ts";

/** Something that can be looked up: a feature of a dataset or an item of the plan. */
export interface SearchEntry {
  dataset: string;
  id: string;
  name: Bilingual;
  /**
   * Syllables of the Chinese name in lower case without tones, parted by spaces; `|` stands where the name
   * has a dash, bracket or other break. "ü" is written "v".
   */
  pinyin: string;
  /** Further spellings people type, in any script. */
  also: readonly string[];
  /** Degrees, WGS 84; null for an item of the plan that leads to no feature. */
  lon: number | null;
  lat: number | null;
  kind: string;
  confidence: Confidence | null;
  source: string;
  items: readonly ItemId[];
}

/** A row of `search.json`: positions in the lists beside it keep the file small. */
export type SearchRow = [
  datasetIndex: number,
  id: string,
  zh: string,
  en: string,
  pinyin: string,
  lon: number | null,
  lat: number | null,
  kindIndex: number,
  confidenceIndex: number,
  sourceIndex: number,
  itemIndexes: number[],
  also?: string[],
];

/** What `public/data/search.json` holds. `datasets` stands in order of importance: it settles ties. */
export interface SearchFile {
  datasets: string[];
  kinds: string[];
  sources: string[];
  items: ItemId[];
  rows: SearchRow[];
}

/** One way an entry is written, made ready for comparison. */
interface Spelling {
  text: string;
  /** Places in `text` where a word begins, besides 0. */
  wordStarts: readonly number[];
  /** Typing errors are forgiven only in spelt-out words, not in initials. */
  forgiving: boolean;
}

export interface SearchIndex {
  entries: readonly SearchEntry[];
  spellings: readonly (readonly Spelling[])[];
  importance: ReadonlyMap<string, number>;
}

/** How a name was found, best first. */
export const matches = ["exact", "prefix", "word", "substring", "fuzzy"] as const;
export type Match = (typeof matches)[number];

export interface SearchHit {
  entry: SearchEntry;
  match: Match;
}

/** A point within a number is part of it: 3.5 is not 35. */
const breaks = /(?:[\s\-–—_·・,，、;；:：/／|()（）[\]【】《》“”"‘’'′!！?？+＋]|(?<!\d)[.．]|[.．](?!\d))+/u;
const bracket = /\s*[（(].*$/u;

/** Lower case, full-width and accented forms folded, without spaces and punctuation. */
const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .split(breaks)
    .join("");

function spell(words: readonly string[], forgiving: boolean): Spelling {
  const folded = words.map(fold).filter((word) => word !== "");
  const wordStarts: number[] = [];
  let length = 0;
  for (const word of folded) {
    if (length > 0) wordStarts.push(length);
    length += word.length;
  }
  return { text: folded.join(""), wordStarts, forgiving };
}

function spellName(entry: SearchEntry): Spelling[] {
  const { zh, en } = entry.name;
  const segments = entry.pinyin.split("|").map((segment) => segment.trim().split(/\s+/));
  const syllables = segments.flat().filter(Boolean);
  const initialsOf = (parts: readonly string[]) =>
    parts.map((part) => (/^[a-z]/.test(part) ? part[0]! : part));
  const spellings = [
    spell(zh.split(breaks), true),
    spell(en.split(breaks), true),
    spell(syllables, true),
    spell(initialsOf(syllables), false),
    ...entry.also.map((name) => spell(name.split(breaks), !/^[A-Za-z0-9]{1,6}$/.test(name))),
  ];
  // "Lake (present shore)" is also called "Lake": the part before a bracket or dash is a name of its own.
  if (bracket.test(zh)) spellings.push(spell([zh.replace(bracket, "")], true));
  if (bracket.test(en)) spellings.push(spell(en.replace(bracket, "").split(breaks), true));
  if (bracket.test(zh)) {
    const count = zh.replace(bracket, "").split(breaks).filter(Boolean).length;
    const bare = segments.slice(0, count).flat().filter(Boolean);
    spellings.push(spell(bare, true), spell(initialsOf(bare), false));
  }
  return spellings.filter(({ text }) => text !== "");
}

/**
 * Reads the text of `search.json` and makes it ready for `findEntries`.
 * @returns the index, or a problem `search-not-json` or `search-bad-shape`.
 */
export function parseSearchIndex(text: string): Result<SearchIndex> {
  let file: SearchFile;
  try {
    file = JSON.parse(text) as SearchFile;
  } catch {
    return failure({
      code: "search-not-json",
      zh: "检索表不是 JSON 文件",
      en: "the search index is not JSON",
    });
  }
  const lists: unknown[] = [file?.datasets, file?.kinds, file?.sources, file?.items, file?.rows];
  if (!lists.every(Array.isArray)) {
    return failure({ code: "search-bad-shape", zh: "检索表缺少列表", en: "the search index lacks a list" });
  }
  const entries = file.rows.map(
    ([dataset, id, zh, en, pinyin, lon, lat, kind, confidence, source, items, also]): SearchEntry => ({
      dataset: file.datasets[dataset]!,
      id,
      name: { zh, en },
      pinyin,
      also: also ?? [],
      lon,
      lat,
      kind: file.kinds[kind]!,
      confidence: confidences[confidence] ?? null,
      source: file.sources[source]!,
      items: items.map((index) => file.items[index]!),
    }),
  );
  return success(buildSearchIndex(entries, file.datasets));
}

/** Makes entries ready for `findEntries`; `datasets` in order of importance, best first. */
export const buildSearchIndex = (
  entries: readonly SearchEntry[],
  datasets: readonly string[],
): SearchIndex => ({
  entries,
  spellings: entries.map(spellName),
  importance: new Map(datasets.map((dataset, index) => [dataset, index])),
});

/** Whether two words differ by at most one letter put in, left out, changed, or swapped with its neighbour. */
export function isOneTypoApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const [restA, restB] = [a.slice(start, endA), b.slice(start, endB)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

const isHan = (text: string) => /^\p{Script=Han}/u.test(text);

/** Ranks of `matches`; one typing error in a whole name comes before one in its beginning. */
const ranks = { exact: 0, prefix: 1, word: 2, substring: 3, fuzzy: 4, fuzzyPrefix: 5 } as const;

function rankFuzzy(query: string, spelling: Spelling): number | undefined {
  if (!spelling.forgiving || isHan(query) !== isHan(spelling.text)) return undefined;
  // Short words have too many neighbours.
  if (query.length < (isHan(query) ? 3 : 5)) return undefined;
  const { text } = spelling;
  if (isOneTypoApart(query, text)) return ranks.fuzzy;
  const begins = [0, -1, 1].some((slip) => isOneTypoApart(query, text.slice(0, query.length + slip)));
  return begins ? ranks.fuzzyPrefix : undefined;
}

const number = /^\d+(?:\.\d+)?$/;
const inNumber = /[\d.]/;

/** Whether a number stands in a text as such, not as part of a longer one: 60 is not in 600, nor in 1.60. */
function holdsNumber(text: string, query: string): boolean {
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1))
    if (!inNumber.test(text[at - 1] ?? "") && !inNumber.test(text[at + query.length] ?? "")) return true;
  return false;
}

function rankSpelling(query: string, spelling: Spelling): number | undefined {
  const { text, wordStarts } = spelling;
  if (number.test(query) && !holdsNumber(text, query)) return undefined;
  if (text === query) return ranks.exact;
  if (text.startsWith(query)) return ranks.prefix;
  if (wordStarts.some((start) => text.startsWith(query, start))) return ranks.word;
  // Two Latin letters stand somewhere in almost every name.
  if ((isHan(query) || query.length > 2) && text.includes(query)) return ranks.substring;
  return rankFuzzy(query, spelling);
}

/**
 * The entries a typed text may mean, best first: by Chinese, English, pinyin, initials or another spelling.
 * Exact before prefix before word before substring before one typing error; then the more important dataset,
 * what the plan speaks of, the shorter name, the order of the index.
 * @param most at most so many hits.
 */
export function findEntries(index: SearchIndex, typed: string, most = 20): SearchHit[] {
  const query = fold(typed);
  if (query === "") return [];
  const hits: { hit: SearchHit; rank: number; order: number }[] = [];
  index.entries.forEach((entry, order) => {
    const found = index.spellings[order]!.map((spelling) => rankSpelling(query, spelling) ?? Infinity);
    const rank = Math.min(...found);
    if (rank < Infinity) hits.push({ hit: { entry, match: matches[rank] ?? "fuzzy" }, rank, order });
  });
  const weigh = ({ entry }: SearchHit) => index.importance.get(entry.dataset) ?? index.importance.size;
  return hits
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        weigh(a.hit) - weigh(b.hit) ||
        Number(b.hit.entry.items.length > 0) - Number(a.hit.entry.items.length > 0) ||
        a.hit.entry.name.zh.length - b.hit.entry.name.zh.length ||
        a.order - b.order,
    )
    .slice(0, most)
    .map(({ hit }) => hit);
}

/** A hit with those that are called the same and stand at the same place. */
export interface SearchGroup {
  first: SearchEntry;
  others: SearchEntry[];
}

/** Entries this near with one name are one place in several datasets: a city, its centre, its town, its station. */
const samePlaceDegrees = 0.05;

/**
 * Puts together entries that have one name, in English or Chinese, at one place; entries without a place stay apart.
 * Groups stand where their first entry stood.
 */
export function groupEntries(entries: readonly SearchEntry[]): SearchGroup[] {
  const groups: SearchGroup[] = [];
  for (const entry of entries) {
    const { lon, lat, name } = entry;
    const home = groups.find(
      ({ first }) =>
        lon !== null &&
        lat !== null &&
        first.lon !== null &&
        first.lat !== null &&
        Math.abs(first.lon - lon) < samePlaceDegrees &&
        Math.abs(first.lat - lat) < samePlaceDegrees &&
        (fold(first.name.en) === fold(name.en) || fold(first.name.zh) === fold(name.zh)),
    );
    if (home) home.others.push(entry);
    else groups.push({ first: entry, others: [] });
  }
  return groups;
}
