import { expect, test } from "@playwright/test";
import { countDifferent, Presenter } from "./presenter.ts";

/** Of every kind: figures, columns, arcs, lines, areas, lakes, travel times. */
const pictured = [
  "opening-bend",
  "base-economy",
  "space-leaving",
  "industry-columns",
  "rail-plan-2025",
  "reach-2035",
  "logistics",
  "water-flood",
  "ecology-lake",
  "ecology-check",
  "opening-cooperation",
  "closing-outlook",
];

/**
 * Pixels that may differ by the road: specks of the travel-time surface smaller than a pixel come and go
 * with the tile they were cut from. Everything else must be the same.
 */
const allowed = (id: string) => (id.startsWith("reach-") ? 60 : 0);

/**
 * Beside the size of the pictures: a phone with every scene, in English, and two sizes of projectors, where
 * a software renderer takes seconds for a scene, with some, in Chinese and in English.
 */
const sizes = [
  { width: 390, height: 844, step: 1 },
  { width: 1440, height: 900, step: 17 },
  { width: 1920, height: 1080, step: 17 },
];

/** Scenes whose words, charts and legend are the longest together: a wall must hold them without a scroll. */
const fullest = ["reach-2035", "power-lines", "closing-built", "closing-outlook"];

/** The same shuffle in every run. */
function shuffle<T>(list: readonly T[]): T[] {
  let seed = 20_251_231;
  const order = list.map((entry) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { entry, seed };
  });
  return order.sort((a, b) => a.seed - b.seed).map(({ entry }) => entry);
}

test.use({ viewport: { width: 900, height: 560 } });

test.describe("offline", () => {
  test.use({ serviceWorkers: "allow" });

  test("with the network off the whole walk plays forward, in random order and backward, each scene the same picture", async ({
    page,
  }) => {
    test.slow();
    const presenter = new Presenter(page);
    await presenter.opensAtlas();
    await presenter.isKept();
    await presenter.losesNetwork();
    await presenter.reloads();
    const ids = await presenter.sceneIds();
    await presenter.presents();
    const pictures = new Map<string, Buffer>();
    for (const [index, id] of ids.entries()) {
      if (index > 0) await presenter.stepsTo("PageDown", id);
      await presenter.seesScene(id);
      await presenter.seesWholeScene();
      // A number may still be on its way from the worker; once there it must be as approved.
      await expect(presenter.unsettledNumbers(), id).toHaveCount(0);
      if (pictured.includes(id)) pictures.set(id, await presenter.takesPicture());
    }
    expect([...pictures.keys()].sort()).toEqual([...pictured].sort());

    await presenter.presses("e");
    await expect.poll(() => presenter.readsLanguage()).toBe("en-GB");
    for (const id of shuffle(pictured)) {
      await presenter.goesToScene(ids.indexOf(id) + 1);
      await presenter.seesScene(id);
    }
    await presenter.presses("e");
    for (const id of shuffle(pictured)) {
      await presenter.goesToScene(ids.indexOf(id) + 1);
      const different = countDifferent(pictures.get(id)!, await presenter.takesPicture());
      expect(different, `${id} in random order`).toBeLessThanOrEqual(allowed(id));
    }
    await presenter.presses("End");
    for (const id of [...ids].reverse().slice(1, 12)) {
      await presenter.stepsTo("PageUp", id);
      await presenter.seesScene(id);
      if (!pictured.includes(id)) continue;
      const different = countDifferent(pictures.get(id)!, await presenter.takesPicture());
      expect(different, `${id} backward`).toBeLessThanOrEqual(allowed(id));
    }
    expect(presenter.complaints).toEqual([]);
    expect(presenter.mapWarnings).toEqual([]);
    expect(presenter.foreignRequests).toEqual([]);
  });
});

test("the words of every scene fit a phone, and those of some a projector, in both languages", async ({
  page,
}) => {
  test.slow();
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  for (const { width, height, step } of sizes) {
    await presenter.changesScreen(width, height);
    await presenter.presses("e");
    const language = await presenter.readsLanguage();
    await presenter.presses("Home");
    const places = ids.flatMap((id, place) =>
      place % step === 0 || (height >= 1080 && fullest.includes(id)) ? [place] : [],
    );
    for (const place of places) {
      const id = ids[place]!;
      if (step > 1) await presenter.goesToScene(place + 1);
      else if (place > 0) await presenter.stepsTo("PageDown", id);
      await presenter.seesScene(id);
      if (step > 1 || place === ids.length - 1) await presenter.seesWholeScene();
      const panel = await presenter.readsPanel();
      expect(panel.scene).toBe(id);
      expect(panel.wide, `${id} at ${width} × ${height}`).toEqual([]);
      for (const text of [panel.title, panel.words])
        expect(/\p{Script=Han}/u.test(text), `${id} in ${language}: ${text}`).toBe(language === "zh-CN");
      if (height < 1080) continue;
      expect(panel.titlePixels).toBeGreaterThanOrEqual(28);
      expect(panel.hiddenPixels, `${id} in ${language}: out of sight on a wall`).toBe(0);
    }
  }
  expect(presenter.complaints).toEqual([]);
  expect(presenter.mapWarnings).toEqual([]);
  expect(presenter.foreignRequests).toEqual([]);
});
