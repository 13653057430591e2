import { describe, expect, it } from "vitest";
import {
  findOrigin,
  isListedOrigin,
  listHosts,
  parseSettings,
  shippedSettings,
} from "../../../../src/domain/services/settings.ts";

const entry = {
  group: "厅",
  title: { zh: "地形图", en: "Relief" },
  address: "https://wms.example/ows?map=a",
};

describe("settings of a deployment", () => {
  it("are as shipped where they say nothing", () => {
    expect(parseSettings({ basemap: null })).toEqual({ settings: shippedSettings, problems: [] });
  });

  it("name the hosts of the basemap, of the list and of the catalogue, each once", () => {
    const { settings, problems } = parseSettings({
      basemap: { kind: "tianditu", key: "abc" },
      services: { hosts: ["http://10.0.0.5:8080", "https://wms.example"], catalogue: [entry] },
    });
    expect(problems).toEqual([]);
    expect(listHosts(settings)).toEqual([
      "https://*.tianditu.gov.cn",
      "http://10.0.0.5:8080",
      "https://wms.example",
    ]);
  });

  it.each([
    "https://a.example; script-src *",
    "https://a.example/path",
    "javascript:alert(1)",
    "*",
    "https://*",
    "https://a.example\nx",
    "'unsafe-inline'",
    "'unsafe-inline' https://a.example",
  ])("no host may write into the header: %j", (host) => {
    const { settings, problems } = parseSettings({ services: { hosts: [host, "https://b.example"] } });
    expect(settings.services.hosts).toEqual(["https://b.example"]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.en).toContain("entry 1 of services.hosts");
  });

  it("a frame may not be allowed to a star, and a header may not hold a line", () => {
    const { settings, problems } = parseSettings({
      services: { catalogue: [{ ...entry, headers: { "x-key": "a\r\nb" } }] },
      embedding: { origins: ["https://*.example", "https://portal.example"] },
    });
    expect(settings.embedding.origins).toEqual(["https://portal.example"]);
    expect(settings.services.catalogue).toEqual([]);
    expect(problems).toHaveLength(2);
  });

  it("a star stands for names before, never for the name itself or another's end", () => {
    const listed = ["https://*.maps.example"];
    expect(isListedOrigin("https://a.maps.example", listed)).toBe(true);
    expect(isListedOrigin("https://maps.example", listed)).toBe(false);
    expect(isListedOrigin("https://evilmaps.example", listed)).toBe(false);
    expect(isListedOrigin("http://a.maps.example", listed)).toBe(false);
  });

  it("the origin of a tile template is found, of other schemes none", () => {
    expect(findOrigin("https://t.example:8443/{z}/{x}/{y}.png")).toBe("https://t.example:8443");
    expect(findOrigin("file:///etc/passwd")).toBeUndefined();
    expect(findOrigin("maps")).toBeUndefined();
  });
});
