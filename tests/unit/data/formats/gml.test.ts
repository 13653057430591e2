import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";

const folder = resolve(import.meta.dirname, "../../../fixtures/files");
const bytesOf = (name: string) => new Uint8Array(readFileSync(resolve(folder, name)));
const read = async (name: string, bytes: Uint8Array = bytesOf(name)) => {
  const { report, layers } = await readFiles([{ name, bytes }]);
  return { report, layers, features: layers.flatMap((layer) => layer.collection.features) };
};
const text = (name: string, content: string) => read(name, new TextEncoder().encode(content));
const collection = (members: string) =>
  text("a.gml", `<r xmlns:gml="http://www.opengis.net/gml/3.2">${members}</r>`);
const member = (inner: string) => `<gml:member><f>${inner}</f></gml:member>`;
const sumAreas = (all: { geometry: Geometry }[]) =>
  all.reduce((sum, { geometry }) => sum + measureAreaSquareMetres(geometry), 0);

describe("GML", () => {
  it.each(["zones-epsg4525.gml", "zones-latitude-first.gml"])(
    "%s gives the zones where they are",
    async (name) => {
      const truth = JSON.parse(readFileSync(resolve(folder, "zones.geojson"), "utf8")) as {
        features: { geometry: Geometry }[];
      };
      const { report, features } = await read(name);
      expect(report).toMatchObject({ accepted: true, format: "gml", read: 3, warnings: [] });
      expect(Math.abs(sumAreas(features) / sumAreas(truth.features) - 1)).toBeLessThan(1e-6);
      expect(features[0]!.properties!.级别).toBe("国家级");
      const corner = (geometry: Geometry) =>
        geometry.type === "Polygon" ? geometry.coordinates[0]![0]!.map((v) => v.toFixed(6)) : [];
      expect(corner(features[0]!.geometry)).toEqual(["110.000000", "40.500000"]);
    },
  );

  it("an arc is stroked and told; parts that have parts of their own are named", async () => {
    const { report, features } = await collection(
      member(
        "<g><gml:Curve><gml:segments><gml:Arc><gml:posList>110 40 110.1 40.1 110.2 40</gml:posList></gml:Arc></gml:segments></gml:Curve></g><n>1.50</n><code>0601</code><owner><name>x</name></owner>",
      ),
    );
    expect(report.warnings.map(({ code }) => code)).toEqual(["curves-stroked", "gml-nested"]);
    expect(report.warnings[1]!.message).toMatch(/owner/);
    const [{ geometry, properties }] = features as [(typeof features)[number]];
    if (geometry.type !== "LineString") throw new Error("no line");
    expect(geometry.coordinates.length).toBeGreaterThan(20);
    for (const [x, y] of geometry.coordinates) expect(Math.hypot(x! - 110.1, y! - 40)).toBeCloseTo(0.1, 6);
    expect(properties).toEqual({ n: 1.5, code: "0601" });
  });

  it("features of one kind in two systems become two layers, each in its place", async () => {
    const point = (srs: string, pos: string) =>
      member(`<g><gml:Point srsName="${srs}"><gml:pos>${pos}</gml:pos></gml:Point></g>`);
    const { layers } = await collection(
      point("urn:ogc:def:crs:EPSG::4326", "40 110") + point("EPSG:4326", "111 41"),
    );
    expect(layers.map(({ collection: { features } }) => features.map(({ geometry }) => geometry))).toEqual([
      [{ type: "Point", coordinates: [110, 40] }],
      [{ type: "Point", coordinates: [111, 41] }],
    ]);
  });

  it("a list of 300,000 positions is read", async () => {
    const list = Array.from({ length: 300_000 }, (_, i) => `${110 + i / 1e6} ${40 + (i % 2) / 10}`).join(" ");
    const { report, features } = await collection(
      member(`<g><gml:LineString><gml:posList>${list}</gml:posList></gml:LineString></g>`),
    );
    expect(report.errors).toEqual([]);
    const { geometry } = features[0]!;
    expect(geometry.type === "LineString" && geometry.coordinates.length).toBe(300_000);
  });

  it("what cannot be read is placed and in words; a server's answer is called what it is", async () => {
    const { report } = await collection(
      `${member("<g><gml:Point><gml:pos>a b</gml:pos></gml:Point></g>")}\n${member("<g><gml:LineString><gml:posList srsDimension='3'>1 2 3 4</gml:posList></gml:LineString></g>")}`,
    );
    expect(report.errors.map(({ code, line }) => [code, line])).toEqual([
      ["gml-geometry", 1],
      ["gml-geometry", 2],
    ]);
    expect(report.errors[0]!.message).toMatch(/positions that are not numbers/);
    const error = await text(
      "b.xml",
      '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" xmlns:gml="http://www.opengis.net/gml"><a>no such layer</a></ows:ExceptionReport>',
    );
    expect(error.report.errors[0]!.message).toMatch(/server's error: no such layer/);
    const list = await text(
      "c.xml",
      '<WFS_Capabilities xmlns:gml="http://www.opengis.net/gml"><a/></WFS_Capabilities>',
    );
    expect(list.report.errors[0]!.code).toBe("xml-unknown");
    const cut = await read("d.gml", bytesOf("zones-epsg4525.gml").slice(0, 2500));
    expect(cut.report).toMatchObject({ accepted: false });
    expect(cut.report.errors[0]!.code).toBe("xml-syntax");
  });
});

describe("folders of a KML", () => {
  const mark = (inner = "") =>
    `<Placemark><name>a</name>${inner}<Point><coordinates>110,40</coordinates></Point></Placemark>`;
  const kml = (inner: string) =>
    text("a.kml", `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`);
  const column = (features: { properties: Record<string, unknown> | null }[], key: string) =>
    features.map(({ properties }) => properties![key]);

  it("become a column, outermost first, beside one that is there already", async () => {
    const { features } = await kml(
      `<Folder><name>一期</name><Folder><name>厂区</name>${mark()}</Folder>${mark()}</Folder>${mark()}`,
    );
    expect(column(features, "folder")).toEqual(["一期 / 厂区", "一期", null]);
    const own = '<ExtendedData><Data name="folder"><value>x</value></Data></ExtendedData>';
    const taken = await kml(`<Folder><name>一期</name>${mark(own)}${mark()}</Folder>`);
    expect(column(taken.features, "folder")).toEqual(["x", undefined]);
    expect(column(taken.features, "kml_folder")).toEqual(["一期", "一期"]);
    const none = await kml(mark());
    expect(none.features[0]!.properties).not.toHaveProperty("folder");
  });
});
