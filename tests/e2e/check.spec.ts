import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { Planner } from "./planner.ts";

/** What an ecology officer does beyond what every planner does. */
class Officer extends Planner {
  async opensCheck() {
    await this.page.getByRole("tab", { name: /^(核查|Check)$/ }).click();
  }
  async checksPlan() {
    await this.opensCheck();
    await this.button(/^(核查整个规划|Check the whole plan)$/).click();
    await this.seesResult();
  }
  async seesResult() {
    await expect(this.page.getByTestId("check-summary")).toBeVisible({ timeout: 20_000 });
    await expect(this.page.getByTestId("check-panel")).toHaveAttribute("data-stale", "false");
  }
  summary() {
    return this.page.getByTestId("check-summary");
  }
  conflicts() {
    return this.page.getByTestId("check-conflicts").locator("button[aria-expanded]");
  }
  async unfolds(section: RegExp) {
    const summary = this.page.locator("summary", { hasText: section }).first();
    if ((await summary.locator("..").getAttribute("open")) === null) await summary.click();
  }
  async runId(): Promise<string> {
    await this.unfolds(/^(留痕|Trace)/);
    return (await this.page.getByTestId("check-trace").locator("dd").first().textContent()) ?? "";
  }
  async takes(name: RegExp): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), this.button(name).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }
}

async function expectClean(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
  expect(found, what).toEqual([]);
}

test("the whole plan is checked in under a second, and a phase later again", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlas();
  await officer.checksPlan();
  const before = await officer.summary().textContent();
  expect(before).toMatch(/禁止 \d+ 处/);
  await officer.choosesPhase("远景 2035");
  await expect(officer.summary()).not.toHaveText(before!);
  await officer.seesResult();
  // The first run loads the data; the second, of another phase, is the check alone.
  const [, second] = await page.evaluate(() =>
    performance.getEntriesByName("check", "measure").map((entry) => entry.duration),
  );
  expect(second).toBeLessThan(1_000);
  expect(officer.complaints).toEqual([]);
  expect(officer.foreignRequests).toEqual([]);
});

test("a conflict says how much and why, is shown on the map, and its clause opens the outline", async ({
  page,
}) => {
  const officer = new Officer(page);
  await officer.opensAtlas();
  await officer.checksPlan();
  const before = (await officer.readsCamera()).zoom;
  await officer.conflicts().first().click();
  await expect(officer.conflicts().first()).toHaveAttribute("aria-expanded", "true");
  await expect(officer.text(/条文只作转述，未核对此后的修订/)).toBeVisible();
  await officer.seesMap();
  expect((await officer.readsCamera()).zoom).toBeGreaterThan(before + 1);
  await officer
    .button(/规划 7\.1 节/)
    .first()
    .click();
  await expect(officer.page.getByRole("tree")).toBeVisible();
  await officer.undoes();
});

test("the matrix goes from project to zone by keys and shows the conflict on the map", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlas();
  await officer.checksPlan();
  await officer.button("展开矩阵").click();
  const cells = page.getByTestId("check-matrix").locator('[role="gridcell"]');
  // Only what is in sight is drawn, of thousands of cells.
  expect(await cells.count()).toBeLessThan(1_500);
  await page.getByTestId("check-matrix").locator("[data-verdict]").first().click();
  await expect(cells.and(page.locator('[aria-selected="true"]'))).toHaveCount(1);
  await expect(officer.conflicts().and(page.locator('[aria-expanded="true"]'))).toHaveCount(1);
  const grid = page.getByTestId("check-matrix").getByRole("grid");
  const start = await grid.getAttribute("aria-activedescendant");
  await grid.focus();
  await officer.presses("ArrowRight", "ArrowDown");
  expect(await grid.getAttribute("aria-activedescendant")).not.toBe(start);
  await officer.presses("Escape");
  await expect(page.getByTestId("check-matrix")).toHaveCount(0);
});

test("a changed rule makes its own version, and undo brings the shipped one back", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlas();
  await officer.checksPlan();
  const before = await officer.summary().textContent();
  const run = await officer.runId();
  await officer.unfolds(/^规则表/);
  await officer.button("编辑规则…").click();
  await page.getByRole("checkbox", { name: "启用规则 reserve-line-crosses" }).uncheck();
  await officer.presses("Escape");
  await expect(officer.text("规则已改")).toBeVisible();
  await expect.poll(() => officer.runId()).not.toBe(run);
  await officer.undoes();
  await expect.poll(() => officer.runId()).toBe(run);
  await expect(officer.summary()).toHaveText(before!);
});

test("a course is bent by keys, and its numbers stand beside those of the first", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlas();
  await officer.searches("包银高铁");
  await expect(officer.searchResults().first()).toBeVisible();
  await officer.presses("Enter");
  await expect(page.getByTestId("inspector-check")).toContainText("禁止", { timeout: 20_000 });
  await officer.opensCheck();
  await officer.button(/^核查所选/).click();
  await officer.seesResult();
  await officer.unfolds(/^假设方案/);
  await officer.button(/^从所选另起方案/).click();
  const table = page.getByTestId("check-comparison");
  await expect(table).toContainText("与原方案相同", { timeout: 20_000 });
  const handle = page.locator("[data-check-handle]").nth(6);
  await handle.focus();
  await officer.presses("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
  await expect(table).toContainText("对关系有变化");
  // A course drawn anew stands beside them.
  await officer.button("画一条新线路").click();
  await expect(page.getByTestId("sketch")).toBeAttached();
  for (const [x, y] of [
    [700, 300],
    [900, 420],
    [1000, 600],
  ] as const) {
    await page.mouse.move(x, y);
    await page.mouse.click(x, y);
  }
  await officer.presses("Enter");
  await expect(table.locator("thead th")).toHaveCount(3);
  await expect(page.getByTestId("sketch")).toHaveCount(0);
  await expect(page.locator("[data-check-handle]")).toHaveCount(3);
});

test("a run on record gives the same bytes from the saved board", async ({ page }) => {
  test.setTimeout(120_000);
  const officer = new Officer(page);
  await officer.opensAtlas();
  await officer.checksPlan();
  const first = await officer.takes(/^CSV 表$/);
  const report = await officer.takes(/^DOCX 报告$/);
  const board = await officer.savesBoardFile();
  await page.waitForTimeout(1_500);
  await officer.opensAtlas();
  await officer.opensBoardFile("board.json", board);
  await officer.opensCheck();
  await officer.seesResult();
  const second = await officer.takes(/^CSV 表$/);
  const again = await officer.takes(/^DOCX 报告$/);
  expect(second.name).toBe(first.name);
  expect(second.bytes.equals(first.bytes)).toBe(true);
  expect(again.bytes.equals(report.bytes)).toBe(true);
});

test("a layer of one's own is checked without its features coming to the page, and is in the file", async ({
  page,
}) => {
  const officer = new Officer(page);
  await officer.opensAtlas();
  await page.getByRole("tab", { name: "数据" }).click();
  const features = Array.from({ length: 6_000 }, (_, index) => {
    const [x, y] = [109.7 + (index % 100) * 0.004, 40.4 + Math.floor(index / 100) * 0.004];
    const ring = [
      [x, y],
      [x + 0.003, y],
      [x + 0.003, y + 0.003],
      [x, y + 0.003],
      [x, y],
    ];
    return {
      type: "Feature",
      properties: { 名称: `地块${index}` },
      geometry: { type: "Polygon", coordinates: [ring] },
    };
  });
  await page.getByTestId("data-files").setInputFiles({
    name: "地块.geojson",
    mimeType: "application/geo+json",
    buffer: Buffer.from(JSON.stringify({ type: "FeatureCollection", features })),
  });
  await expect(page.getByTestId("data-panel").getByRole("listitem").filter({ hasText: "地块" })).toBeVisible({
    timeout: 20_000,
  });
  await officer.checksPlan();
  await page.getByRole("combobox", { name: /^核查对象/ }).selectOption("own");
  await page.getByRole("checkbox", { name: "地块" }).check();
  await expect(officer.summary()).toContainText(/^\d{4} 个项目/, { timeout: 30_000 });
  await officer.seesResult();
  await expect(officer.text(/页面和地图上是结论最严的 1,000 处/)).toBeVisible();
  const csv = (await officer.takes(/^CSV 表$/)).bytes.toString("utf8");
  expect(csv.trim().split("\n").length).toBeGreaterThan(2_000);
  expect(csv).toContain("地块");
  expect(officer.complaints).toEqual([]);
});

test.describe("for everyone", () => {
  // axe is put into the page as a script, which the page's own policy rightly forbids.
  test.use({ bypassCSP: true });

  for (const language of ["zh", "en"] as const) {
    test(`the check is clean for axe (${language})`, async ({ page }) => {
      test.setTimeout(180_000);
      const officer = new Officer(page);
      await officer.opensAtlas();
      if (language === "en") await officer.switchesLanguage();
      await officer.opensCheck();
      await expectClean(page, "beginning");
      await officer.checksPlan();
      for (const section of [
        /^(未检查|Not tested)/,
        /^(规则表|Rule table)/,
        /^(留痕|Trace)/,
        /^(假设方案|What if)/,
      ])
        await officer.unfolds(section);
      await officer.conflicts().first().click();
      await expectClean(page, "results");
      await officer.button(/^(展开矩阵|Open the matrix)$/).click();
      await expectClean(page, "matrix");
      await officer
        .button(/^(收起矩阵|Close the matrix)$/)
        .last()
        .click();
      await officer.button(/^(编辑规则…|Edit the rules …)$/).click();
      await page
        .getByRole("button", { name: /^(改规则|Edit rule)/ })
        .first()
        .click();
      await expectClean(page, "rules");
      await officer.presses("Escape");
      const unnamed = (await officer.listFocusable()).filter((element) => element.name === "");
      expect(unnamed).toEqual([]);
    });
  }
});
