import type { FeatureCollection, Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import {
  boxFeatures,
  classifyColumn,
  describeFeatures,
  queryRows,
  writeRow,
} from "../../../src/compute/summarizeContent.ts";

const collection: FeatureCollection<Geometry> = {
  type: "FeatureCollection",
  features: [
    ["乙", 30, 110],
    ["甲", 5, 111],
    ["乙", null, 112],
    ["丙", 12, 113],
    ["乙", 7, 114],
  ].map(([类, 值, x]) => ({
    type: "Feature",
    properties: { 类, 值 },
    geometry: { type: "Point", coordinates: [x as number, 40] },
  })),
};
const queried = {
  features: collection.features,
  boxes: () => boxFeatures(collection),
  texts: () => collection.features.map(writeRow),
};
const ask = (change: Partial<Parameters<typeof queryRows>[1]>) => [
  ...queryRows(queried, { filter: "", sorting: null, view: null, language: "zh", ...change }),
];

describe("what is known of a layer's features", () => {
  it("names shapes, box and kinds of column", () => {
    expect(describeFeatures(collection)).toEqual({
      count: 5,
      bbox: [110, 40, 114, 40],
      shapes: ["Point"],
      columns: [
        { key: "类", kind: "text" },
        { key: "值", kind: "number" },
      ],
    });
  });

  it("looks into collections of geometries", () => {
    const mixed: FeatureCollection<Geometry> = {
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: {},
          geometry: {
            type: "GeometryCollection",
            geometries: [
              { type: "Point", coordinates: [1, 2] },
              {
                type: "LineString",
                coordinates: [
                  [1, 2],
                  [3, 4],
                ],
              },
            ],
          },
        },
      ],
    };
    expect(describeFeatures(mixed)).toMatchObject({ shapes: ["Point", "LineString"], bbox: [1, 2, 3, 4] });
  });

  it("lists the most frequent values first and breaks that rise", () => {
    const { values, breaks } = classifyColumn(collection, "类");
    expect(values).toEqual(["乙", "丙", "甲"]);
    expect(breaks).toEqual([]);
    expect(classifyColumn(collection, "值").breaks).toEqual([7, 12, 30]);
  });
});

describe("rows of a table", () => {
  it("sort numbers as numbers with empty cells last in either direction", () => {
    expect(ask({ sorting: { key: "值", direction: "ascending" } })).toEqual([1, 4, 3, 0, 2]);
    expect(ask({ sorting: { key: "值", direction: "descending" } })).toEqual([0, 3, 4, 1, 2]);
  });

  it("sort Chinese text by pinyin and keep the file's order among equals", () => {
    // bǐng, jiǎ, yǐ
    expect(ask({ sorting: { key: "类", direction: "ascending" } })).toEqual([3, 1, 0, 2, 4]);
    expect(ask({ sorting: { key: "类", direction: "descending" } })).toEqual([0, 2, 4, 1, 3]);
  });

  it("are filtered by any of their cells and by the view", () => {
    expect(ask({ filter: " 乙 " })).toEqual([0, 2, 4]);
    expect(ask({ filter: "乙", view: [111, 39, 113, 41] })).toEqual([2]);
    expect(ask({ filter: "没有" })).toEqual([]);
  });

  it("agree with a plain sort of a thousand random rows", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed;
    };
    const many = Array.from({ length: 1_000 }, () => ({
      properties: { 名: `第${random() % 50}号` },
    }));
    const unasked = () => expect.unreachable("nothing is filtered");
    const found = queryRows(
      { features: many, boxes: unasked, texts: unasked },
      {
        filter: "",
        sorting: { key: "名", direction: "ascending" },
        view: null,
        language: "zh",
      },
    );
    const collator = new Intl.Collator("zh-CN", { numeric: true });
    const plain = many
      .map((row, at) => ({ row, at }))
      .sort((a, b) => collator.compare(a.row.properties.名, b.row.properties.名) || a.at - b.at);
    expect([...found]).toEqual(plain.map(({ at }) => at));
  });
});
