import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readService } from "../../../../src/data/services/readService.ts";
import { readTemplate } from "../../../../src/data/services/readTemplate.ts";
import { isTileTemplate, listDescriptionRequests } from "../../../../src/data/services/serviceRequests.ts";
import type { PictureSource, Service } from "../../../../src/domain/services/service.ts";

const bytesOf = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/services/${name}`));

function readFixture(name: string, address: string): Service {
  const read = readService(bytesOf(name), address);
  if (!read.ok || "next" in read.value) throw new Error(JSON.stringify(read));
  return read.value;
}

const pictures = (service: Service, id: string) => {
  const source = service.choices.find((choice) => choice.id === id)?.source;
  if (source?.form !== "pictures") throw new Error(`no pictures ${id}`);
  return source satisfies PictureSource;
};

describe("what a service says of itself", () => {
  it("WMS 1.3.0: layers with a name, boxes inherited, the host of the address kept", () => {
    const wms = readFixture(
      "wms-1.3.0.xml",
      "https://maps.example/ows?map=/data/a.map&REQUEST=GetCapabilities",
    );
    expect(wms).toMatchObject({ kind: "wms", title: "土地利用 & 地形", attribution: "测绘院", unusable: [] });
    expect(wms.choices.map(({ id, title, bbox }) => ({ id, title, bbox }))).toEqual([
      { id: "landuse", title: "土地利用 2020", bbox: [106.5, 37.6, 114.4, 43.4] },
      { id: "relief", title: "relief", bbox: [110, 40, 112, 41] },
    ]);
    const url = new URL(pictures(wms, "landuse").template.replace("{bbox-epsg-3857}", "1,2,3,4"));
    expect(url.origin).toBe("https://maps.example");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      map: "/data/a.map",
      SERVICE: "WMS",
      VERSION: "1.3.0",
      REQUEST: "GetMap",
      LAYERS: "landuse",
      STYLES: "",
      CRS: "EPSG:3857",
      FORMAT: "image/png",
      TRANSPARENT: "TRUE",
      WIDTH: "512",
      HEIGHT: "512",
      BBOX: "1,2,3,4",
    });
  });

  it("WMS 1.1.1: SRS for CRS, and a layer without Web Mercator is named with the reason", () => {
    const wms = readFixture("wms-1.1.1.xml", "https://old.example/wms");
    expect(wms.choices).toHaveLength(1);
    expect(wms.choices[0]?.bbox).toEqual([109, 39, 113, 42]);
    expect(new URL(pictures(wms, "roads").template).searchParams.get("SRS")).toBe("EPSG:900913");
    expect(wms.unusable).toEqual([
      {
        id: "parcels",
        zh: expect.stringContaining("EPSG:3857"),
        en: expect.stringContaining("Web Mercator"),
      },
    ]);
  });

  it("WMTS: Web Mercator before degrees, degrees where there is no other, other grids refused", () => {
    const wmts = readFixture("wmts.xml", "https://tiles.example/vec/wmts?tk=secret&REQUEST=GetCapabilities");
    expect(wmts).toMatchObject({ kind: "wmts", title: "在线地图", attribution: "地理信息中心" });
    const vec = pictures(wmts, "vec");
    expect(vec).toMatchObject({ rows: "geographic", minZoom: 1, maxZoom: 6, tileSize: 256 });
    expect(vec.template).toContain("TILEMATRIX={z}&TILEROW={y}&TILECOL={x}");
    expect(new URL(vec.template).searchParams.get("tk")).toBe("secret");
    expect(pictures(wmts, "img")).toMatchObject({
      rows: "mercator",
      template: "https://tiles.example/img/default/w/{z}/{y}/{x}.png",
    });
    expect(wmts.unusable.map(({ id }) => id)).toEqual(["local"]);
    expect(wmts.choices[0]?.bbox).toEqual([73, 3, 136, 54]);
  });

  it("WFS: features where it writes GeoJSON; one that writes GML only is refused with the reason", () => {
    const wfs = readFixture("wfs-2.0.0.xml", "https://data.example/wfs?REQUEST=GetCapabilities");
    expect(wfs.choices).toHaveLength(1);
    const [choice] = wfs.choices;
    expect(choice).toMatchObject({
      id: "office:projects",
      title: "项目用地",
      bbox: [109.1, 39.2, 113.5, 41.9],
    });
    const items = new URL(choice?.source.form === "features" ? choice.source.items : "");
    expect(items.searchParams.get("OUTPUTFORMAT")).toBe("application/json; subtype=geojson");
    expect(items.searchParams.get("TYPENAMES")).toBe("office:projects");
    const text = new TextDecoder()
      .decode(bytesOf("wfs-2.0.0.xml"))
      .replace(/<ows:Value>application\/json[^<]*<\/ows:Value>/, "");
    const gml = readService(new TextEncoder().encode(text), "https://data.example/wfs");
    expect(gml).toMatchObject({
      ok: true,
      value: { choices: [], unusable: [{ en: expect.stringContaining("GML") }] },
    });
  });

  it("OGC API: collections of features with their count; credits lose their markup", () => {
    const api = readFixture("ogc-collections.json", "https://data.example/ogc/collections?f=json");
    expect(api).toMatchObject({ kind: "ogc-features", attribution: "Data office © 2026" });
    expect(api.choices).toEqual([
      {
        id: "ecological-lines",
        title: "生态红线",
        bbox: [106.5, 37.6, 114.4, 43.4],
        source: {
          form: "features",
          items: "https://data.example/ogc/collections/ecological-lines/items?f=json",
          mostPerPage: null,
          count: 83412,
        },
      },
      expect.objectContaining({
        id: "points",
        source: expect.objectContaining({
          items: "https://data.example/ogc/collections/points/items?f=json",
        }),
      }),
    ]);
  });

  it("OGC API: a landing page leads to its collections", () => {
    const landing = { links: [{ rel: "data", type: "application/json", href: "collections" }] };
    expect(
      readService(new TextEncoder().encode(JSON.stringify(landing)), "https://data.example/ogc/?f=json"),
    ).toEqual({ ok: true, value: { next: "https://data.example/ogc/collections?f=json" } });
  });

  it("ArcGIS: layers of features, kept tiles, and drawn pictures where the tiles are of another grid", () => {
    const features = readFixture("arcgis-feature-server.json", "https://gis.example/a/FeatureServer?f=json");
    expect(features.choices.map(({ title, source }) => [title, "items" in source && source.items])).toEqual([
      ["项目点", "https://gis.example/a/FeatureServer/0/query?where=1%3D1&outFields=*&outSR=4326&f=geojson"],
      ["项目面", "https://gis.example/a/FeatureServer/3/query?where=1%3D1&outFields=*&outSR=4326&f=geojson"],
    ]);
    const map = readFixture("arcgis-map-server.json", "https://gis.example/b/MapServer?f=json");
    expect(pictures(map, "map")).toMatchObject({
      template: "https://gis.example/b/MapServer/tile/{z}/{y}/{x}",
      minZoom: 0,
      maxZoom: 17,
    });
    const local = JSON.parse(new TextDecoder().decode(bytesOf("arcgis-map-server.json")));
    local.tileInfo.spatialReference = { wkid: 4490 };
    const drawn = readService(
      new TextEncoder().encode(JSON.stringify(local)),
      "https://gis.example/b/MapServer",
    );
    expect(JSON.stringify(drawn)).toContain("MapServer/export?bboxSR=3857");
  });

  it("TileJSON: addresses start where it lies; vector tiles are named as unusable", () => {
    const tiles = readFixture("tilejson.json", "https://tiles.example/a/tiles.json");
    expect(tiles.attribution).toBe("© Relief makers");
    expect(pictures(tiles, "Relief")).toEqual({
      form: "pictures",
      template: "https://tiles.example/a/relief/{z}/{x}/{y}.webp",
      tileSize: 512,
      minZoom: 2,
      maxZoom: 12,
      rows: "mercator",
    });
  });

  it.each([
    ["<html><body>login</body></html>", "service-unknown"],
    ['{"error":"no"}', "service-unknown"],
    ["", "service-unknown"],
    ['<!DOCTYPE a [<!ENTITY b "c">]><WMS_Capabilities/>', "xml-doctype"],
    ["<WMS_Capabilities><Layer>", "xml-syntax"],
    [
      "<ServiceExceptionReport><ServiceException>no map</ServiceException></ServiceExceptionReport>",
      "service-unknown",
    ],
  ])("what is none is refused with a reason: %s", (text, code) => {
    const read = readService(new TextEncoder().encode(text), "https://a.example/wms");
    expect(read).toMatchObject({ ok: false, error: { code } });
    if (text.includes("no map")) expect(JSON.stringify(read)).toContain("no map");
  });
});

describe("how an address is asked", () => {
  it.each([
    ["https://a.example/x/FeatureServer/2", ["arcgis-features"]],
    ["https://a.example/x/MapServer", ["arcgis-map"]],
    ["https://a.example/t/tiles.json", ["tilejson"]],
    ["https://a.example/geoserver/wms", ["wms"]],
    ["https://a.example/cgi?SERVICE=WFS&REQUEST=GetFeature&TYPENAMES=a", ["wfs"]],
    ["https://a.example/img_c/wmts?tk=1", ["wmts"]],
    ["https://a.example/ogc", ["ogc-features", "wms", "wfs", "wmts"]],
  ])("%s", (address, kinds) => {
    expect(listDescriptionRequests(address).map(({ kind }) => kind)).toEqual(kinds);
  });

  it("a pasted request of a layer becomes one of the description, and its key stays", () => {
    const [request] = listDescriptionRequests(
      "https://a.example/wmts?service=WMTS&request=GetTile&layer=vec&tk=abc&TILEMATRIX=3",
    );
    expect(Object.fromEntries(new URL(request!.url).searchParams)).toEqual({
      tk: "abc",
      SERVICE: "WMTS",
      REQUEST: "GetCapabilities",
    });
  });

  it("a tile template describes itself", () => {
    const address = "https://t.example/{z}/{x}/{-y}.png";
    expect(isTileTemplate(address)).toBe(true);
    expect(readTemplate(address).choices[0]?.source).toMatchObject({ template: address, rows: "mercator" });
  });
});
