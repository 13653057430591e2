import { describe, expect, it } from "vitest";
import { groupFiles, nameForOgrinfo } from "../../bench/corpora/mapFiles.ts";
import { parseOgrinfo } from "../../bench/corpora/ogrinfo.ts";
import { faults, judge, type Outcome } from "../../bench/corpora/verdict.ts";

describe("what is opened at once", () => {
  it("is a shapefile with its parts, a geodatabase's folder, and any other map file alone", () => {
    const groups = groupFiles([
      "/a/Roads.SHP",
      "/a/roads.dbf",
      "/a/roads.prj",
      "/a/roads.geojson",
      "/a/notes.md",
      "/a/b.gdb/a00000001.gdbtable",
      "/a/b.gdb/a00000001.gdbtablx",
      "/a/b.gdb/x.lock",
      "/b/roads.shx",
    ]);
    expect(groups).toEqual([
      ["/a/Roads.SHP", "/a/roads.dbf", "/a/roads.prj"],
      ["/a/roads.geojson"],
      ["/a/b.gdb/a00000001.gdbtable", "/a/b.gdb/a00000001.gdbtablx"],
    ]);
    expect(groups.map(nameForOgrinfo)).toEqual(["/a/Roads.SHP", "/a/roads.geojson", "/a/b.gdb"]);
    expect(nameForOgrinfo(["/a/b.zip"])).toBe("/vsizip//a/b.zip");
  });
});

const ogrText = `INFO: Open of \`a.gpkg'
      using driver \`GPKG' successful.

Layer name: zones
Geometry: Polygon
Feature Count: 4
Extent: (1.0, 2.0) - (3.0, 4.0)

Layer name: notes
Geometry: None
Feature Count: 2
`;
const answered = (over: Partial<Extract<Outcome, { kind: "answered" }>>): Outcome => ({
  kind: "answered",
  accepted: true,
  format: "geojson",
  read: 4,
  skipped: 0,
  layers: [],
  errors: [],
  headings: 0,
  warnings: [],
  rounds: 0,
  milliseconds: 1,
  peakMegabytes: 1,
  ...over,
});
const points = (count: number) => [{ name: "a", geometry: "Point", count }];

describe("the verdict on a file", () => {
  it("counts what ogrinfo prints", () => {
    expect(parseOgrinfo(ogrText)).toEqual([
      { name: "zones", geometry: "Polygon", count: 4 },
      { name: "notes", geometry: "None", count: 2 },
    ]);
    expect(parseOgrinfo("FAILURE: cannot open")).toEqual([]);
  });

  it("is no fault where both sides count the same, records left out included, or ogrinfo is not there", () => {
    expect(judge(answered({ read: 3, skipped: 1 }), points(4)).kind).toBe("read");
    expect(judge(answered({}), null).kind).toBe("read");
    expect(judge(answered({}), undefined).kind).toBe("read");
  });

  it("is a fault where a record is missing without a known reason", () => {
    const verdict = judge(answered({ read: 3 }), points(4));
    expect(verdict).toEqual({ kind: "unexplained", why: "3 records here, 4 by ogrinfo" });
    expect(faults).toContain(verdict.kind);
  });

  it("names the reason where the two may differ and both be right", () => {
    const track = [
      { name: "tracks", geometry: "Multi Line String", count: 1 },
      { name: "track_points", geometry: "Point", count: 27 },
    ];
    expect(judge(answered({ format: "gpx", read: 1 }), track).kind).toBe("explained");
    expect(judge(answered({ format: "gpx", read: 2 }), track).kind).toBe("unexplained");
    expect(judge(answered({ format: "csv", read: 2, headings: 2 }), points(3)).kind).toBe("explained");
    expect(judge(answered({ format: "csv", read: 2, headings: 2 }), points(5)).kind).toBe("unexplained");
  });

  it("tells a refusal in words from the words of an exception nobody foresaw", () => {
    const refuse = (code: string, message = "why", messageZh = "为何") =>
      judge(answered({ accepted: false, errors: [{ code, message, messageZh }] }), points(4)).kind;
    expect(refuse("position-metres")).toBe("refused");
    expect(refuse("unreadable")).toBe("wordless");
    expect(refuse("position-metres", "why", "")).toBe("wordless");
    expect(judge(answered({ accepted: false }), null).kind).toBe("wordless");
  });

  it("is a fault where the reader dies, hangs or takes too much memory", () => {
    const ends: Outcome[] = [
      { kind: "late" },
      { kind: "large" },
      { kind: "died", message: "SIGSEGV" },
      { kind: "threw", message: "no", milliseconds: 1, peakMegabytes: 1 },
    ];
    for (const outcome of ends) expect(faults).toContain(judge(outcome, points(4)).kind);
  });
});
