import { describe, expect, it } from "vitest";
import {
  buildStandalonePage,
  escapeScript,
  looseModule,
} from "../../../../src/domain/walk/standalonePage.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const release = [
  {
    path: "index.html",
    bytes: encode(
      '<!doctype html><html><head><meta charset="utf-8" /><script type="module" crossorigin src="./assets/index-a.js"></script><link rel="stylesheet" href="./assets/index-b.css"></head><body><div id="root"></div></body></html>',
    ),
  },
  { path: "assets/index-a.js", bytes: encode('import"./part-c.js";const s="</script>";') },
  { path: "assets/part-c.js", bytes: encode("export{}") },
  { path: "assets/index-b.css", bytes: encode("a{}") },
  { path: "base.pmtiles", bytes: new Uint8Array([0, 255, 128, 7]) },
  { path: "boards/walk.json", bytes: encode('{"of":"the release"}') },
  { path: "service-worker.js", bytes: encode("worker") },
];
const build = () =>
  buildStandalonePage(release, [{ path: "boards/walk.json", bytes: encode('{"own":1}') }], "start()");
const embedded = (page: string) =>
  new Map(
    [
      ...page.matchAll(
        /<script type="application\/json" data-path="([^"]+)" data-form="(\w+)">(.*?)<\/script>/g,
      ),
    ].map(([, path, form, content]) => [path!, { form: form!, content: JSON.parse(content!) as string }]),
  );

describe("the atlas as one page", () => {
  it("takes every file with it, text as text and the rest as base64", () => {
    const files = embedded(build()!.join(""));
    expect([...files.keys()]).toEqual([
      "assets/index-a.js",
      "assets/part-c.js",
      "assets/index-b.css",
      "base.pmtiles",
      "boards/walk.json",
    ]);
    expect(files.get("base.pmtiles")).toEqual({ form: "base64", content: "AP+ABw==" });
    expect([...Buffer.from(files.get("base.pmtiles")!.content, "base64")]).toEqual([0, 255, 128, 7]);
    expect(files.get("boards/walk.json")!.content).toBe('{"own":1}');
  });

  it("asks for nothing by address and lets nothing be asked for", () => {
    const page = build()!.join("");
    expect(page).not.toMatch(/<script[^>]*\bsrc=/);
    expect(page).not.toMatch(/<link\b/);
    expect(page).toContain("Content-Security-Policy");
    expect(page).toContain('"entry":"assets/index-a.js","first":["assets/index-b.css"]');
  });

  it("no content can close the element it stands in", () => {
    const page = build()!.join("");
    expect(embedded(page).get("assets/index-a.js")!.content).toContain("</script>");
    expect(page.match(/<\/script>/g)).toHaveLength(5 + 2);
    expect(escapeScript("</script><!--\u2028")).toBe('"\\u003c/script>\\u003c!--\\u2028"');
  });

  it("a release without a page gives none", () => {
    expect(buildStandalonePage(release.slice(1), [], "")).toBeUndefined();
  });
});

describe("a module let loose from its address", () => {
  const names = new Set(["part-c.js"]);
  it.each([
    ['import{a}from"./part-c.js";', 'import{a}from"#part-c.js";'],
    ["import(`./part-c.js`)", "import(`#part-c.js`)"],
    ['"./unknown.js"', '"./unknown.js"'],
    ["f(()=>import(`./part-c.js`),__vite__mapDeps([0,12]))", "f(()=>import(`#part-c.js`),[])"],
    ["new URL(`w.js`,import.meta.url)", "new URL(`w.js`,globalThis.atlasModuleAddress)"],
  ])("%s becomes %s", (before, after) => {
    expect(looseModule(before, names)).toBe(after);
  });
});
