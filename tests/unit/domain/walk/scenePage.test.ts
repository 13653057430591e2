import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, it } from "vitest";
import { buildScenePage, type ScenePageParts } from "../../../../src/domain/walk/scenePage.ts";

const hostile = `"><script>alert(1)</script>'`;
const parts: ScenePageParts = {
  language: "en",
  title: hostile,
  lead: "Scene 1",
  pictures: [{ caption: "2020", address: "data:image/webp;base64,AAAA", description: hostile }],
  paragraphs: [hostile],
  figures: [
    {
      title: hostile,
      rows: [
        ["Hohhot", "60 min"],
        ["Target", "One hour"],
      ],
      bars: [{ share: 0.5, strong: true }],
    },
  ],
  remarks: [],
  foot: hostile,
  link: { address: "https://atlas.example/#b=x", text: "Open the map" },
};
/** The body as another library reads it. */
const read = (page: string) => {
  const body = page.slice(page.indexOf("<body>"), page.indexOf("</html>"));
  return new DOMParser().parseFromString(body.replace(/(<img [^>]*)>/g, "$1/>"), "text/xml");
};

describe("one scene as a page", () => {
  it("holds every text as it is read, and nothing of it becomes a script", () => {
    const page = read(buildScenePage(parts));
    expect(page.getElementsByTagName("script")).toHaveLength(0);
    expect(page.getElementsByTagName("h1").item(0)?.textContent).toBe(hostile);
    expect(page.getElementsByTagName("img").item(0)?.getAttribute("alt")).toBe(hostile);
    expect(page.getElementsByTagName("footer").item(0)?.textContent).toBe(hostile);
  });

  it("asks for nothing beside it", () => {
    const page = buildScenePage({ ...parts, link: null });
    expect(page).toContain("default-src 'none'");
    expect(page.match(/(?:src|href)="(?!data:)/g)).toBeNull();
  });

  it("draws as many bars as there are, with the number after each", () => {
    const page = read(buildScenePage(parts));
    const rows = [...Array.from({ length: 2 }, (_, index) => page.getElementsByTagName("tr").item(index)!)];
    expect(rows.map((row) => row.getElementsByTagName("i").length)).toEqual([1, 0]);
    expect(rows[0]!.getElementsByTagName("i").item(0)?.getAttribute("style")).toBe("width:50.0%");
    expect(rows.map((row) => row.textContent)).toEqual(["Hohhot60 min", "TargetOne hour"]);
  });

  it("leads only to web pages", () => {
    const link = { address: "javascript:alert(1)", text: "Open" };
    expect(buildScenePage({ ...parts, link })).not.toContain("javascript:");
    expect(buildScenePage(parts)).toContain('href="https://atlas.example/#b=x"');
  });
});
