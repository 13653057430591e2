import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);
const pages = [
  "README.md",
  ...["docs", ".github"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];
/** Folders and endings by which a text in backticks is known to be a path of the repository. */
const isPath = (text: string) =>
  /^(docs|geodata|layers|public|src|tests)\/[\w./-]+$/.test(text) &&
  !/your|^public\/(tiles|photo)/i.test(text);
const stands = (path: string) =>
  ["", ".ts", ".tsx", ".csv"].some((end) => existsSync(join(root, path + end)));

describe("the documentation", () => {
  it.each(pages)("%s links to what is there", (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1]!);
    const own = links.filter((link) => !/^[a-z]+:/.test(link));
    expect(own.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it.each(pages)("%s names files and folders that are there", (page) => {
    const named = [...read(page).matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!).filter(isPath);
    expect(named.filter((path) => !stands(path))).toEqual([]);
  });

  it.each(pages)("%s calls commands and tests that are there", (page) => {
    const text = read(page);
    const called = [...text.matchAll(/npm run (?:-s )?([\w-]+)/g)].map((match) => match[1]!);
    expect(called.filter((name) => !scripts.includes(name))).toEqual([]);
    const tested = [...text.matchAll(/npx vitest run ([^\n]+)/g)].flatMap((match) => match[1]!.split(/\s+/));
    expect(tested.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("every page below docs is linked from another", () => {
    const linked = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#\s]+)/g)].map((match) => join(dirname(page), match[1]!)),
    );
    expect(pages.filter((page) => page.startsWith("docs/") && !linked.includes(page))).toEqual([]);
  });

  it("draws five ways through the code, each of at most eight hops that are there", () => {
    const ways = [...read("docs/architecture.md").matchAll(/```mermaid\n([\s\S]*?)```/g)].map((match) =>
      [...match[1]!.matchAll(/\["([^"]+)"\]/g)].map((node) => node[1]!),
    );
    expect(ways).toHaveLength(5);
    for (const way of ways) expect(way.length).toBeLessThanOrEqual(8);
    const places = ways.flat().map((label) => label.replace(/\/\*.*$/, ""));
    expect(places.filter((place) => !["", "src/", "src/ui/"].some((start) => stands(start + place)))).toEqual(
      [],
    );
  });
});
