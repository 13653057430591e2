import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FactError } from "../../../geodata/build/factTable.ts";
import { buildWalk, readWalkScope } from "../../../geodata/build/walk.ts";
import { phaseIds } from "../../../geodata/plan/phases.ts";
import { routes } from "../../../geodata/plan/walk/routes.ts";
import type { ChapterSource, SceneSource } from "../../../geodata/plan/walk/scene.ts";
import { chapters } from "../../../geodata/plan/walk/walk.ts";
import { layers } from "../../../layers/index.ts";
import { type KernelName, kernels } from "../../../src/domain/kernels.ts";
import type { PlanFeatureCollection } from "../../../src/domain/plan.ts";
import type { RailSource } from "../../../src/domain/rail/railSource.ts";
import { encodeWalk } from "../../../src/domain/walk/linkWalk.ts";
import { findNumberState } from "../../../src/domain/walk/liveNumbers.ts";
import { parseWalk } from "../../../src/domain/walk/parseWalk.ts";
import { type AnswerSource, readPath } from "../../../src/domain/walk/readPath.ts";
import { findRoutePlaces, sumSeconds } from "../../../src/domain/walk/route.ts";
import { buildSceneBoard } from "../../../src/domain/walk/sceneBoard.ts";

const text = readFileSync("public/boards/walk.json", "utf8");
const parsed = parseWalk(text);
if (!parsed.ok) throw new Error(parsed.error.en);
const walk = parsed.value;
const scope = readWalkScope();
const scenes = walk.scenes.map((scene) => [scene.id, scene] as const);

const readData = (name: string): unknown => {
  const path = `public/data/${name}`;
  const bytes = readFileSync(path);
  return /json$/.test(name)
    ? JSON.parse(bytes.toString("utf8"))
    : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
};

describe("the plan's own walk", () => {
  it("is what its source builds", () => {
    expect(`${JSON.stringify(buildWalk(chapters, scope, routes), null, 1)}\n`).toBe(text);
  });

  it("has at least forty scenes, opens, goes through the ten chapters in order, and closes", () => {
    expect(walk.scenes.length).toBeGreaterThanOrEqual(40);
    const order = walk.scenes.map((scene) => scene.chapter).filter((c, i, all) => c !== all[i - 1]);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it.each(walk.routes.map((route) => [route.id, route] as const))(
    "route %s keeps its promise, opens, closes and runs through the walk in order",
    (id, { minutes }) => {
      const places = findRoutePlaces(walk, id);
      expect(Math.abs(sumSeconds(walk, id) / 60 - minutes)).toBeLessThanOrEqual(0.5);
      expect([places[0], places.at(-1)]).toEqual([0, walk.scenes.length - 1]);
      expect(places.length).toBeLessThan(walk.scenes.length);
    },
  );

  it("fits into forty minutes", () => {
    const seconds = walk.scenes.reduce((sum, scene) => sum + scene.targetSeconds, 0);
    expect(seconds / 60).toBeGreaterThan(25);
    expect(seconds / 60).toBeLessThanOrEqual(40);
  });

  it.each(scenes)("%s says its piece in both languages, with a clause, in the time it has", (_, scene) => {
    for (const part of [scene.title, scene.narration, scene.notes]) {
      expect(part.zh.length).toBeGreaterThan(1);
      expect(part.en.length).toBeGreaterThan(3);
      expect(part.en).not.toMatch(/[一-鿿]/);
    }
    expect(scene.clauses.length).toBeGreaterThan(0);
    expect(scene.clauses[0]!.items.length).toBeGreaterThan(0);
    // Read aloud at five characters or three words a second, it fits with room to look.
    expect(scene.narration.zh.length / 5).toBeLessThan(scene.targetSeconds);
    expect(scene.narration.en.split(/\s+/).length / 3).toBeLessThan(scene.targetSeconds);
    const sentences = scene.narration.zh.split(/[。？！]/).filter((sentence) => sentence !== "");
    expect(sentences.length).toBeLessThanOrEqual(4);
  });

  it.each(scenes)("%s shows nothing the atlas does not have", (_, scene) => {
    const standard = {
      version: 1 as const,
      phase: phaseIds[0]!,
      language: "zh" as const,
      theme: "paper" as const,
      layers: layers.map((layer) => ({ id: layer.id, visible: layer.shown, opacity: 1, hidden: [] })),
      selection: null,
      camera: null,
    };
    const board = buildSceneBoard(
      scene.view,
      { phases: phaseIds, layers: layers.map((layer) => layer.id), standard },
      { language: "zh", theme: "room" },
    );
    expect(board.ok && board.value.notes).toEqual([]);
    for (const { dataset, id } of scene.highlights) expect(scope.features.get(dataset)?.has(id)).toBe(true);
    // Beyond the ground there is something to see, or figures to read.
    expect(scene.view.layers.length).toBeGreaterThan(5);
  });

  it("every number is still what it was approved as", () => {
    const datasets = Object.fromEntries(
      [...scope.features.keys()].map((id) => [id, readData(`${id}.geojson`) as PlanFeatureCollection]),
    );
    const rail = readData("rail-network.json") as RailSource;
    const answers = new Map<string, unknown>();
    const findAnswerValue = ({ kernel, input, path }: AnswerSource) => {
      const key = JSON.stringify([kernel, input]);
      if (!answers.has(key)) {
        const found = kernels[kernel as KernelName] as unknown as {
          files: (input: unknown) => readonly string[];
          run: (input: unknown, files: Record<string, unknown>) => { ok: boolean; value?: unknown };
        };
        const files = Object.fromEntries(found.files(input).map((name) => [name, readData(name)]));
        answers.set(key, found.run(input, files).value);
      }
      return readPath(answers.get(key), path);
    };
    const data = { plan: scope.plan, datasets, rail, findAnswerValue };
    const wrong = Object.entries(walk.numbers).flatMap(([key, live]) => {
      const { state, value } = findNumberState(live, data);
      return state === "same" ? [] : [`${key}: ${state}, approved ${live.approved}, now ${value}`];
    });
    expect(wrong).toEqual([]);
  });

  it("pastes no sentence of the plan", () => {
    // The plan's own text is not in the repository; its paraphrase is, and is not to be pasted either.
    const paragraphs = scope.plan.chapters.flatMap((chapter) => [
      ...chapter.lead,
      ...chapter.sections.flatMap((section) => section.paragraphs),
    ]);
    const pasted = walk.scenes.filter((scene) =>
      paragraphs.some((paragraph) => scene.narration.zh.includes(paragraph.text.zh)),
    );
    expect(pasted.map((scene) => scene.id)).toEqual([]);
  });

  it("a scene of it is small enough for a link, the whole is not", () => {
    expect(encodeWalk({ ...walk, scenes: walk.scenes.slice(0, 8) }).ok).toBe(true);
    expect(existsSync("public/boards/walk.json")).toBe(true);
  });
});

describe("a walk that names what is not there", () => {
  const base = chapters[0]!.scenes[0]!;
  const build = (change: Partial<SceneSource>) => {
    const second: ChapterSource = { ...chapters[0]!, scenes: [base, { ...base, id: "second", ...change }] };
    try {
      buildWalk([second], scope);
    } catch (error) {
      if (error instanceof FactError) return { row: error.row, reason: error.reason };
      throw error;
    }
    return undefined;
  };

  it.each<[string, Partial<SceneSource>, string]>([
    ["a layer", { show: ["canals"] }, "canals"],
    ["a kind of a layer", { show: ["rivers:canal"] }, "canal"],
    ["a feature of a layer", { show: ["rivers#eco-nile"] }, "eco-nile"],
    ["a feature to be lit", { lit: ["rivers/eco-nile"] }, "eco-nile"],
    ["a phase", { phase: "1999" }, "1999"],
    ["a chapter", { clause: "12" }, "12"],
    ["a section", { clause: "1.9" }, "1.9"],
    ["an item", { items: ["no-such-item"] }, "no-such-item"],
    ["a number", { say: ["{{no-such-number}}", "x"] }, "no-such-number"],
  ])("stops the build at its scene: %s", (_, change, named) => {
    const stopped = build(change);
    expect(stopped?.row).toBe(2);
    expect(stopped?.reason).toContain(named);
  });

  it("stops the build at a route that passes a scene there is not", () => {
    const wrong = { ...routes[0]!, scenes: ["no-such-scene"] };
    expect(() => buildWalk([{ ...chapters[0]!, scenes: [base] }], scope, [wrong])).toThrow("no-such-scene");
  });

  it("and the same scene with everything there goes through", () => {
    expect(build({})).toBeUndefined();
  });
});
