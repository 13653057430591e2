import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("on a phone the map comes first, panels and inspector are sheets from below", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await expect(planner.openPanels()).toHaveCount(0);
  await planner.opensPanel("规划");
  await planner.button("拉高面板").click();
  await planner.unfoldsChapter(6);
  await expect(planner.outlineRow(/第 1 节/).first()).toBeVisible();
  await planner.button("放低面板").click();
  await planner.button("放低面板").click();
  await planner.button("搜索").click();
  await planner.searchField().fill("baotou");
  await planner.searchResults().first().tap();
  await expect(planner.inspector()).toBeVisible();
  const sheet = (await planner.inspector().boundingBox())!;
  expect(sheet.width).toBe(390);
  expect(sheet.y).toBeGreaterThan(300);
});

test("nothing is wider than the phone, and touch targets are 44 pixels high", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlasWithoutMap();
  await planner.opensPanel("图层");
  expect((await planner.measuresDocument()).width).toBe(390);
  const low = await planner.findsLowTargets("header button, [role=tab], [role=tabpanel] button", 43.5);
  expect(low).toEqual([]);
});

test("the phase switch and the language fit in both languages", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlasWithoutMap();
  await planner.button("更多").click();
  await planner.switchesLanguage();
  await planner.presses("Escape");
  await planner.choosesPhase("Outlook 2035");
  await planner.seesPhase("Outlook 2035");
  expect((await planner.measuresDocument()).width).toBe(390);
});
