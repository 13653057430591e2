import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import type { Feature } from "geojson";
import proj4 from "proj4";
import { describe, expect, it } from "vitest";
import { listBoundaryPoints, listBoundaryRows } from "../../../../src/data/conflictReport/boundaryPoints.ts";
import {
  type ConflictFileInput,
  type ConflictFormat,
  conflictFile,
} from "../../../../src/data/conflictReport/conflictFile.ts";
import { writeStandardTemplate } from "../../../../src/data/conflictReport/reportTemplate.ts";
import { formatReportTime } from "../../../../src/data/conflictReport/reportTime.ts";
import type { ReadOptions } from "../../../../src/data/importReport.ts";
import { readFiles } from "../../../../src/data/readFiles.ts";
import { formatOfficeArea } from "../../../../src/domain/check/measureWords.ts";
import { describeGrid, findBoundaryGrid, findOwnGrid } from "../../../../src/domain/place/gaussGrids.ts";
import { measureAreaSquareMetres } from "../../../../src/domain/place/measure.ts";
import { createProjection } from "../../../../src/domain/place/projection.ts";

const parcel = (index: number, ring?: number[][]): Feature => {
  const [x, y] = [109.6 + (index % 3) * 0.3, 40.2 + Math.floor(index / 3) * 0.2];
  return {
    type: "Feature",
    properties: { 名称: `地块${index + 1}` },
    geometry: {
      type: "Polygon",
      coordinates: [
        ring ?? [
          [x, y],
          [x + 0.02, y],
          [x + 0.02, y + 0.01],
          [x, y + 0.01],
          [x, y],
        ],
      ],
    },
  };
};
/** The third record crosses itself. */
const bowtie = [
  [110, 40.5],
  [110.02, 40.52],
  [110.02, 40.5],
  [110, 40.53],
  [110, 40.5],
];
const collection = {
  type: "FeatureCollection",
  features: [parcel(0), parcel(1), parcel(2, bowtie), parcel(3)],
};
const bytes = new TextEncoder().encode(JSON.stringify(collection));
const read = (options: ReadOptions) => readFiles([{ name: "地块.geojson", bytes }], options);
const skipped = await read({ repairs: ["skip-bad-records"] });
const mended = await read({ repairs: ["make-valid"] });

const inputOf = (format: ConflictFormat, more: Partial<ConflictFileInput> = {}): ConflictFileInput => ({
  check: {
    phase: "2020",
    decisionDate: "2026-09-01",
    datasets: ["nature-reserves"],
    subjects: [],
    ownSubjects: [
      {
        file: "own/parcels.geojson",
        layer: "user-1",
        name: "地块",
        kind: "user",
        column: { name: "名称", kinds: { 地块1: "solar" } },
      },
    ],
    planZones: true,
    ownZones: [],
    rules: null,
    parameters: null,
    time: "2026-11-30T18:30:00Z",
  },
  format,
  arrangement: "one",
  template: null,
  stylesheetUrl: "report.css",
  frame: {
    language: "zh",
    atlasTitle: { zh: "图", en: "Atlas" },
    phaseTitle: { zh: "现状", en: "Base" },
    datasets: {},
    own: [{ name: "地块", report: skipped.report }],
    gridEpsg: 4524,
    figureLimit: 0,
  },
  ...more,
});
const files = {
  ...Object.fromEntries(
    conflictFile
      .files(inputOf("docx"))
      .filter((name) => !name.startsWith("own/"))
      .map((name) => [name, JSON.parse(readFileSync(`public/data/${name}`, "utf8")) as unknown]),
  ),
  "own/parcels.geojson": skipped.layers[0]!.collection,
};
const write = (format: ConflictFormat, more?: Partial<ConflictFileInput>) => {
  const written = conflictFile.run(inputOf(format, more), files);
  if (!written.ok) throw new Error(written.error.en);
  return written.value;
};
const textOf = (content: Uint8Array | undefined) => new TextDecoder().decode(content);
const wordsOf = (docx: Uint8Array) =>
  textOf(unzipSync(docx)["word/document.xml"])
    .replace(/<[^>]+>/g, "|")
    .replace(/\|+/g, "|");
const sha256 = createHash("sha256").update(bytes).digest("hex");

describe("what is read", () => {
  it("names each skipped record with its area, and the file with size and hash", () => {
    expect(skipped.report).toMatchObject({ read: 3, skipped: 1 });
    expect(skipped.report.files).toEqual([{ name: "地块.geojson", bytes: bytes.length, sha256 }]);
    expect(skipped.report.changes).toMatchObject([{ record: 3, action: "skipped", areaAfter: null }]);
    expect(skipped.report.changes![0]!.areaBefore).toBeGreaterThan(1e5);
  });

  it("names each repaired record with its area before and after", () => {
    const mendedArea = measureAreaSquareMetres(mended.layers[0]!.collection.features[2]!.geometry);
    expect(mended.report.changes).toMatchObject([{ record: 3, action: "repaired", repair: "make-valid" }]);
    expect(mended.report.changes![0]!.areaAfter).toBeCloseTo(mendedArea, 3);
  });

  it("gives the area of a shape whose lobes cancel as nothing, not as unknown", async () => {
    const even = [
      [110, 40.5],
      [110.02, 40.52],
      [110.02, 40.5],
      [110, 40.52],
      [110, 40.5],
    ];
    const { report } = await readFiles(
      [
        {
          name: "a.geojson",
          bytes: new TextEncoder().encode(
            JSON.stringify({ ...collection, features: [parcel(0), parcel(1, even)] }),
          ),
        },
      ],
      { repairs: ["skip-bad-records"] },
    );
    expect(report.changes).toHaveLength(1);
    expect(report.changes![0]!.areaBefore).not.toBeNull();
  });

  it("says nothing of what came in as it stood", async () => {
    const sound = { ...collection, features: [parcel(0), parcel(1)] };
    const { report } = await readFiles([
      { name: "a.geojson", bytes: new TextEncoder().encode(JSON.stringify(sound)) },
    ]);
    expect(report.changes).toEqual([]);
  });
});

describe("the record in every format", () => {
  const formats: ConflictFormat[] = ["csv", "xlsx", "geojson", "json", "shapefile", "docx", "html"];
  it.each(formats)("%s has the file's hash, the record skipped and the time by Beijing", (format) => {
    const { bytes: written } = write(format);
    const isZip = ["xlsx", "shapefile", "docx"].includes(format);
    const text = isZip ? Object.values(unzipSync(written)).map(textOf).join("\n") : textOf(written);
    expect(text).toContain(sha256);
    expect(text).toContain(format === "csv" ? "跳过 1" : "自相交");
    expect(text).toContain("2026年12月1日 02:30（北京时间，UTC+8）");
    expect(text).toContain("2026-09-01");
  });

  it("names each project, those without conflict too", () => {
    const text = wordsOf(write("docx").bytes);
    for (const name of ["地块1", "地块2", "地块4"]) expect(text).toContain(`|${name}|`);
    expect(text).toContain("核查人选定");
    expect(text).toContain("随图发布的规则表");
    expect(textOf(write("csv").bytes)).toContain("地块4");
  });

  it("has the words of each proof in JSON", () => {
    const json = JSON.parse(textOf(write("json").bytes)) as {
      conflicts: { rules: { proof: { conditionWords: { zh: string }; reason: { zh: string } }[] }[] }[];
    };
    const proofs = json.conflicts.flatMap(({ rules }) => rules.map(({ proof }) => proof));
    expect(proofs.length).toBeGreaterThan(0);
    for (const proof of proofs) expect(proof.map((line) => line.conditionWords.zh)).toHaveLength(6);
  });
});

describe("reports of several projects", () => {
  it("are a summary and one each, named by project", () => {
    const { bytes: zip, fileName } = write("docx", { arrangement: "each" });
    expect(fileName).toMatch(/\.zip$/);
    const reports = unzipSync(zip);
    expect(Object.keys(reports)).toEqual([
      "000-汇总.docx",
      "001-地块1.docx",
      "002-地块2.docx",
      "003-地块4.docx",
    ]);
    const own = wordsOf(reports["003-地块4.docx"]!);
    expect(own).toContain("界址点坐标");
    expect(own).not.toContain("|地块1|");
  });

  it("are one book with a chapter each", () => {
    const text = wordsOf(write("docx", { arrangement: "book" }).bytes);
    expect([...text.matchAll(/\|项目 (\d)　/g)].map(([, index]) => index)).toEqual(["1", "2", "3"]);
    expect(text.match(/审 核 人/g)).toHaveLength(1);
  });
});

describe("boundary points", () => {
  const geometry = skipped.layers[0]!.collection.features[0]!.geometry;
  const grid = findBoundaryGrid(4524)!;

  it("are the corners in the zone, X north and Y east with its number, by EPSG's own definition", () => {
    const [ring] = listBoundaryPoints(geometry, grid);
    const project = proj4(
      "+proj=tmerc +lat_0=0 +lon_0=108 +k=1 +x_0=36500000 +y_0=0 +ellps=GRS80 +units=m +no_defs",
    );
    const corners = [
      [109.6, 40.2],
      [109.62, 40.2],
      [109.62, 40.21],
      [109.6, 40.21],
    ].map(([x, y]) => project.forward([x!, y!]) as [number, number]);
    expect(ring!.points.map(({ label }) => label)).toHaveLength(4);
    for (const [index, point] of ring!.points.entries()) {
      const own = corners.find(
        ([east, north]) => Math.hypot(point.yMetres - east, point.xMetres - north) < 0.001,
      );
      expect(own).toBeDefined();
      const next = ring!.points[(index + 1) % 4]!;
      expect(point.sideMetres).toBeCloseTo(
        Math.hypot(next.xMetres - point.xMetres, next.yMetres - point.yMetres),
        6,
      );
    }
  });

  /** EPSG:4524, by PROJ: `gdaltransform -s_srs EPSG:4490 -t_srs EPSG:4524` of GDAL 3.6.2, longitude and latitude. */
  const byProj = {
    northWest: { yMetres: 36636213.6900065, xMetres: 4454074.75190309 },
    northEast: { yMetres: 36637916.4371184, xMetres: 4454105.64959044 },
    southEast: { yMetres: 36637936.7104311, xMetres: 4452995.18895825 },
    southWest: { yMetres: 36636233.7128665, xMetres: 4452964.29310672 },
    holeSouthWest: { yMetres: 36636908.8750819, xMetres: 4453309.74303309 },
    holeNorthEast: { yMetres: 36637241.3903161, xMetres: 4453760.1062716 },
  };
  const [west, south, east, north] = [109.6, 40.2, 109.62, 40.21];
  const outer = [
    [east, south],
    [east, north],
    [west, north],
    [west, south],
    [east, south],
  ];
  const hole = [
    [109.608, 40.203],
    [109.612, 40.203],
    [109.612, 40.207],
    [109.608, 40.203],
  ];
  const isAt = (point: { xMetres: number; yMetres: number }, other: typeof point) => {
    expect(point.xMetres).toBeCloseTo(other.xMetres, 3);
    expect(point.yMetres).toBeCloseTo(other.yMetres, 3);
  };

  it("run clockwise from the north-west corner whichever way they were drawn, holes against the clock, as PROJ places them", () => {
    for (const coordinates of [
      [outer, hole],
      [[...outer].reverse(), [...hole].reverse()],
    ]) {
      const [ring, inner] = listBoundaryPoints({ type: "Polygon", coordinates }, grid);
      const corners = [byProj.northWest, byProj.northEast, byProj.southEast, byProj.southWest];
      for (const [index, corner] of corners.entries()) isAt(ring!.points[index]!, corner);
      expect(ring!.points.map(({ label }) => label)).toEqual(["J1", "J2", "J3", "J4"]);
      expect(inner!.isHole).toBe(true);
      expect(inner!.points.map(({ label }) => label)).toEqual(["J5", "J6", "J7"]);
      const turns = inner!.points.reduce((sum, { xMetres, yMetres }, index) => {
        const next = inner!.points[(index + 1) % 3]!;
        return sum + yMetres * next.xMetres - next.yMetres * xMetres;
      }, 0);
      expect(turns).toBeGreaterThan(0);
      for (const corner of [byProj.holeSouthWest, byProj.holeNorthEast])
        expect(
          inner!.points.some(
            ({ xMetres, yMetres }) => Math.hypot(xMetres - corner.xMetres, yMetres - corner.yMetres) < 1e-3,
          ),
        ).toBe(true);
    }
  });

  it("close each ring with its first point, and their sides add up to its length round", () => {
    const rings = listBoundaryPoints({ type: "Polygon", coordinates: [outer, hole] }, grid);
    const rows = listBoundaryRows(rings, "zh");
    expect(rows.map(([label]) => label)).toEqual([
      "地块 1",
      ...["J1", "J2", "J3", "J4", "J1"],
      "地块 1，内环（挖除）",
      ...["J5", "J6", "J7", "J5"],
    ]);
    expect(rows[5]).toEqual([...rows[1]!.slice(0, 3), ""]);
    const { northWest, northEast, southEast, southWest } = byProj;
    const far = (a: typeof northWest, b: typeof northWest) =>
      Math.hypot(a.xMetres - b.xMetres, a.yMetres - b.yMetres);
    const round =
      far(northWest, northEast) +
      far(northEast, southEast) +
      far(southEast, southWest) +
      far(southWest, northWest);
    const sides = rows.slice(1, 5).map(([, , , side]) => Number(side));
    expect(sides.reduce((sum, side) => sum + side, 0)).toBeCloseTo(round, 2);
  });

  it("are in one report of several projects for each, in the zone that is chosen", () => {
    for (const arrangement of ["one", "book"] as const) {
      const { frame } = inputOf("docx");
      const text = wordsOf(write("docx", { arrangement, frame: { ...frame, gridEpsg: null } }).bytes);
      expect(text.match(/界址点坐标（/g), arrangement).toHaveLength(3);
      // By PROJ in the 3-degree zone 37 (EPSG:4525), where the first project lies.
      expect(text).toContain("|4452676.456|37380796.114|");
      expect(text.match(/\|J1\|/g)).toHaveLength(6);
    }
    expect(wordsOf(write("docx").bytes)).toContain("|4452964.293|36636233.713|");
  });

  it("name their grid as surveys do, with the zone's number where the easting has it", () => {
    const said = [4499, 4510, 4524, 4546].map((epsg) => {
      const own = findBoundaryGrid(epsg)!;
      const { zh } = describeGrid(own);
      const [east] = createProjection(own).fromLngLat(Number(/中央经线 (\d+)/.exec(zh)![1]), 40);
      return [/第 (\d+) 带/.exec(zh)?.[1] ?? null, Math.round(east)];
    });
    expect(said).toEqual([
      ["21", 21_500_000],
      [null, 500_000],
      ["36", 36_500_000],
      [null, 500_000],
    ]);
  });

  it("stand in the workbook with each ring closed", () => {
    const sheets = unzipSync(write("xlsx").bytes);
    const sheet = Object.values(sheets)
      .map(textOf)
      .find((text) => text.includes("36636233.713"))!;
    expect(sheet.match(/>J1</g)).toHaveLength(6);
  });

  it("are in the zone a project lies in where none is chosen, and only in CGCS2000 grids", () => {
    expect(findOwnGrid(geometry)).toBe(4525);
    expect(findBoundaryGrid(32649)).toBeUndefined();
    expect(findBoundaryGrid(4490)).toBeUndefined();
  });
});

describe("the office's own form", () => {
  it("has its letterhead, fields filled in and the report where it belongs", () => {
    const { bytes: filled } = write("docx", { template: writeStandardTemplate("zh") });
    const text = wordsOf(filled);
    expect(text.indexOf("在此写本单位名称")).toBeLessThan(text.indexOf("生态保护空间冲突检查报告"));
    expect(text.indexOf("检查结论")).toBeLessThan(text.indexOf("负责人"));
    expect(text).not.toContain("{{");
    expect(text).not.toContain("审 核 人");
    expect(Buffer.from(write("docx", { template: writeStandardTemplate("zh") }).bytes).equals(filled)).toBe(
      true,
    );
  });

  it("is refused where it is no document, lacks the body or asks for what nobody knows", () => {
    const refuse = (template: Uint8Array) => conflictFile.run(inputOf("docx", { template }), files);
    expect(refuse(new Uint8Array([1, 2, 3]))).toMatchObject({
      ok: false,
      error: { code: "template-refused" },
    });
  });
});

describe("words of an office", () => {
  it("give areas in hectares and mu", () => {
    expect(formatOfficeArea(123_456.7)).toEqual({
      zh: "12.35 公顷（185.19 亩）",
      en: "12.35 ha (185.19 mu)",
    });
    expect(formatOfficeArea(1_000).zh).toBe("0.1000 公顷（1.50 亩）");
  });

  it("give the time with its zone", () => {
    expect(formatReportTime("2026-11-30T18:30:00Z", "en")).toBe(
      "2026-11-30 18:30 UTC (2026-12-01 02:30 Beijing time)",
    );
    expect(formatReportTime("2026-11-30", "zh")).toBe("2026年11月30日");
  });
});

describe("a layer pulled from a service", () => {
  const service = {
    address: "https://maps.example/ows",
    attribution: "测绘院 Survey",
    request: "https://maps.example/ows?SERVICE=WFS&REQUEST=GetFeature&TYPENAMES=parcels&key=•••",
    requests: 9,
    date: "2026-11-30T02:00:00Z",
    hash: "9f86d081884c7d65",
    taken: 10_000,
    matched: 83_412,
    isWhole: false,
    isWithin: true,
  };
  const frameOf = (language: "zh" | "en") => ({
    frame: {
      ...inputOf("docx").frame,
      language,
      own: [{ name: "地块", report: { ...skipped.report, service } }],
    },
  });

  it("is named in the report with address, request, day, count and hash, in both languages", () => {
    for (const language of ["zh", "en"] as const) {
      const words = wordsOf(write("docx", frameOf(language)).bytes).replaceAll("&amp;", "&");
      for (const said of [
        service.address,
        service.attribution,
        service.request,
        service.hash,
        formatReportTime(service.date, language),
        language === "zh" ? "10000，共 83412；仅限当时视图范围" : "10000, of 83412; only what lay in view",
      ])
        expect(words).toContain(said);
    }
    expect(wordsOf(write("docx").bytes)).not.toContain("服务地址");
  });

  it("is in the record of JSON and GeoJSON as data", () => {
    for (const format of ["json", "geojson"] as const) {
      const { record } = JSON.parse(textOf(write(format, frameOf("zh")).bytes)) as {
        record: { files: { service?: unknown }[] };
      };
      expect(record.files[0]!.service).toEqual(service);
    }
  });
});
