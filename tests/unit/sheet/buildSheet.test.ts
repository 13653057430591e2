import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Board } from "../../../src/domain/board/board.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import { buildSheet, type Sheet } from "../../../src/sheet/buildSheet.ts";
import { listSheetDatasets, type SheetData, sheetFontFiles } from "../../../src/sheet/sheetData.ts";
import { listAtlasDatasets, listAtlasPages } from "../../../src/sheet/sheetPages.ts";

const root = join(import.meta.dirname, "../../../public");
const read = <T>(path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as T;
const standard = read<Board>("boards/default.json");
const board: Board = {
  ...standard,
  language: "en",
  layers: standard.layers.map((layer) => ({
    ...layer,
    visible: ["region", "cities", "units", "airports", "reach-bands"].includes(layer.id),
  })),
};
const square = [
  [110, 40],
  [112, 40],
  [112, 41],
  [110, 40],
];
const data: SheetData = {
  datasets: Object.fromEntries(
    [...new Set([...listSheetDatasets(board), ...listAtlasDatasets("units")])].map((id) => [
      id,
      read<PlanFeatureCollection>(`data/${id}.geojson`),
    ]),
  ),
  tiles: null,
  answers: {
    reachBands: {
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: { minutes: 60 },
          geometry: { type: "LineString", coordinates: square },
        },
      ],
    },
  },
  own: {},
  fonts: {
    regular: new Uint8Array(readFileSync(join(root, sheetFontFiles.regular))),
    strong: new Uint8Array(readFileSync(join(root, sheetFontFiles.strong))),
  },
};
const pages = listAtlasPages(board, data, "Atlas").slice(0, 3);
const heard: number[] = [];
let sheet: Sheet;
let text: string;

beforeAll(async () => {
  const built = await buildSheet(
    { board, size: "A4", scale: null, epsg: null, unitName: "", date: "", link: null, pages },
    data,
    (page) => heard.push(page),
  );
  if (!built.ok) throw new Error(built.error.en);
  sheet = built.value;
  text = Buffer.from(sheet.pdf).toString("latin1");
});

/** Texts of the file, which are UTF-16 as hexadecimal. */
const readTexts = (key: string) =>
  [...text.matchAll(new RegExp(`/${key} <FEFF([0-9A-F]*)>`, "g"))].map(([, hex]) =>
    (hex!.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join(""),
  );

describe("an atlas of sheets", () => {
  it("has an index and a sheet a unit, each with a scale of its own, and tells how far it is", () => {
    expect(heard).toEqual([1, 2, 3]);
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(3);
    expect(text.match(/\/Subtype \/GEO/g)).toHaveLength(3);
    const [index, first] = sheet.frames;
    expect(index!.scale).toBeGreaterThan(first!.scale);
  });

  it("tells each map in words to who cannot see it", () => {
    const alts = readTexts("Alt");
    expect(alts).toHaveLength(3);
    expect(alts[0]).toContain("38 of the 38");
    expect(alts[0]).toMatch(/The map shows Base 2020.*Airports \d+/);
    for (const alt of alts.slice(1)) expect(alt).toMatch(/The map shows Base 2020.*Selected: /);
  });

  it("lets its reader switch layers, and draws answers among them", () => {
    const names = readTexts("Name");
    expect(names).toContain("Airports");
    expect(names.length).toBeGreaterThanOrEqual(5);
  });

  it("can be handed from a worker to the page", () => {
    expect(structuredClone({ ok: true, value: sheet }).value.frames).toEqual(sheet.frames);
  });

  it("points at every object where it lies", () => {
    const start = Number(text.match(/startxref\n(\d+)/)![1]);
    const rows = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    expect(rows.length).toBeGreaterThan(20);
    rows.forEach((offset, index) => {
      expect(text.startsWith(`${index + 1} 0 obj\n`, offset)).toBe(true);
    });
  });
});
