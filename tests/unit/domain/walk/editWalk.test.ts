import { describe, expect, it } from "vitest";
import {
  approveNumbers,
  changeChapter,
  changeScene,
  duplicateScene,
  insertScene,
  moveScene,
  removeScene,
  renameChapter,
  renameWalk,
} from "../../../../src/domain/walk/editWalk.ts";
import { findUnknownNumbers } from "../../../../src/domain/walk/liveNumbers.ts";
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

describe("chapters of a walk", () => {
  const inChapters = (chapters: number[]) =>
    makeWalk(chapters.map((chapter, at) => ({ ...makeScene(`s${at}`), chapter })));
  const chaptersOf = (walk: { scenes: { chapter: number }[] }) => walk.scenes.map((scene) => scene.chapter);
  const headings = (walk: { scenes: { chapter: number }[] }) =>
    chaptersOf(walk).filter((chapter, at, all) => all[at - 1] !== chapter);

  it("a scene moved among those of another chapter becomes one of them", () => {
    const walk = moveScene(inChapters([1, 1, 2, 2]), 0, 2);
    expect(idsOf(walk)).toEqual(["s1", "s2", "s0", "s3"]);
    expect(chaptersOf(walk)).toEqual([1, 2, 2, 2]);
  });

  it("a scene moved along the border of its chapter stays in it", () => {
    expect(chaptersOf(moveScene(inChapters([1, 1, 2, 2]), 0, 1))).toEqual([1, 1, 2, 2]);
    expect(chaptersOf(moveScene(inChapters([1, 2, 1, 2]), 3, 1))).toEqual([1, 2, 2, 1]);
  });

  it("no move of a sorted walk doubles a heading", () => {
    const walk = inChapters([0, 0, 1, 1, 1, 3, 3, 4]);
    for (let from = 0; from < 8; from += 1)
      for (let to = 0; to < 8; to += 1) {
        const seen = headings(moveScene(walk, from, to));
        expect(new Set(seen).size).toBe(seen.length);
      }
  });

  it("a scene given to another chapter goes behind its last scene, or where the chapter would begin", () => {
    const walk = inChapters([0, 1, 1, 3]);
    expect(idsOf(changeChapter(walk, 0, 1).walk)).toEqual(["s1", "s2", "s0", "s3"]);
    expect(changeChapter(walk, 0, 1).place).toBe(2);
    expect(idsOf(changeChapter(walk, 3, 2).walk)).toEqual(["s0", "s1", "s2", "s3"]);
    expect(idsOf(changeChapter(walk, 1, 2).walk)).toEqual(["s0", "s2", "s1", "s3"]);
    expect(changeChapter(walk, 1, 1).walk).toBe(walk);
  });

  it("names change in one language alone", () => {
    const walk = makeWalk();
    expect(renameWalk(walk, "en", "Mine").title).toEqual({ ...walk.title, en: "Mine" });
    const first = walk.chapters[0]!;
    const renamed = renameChapter(walk, first.chapter, "zh", "新章");
    expect(renamed.chapters[0]!.title).toEqual({ ...first.title, zh: "新章" });
    expect(renameChapter(walk, 99, "zh", "无")).toBe(walk);
  });

  it("a text that names an unknown number is kept and told; a chart without its number is refused", () => {
    const typed = changeScene(makeWalk(), 0, { narration: { zh: "共 {{nobody}} 处", en: "{{nobody}}" } });
    const read = parseWalk(JSON.stringify(typed));
    expect(read).toEqual({ ok: true, value: typed });
    expect(findUnknownNumbers("共 {{nobody}} 处、{{towns}} 个，{{nobody}}", typed.numbers)).toEqual([
      "nobody",
    ]);
    const charted = changeScene(makeWalk(), 0, {
      figures: [{ kind: "figures", entries: [{ label: { zh: "数", en: "n" }, number: "nobody" }] }],
    });
    expect(parseWalk(JSON.stringify(charted))).toMatchObject({ ok: false, error: { code: "walk-shape" } });
  });
});
