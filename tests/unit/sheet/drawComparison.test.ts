import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { layers } from "../../../layers/index.ts";
import { command as compare } from "../../../src/cli/compare.ts";
import type { Board } from "../../../src/domain/board/board.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import { tellSheet } from "../../../src/sheet/buildSheet.ts";
import { splitDifferences } from "../../../src/sheet/drawDifferences.ts";
import { type DrawnSheet, drawSheet } from "../../../src/sheet/drawSheet.ts";
import { PdfFile } from "../../../src/sheet/pdf/pdfFile.ts";
import { SheetFont } from "../../../src/sheet/pdf/sheetFont.ts";
import { SheetPen } from "../../../src/sheet/pdf/sheetPen.ts";
import { listSheetDatasets, type SheetData, sheetFontFiles } from "../../../src/sheet/sheetData.ts";
import { findWholeExtent } from "../../../src/sheet/sheetPages.ts";

const root = join(import.meta.dirname, "../../../public");
const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
const fonts = {
  regular: new Uint8Array(readFileSync(join(root, sheetFontFiles.regular))),
  strong: new Uint8Array(readFileSync(join(root, sheetFontFiles.strong))),
};
const shown = ["region", "units", "rail-lines", "roads", "stations"];
const standard: Board = {
  ...read<Board>("boards/default.json"),
  language: "en",
  layers: layers.map(({ id }) => ({ id, visible: shown.includes(id), opacity: 1, hidden: [] })),
};
const sideOf = (phase: string) => ({ ...standard, phase });
const boardOf = (phase: string, ...others: string[]): Board => ({
  ...sideOf(phase),
  compare: { view: "panes", at: 0.5, others: others.map(sideOf) },
});

async function draw(board: Board, only?: number, against?: number): Promise<DrawnSheet> {
  const data: SheetData = {
    datasets: Object.fromEntries(
      listSheetDatasets(board).map((id) => [id, read<PlanFeatureCollection>(`data/${id}.geojson`)]),
    ),
    tiles: null,
    answers: {},
    own: {},
    fonts,
  };
  const request = {
    board,
    size: "A4" as const,
    scale: null,
    epsg: null,
    unitName: "",
    date: "",
    link: null,
    ...(against === undefined ? {} : { against }),
    pages: [{ title: "Comparison", extent: findWholeExtent(data) }],
  };
  const drawn = await drawSheet(request, data, undefined, only);
  if (!drawn.ok) throw new Error(drawn.error.en);
  return drawn.value;
}

describe("a comparison on a sheet", () => {
  let two: DrawnSheet;
  beforeAll(async () => {
    two = await draw(boardOf("actual-2025", "plan-2025"));
  });

  it("has both sides at one scale in frames of one size, each told in words", () => {
    const [left, right] = two.pages[0]!.maps;
    expect(two.pages[0]!.maps).toHaveLength(2);
    expect(left!.scale).toBe(right!.scale);
    expect([left!.map.width, left!.map.height, left!.map.bottom]).toEqual([
      right!.map.width,
      right!.map.height,
      right!.map.bottom,
    ]);
    expect(left!.map.left + left!.map.width).toBeLessThan(right!.map.left);
    // The same place lies at the same place of each frame.
    const at = (frame: typeof left) => {
      const [x, y] = frame!.toPage(111.7, 40.8);
      return [(x * 25.4) / 72 - frame!.map.left, (y * 25.4) / 72 - frame!.map.bottom];
    };
    for (const axis of [0, 1]) expect(at(left)[axis]).toBeCloseTo(at(right)[axis]!, 6);
    expect(
      two.pages[0]!.parts.filter(({ role }) => role === "Figure").map(({ map }) => map!.board.phase),
    ).toEqual(["plan-2025", "actual-2025"]);
  });

  it("misses nothing of what is compared", () => {
    expect(two.absent.map(({ en }) => en)).not.toContain(
      "the other side of the comparison and its differences",
    );
  });

  it("stands four in two rows where that makes them larger, and tells each page's maps once", async () => {
    const four = await draw(boardOf("actual-2025", "2020", "plan-2025", "2035"), 1);
    const maps = four.pages[0]!.maps;
    expect(new Set(maps.map(({ map }) => map.left)).size).toBe(2);
    expect(new Set(maps.map(({ map }) => map.bottom)).size).toBe(2);
    const facts = tellSheet(four);
    expect(facts.frames).toHaveLength(1);
    expect(facts.frames[0]!.maps).toHaveLength(4);
    // Only the first of its pages was drawn.
    expect(four.pages).toHaveLength(1);
    expect(facts.pages).toBeGreaterThan(1);
  });

  it("runs the list from the side that was chosen, and from the last where that one has gone", async () => {
    const board = boardOf("actual-2025", "2020", "plan-2025");
    const [first, second, gone] = [
      await draw(board, undefined, 0),
      await draw(board, undefined, 1),
      await draw(board, undefined, 7),
    ];
    const alone = await draw(boardOf("actual-2025", "plan-2025"));
    const further = (sheet: DrawnSheet) => sheet.pages.slice(1).map(({ content }) => content);
    expect(further(second)).not.toEqual(further(first));
    expect(further(gone)).toEqual(further(second));
    // Against plan 2025 as many pages as where it is the only other side.
    expect(second.count).toBe(alone.count);
  });

  it("lists each of the differences that the command line finds, over as many pages as it takes", async () => {
    const told = await compare.run(["plan-2025", "actual-2025", "--format", "json"]);
    const { differences } = JSON.parse(String(told.output));
    expect(differences.length).toBeGreaterThan(100);
    const pen = new SheetPen(new PdfFile(), {
      regular: new SheetFont("a", fonts.regular),
      strong: new SheetFont("b", fonts.strong),
    });
    const box = { left: 10, bottom: 20, width: 140, height: 40 };
    const pages = splitDifferences(pen, differences, {
      language: "en",
      unit: 1,
      boxes: [box, { ...box, height: 90 }],
    });
    const placed = pages.flat();
    expect(placed.map(({ lines }) => lines.join(" ").split(":")[0])).toEqual(
      differences.map((one: { name: { en: string } }) => one.name.en.split(":")[0]),
    );
    for (const [index, page] of pages.entries())
      for (const { x, y, lines } of page) {
        const top = index === 0 ? 60 : 110;
        expect(x).toBeGreaterThanOrEqual(10);
        expect(y).toBeLessThanOrEqual(top);
        expect(y - lines.length * 3.2).toBeGreaterThanOrEqual(20 - 3.2);
      }
    // What is drawn on the sheet is that list: the last page holds its end.
    expect(two.count).toBe(two.pages.length);
    expect(two.count).toBeGreaterThan(1);
  });
});
