import { describe, expect, it } from "vitest";
import { serializeDataset } from "../../../geodata/build/dataset.ts";
import {
  FactError,
  type FactRow,
  readFactTable,
  readNumber,
  readText,
} from "../../../geodata/build/factTable.ts";
import { alwaysStatus, checkPosition, createFeature, parseRing } from "../../../geodata/build/feature.ts";

const folder = "tests/fixtures/facts";

function createBridge(fact: FactRow) {
  return createFeature({
    fact,
    id: readText(fact, "id"),
    nameZh: readText(fact, "name_zh"),
    nameEn: readText(fact, "name_en"),
    kind: "bridge",
    status: alwaysStatus("existing"),
    confidence: "surveyed",
    source: readText(fact, "source"),
    geometry: {
      type: "Point",
      coordinates: checkPosition(fact, readNumber(fact, "lon")!, readNumber(fact, "lat")!),
    },
  });
}

function createField(fact: FactRow) {
  return createFeature({
    fact,
    id: readText(fact, "id"),
    nameZh: readText(fact, "name_zh"),
    nameEn: readText(fact, "name_en"),
    kind: "field",
    status: alwaysStatus("existing"),
    confidence: "surveyed",
    source: readText(fact, "source"),
    geometry: { type: "Polygon", coordinates: [parseRing(fact, readText(fact, "ring"))] },
  });
}

const buildBridges = (table: string) =>
  serializeDataset("bridges", readFactTable(table, folder).map(createBridge));

function findRefusal(action: () => unknown): FactError {
  try {
    action();
  } catch (error) {
    if (error instanceof FactError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("facts that cannot be used", () => {
  it("lets a sound table through, in the order of its rows", () => {
    const written = JSON.parse(buildBridges("good.csv")) as { features: { properties: { id: string } }[] };
    expect(written.features.map((feature) => feature.properties.id)).toEqual(["bridge-one", "bridge-two"]);
  });

  it.each([
    ["other-datum.csv", 3, "datum is 'GCJ-02', expected WGS84"],
    ["metres.csv", 2, "looks like metres"],
    ["swapped-axes.csv", 3, "axes swapped"],
    ["missing-source.csv", 3, "'bridge-two' has no source"],
    [
      "duplicate-id.csv",
      4,
      "duplicate id 'bridge-one', first in tests/fixtures/facts/duplicate-id.csv, row 2",
    ],
    ["too-many-cells.csv", 2, "has 8 cells, expected 7"],
  ])("refuses %s at row %i", (table, row, reason) => {
    const refusal = findRefusal(() => buildBridges(table));
    expect(refusal.file).toBe(`${folder}/${table}`);
    expect(refusal.row).toBe(row);
    expect(refusal.reason).toContain(reason);
    expect(refusal.message).toContain(`${table}, row ${row}: `);
  });

  it("refuses a ring that does not come back to its beginning", () => {
    const [, open] = readFactTable("rings.csv", folder);
    const refusal = findRefusal(() => createField(open!));
    expect(refusal).toMatchObject({ file: `${folder}/rings.csv`, row: 3 });
    expect(refusal.reason).toBe("ring is not closed: it begins at 110 40 and ends at 110 41");
  });

  it("refuses a ring that crosses itself, at the row it was written in", () => {
    const [closed, , bow] = readFactTable("rings.csv", folder);
    const refusal = findRefusal(() => serializeDataset("fields", [createField(closed!), createField(bow!)]));
    expect(refusal).toMatchObject({ file: `${folder}/rings.csv`, row: 4 });
    expect(refusal.reason).toContain("Self-intersection at 110.5 40.5");
  });

  it("holds an unchecked position to schematic, whatever the table says", () => {
    const [row] = readFactTable("good.csv", folder);
    const unchecked = createBridge({ ...row!, values: { ...row!.values, unverified: "position" } });
    expect(unchecked.properties.confidence).toBe("schematic");
    expect(unchecked.properties["unverified:en"]).toMatch(/^position \(to be verified by /);
    const dated = createBridge({ ...row!, values: { ...row!.values, unverified: "year" } });
    expect(dated.properties.confidence).not.toBe("schematic");
  });

  it("refuses an unverified part that the table of parts does not name", () => {
    const [row] = readFactTable("good.csv", folder);
    const refusal = findRefusal(() =>
      createBridge({ ...row!, values: { ...row!.values, unverified: "colour" } }),
    );
    expect(refusal.reason).toContain("'colour'");
  });
});
