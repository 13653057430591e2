import { findKind } from "../../layers/grammar/kinds.ts";
import { findEntries, parseSearchIndex, type SearchEntry, type SearchIndex } from "../domain/search.ts";
import { type Command, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { formatTable, readFormat } from "./table.ts";

function readSearchIndex(): SearchIndex {
  const index = parseSearchIndex(readShippedText("search.json"));
  if (!index.ok) throw new UsageError(index.error.en);
  return index.value;
}

/** The names nearest to what was typed, in the script it was typed in. */
function findNearestNames(index: SearchIndex, typed: string): string[] {
  const latin = !/\p{Script=Han}/u.test(typed);
  const names = index.entries.flatMap(({ name, pinyin }) =>
    latin ? [name.en, pinyin.replace(/[ |]/g, "")] : [name.zh],
  );
  const near = findNearest(typed, names, 12);
  const shown = near.map((text) => {
    const entry = index.entries.find(
      ({ name, pinyin }) => name.en === text || name.zh === text || pinyin.replace(/[ |]/g, "") === text,
    );
    return entry && latin ? `${entry.name.en} ${entry.name.zh}` : text;
  });
  return [...new Set(shown)].slice(0, 5);
}

const describe = ({ name, lon, lat, confidence, source, items }: SearchEntry) => ({
  name,
  lon,
  lat,
  confidence,
  source,
  items,
});

const formatDegrees = (degrees: number | null) => (degrees === null ? "" : degrees.toFixed(4));

/** Looks up a name in Chinese, English, pinyin or initials, among all features and all items of the plan. */
export const command: Command = {
  usage: "find NAME [--format json|table]   where a place, line, zone or item of the plan is, best first",
  run(args) {
    const { words, flags } = parseArguments(args, ["format"]);
    const format = readFormat(flags);
    const typed = words.join(" ").trim();
    if (typed === "") throw new UsageError("needs a NAME, in Chinese, English, pinyin or initials");
    const index = readSearchIndex();
    const hits = findEntries(index, typed).map(({ entry }) => entry);
    if (hits.length === 0) {
      throw new UsageError(
        `nothing is called '${typed}'; nearest: ${findNearestNames(index, typed).join(", ")}`,
      );
    }
    if (format === "json")
      return { code: 0, output: `${JSON.stringify(hits.map(describe), undefined, 1)}\n` };
    const table = formatTable<SearchEntry>(
      [
        { title: "名称", text: ({ name }) => name.zh, most: 36 },
        { title: "name", text: ({ name }) => name.en, most: 40 },
        { title: "lon", text: ({ lon }) => formatDegrees(lon), right: true },
        { title: "lat", text: ({ lat }) => formatDegrees(lat), right: true },
        { title: "confidence", text: ({ confidence }) => confidence ?? "" },
        {
          title: "类别",
          text: ({ dataset, kind }) => findKind(dataset, kind)?.zh ?? "规划条目",
          most: 24,
        },
        { title: "dataset", text: ({ dataset }) => dataset },
        { title: "items", text: ({ items }) => String(items.length), right: true },
        { title: "source", text: ({ source }) => source, most: 48 },
      ],
      hits,
    );
    return { code: 0, output: `${table}\n` };
  },
};
