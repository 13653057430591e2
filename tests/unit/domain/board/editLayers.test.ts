import { describe, expect, it } from "vitest";
import {
  fadeLayer,
  moveLayer,
  showLayer,
  showLayers,
  toggleEntry,
} from "../../../../src/domain/board/editLayers.ts";
import { standard } from "./boardScope.ts";

const order = (board: typeof standard) => board.layers.map((layer) => layer.id);
const five = {
  ...standard,
  layers: ["a", "x", "b", "y", "c"].map((id) => ({ id, visible: true, opacity: 1, hidden: [] })),
};

describe("editing layers", () => {
  it("an edit leaves the board it began from untouched", () => {
    const before = JSON.stringify(standard);
    showLayer(standard, "rails", false);
    fadeLayer(standard, "rails", 0.2);
    toggleEntry(standard, "rails", "planned");
    moveLayer(standard, "rails", "ground", order(standard));
    expect(JSON.stringify(standard)).toBe(before);
  });

  it("a legend entry switched off twice is on again", () => {
    const off = toggleEntry(standard, "rails", "planned");
    expect(off.layers[1]!.hidden).toEqual(["planned"]);
    expect(toggleEntry(off, "rails", "planned")).toEqual(standard);
  });

  it("opacity stays between 0 and 1", () => {
    expect(fadeLayer(standard, "rails", -3).layers[1]!.opacity).toBe(0);
    expect(fadeLayer(standard, "rails", 3).layers[1]!.opacity).toBe(1);
  });

  it("showing a group touches its layers only", () => {
    expect(showLayers(standard, ["ground", "rails"], false).layers.map((l) => l.visible)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("moving within a group leaves the places of all other layers as they were", () => {
    expect(order(moveLayer(five, "a", "c", ["a", "b", "c"]))).toEqual(["b", "x", "c", "y", "a"]);
    expect(order(moveLayer(five, "c", "b", ["c", "a", "b"]))).toEqual(["a", "x", "c", "y", "b"]);
  });

  it("moving to a layer of another group changes nothing", () => {
    expect(moveLayer(five, "a", "x", ["a", "b", "c"])).toBe(five);
  });
});
