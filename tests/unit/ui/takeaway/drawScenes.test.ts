import { beforeEach, describe, expect, it } from "vitest";
import { offerPictures, type PictureMaker } from "../../../../src/state/page/pictures.ts";
import { drawEach, type Job, type ReadyScene } from "../../../../src/ui/takeaway/drawScenes.ts";

const ready = (id: string) => ({ scene: { id } }) as ReadyScene;
const scenes = ["a", "b", "c"].map(ready);
const problem = { code: "slow", zh: "超时", en: "too slow" };

function createJob() {
  let stop = () => {};
  let isStopped = false;
  const whenStopped = new Promise<void>((resolve) => {
    stop = () => {
      isStopped = true;
      resolve();
    };
  });
  const told: string[] = [];
  const job: Job = {
    tell: (done, total) => told.push(`${done}/${total}`),
    isStopped: () => isStopped,
    whenStopped,
  };
  return { job, told, stop };
}

let opened = 0;
let closed = 0;
beforeEach(() => {
  opened = 0;
  closed = 0;
  offerPictures(async () => {
    opened += 1;
    const close = () => {
      closed += 1;
    };
    return { close } as PictureMaker;
  });
});

/** Draws the scene's id; of the scenes named it fails the number of times given. */
const drawFailing = (failures: Record<string, number>) => {
  const left = { ...failures };
  return async (_: PictureMaker, { scene }: ReadyScene) => {
    if ((left[scene.id] ?? 0) > 0) {
      left[scene.id]! -= 1;
      return { ok: false as const, error: problem };
    }
    return { ok: true as const, value: scene.id };
  };
};

describe("drawing one picture after another", () => {
  it("draws all, in order, telling how far it is, and closes its map", async () => {
    const { job, told } = createJob();
    expect(await drawEach(scenes, job, drawFailing({}))).toEqual({ ok: true, value: ["a", "b", "c"] });
    expect(told).toEqual(["1/3", "2/3", "3/3"]);
    expect([opened, closed]).toEqual([1, 1]);
  });

  it("a picture that fails once is drawn on a new map", async () => {
    const drawn = await drawEach(scenes, createJob().job, drawFailing({ b: 1 }));
    expect(drawn).toEqual({ ok: true, value: ["a", "b", "c"] });
    expect([opened, closed]).toEqual([2, 2]);
  });

  it("a picture that fails twice is replaced, and costs no other", async () => {
    const drawn = await drawEach(scenes, createJob().job, drawFailing({ b: 9 }), ({ scene }, why) => {
      return `no ${scene.id}: ${why.en}`;
    });
    expect(drawn).toEqual({ ok: true, value: ["a", "no b: too slow", "c"] });
  });

  it("without a replacement the failure is told", async () => {
    expect(await drawEach(scenes, createJob().job, drawFailing({ a: 9 }))).toEqual({
      ok: false,
      error: problem,
    });
    expect(closed).toBe(opened);
  });

  it("an exception is a failure like any other", async () => {
    const drawn = await drawEach(
      scenes,
      createJob().job,
      () => Promise.reject(new Error("context lost")),
      (_, why) => why.en,
    );
    expect(drawn.ok && drawn.value[0]).toContain("context lost");
  });

  it("stopping waits for no picture", async () => {
    const { job, stop } = createJob();
    const drawing = drawEach<string>(scenes, job, () => {
      stop();
      return new Promise(() => {});
    });
    const drawn = await drawing;
    expect(!drawn.ok && drawn.error.code).toBe("stopped");
    expect(closed).toBe(opened);
  });
});
