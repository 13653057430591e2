import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { strToU8, unzipSync, zipSync } from "fflate";
import type { Geometry, Position } from "geojson";
import { describe, expect, it } from "vitest";
import type { InputFile, ReadOptions, ReadOutcome } from "../../../src/data/importReport.ts";
import { readFiles } from "../../../src/data/readFiles.ts";
import { toGcj02 } from "../../../src/domain/place/datum.ts";
import { measureAreaSquareMetres } from "../../../src/domain/place/measure.ts";
import { lngLat } from "../../../src/domain/place/position.ts";

const folder = resolve(import.meta.dirname, "../../fixtures/files");
const load = (name: string): InputFile => ({
  name,
  bytes: new Uint8Array(readFileSync(resolve(folder, name))),
});
const read = (name: string, options?: ReadOptions) => readFiles([load(name)], options);
const text = (name: string, content: string): InputFile => ({
  name,
  bytes: new TextEncoder().encode(content),
});
const featuresOf = (outcome: ReadOutcome) => outcome.layers.flatMap((layer) => layer.collection.features);

function flatPositions(geometry: Geometry): Position[] {
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(flatPositions);
  const flat = (value: unknown): Position[] =>
    typeof (value as unknown[])[0] === "number" ? [value as Position] : (value as unknown[]).flatMap(flat);
  return flat(geometry.coordinates);
}

const truth = JSON.parse(readFileSync(resolve(folder, "zones.geojson"), "utf8")) as {
  features: { geometry: Geometry; properties: Record<string, unknown> }[];
};

describe("files made by other programs", () => {
  it("layers of one file each keep the system they were in", async () => {
    const sets = ["zones-gbk-epsg4525.zip", "zones-utf8-epsg4508.zip"].map((name) =>
      unzipSync(load(name).bytes),
    );
    const { report, layers } = await readFiles([
      { name: "both.zip", bytes: zipSync(Object.assign({}, ...sets)) },
    ]);
    expect(layers.map(({ datum }) => /EPSG:\d+/.exec(datum ?? "")?.[0]).sort()).toEqual([
      "EPSG:4508",
      "EPSG:4525",
    ]);
    expect(report.datum).toMatch(/^EPSG:4\d+ .*; EPSG:4\d+ /);
  });

  it.each([
    ["zones-gbk-epsg4525.zip", "shapefile", "GB18030", 4525],
    ["zones-gbk-without-cpg.zip", "shapefile", "GB18030", 4525],
    ["zones-utf8-epsg4508.zip", "shapefile", "UTF-8", 4508],
    ["zones.kmz", "kml", "UTF-8", null],
    ["zones-epsg4547.gpkg", "geopackage", "UTF-8", 4547],
    ["zones-epsg4526.fgb", "flatgeobuf", "UTF-8", 4526],
    ["zones-wkt-gb18030.csv", "csv", "GB18030", null],
    ["zones.geojson", "geojson", "UTF-8", null],
  ])(
    "%s gives the three zones with their Chinese texts, areas and places",
    async (name, format, encoding, epsg) => {
      const outcome = await read(name);
      const { report } = outcome;
      expect(report.errors).toEqual([]);
      expect(report).toMatchObject({ accepted: true, format, encoding, read: 3, skipped: 0 });
      expect(report.datum).toMatch(epsg === null ? /^WGS 84$/ : new RegExp(`^EPSG:${epsg} `));
      const features = featuresOf(outcome);
      expect(features).toHaveLength(3);
      const levels = new Set<string>();
      for (const feature of features) {
        // Some formats sort their features, so they are told by a value.
        const values = Object.values(feature.properties!).map(String);
        const expected = truth.features.find((f) => values.includes(String(f.properties.级别)))!;
        levels.add(String(expected.properties.级别));
        const sum = measureAreaSquareMetres(expected.geometry);
        expect(Math.abs(measureAreaSquareMetres(feature.geometry) - sum)).toBeLessThan(2);
        const corner = flatPositions(feature.geometry);
        for (const p of flatPositions(expected.geometry)) {
          expect(Math.min(...corner.map((q) => Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!)))).toBeLessThan(2e-8);
        }
      }
    },
  );

  it("an Excel sheet and a GB18030 table give stations where their columns say", async () => {
    for (const name of ["stations.xlsx", "stations-gb18030.csv", "waypoints.gpx"]) {
      const outcome = await read(name);
      expect(outcome.report.accepted, name).toBe(true);
      const features = featuresOf(outcome);
      expect(features.map((f) => f.geometry.type === "Point" && f.geometry.coordinates.slice(0, 2))).toEqual([
        [109.84, 40.66],
        [111.67, 40.82],
        [113.13, 41.03],
      ]);
      expect(features[0]!.properties!.name).toBe("站点一");
    }
    const table = await read("stations.xlsx");
    expect(table.report.decisions.find((d) => d.about === "columns")?.value).toBe("经度, 纬度");
  });

  it("a LibreOffice sheet keeps its dates, and its row without a position is named", async () => {
    const outcome = await read("plants.xlsx");
    expect(outcome.report).toMatchObject({ accepted: true, read: 2, skipped: 1 });
    expect(outcome.report.warnings[0]).toMatchObject({ record: 3, line: 4 });
    expect(featuresOf(outcome).map((f) => f.properties)).toEqual([
      { 名称: "风电场一", 建成日期: "2021-05-06", 容量: 100.5 },
      { 名称: '光伏 "二"', 建成日期: "1999-12-31", 容量: -3 },
    ]);
  });

  it("a track and a topology come as a line and a polygon", async () => {
    const track = featuresOf(await read("track.gpx"));
    expect(flatPositions(track[0]!.geometry)).toHaveLength(3);
    const zone = await read("zone.topojson");
    expect(zone.report).toMatchObject({ accepted: true, format: "topojson", read: 1 });
    expect(featuresOf(zone)[0]!.properties).toEqual({ name: "区" });
  });

  it.each(["zones-beijing54.zip", "zones-xian80.zip"])(
    "%s is refused with the reason, in both languages",
    async (name) => {
      const { report, layers } = await read(name);
      expect(report.accepted).toBe(false);
      expect(layers).toEqual([]);
      expect(report.errors[0]!.messageZh).toMatch(/北京54|西安80/);
      expect(report.errors[0]!.message).toMatch(/local parameters/);
    },
  );

  it("the user's word on the system, the encoding and the columns beats the file's", async () => {
    const moved = await read("zones-beijing54.zip", { fromCrs: "EPSG:4549" });
    expect(moved.report.decisions.find((d) => d.about === "crs")).toMatchObject({ by: "user" });
    const garbled = await read("zones-gbk-epsg4525.zip", { encoding: "big5" });
    expect(garbled.report.encoding).toBe("Big5");
    const chosen = await readFiles([text("a.csv", "a,b,c\n40,110,x\n")], {
      columns: { longitude: "b", latitude: "a" },
    });
    expect(featuresOf(chosen)[0]!.geometry).toEqual({ type: "Point", coordinates: [110, 40] });
  });

  it("an offset datum is undone only by the user's choice, and the shift is told in metres", async () => {
    const [x, y] = toGcj02(lngLat(109.84, 40.66));
    const file = text("p.csv", `lon,lat\n${x},${y}\n`);
    const plain = featuresOf(await readFiles([file]))[0]!.geometry;
    expect(plain).toEqual({ type: "Point", coordinates: [x, y] });
    const asked = (await readFiles([file])).report.questions.find((q) => q.about === "datum")!;
    expect(asked.choices.map((c) => c.value)).toEqual(["wgs84", "gcj02", "bd09"]);
    expect(asked.choices[1]!.label).toMatch(/[45]\d\d m/);
    const outcome = await readFiles([file], { fromDatum: "gcj02" });
    const [lon, lat] = flatPositions(featuresOf(outcome)[0]!.geometry)[0]!;
    expect(Math.hypot(lon! - 109.84, lat! - 40.66)).toBeLessThan(1e-8);
    expect(outcome.report.datum).toBe("GCJ-02");
    expect(outcome.report.decisions.find((d) => d.about === "datum")!.reason.en).toMatch(
      /moved by up to [45]\d\d m/,
    );
  });
});

describe("coordinates that are not degrees", () => {
  it("metres are recognised, and the zone prefix names the system to choose", async () => {
    const { report } = await readFiles([text("p.csv", "名称,X,Y\n甲,37415420.67,4502186.45\n")]);
    expect(report.accepted).toBe(false);
    expect(report.errors[0]!.message).toMatch(/look like metres.*EPSG:4525/);
    expect(report.errors[0]).toMatchObject({ record: 1, line: 2 });
    expect(report.questions[0]!.choices[0]!.value).toBe("EPSG:4525");
    const answered = await readFiles([text("p.csv", "名称,X,Y\n甲,37415420.672272,4502186.45433727\n")], {
      fromCrs: "EPSG:4525",
    });
    const [lon, lat] = flatPositions(featuresOf(answered)[0]!.geometry)[0]!;
    expect(lon).toBeCloseTo(110, 8);
    expect(lat).toBeCloseTo(40.65, 8);
  });

  it("a survey table that calls its northing X is read the right way round", async () => {
    const outcome = await readFiles([text("p.csv", "点号,X,Y\n1,4502186.45433727,37415420.672272\n")], {
      fromCrs: "EPSG:4525",
    });
    expect(flatPositions(featuresOf(outcome)[0]!.geometry)[0]![0]).toBeCloseTo(110, 8);
    expect(outcome.report.decisions.find((d) => d.about === "columns")!.reason.zh).toMatch(/北坐标/);
  });

  it("swapped axes are named, and swapped back only on request", async () => {
    const swapped = text(
      "s.geojson",
      '{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[40,110],\n[41,111]]}}',
    );
    const { report } = await readFiles([swapped]);
    expect(report.errors[0]).toMatchObject({ code: "axes-swapped", repair: "swap-axes", record: 1, line: 1 });
    const mended = await readFiles([swapped], { repairs: ["swap-axes"] });
    expect(mended.report.accepted).toBe(true);
    expect(flatPositions(featuresOf(mended)[0]!.geometry)[0]).toEqual([110, 40]);
    expect(mended.report.repairs[0]).toMatchObject({ id: "swap-axes", applied: true, count: 2 });
  });
});

describe("a table", () => {
  const table = (content: string, options?: ReadOptions) => readFiles([text("t.csv", content)], options);

  it.each([
    ["经度,纬度", "110.5,40.5"],
    ["东经；°,北纬；°", "110.5,40.5"],
    ["lng,lat", "110°30′00″E,40°30′E"],
    ["Longitude (deg),Latitude (deg)", "110.5E,40.5N"],
    ["LON,LAT", "110.5,40.5"],
  ])("with the headers %s has its columns found", async (header, row) => {
    const fixed = row.replace("40°30′E", "40°30′N");
    const outcome = await table(`${header}\n${fixed}\n`);
    expect(flatPositions(featuresOf(outcome)[0]!.geometry)[0]).toEqual([110.5, 40.5]);
  });

  it("with tabs, semicolons or quoted line breaks keeps rows and lines right", async () => {
    const outcome = await table('name;lon;lat\n"一\n行";110;40\nb;111;41\nc;oops;42\n');
    expect(outcome.report.warnings[0]).toMatchObject({ record: 3, line: 5 });
    const tabs = await table("name\tlon\tlat\na\t110\t40\n");
    expect(tabs.report.accepted).toBe(true);
  });

  it("rows without a position, or with a bad one, are left out and said so", async () => {
    const { report } = await table("n,lon,lat\na,110,40\nb,,\nc,x,1\n合计,,\n");
    expect(report).toMatchObject({ accepted: true, read: 1, skipped: 3 });
    expect(report.warnings.map(({ code, record, line }) => [code, record, line])).toEqual([
      ["position-empty", 2, 3],
      ["position-unreadable", 3, 4],
      ["total-row", 4, 5],
    ]);
    const none = await table("n,lon,lat\na,110,40\n", { columns: { longitude: "n", latitude: "lat" } });
    expect(none.report.errors[0]).toMatchObject({ code: "positions-unreadable", line: 2 });
  });

  it("without columns of positions asks which they are", async () => {
    const { report } = await table("a,b\n1,x\n");
    expect(report.accepted).toBe(false);
    expect(report.errors[0]).toMatchObject({ code: "columns-unknown", line: 1 });
    expect(report.questions[0]!.choices.map((c) => c.value)).toEqual(["a", "b"]);
  });

  it("codes with leading zeros stay text, a column called __proto__ is a column", async () => {
    const outcome = await table("lon,lat,code,__proto__\n110,40,0471,x\n");
    const properties = featuresOf(outcome)[0]!.properties!;
    expect(properties.code).toBe("0471");
    expect(Object.hasOwn(properties, "__proto__")).toBe(true);
    expect(({} as { x?: string }).x).toBeUndefined();
  });
});

describe("hostile and broken files", () => {
  const refused = async (file: InputFile) => {
    const { report, layers } = await readFiles([file]);
    expect(report.accepted).toBe(false);
    expect(layers).toEqual([]);
    for (const e of report.errors) expect(e.record !== null || e.line !== null).toBe(true);
    return report.errors[0]!.code;
  };

  it("entities, deep nesting and unknown XML are refused before any parser meets them", async () => {
    expect(
      await refused(
        text("a.kml", '<?xml version="1.0"?><!DOCTYPE k [<!ENTITY a "aa">]><kml><Placemark/></kml>'),
      ),
    ).toBe("xml-doctype");
    expect(await refused(text("a.kml", `<kml>${"<Folder>".repeat(5000)}`))).toBe("xml-depth");
    expect(await refused(text("a.kml", "<kml><Placemark></kml>"))).toBe("xml-syntax");
    expect(await refused(text("a.svg", "<svg/>"))).toBe("xml-unknown");
    for (const broken of [
      "<".repeat(100_000),
      "<a ".repeat(50_000),
      "<a",
      '<a b="',
      "&".repeat(50_000),
      "< a>",
      "</",
    ]) {
      expect(await refused(text("a.kml", `<kml>${broken}`)), broken.slice(0, 9)).toBe("xml-syntax");
    }
    expect(
      await refused(
        text("a.kml", "<kml><Placemark><Point><coordinates>abc</coordinates></Point></Placemark></kml>"),
      ),
    ).toBe("kml-coordinates");
  });

  it("a description with its own DOCTYPE inside CDATA is only text", async () => {
    const kml =
      "<kml><Placemark><name>x</name><description><![CDATA[<!DOCTYPE html><b>hi</b>]]></description><Point><coordinates>110,40</coordinates></Point></Placemark></kml>";
    const outcome = await readFiles([text("a.kml", kml)]);
    expect(outcome.report.accepted).toBe(true);
    expect(featuresOf(outcome)[0]!.properties!.description).toContain("<b>hi</b>");
  });

  it("comments, brackets in attributes and short tags do not count as nesting", async () => {
    const data = '<Data name="a>b"/>'.repeat(300);
    const kml = `<kml><!-- <a <b ${"<Folder>".repeat(300)} --><Placemark><ExtendedData>${data}</ExtendedData><Point><coordinates>110,40</coordinates></Point></Placemark></kml>`;
    expect((await readFiles([text("a.kml", kml)])).report.accepted).toBe(true);
  });

  it("network links are named and not followed", async () => {
    const kml =
      "<kml><Document>\n<NetworkLink><Link><href>https://example.org/x.kml</href></Link></NetworkLink><Placemark><Point><coordinates>110,40</coordinates></Point></Placemark></Document></kml>";
    const { report } = await readFiles([text("a.kml", kml)]);
    expect(report.accepted).toBe(true);
    expect(report.warnings[0]).toMatchObject({ code: "kml-network-link", line: 2 });
    expect(report.warnings[0]!.message).toContain("https://example.org/x.kml");
  });

  it("archives that are bombs, nested, encrypted, damaged or too many are refused by entry", async () => {
    const zip = (files: Record<string, Uint8Array>) => ({ name: "z.zip", bytes: zipSync(files) });
    expect(await refused(zip({ "b.csv": new Uint8Array(80_000_000) }))).toBe("archive-ratio");
    expect(await refused(zip({ "in.zip": zipSync({ "a.txt": strToU8("x") }) }))).toBe("archive-nested");
    expect(
      await refused(
        zip(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.txt`, strToU8("x")]))),
      ),
    ).toBe("archive-entries");
    const good = zipSync({ "a.csv": [strToU8("lon,lat\n110,40\n"), { level: 0 }] });
    const wrong = good.slice();
    wrong[40] = wrong[40]! ^ 1;
    expect(await refused({ name: "w.zip", bytes: wrong })).toBe("archive-broken");
    const locked = good.slice();
    const at = locked.findIndex(
      (_, i) => locked[i] === 0x50 && locked[i + 1] === 0x4b && locked[i + 2] === 1,
    );
    locked[at + 8] = locked[at + 8]! | 1;
    expect(await refused({ name: "l.zip", bytes: locked })).toBe("archive-encrypted");
    expect(await refused({ name: "c.zip", bytes: good.slice(0, good.length - 30) })).toBe("archive-broken");
    const { report } = await readFiles([{ name: "g.zip", bytes: good }]);
    expect(report.accepted).toBe(true);
  });

  it("folders and what macOS adds do not matter, and a file that belongs to nothing is named", async () => {
    const { unzipSync } = await import("fflate");
    const set = Object.entries(unzipSync(load("zones-gbk-epsg4525.zip").bytes)).map(
      ([name, bytes]) => [`资料/图层/${name}`, bytes] as const,
    );
    const bytes = zipSync({
      ...Object.fromEntries(set),
      "__MACOSX/资料/._x.shp": strToU8("x"),
      "../../说明.txt": strToU8("hello"),
    });
    const { report, layers } = await readFiles([{ name: "z.zip", bytes }]);
    expect(report).toMatchObject({ accepted: true, read: 3 });
    expect(layers[0]!.name).toBe("gbk4525");
    expect(report.warnings.map((w) => [w.code, w.file])).toEqual([["file-left-out", "../../说明.txt"]]);
  });

  it("files of other kinds are named for what they are", async () => {
    expect(
      await refused({
        name: "a.xls",
        bytes: Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      }),
    ).toBe("format-unknown");
    const { report } = await readFiles([
      { name: "a.geojson", bytes: Uint8Array.from([0x1f, 0x8b, 8, 0, 0]) },
    ]);
    expect(report.errors[0]!.message).toMatch(/gzip/);
    expect(await refused({ name: "e.geojson", bytes: new Uint8Array() })).toBe("empty-file");
  });

  it("a database that is a program, or no GeoPackage, is not run", async () => {
    const sqlite = (await import("sql.js")).default;
    const { Database } = await sqlite();
    const build = (sql: string) => {
      const database = new Database();
      database.run(sql);
      return { name: "a.gpkg", bytes: database.export() };
    };
    expect(await refused(build("CREATE TABLE t (a)"))).toBe("gpkg-tables");
    const endless =
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS table_name, 'features' AS data_type FROM c";
    expect(
      await refused(
        build(
          `CREATE VIEW gpkg_contents AS ${endless}; CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)`,
        ),
      ),
    ).toBe("gpkg-tables");
  });

  it("a shapefile cut short, padded, short of rows or with null shapes says so record by record", async () => {
    const { unzipSync } = await import("fflate");
    const files = unzipSync(load("zones-gbk-epsg4525.zip").bytes);
    const set = (change: (name: string, bytes: Uint8Array) => Uint8Array | null) =>
      Object.entries(files).flatMap(([name, bytes]) => {
        const changed = change(name, bytes);
        return changed ? [{ name, bytes: changed }] : [];
      });
    const cut = await readFiles(
      set((name, bytes) => (name.endsWith(".shp") ? bytes.slice(0, bytes.length - 40) : bytes)),
    );
    expect(cut.report.accepted).toBe(false);
    expect(cut.report.errors[0]).toMatchObject({ code: "shp-cut", record: 3 });

    const nulled = await readFiles(
      set((name, bytes) => {
        if (!name.endsWith(".shp")) return bytes;
        const copy = bytes.slice();
        copy.set([0, 0, 0, 0], 108);
        return copy;
      }),
    );
    expect(nulled.report).toMatchObject({ accepted: true, read: 2, skipped: 1 });
    expect(nulled.report.warnings[0]).toMatchObject({ code: "shape-left-out", record: 1 });

    const short = await readFiles(
      set((name, bytes) => {
        if (!name.endsWith(".dbf")) return bytes;
        const copy = bytes.slice();
        copy[4] = 2;
        return copy;
      }),
    );
    expect(short.report).toMatchObject({ accepted: false });
    expect(short.report.errors[0]).toMatchObject({ code: "dbf-count", record: 3 });

    // Four bytes of padding after the first record, as some programs leave; the index tells of it.
    const padded = await readFiles(
      set((name, bytes) => {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        if (name.endsWith(".shp")) {
          const end = 108 + view.getInt32(104, false) * 2;
          return Uint8Array.from([...bytes.slice(0, end), 0, 0, 0, 0, ...bytes.slice(end)]);
        }
        if (!name.endsWith(".shx")) return bytes;
        const copy = bytes.slice();
        const shifted = new DataView(copy.buffer);
        for (let at = 108; at < copy.length; at += 8)
          shifted.setInt32(at, shifted.getInt32(at, false) + 2, false);
        return copy;
      }),
    );
    expect(padded.report).toMatchObject({ accepted: true, read: 3 });
    expect(padded.report.warnings[0]!.code).toBe("shp-padded");

    const alone = await readFiles(set((name, bytes) => (/\.(shp|prj)$/.test(name) ? bytes : null)));
    expect(alone.report).toMatchObject({ accepted: true, read: 3 });
    expect(alone.report.warnings.map((w) => w.code).sort()).toEqual(["dbf-missing", "shx-missing"]);

    const deleted = await readFiles(
      set((name, bytes) => {
        if (!name.endsWith(".dbf")) return bytes;
        const copy = bytes.slice();
        copy[new DataView(copy.buffer).getUint16(8, true)] = 0x2a;
        return copy;
      }),
    );
    expect(deleted.report).toMatchObject({ accepted: true, read: 2, skipped: 1 });
    expect(
      (await readFiles(set((name, bytes) => (name.endsWith(".dbf") ? bytes : null)))).report.errors[0]!.code,
    ).toBe("shp-missing");
  });

  it("two short GBK words that pass for UTF-8 are read as the file says", async () => {
    const { findEncoding } = await import("../../../src/data/bytes/decodeText.ts");
    const liantong = Uint8Array.from([0xc1, 0xaa, 0xcd, 0xa8]);
    expect(findEncoding(liantong, "gb18030")).toEqual({ label: "gb18030", by: "file", text: "联通" });
    expect(findEncoding(new TextEncoder().encode("联通"), "gb18030")).toMatchObject({
      label: "utf-8",
      by: "rule",
    });
  });
});
