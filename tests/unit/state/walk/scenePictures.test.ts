import { afterEach, describe, expect, it, vi } from "vitest";
import type { Scene } from "../../../../src/domain/walk/walk.ts";
import { offerPictures, type PictureMaker } from "../../../../src/state/page/pictures.ts";
import { createPictureShelf, keyOfPicture } from "../../../../src/state/walk/scenePictures.ts";
import { makeScene } from "../../domain/walk/document.ts";

vi.mock("../../../../src/state/page/takeaway.ts", () => ({
  buildScenePicture: (scene: Scene) => ({ ok: true, value: { board: { id: scene.id } } }),
}));

const frame = (west: number): Scene["frame"] => [west, 30, west + 1, 31];
const scenes = [1, 2, 3].map((west) => makeScene(`s${west}`, { frame: frame(west) }));

function createFake(failing: readonly string[] = []) {
  const drawn: string[] = [];
  let closed = 0;
  offerPictures(
    async () =>
      ({
        drawMap: async ({ board }: { board: { id: string } }) => {
          drawn.push(board.id);
          if (failing.includes(`throws ${board.id}`)) throw new Error("context lost");
          return failing.includes(board.id)
            ? { ok: false, error: { code: "x", zh: "x", en: "x" } }
            : { ok: true, value: { image: new Blob([board.id]) } };
        },
        close: () => {
          closed += 1;
        },
      }) as unknown as PictureMaker,
  );
  return { drawn, readClosed: () => closed };
}

describe("the shelf of small pictures", () => {
  afterEach(() => vi.useRealTimers());

  it("draws what is wanted, in that order, each once", async () => {
    const { drawn } = createFake();
    const keys: string[] = [];
    const shelf = createPictureShelf((key) => keys.push(key));
    shelf.want([scenes[2]!, scenes[0]!], "zh");
    await vi.waitFor(() => expect(keys).toHaveLength(2));
    shelf.want([scenes[0]!, scenes[1]!], "zh");
    await vi.waitFor(() => expect(keys).toHaveLength(3));
    expect(drawn).toEqual(["s3", "s1", "s2"]);
    expect(keys[0]).toBe(keyOfPicture(scenes[2]!, "zh"));
    shelf.close();
  });

  it("passes over a picture that cannot be drawn", async () => {
    const { drawn } = createFake(["s1", "throws s2"]);
    const keys: string[] = [];
    const shelf = createPictureShelf((key) => keys.push(key));
    shelf.want(scenes, "zh");
    await vi.waitFor(() => expect(keys).toHaveLength(1));
    expect(drawn).toEqual(["s1", "s2", "s3"]);
    shelf.close();
  });

  it("gives its map back when it is closed", async () => {
    const { readClosed } = createFake();
    const keys: string[] = [];
    const shelf = createPictureShelf((key) => keys.push(key));
    shelf.want([scenes[0]!], "zh");
    await vi.waitFor(() => expect(keys).toHaveLength(1));
    shelf.close();
    await vi.waitFor(() => expect(readClosed()).toBe(1));
  });

  it("an edited text needs no new picture, another frame or language does", () => {
    const scene = scenes[0]!;
    const key = keyOfPicture(scene, "zh");
    expect(keyOfPicture({ ...scene, title: { zh: "新", en: "New" } }, "zh")).toBe(key);
    expect(keyOfPicture({ ...scene, frame: frame(9) }, "zh")).not.toBe(key);
    expect(keyOfPicture(scene, "en")).not.toBe(key);
  });
});
