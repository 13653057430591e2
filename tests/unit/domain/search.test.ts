import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildSearchIndex,
  findEntries,
  groupEntries,
  isOneTypoApart,
  parseSearchIndex,
  type SearchEntry,
} from "../../../src/domain/search.ts";

const createEntry = (
  zh: string,
  en: string,
  pinyin: string,
  change: Partial<SearchEntry> = {},
): SearchEntry => ({
  dataset: "stations",
  id: en.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
  name: { zh, en },
  pinyin,
  also: [],
  lon: 110,
  lat: 40,
  kind: "station",
  confidence: "surveyed",
  source: "test",
  items: [],
  ...change,
});

const index = buildSearchIndex(
  [
    createEntry("大同", "Datong", "da tong"),
    createEntry("大同南", "Datong South", "da tong nan"),
    createEntry("呼和浩特东", "Hohhot East", "hu he hao te dong"),
    createEntry("呼和浩特", "Hohhot", "hu he hao te"),
    createEntry("呼和浩特市", "Hohhot", "hu he hao te shi", {
      dataset: "cities",
      also: ["呼和浩特", "huhehaote", "hhht"],
    }),
    createEntry("岱海（现状湖面示意）", "Daihai Lake (present)", "dai hai|xian zhuang hu mian shi yi"),
    createEntry("集宁—大同—原平高铁", "Jining–Datong–Yuanping railway", "ji ning|da tong|yuan ping gao tie"),
    createEntry("延安", "Yan’an", "yan an"),
  ],
  ["cities", "stations"],
);
const find = (typed: string) =>
  findEntries(index, typed).map(({ entry, match }) => `${entry.name.zh} ${match}`);

describe("findEntries", () => {
  it("ranks exact before prefix before word before substring before one typing error", () => {
    expect(find("大同")).toEqual(["大同 exact", "大同南 prefix", "集宁—大同—原平高铁 word"]);
    expect(find("同南")).toEqual(["大同南 substring"]);
    expect(find("Datng")).toEqual(["大同 fuzzy", "大同南 fuzzy"]);
  });

  it("finds by initials, pinyin with or without spaces, English, and Chinese", () => {
    for (const typed of [
      "hhht",
      "HHHT",
      "huhehaote",
      "hu he hao te",
      "Hohhot",
      "hohhot",
      "呼和浩特",
      "呼和浩特市",
    ])
      expect([typed, find(typed)[0]]).toEqual([typed, "呼和浩特市 exact"]);
    expect(find("hhhtd")[0]).toBe("呼和浩特东 exact");
    expect(find("hohhot east")[0]).toBe("呼和浩特东 exact");
    expect(find("Yan'an")[0]).toBe("延安 exact");
  });

  it("settles a tie by the importance of the dataset", () => {
    expect(find("hhht").slice(0, 2)).toEqual(["呼和浩特市 exact", "呼和浩特 exact"]);
  });

  it("takes the part before a bracket for a name of its own, in characters, pinyin and initials", () => {
    for (const typed of ["岱海", "daihai", "dh", "Daihai Lake"])
      expect(find(typed)[0]).toBe("岱海（现状湖面示意） exact");
  });

  it("forgives one wrong, missing, extra or swapped letter, but not in short words or initials", () => {
    for (const typed of ["Hohot", "Hohhhot", "Hohhto", "Hohgot", "huhehoate", "呼和皓特"])
      expect([typed, find(typed)[0]?.startsWith("呼和浩特")]).toEqual([typed, true]);
    expect(find("hhhx")).toEqual([]);
    expect(find("dai")[0]).toBe("岱海（现状湖面示意） prefix");
  });

  it("finds nothing for nothing and for punctuation", () => {
    expect(find("")).toEqual([]);
    expect(find(" —·（）")).toEqual([]);
    expect(find("黄山")).toEqual([]);
  });

  it("gives at most as many as asked", () => {
    expect(findEntries(index, "a", 2).length).toBeLessThanOrEqual(2);
  });

  it("finds every entry first by its own full name", () => {
    for (const entry of index.entries) {
      const [first] = findEntries(index, entry.name.zh);
      expect(first?.match).toBe("exact");
    }
  });
});

/** Textbook distance, written out in full as an independent check. */
function editDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  }
  return d[a.length]![b.length]!;
}

describe("numbers", () => {
  const numbers = buildSearchIndex(
    [
      createEntry("一期600万千瓦", "6 GW wind base", ""),
      createEntry("60万千瓦光伏", "0.6 GW solar", ""),
      createEntry("3.5万吨", "35,000 t", ""),
      createEntry("35千伏", "35 kV", ""),
      createEntry("G6高速", "G6", ""),
    ],
    ["stations"],
  );
  const findNumber = (typed: string) => findEntries(numbers, typed).map(({ entry }) => entry.name.zh);

  it("are found as they stand, not as parts of longer ones", () => {
    expect(findNumber("60")).toEqual(["60万千瓦光伏"]);
    expect(findNumber("600")).toEqual(["一期600万千瓦"]);
    expect(findNumber("3.5")).toEqual(["3.5万吨"]);
    expect(findNumber("35")).toEqual(["35千伏"]);
    expect(findNumber("6")).toEqual(["一期600万千瓦"]);
    expect(findNumber("60万")).toEqual(["60万千瓦光伏"]);
    expect(findNumber("35,000")).toEqual(["3.5万吨"]);
  });
});

describe("groupEntries", () => {
  it("puts one name at one place together, and keeps apart what has no place or lies elsewhere", () => {
    const city = createEntry("呼和浩特市", "Hohhot", "", { dataset: "cities" });
    const centre = createEntry("呼和浩特市", "Hohhot", "", { dataset: "centres", lat: 40.01 });
    const station = createEntry("呼和浩特", "Hohhot", "", { lon: 109.99 });
    const east = createEntry("呼和浩特东", "Hohhot East", "");
    const far = createEntry("呼和浩特", "Hohhot", "", { lat: 42 });
    const items = [1, 2].map(() => createEntry("一小时", "One hour", "", { lon: null, lat: null }));
    expect(groupEntries([city, east, centre, far, station, ...items])).toEqual([
      { first: city, others: [centre, station] },
      { first: east, others: [] },
      { first: far, others: [] },
      ...items.map((first) => ({ first, others: [] })),
    ]);
  });
});

describe("isOneTypoApart", () => {
  it("agrees with the full edit distance", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (a, b) => isOneTypoApart(a, b) === editDistance(a, b) <= 1),
      { numRuns: 2000, seed: 11 },
    );
  });
});

describe("parseSearchIndex", () => {
  it("refuses what is no index", () => {
    expect(parseSearchIndex("{")).toMatchObject({ ok: false, error: { code: "search-not-json" } });
    expect(parseSearchIndex("null")).toMatchObject({ ok: false, error: { code: "search-bad-shape" } });
    expect(parseSearchIndex('{"rows":[]}')).toMatchObject({ ok: false, error: { code: "search-bad-shape" } });
  });
});
