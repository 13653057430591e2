import { describe, expect, it } from "vitest";
import type { RailMatrix } from "../../../src/domain/reach/buildRailMatrix.ts";
import { breakLines } from "../../../src/state/reach/reachNotes.ts";
import { parseCoordinates } from "../../../src/ui/reach/OriginField.tsx";
import {
  buildCsv,
  buildMatrixCsv,
  buildNoteFile,
  type ResultNote,
} from "../../../src/ui/reach/reachExports.ts";
import { reachWords } from "../../../src/ui/reach/reachWords.ts";
import { buildReachSpeech } from "../../../src/ui/reach/useReachWords.ts";

describe("coordinates as people type them", () => {
  it.each([
    ["111.5, 40.8", [111.5, 40.8]],
    ["111.5，40.8", [111.5, 40.8]],
    ["111.5 40.8", [111.5, 40.8]],
    ["40.8, 111.5", [111.5, 40.8]],
  ])("%s is a place", (text, place) => {
    expect(parseCoordinates(text)).toEqual(place);
  });
  it.each(["", "111.5", "111.5,", "东站", "200, 200", "1,2,3"])("%j is none", (text) => {
    expect(parseCoordinates(text)).toBeUndefined();
  });
});

describe("numbers of the analysis", () => {
  const zh = buildReachSpeech("zh");
  it("show a decimal only where the whole minute would hide how near the limit is", () => {
    expect(zh.minutes(59.5, 60)).toBe("59.5");
    expect(zh.minutes(60.4, 60)).toBe("60.4");
    expect(zh.minutes(37.3, 60)).toBe("37");
  });
  it("count people in ten thousands in Chinese and in ones in English", () => {
    expect(zh.people(412_340)).toBe("41.2 万");
    expect(buildReachSpeech("en").people(412_340)).toBe("412,300");
  });
});

it("every word of the analysis fills the same blanks in both languages", () => {
  const blanks = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join();
  const unlike = Object.entries(reachWords).filter(([, [zh, en]]) => blanks(zh) !== blanks(en));
  expect(unlike).toEqual([]);
});

describe("what is taken away", () => {
  it("quotes where it must and never hands a spreadsheet a formula", () => {
    expect(buildCsv([["a,b", 'c"d', "=1+1", -5, null, true]])).toBe('\uFEFF"a,b","c""d",\'=1+1,-5,,true\r\n');
  });

  it("names both ends of a journey in both languages and says how it was counted", () => {
    const place = (zh: string, en: string) => ({
      id: en,
      name: { zh, en },
      stations: [],
      lngLat: [0, 0] as [number, number],
    });
    const matrix: RailMatrix = {
      rows: [place("甲", "A")],
      columns: [place("乙", "B")],
      targetMinutes: 60,
      version: "v1",
      cells: [
        {
          from: "甲",
          to: "乙",
          minutes: 42.5,
          changes: 1,
          confidence: "schematic",
          mode: "rail",
          met: true,
          journey: null,
        },
      ],
    };
    const note = { definition: "train", method: "办法", scenario: "abc" } as ResultNote;
    const csv = buildMatrixCsv([{ phase: "later", matrix }], { ...note, origins: [] });
    expect(csv).toContain("later,train,甲,A,乙,B,42.5,60,true,1,schematic,rail,v1,abc");
    // A table and nothing else: the parameters lie in a file beside it.
    expect(csv.trim().split("\r\n")).toHaveLength(2);
    expect(JSON.parse(buildNoteFile(note))).toMatchObject({ method: "办法", scenario: "abc" });
  });

  it("breaks the method at its pauses and loses nothing", () => {
    const text = "甲，乙；丙。".repeat(20);
    const lines = breakLines(text, 30);
    expect(lines.join("")).toBe(text);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(30);
  });
});
