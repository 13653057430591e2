import { expect, test } from "@playwright/test";
import { Presenter } from "./presenter.ts";

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

test("the whole walk plays forward with every number as approved, and any scene can be jumped to in the other language", async ({
  page,
}) => {
  test.setTimeout(400_000);
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  for (const [index, id] of ids.entries()) {
    if (index > 0) await page.keyboard.press("PageDown");
    await presenter.seesScene(id);
    await presenter.seesWholeScene();
    // A number may still be on its way from the worker; once there it must be as approved.
    await expect(presenter.page.locator('[data-number]:not([data-state="same"])'), id).toHaveCount(0, {
      timeout: 15_000,
    });
  }
  expect(ids).toEqual(expect.arrayContaining(pictured));

  await page.keyboard.press("e");
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
  for (const id of shuffle(pictured)) {
    await presenter.goesToScene(ids.indexOf(id) + 1);
    await presenter.seesScene(id);
  }
});
