import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone the map comes first, panels and inspector are sheets from below", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await expect(page.getByRole("tabpanel")).toHaveCount(0);
  await planner.opensPanel("规划");
  await planner.button("拉高面板").click();
  await planner.unfoldsChapter(6);
  await expect(planner.outlineRow(/第 1 节/).first()).toBeVisible();
  await planner.button("放低面板").click();
  await planner.button("放低面板").click();
  await planner.button("搜索").click();
  await page.getByRole("combobox").fill("baotou");
  await planner.searchResults().first().tap();
  await expect(planner.inspector()).toBeVisible();
  const sheet = (await planner.inspector().boundingBox())!;
  expect(sheet.width).toBe(390);
  expect(sheet.y).toBeGreaterThan(300);
});

test("nothing is wider than the phone, and touch targets are 44 pixels high", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await planner.opensPanel("图层");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  const low = await page.evaluate(() =>
    [...document.querySelectorAll("header button, [role=tab], [role=tabpanel] button")]
      .filter((element) => element.checkVisibility())
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => element.outerHTML.slice(0, 100)),
  );
  expect(low).toEqual([]);
});

test("the phase switch and the language fit in both languages", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await planner.button("更多").click();
  await planner.switchesLanguage();
  await planner.presses("Escape");
  await planner.choosesPhase("Outlook 2035");
  await planner.seesPhase("Outlook 2035");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
