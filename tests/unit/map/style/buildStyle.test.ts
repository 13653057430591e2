import {
  createExpression,
  type SymbolLayerSpecification,
  validateStyleMin,
} from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { phaseIds } from "../../../../geodata/plan/phases.ts";
import { themes } from "../../../../layers/grammar/theme.ts";
import { layers } from "../../../../layers/index.ts";
import type { Board } from "../../../../src/domain/board/board.ts";
import { buildStyle, deckAnchor, litPrefix, scaleValue } from "../../../../src/map/style/buildStyle.ts";
import { adoptStyle } from "../../../../src/map/style/loadBasemap.ts";
import { readImageName } from "../../../../src/map/style/signImages.ts";
import { defaultBoard } from "../../../../src/state/board/defaultBoard.ts";

const input = {
  datasetUrl: (dataset: string) => `data/${dataset}.geojson`,
  tilesUrl: (tiles: string) => `${tiles}.pmtiles`,
  labelUrl: (dataset: string) => `blob:labels-${dataset}`,
  answerUrl: (kernel: string) => `blob:answer-${kernel}`,
  fontFaces: {
    "Noto Sans SC Regular": "fonts/noto-sans-sc-regular.woff2",
    "Noto Sans SC Medium": "fonts/noto-sans-sc-medium.woff2",
  },
  basemap: null,
  lit: [],
};
const showOnly = (ids: readonly string[], change: Partial<Board["layers"][number]> = {}): Board => ({
  ...defaultBoard(),
  layers: layers.map(({ id }) => ({
    id,
    visible: ids.includes(id),
    opacity: 1,
    hidden: [],
    ...(ids.includes(id) ? change : {}),
  })),
});
const everyLayer = layers.map((layer) => layer.id);

describe("the style", () => {
  const cases = Object.values(themes).flatMap((theme) =>
    phaseIds.flatMap((phase) =>
      (["zh", "en"] as const).map((language) => ({ theme: theme.id, phase, language })),
    ),
  );
  it.each(cases)("with every layer is valid in $theme, $phase, $language", (choice) => {
    const style = buildStyle({ ...input, board: { ...showOnly(everyLayer), ...choice } });
    expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
  });

  it.each(everyLayer)("with %s alone is valid, draws it, and has no source but its own", (id) => {
    const style = buildStyle({ ...input, board: showOnly([id]) });
    expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
    expect(style.layers.some((mark) => mark.id.startsWith(`${id}/`))).toBe(true);
    const sources = Object.keys(style.sources).map((source) => source.replace("labels-", ""));
    expect(new Set(sources).size).toBe(1);
  });

  it("says the same thing for the same board", () => {
    const board = showOnly(everyLayer);
    expect(buildStyle({ ...input, board })).toEqual(buildStyle({ ...input, board }));
  });

  it("gives data by address and keeps feature ids for feature-state", () => {
    const { sources } = buildStyle({ ...input, board: showOnly(["rail-lines"]) });
    expect(sources["rail-lines"]).toMatchObject({
      type: "geojson",
      data: "data/rail-lines.geojson",
      promoteId: "id",
    });
  });

  it("leaves out what is hidden in the legend, in every mark of the layer", () => {
    const board = showOnly(["rail-lines"], { hidden: ["freight"] });
    const { layers: marks } = buildStyle({ ...input, board });
    const filters = marks.flatMap((mark) =>
      mark.id.startsWith("rail-lines/") && "filter" in mark ? [JSON.stringify(mark.filter)] : [],
    );
    expect(filters.length).toBeGreaterThan(5);
    expect(filters.every((filter) => /\["!",.*"freight"/.test(filter))).toBe(true);
  });

  it("is still valid with an opacity on every layer, and weakens every mark", () => {
    const style = buildStyle({ ...input, board: showOnly(everyLayer, { opacity: 0.5 }) });
    expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
    const full = buildStyle({ ...input, board: showOnly(everyLayer) });
    const unchanged = style.layers.filter(
      (mark, index) =>
        "source" in mark &&
        // Nothing to see there: it is only to be pointed at.
        mark.id !== "units/ground" &&
        !mark.id.startsWith(litPrefix) &&
        JSON.stringify(mark.paint) === JSON.stringify(full.layers[index]!.paint),
    );
    expect(unchanged.map((mark) => mark.id)).toEqual([]);
  });

  it("paints tints below lines, lines below the anchor of the arcs, and names on top", () => {
    const { layers: marks } = buildStyle({ ...input, board: showOnly(everyLayer) });
    const places = (type: string) =>
      marks.flatMap((mark, index) =>
        mark.type === type && !mark.id.startsWith(litPrefix) && "source" in mark ? [index] : [],
      );
    const anchor = marks.findIndex((mark) => mark.id === deckAnchor);
    expect(Math.max(...places("fill"))).toBeLessThan(Math.min(...places("line")));
    expect(Math.max(...places("line"))).toBeLessThan(anchor);
    expect(anchor).toBeLessThan(Math.min(...places("circle")));
    expect(Math.max(...places("circle"))).toBeLessThan(Math.min(...places("symbol")));
  });

  it("follows the board's order of layers within a tier", () => {
    const board = showOnly(["roads", "rail-lines"]);
    const order = (layersOfBoard: Board["layers"]) =>
      buildStyle({ ...input, board: { ...board, layers: layersOfBoard } })
        .layers.filter((mark) => mark.type === "line" && !mark.id.startsWith(litPrefix))
        .map((mark) => mark.id.split("/")[0]);
    expect(order(board.layers).at(-1)).toBe("rail-lines");
    expect(order([...board.layers].reverse()).at(-1)).toBe("roads");
  });

  it("writes the number said of a lit feature under its name, and under no other", () => {
    const named = [
      { dataset: "logistics", id: "a", said: { zh: "43 分钟", en: "43 min" } },
      { dataset: "logistics", id: "b" },
    ];
    for (const language of ["zh", "en"] as const) {
      const board = { ...showOnly(["logistics"]), theme: "room" as const, language };
      const style = buildStyle({ ...input, board, named, lit: ["logistics"] });
      expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
      const mark = style.layers.find(({ id }) => id === "named/logistics/point") as SymbolLayerSpecification;
      const made = createExpression(mark.layout?.["text-field"], { type: "formatted" } as never);
      if (made.result === "error") throw new Error(String(made.value[0]));
      const write = (id: string) =>
        String(
          made.value.evaluate({ zoom: 8 }, {
            type: "Point",
            properties: { id, "name:zh": "港", "name:en": "Port" },
          } as never),
        );
      expect(write("a")).toBe(language === "zh" ? "港\n43 分钟" : "港\nPort\n43 min");
      expect(write("b")).toBe(language === "zh" ? "港" : "港\nPort");
    }
  });

  it("marks a lit line on both sides, so that the strokes of its status still show", () => {
    const { layers: marks } = buildStyle({ ...input, board: showOnly([]), lit: ["rail-lines"] });
    const over = marks.filter(
      (mark) =>
        mark.type === "line" &&
        mark.source === "rail-lines" &&
        !JSON.stringify(mark.filter).includes("Polygon"),
    );
    expect(over.length).toBe(1);
    const gap = over[0]!.paint as { "line-gap-width": unknown[] };
    expect(
      Math.min(
        ...gap["line-gap-width"]
          .slice(3)
          .filter((_, index) => index % 2 === 1)
          .map(Number),
      ),
    ).toBeGreaterThan(2);
  });

  it("loads a dataset for the sake of one lit feature, and lights by feature-state alone", () => {
    const { sources, layers: marks } = buildStyle({ ...input, board: showOnly([]), lit: ["culture"] });
    expect(Object.keys(sources)).toEqual(["culture"]);
    expect(marks.filter((mark) => mark.id.startsWith(`${litPrefix}culture/`)).length).toBe(5);
    expect(JSON.stringify(marks)).toContain("feature-state");
  });

  it("names what is lit in a room once, and draws its signs whatever stands there", () => {
    const named = [
      { dataset: "logistics", id: "a-hub" },
      { dataset: "culture", id: "a-trail" },
    ];
    const lineNames = new Map([
      [
        "culture",
        {
          type: "FeatureCollection" as const,
          features: [
            {
              type: "Feature" as const,
              properties: { id: "a-trail", "name:zh": "甲", "name:en": "A’s", turn: -30 },
              geometry: { type: "Point" as const, coordinates: [111, 40] },
            },
          ],
        },
      ],
    ]);
    const board: Board = { ...showOnly(["logistics", "culture"]), theme: "room", language: "en" };
    const style = buildStyle({ ...input, board, named, lineNames, lit: ["culture", "logistics"] });
    expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
    const find = (id: string) => style.layers.find((mark) => mark.id === id) as SymbolLayerSpecification;
    const everyday = style.layers.filter(
      (mark) => mark.type === "symbol" && mark.id.startsWith("logistics/"),
    ) as SymbolLayerSpecification[];
    const lit = everyday.filter((mark) => mark.id.endsWith("/lit"));
    expect(lit.map((mark) => [mark.layout?.["icon-overlap"], mark.layout?.["text-field"]])).toEqual([
      ["always", undefined],
    ]);
    expect(JSON.stringify(lit[0]!.filter)).toContain('["in",["get","id"],["literal",["a-hub"]]]');
    const others = everyday.filter((mark) => !/\/(lit|clear)$/.test(mark.id));
    expect(others.length).toBeGreaterThan(0);
    for (const mark of others)
      expect(JSON.stringify(mark.filter)).toContain('["!",["in",["get","id"],["literal",["a-hub"]]]]');
    expect(find("named/logistics/point").source).toBe("logistics");
    const line = find("named/culture/line");
    expect(style.sources[line.source as string]).toEqual({ type: "geojson", data: lineNames.get("culture") });
    expect(line.layout?.["text-rotate"]).toEqual(["get", "turn"]);
    // Points made for names are not lit themselves.
    expect(style.layers.some((mark) => mark.id.startsWith(`${litPrefix}line-names-`))).toBe(false);
  });

  it("keeps names off the signs that always stand, but writes a name with one place only all the same", () => {
    const named = [
      { dataset: "logistics", id: "a-hub" },
      { dataset: "culture", id: "a-trail" },
    ];
    const board: Board = { ...showOnly(["logistics", "culture", "city-centres"]), theme: "room" };
    const style = buildStyle({ ...input, board, named, lit: ["culture", "logistics"] });
    expect(validateStyleMin(style).map((error) => error.message)).toEqual([]);
    const ids = style.layers.map(({ id }) => id);
    const find = (id: string) => style.layers.find((mark) => mark.id === id) as SymbolLayerSpecification;
    const clear = style.layers.filter((mark) => mark.id.endsWith("/clear")) as SymbolLayerSpecification[];
    expect(clear.map((mark) => mark.id)).toEqual([
      "culture/sign/lit/clear",
      "logistics/sign/lit/clear",
      "city-centres/centre/clear",
    ]);
    for (const mark of clear) {
      expect([mark.paint, mark.layout?.["text-field"]]).toEqual([{ "icon-opacity": 0 }, undefined]);
      // What is higher is placed first.
      expect(ids.indexOf(mark.id)).toBeGreaterThan(ids.indexOf("named/logistics/point"));
    }
    expect(find("named/culture/line/again").layout?.["text-overlap"]).toBe("cooperative");
    expect(ids.indexOf("named/culture/line/again")).toBeLessThan(ids.indexOf("named/culture/line"));
    // In a room and on paper the stroke that tells the status shows through the pen.
    const page = buildStyle({
      ...input,
      board: { ...board, theme: "paper" },
      named,
      lit: ["culture"],
    }).layers;
    const pen = page.find((mark) => mark.id === `${litPrefix}culture/line`)!;
    expect(JSON.stringify(pen.paint)).toMatch(/"line-width":\[.*,8,0\].*"line-opacity":\[.*,0\.36,0\]/);
    // It could come to stand on another side a second time.
    expect(ids).not.toContain("named/logistics/point/again");
    const plain = buildStyle({ ...input, board, named: [] }).layers;
    expect(plain.some((mark) => /\/(clear|again)$/.test(mark.id))).toBe(false);
  });

  it("lays a basemap of the deployment below and takes away the sheet's own land", () => {
    const basemap = adoptStyle(
      {
        version: 8,
        glyphs: "https://tiles.example/fonts/{fontstack}/{range}.pbf",
        sprite: "./sprites/town",
        sources: {
          theirs: { type: "raster", tiles: ["https://tiles.example/{z}/{x}/{y}.png"] },
          beside: { type: "vector", url: "pmtiles://../town.pmtiles" },
          ruled: { type: "vector", tiles: ["tiles/{z}/{x}/{y}.pbf"] },
        },
        layers: [{ id: "picture", type: "raster", source: "theirs" }],
      },
      "https://maps.example/styles/town/style.json",
    );
    expect(basemap.sprite).toBe("https://maps.example/styles/town/sprites/town");
    expect(basemap.sources).toMatchObject({
      "basemap-theirs": { tiles: ["https://tiles.example/{z}/{x}/{y}.png"] },
      "basemap-beside": { url: "pmtiles://https://maps.example/styles/town.pmtiles" },
      "basemap-ruled": { tiles: ["https://maps.example/styles/town/tiles/{z}/{x}/{y}.pbf"] },
    });
    const style = buildStyle({ ...input, basemap, board: showOnly(["neighbouring-land", "cities"]) });
    expect(validateStyleMin(style)).toEqual([]);
    // Letters are the atlas's own: with theirs, its names would be asked of their server.
    expect(style.glyphs).toBeUndefined();
    expect(style.layers[1]).toMatchObject({ id: "basemap-picture", source: "basemap-theirs" });
    expect(style.layers.some((mark) => mark.id === "cities/land")).toBe(false);
    expect(style.layers.some((mark) => mark.id === "cities/line")).toBe(true);
  });

  it("names only images the map knows how to draw", () => {
    const { layers: marks } = buildStyle({ ...input, board: showOnly(everyLayer) });
    const patterns = marks.flatMap((mark) =>
      mark.type === "fill" && mark.paint?.["fill-pattern"] ? [String(mark.paint["fill-pattern"])] : [],
    );
    expect(patterns.length).toBeGreaterThan(5);
    expect(patterns.filter((name) => !readImageName(name))).toEqual([]);
    expect(readImageName("sign/plane/logistics/planned/town/ink")).toMatchObject({ width: 24, height: 24 });
    expect(readImageName("sign/nothing/logistics/planned/town/ink")).toBeUndefined();
  });
});

describe("scaling an opacity", () => {
  it("multiplies numbers, wraps expressions and goes inside zoom steps", () => {
    expect(scaleValue(undefined, 0.5)).toBe(0.5);
    expect(scaleValue(0.8, 0.5)).toBe(0.4);
    expect(scaleValue(["case", true, 1, 0], 0.5)).toEqual(["*", 0.5, ["case", true, 1, 0]]);
    expect(scaleValue(["interpolate", ["linear"], ["zoom"], 5, 1, 9, 0.5], 0.5)).toEqual([
      "interpolate",
      ["linear"],
      ["zoom"],
      5,
      0.5,
      9,
      0.25,
    ]);
    expect(scaleValue(["step", ["zoom"], 0, 7, 1], 0.5)).toEqual(["step", ["zoom"], 0, 7, 0.5]);
  });
});
