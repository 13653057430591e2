import { describe, expect, it } from "vitest";
import {
  approveNumbers,
  changeScene,
  duplicateScene,
  insertScene,
  moveScene,
  removeScene,
} from "../../../../src/domain/walk/editWalk.ts";
import { parseWalk } from "../../../../src/domain/walk/parseWalk.ts";
import { makeScene, makeWalk } from "./document.ts";

const idsOf = (walk: { scenes: { id: string }[] }) => walk.scenes.map((scene) => scene.id);
const { id: _, ...newScene } = makeScene("new");

describe("editing a walk", () => {
  it("a scene put in gets an id of its own and keeps the others' order", () => {
    const walk = insertScene(makeWalk(), 1, newScene);
    expect(idsOf(walk)).toEqual(["a", "scene-4", "b", "c"]);
    expect(idsOf(insertScene(walk, 99, newScene))).toEqual(["a", "scene-4", "b", "c", "scene-5"]);
    expect(idsOf(insertScene(makeWalk([makeScene("scene-2")]), 0, newScene))).toEqual(["scene-3", "scene-2"]);
  });

  it("a scene moves to its new place, both ways", () => {
    expect(idsOf(moveScene(makeWalk(), 0, 2))).toEqual(["b", "c", "a"]);
    expect(idsOf(moveScene(makeWalk(), 2, 0))).toEqual(["c", "a", "b"]);
  });

  it("what is not there changes nothing", () => {
    const walk = makeWalk();
    expect(moveScene(walk, 0, 3)).toBe(walk);
    expect(removeScene(walk, -1)).toBe(walk);
    expect(changeScene(walk, 3, { targetSeconds: 5 })).toBe(walk);
    expect(duplicateScene(walk, 7)).toBe(walk);
  });

  it("a copy shares nothing with its original", () => {
    const walk = duplicateScene(makeWalk(), 0);
    walk.scenes[1]!.view.layers[0]!.opacity = 0.1;
    expect(walk.scenes[0]!.view.layers[0]!.opacity).toBeUndefined();
    expect(idsOf(walk)).toEqual(["a", "scene-4", "b", "c"]);
  });

  it("the walk before an edit is untouched, so that undo is keeping it", () => {
    const walk = makeWalk();
    const text = JSON.stringify(walk);
    changeScene(walk, 1, { title: { zh: "新", en: "New" } });
    removeScene(walk, 0);
    moveScene(walk, 0, 1);
    approveNumbers(walk, { towns: 9 });
    expect(JSON.stringify(walk)).toBe(text);
  });

  it("whatever is edited can be read again", () => {
    const edited = approveNumbers(removeScene(duplicateScene(makeWalk(), 1), 0), { towns: 3 });
    expect(edited.numbers.towns!.approved).toBe(3);
    expect(parseWalk(JSON.stringify(edited))).toEqual({ ok: true, value: edited });
  });
});
