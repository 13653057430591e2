import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test.use({ viewport: { width: 390, height: 844 } });

test("the walk can be read without graphics, on a phone, in both languages", async ({ page }) => {
  test.setTimeout(90_000);
  const planner = new Planner(page);
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest) {
      return kind.startsWith("webgl")
        ? null
        : (original as (...all: unknown[]) => RenderingContext | null).call(this, kind, ...rest);
    } as typeof original;
  });
  await page.goto("/#read");
  const scenes = page.locator("article[data-scene]");
  await expect(scenes.first()).toBeVisible({ timeout: 20_000 });
  const count = await scenes.count();
  expect(count).toBeGreaterThanOrEqual(40);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("走完规划");
  expect(await page.getByRole("heading", { level: 2 }).count()).toBe(12);
  expect(await page.getByRole("heading", { level: 3 }).count()).toBe(count);

  // The picture in words, with what is not built yet.
  const plan = page.locator('article[data-scene="rail-plan-2025"]');
  await expect(plan).toContainText("呼包高铁（在建）");
  await expect(plan).toContainText("42 分钟");
  await expect(plan).toContainText("规划 2025");
  await expect(page.locator('article[data-scene="ecology-lake"]')).toContainText("岱海");
  await expect(page.locator('[data-state="same"]').first()).toBeVisible();
  await expect(page.locator('[data-state="changed"], [data-state="missing"]')).toHaveCount(0);

  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // Only the text scrolls: a document longer than the screen could be scrolled to where nothing is.
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
  const results = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(results.violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`)).toEqual([]);

  await page.getByRole("button", { name: "English" }).click();
  await expect(plan).toContainText("Hohhot–Baotou high-speed railway (under construction)");
  await expect(plan).toContainText("42 min");
  expect(planner.complaints).toEqual([]);
  expect(planner.foreignRequests).toEqual([]);
});
