import { expect, test } from "@playwright/test";
import { Officer } from "./officer.ts";

test("the whole plan is checked, and another phase again", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlasWithoutMap();
  await officer.checksPlan();
  const before = await officer.summary().textContent();
  expect(before).toMatch(/需论证 \d+ 处/);
  await officer.choosesPhase("远景 2035");
  await expect(officer.summary()).not.toHaveText(before!);
  await officer.seesResult();
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
  await expect(officer.openConflicts().first()).toBeVisible();
  await officer.seesMap();
  expect((await officer.readsCamera()).zoom).toBeGreaterThan(before + 1);
  await officer
    .button(/规划 \d\.\d 节/)
    .first()
    .click();
  await expect(officer.outline()).toBeVisible();
  await officer.undoes();
});

test("the matrix goes from project to zone by keys and shows the conflict on the map", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlasWithoutMap();
  await officer.checksPlan();
  await officer.button("展开矩阵").click();
  // Only what is in sight is drawn, of thousands of cells.
  expect(await officer.matrixCells().count()).toBeLessThan(1_500);
  await officer.matrix().locator("[data-verdict]").first().click();
  await expect(officer.matrixCells('[aria-selected="true"]')).toHaveCount(1);
  await expect(officer.openConflicts()).toHaveCount(1);
  const grid = officer.matrixGrid();
  const start = await grid.getAttribute("aria-activedescendant");
  await grid.focus();
  await officer.presses("ArrowRight", "ArrowDown");
  expect(await grid.getAttribute("aria-activedescendant")).not.toBe(start);
  await officer.presses("Escape");
  await expect(officer.matrix()).toHaveCount(0);
});

test("a changed rule makes its own version, and undo brings the shipped one back", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlasWithoutMap();
  await officer.checksPlan();
  const before = await officer.summary().textContent();
  const run = await officer.runId();
  await officer.unfolds(/^规则表/);
  await officer.button("编辑规则…").click();
  await officer.box("启用规则 reserve-line-surface").uncheck();
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
  await expect(officer.checkOfSelected()).toContainText("待核实");
  await officer.opensCheck();
  await officer.button(/^核查所选/).click();
  await officer.seesResult();
  await officer.unfolds(/^假设方案/);
  await officer.button(/^从所选另起方案/).click();
  const table = officer.comparison();
  await expect(table).toContainText("与原方案相同");
  const handle = officer.handles().nth(6);
  await handle.focus();
  await officer.presses("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown");
  await expect(table).toContainText("对关系有变化");
  // A course drawn anew stands beside them.
  await officer.button("画一条新线路").click();
  await officer.clicksCorners([
    [700, 300],
    [900, 420],
    [1000, 600],
  ]);
  await expect(table.locator("thead th")).toHaveCount(3);
  await expect(officer.sketch()).toHaveCount(0);
  await expect(officer.handles()).toHaveCount(3);
});

test("a run on record gives the same bytes from the saved board", async ({ page }) => {
  const officer = new Officer(page);
  await officer.opensAtlasWithoutMap();
  await officer.checksPlan();
  const first = await officer.takes(/^CSV 表$/);
  const report = await officer.takes(/^DOCX 报告$/);
  const board = await officer.savesBoardFile();
  await officer.opensAtlasWithoutMap();
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
  await officer.opensAtlasWithoutMap();
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
  await officer.bringsOwnLayer("地块", { type: "FeatureCollection", features });
  await officer.checksPlan();
  await officer.checksOwnLayers();
  await officer.box("地块").check();
  await expect(officer.summary()).toContainText(/^\d{4} 个项目/);
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
      test.slow();
      const officer = new Officer(page);
      await officer.opensAtlasWithoutMap();
      if (language === "en") await officer.switchesLanguage();
      await officer.opensCheck();
      expect(await officer.findsFaults(), "beginning").toEqual([]);
      await officer.checksPlan();
      for (const section of [
        /^(未检查|Not tested)/,
        /^(规则表|Rule table)/,
        /^(留痕|Trace)/,
        /^(假设方案|What if)/,
      ])
        await officer.unfolds(section);
      await officer.conflicts().first().click();
      expect(await officer.findsFaults(), "results").toEqual([]);
      await officer.button(/^(展开矩阵|Open the matrix)$/).click();
      expect(await officer.findsFaults(), "matrix").toEqual([]);
      await officer
        .button(/^(收起矩阵|Close the matrix)$/)
        .last()
        .click();
      await officer.button(/^(编辑规则…|Edit the rules …)$/).click();
      await officer
        .button(/^(改规则|Edit rule)/)
        .first()
        .click();
      expect(await officer.findsFaults(), "rules").toEqual([]);
      await officer.presses("Escape");
      const unnamed = (await officer.listFocusable()).filter((element) => element.name === "");
      expect(unnamed).toEqual([]);
    });
  }
});
