import { expect, test } from "@playwright/test";
import { WalkReader } from "./walkReader.ts";

test.use({ viewport: { width: 390, height: 844 } });

test("the walk can be read without graphics, on a phone, in both languages", async ({ page }) => {
  const reader = new WalkReader(page);
  await reader.refusesGraphics();
  await reader.startsAtlas("#read");
  const scenes = reader.scenes();
  await expect(scenes.first()).toBeVisible();
  const count = await scenes.count();
  expect(count).toBeGreaterThanOrEqual(40);
  await expect(reader.headings(1)).toContainText("走完规划");
  expect(await reader.headings(2).count()).toBe(12);
  expect(await reader.headings(3).count()).toBe(count);

  // The picture in words, with what is not built yet.
  const plan = reader.scene("rail-plan-2025");
  await expect(plan).toContainText("呼包高铁（在建）");
  await expect(plan).toContainText("43 分钟");
  await expect(plan).toContainText("规划 2025");
  await expect(reader.scene("ecology-lake")).toContainText("岱海");
  await expect(reader.numbers("same").first()).toBeVisible();
  await expect(reader.numbers("changed")).toHaveCount(0);
  await expect(reader.numbers("missing")).toHaveCount(0);

  const { width, height, screenWidth, screenHeight } = await reader.measuresDocument();
  expect(width).toBeLessThanOrEqual(screenWidth);
  // Only the text scrolls: a document longer than the screen could be scrolled to where nothing is.
  expect(height).toBeLessThanOrEqual(screenHeight);
  expect(await reader.findsFaults()).toEqual([]);

  await reader.button("English").click();
  await expect(plan).toContainText("Hohhot–Baotou high-speed railway (under construction)");
  await expect(plan).toContainText("43 min");
  expect(reader.complaints).toEqual([]);
  expect(reader.foreignRequests).toEqual([]);
});
