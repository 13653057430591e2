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

/** The same shuffle in every run. */
function shuffle<T>(list: readonly T[]): T[] {
  let seed = 20_251_231;
  const order = list.map((entry) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { entry, seed };
  });
  return order.sort((a, b) => a.seed - b.seed).map(({ entry }) => entry);
}

test.use({ viewport: { width: 900, height: 560 }, contextOptions: { reducedMotion: "reduce" } });

test("the whole walk plays forward, in random order and backward, each scene the same picture", async ({
  page,
}) => {
  test.setTimeout(400_000);
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  const pictures = new Map<string, Buffer>();
  for (const [index, id] of ids.entries()) {
    if (index > 0) await page.keyboard.press("PageDown");
    await presenter.seesScene(id);
    await presenter.seesWholeScene();
    // A number may still be on its way from the worker; once there it must be as approved.
    await expect(presenter.page.locator('[data-number]:not([data-state="same"])'), id).toHaveCount(0, {
      timeout: 15_000,
    });
    if (pictured.includes(id)) pictures.set(id, await presenter.takesPicture());
  }
  expect([...pictures.keys()].sort()).toEqual([...pictured].sort());

  await page.keyboard.press("e");
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
  for (const id of shuffle(pictured)) {
    await presenter.goesToScene(ids.indexOf(id) + 1);
    await presenter.seesScene(id);
  }
  await page.keyboard.press("e");
  for (const id of shuffle(pictured)) {
    await presenter.goesToScene(ids.indexOf(id) + 1);
    const different = countDifferent(pictures.get(id)!, await presenter.takesPicture());
    expect(different, `${id} in random order`).toBeLessThanOrEqual(allowed(id));
  }
  await page.keyboard.press("End");
  for (const id of [...ids].reverse().slice(1, 12)) {
    await page.keyboard.press("PageUp");
    await presenter.seesScene(id);
    if (!pictured.includes(id)) continue;
    const different = countDifferent(pictures.get(id)!, await presenter.takesPicture());
    expect(different, `${id} backward`).toBeLessThanOrEqual(allowed(id));
  }
  expect(presenter.complaints).toEqual([]);
  // Playwright keeps the service worker out and says so.
  expect(presenter.mapWarnings.filter((text) => !text.includes("blocked by Playwright"))).toEqual([]);
  expect(presenter.foreignRequests).toEqual([]);
});
