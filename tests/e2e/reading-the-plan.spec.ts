import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test.describe("a planner reads the plan on the map", () => {
  test("walks from a chapter to an item, sees it on the map, and reads what is known of it", async ({
    page,
  }) => {
    const planner = new Planner(page);
    await planner.wantsMotion();
    await planner.opensAtlas();
    await expect(planner.outlineRows()).toHaveCount(11);
    const before = await planner.readsCamera();
    await planner.findsInOutline("集二铁路双线");
    await planner
      .outlineRow(/集二铁路双线/)
      .last()
      .click();
    await expect(planner.inspector()).toContainText("集二");
    await expect(planner.inspector()).toContainText("规划条款");
    await expect(planner.inspector()).toContainText("位置可信度");
    await planner.seesMap();
    await expect.poll(async () => (await planner.readsCamera()).zoom).not.toBeCloseTo(before.zoom, 2);
  });

  test("moves through the outline by keyboard alone", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.outlineRows().first().focus();
    await planner.presses("ArrowDown", "ArrowRight");
    const chapter = planner.outlineRow(/第 1 章/);
    await expect(chapter).toBeFocused();
    await expect(chapter).toHaveAttribute("aria-expanded", "true");
    await planner.presses("ArrowRight");
    await expect(planner.outlineRows().nth(2)).toBeFocused();
    await planner.presses("ArrowLeft", "ArrowLeft");
    await expect(chapter).toHaveAttribute("aria-expanded", "false");
    await planner.presses("End");
    await expect(planner.outlineRows().last()).toBeFocused();
  });

  test("finds a city by its pinyin initials and goes there without a mouse", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.searches("hhht");
    await expect(planner.searchResults().first()).toContainText("呼和浩特");
    await planner.presses("Enter");
    await expect(planner.inspector()).toContainText("呼和浩特");
    await planner.searches("");
    await expect(planner.searchResults()).toHaveCount(1);
  });

  test("asks what lies within ten kilometres and goes from neighbour to neighbour", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.searches("呼和浩特东");
    await planner.presses("Enter");
    const neighbours = planner.inspector().getByRole("button", { name: /公里$|米$|相接/ });
    await expect(neighbours.first()).toBeVisible();
    const name = await neighbours.last().locator("span").first().textContent();
    await neighbours.last().click();
    await planner.seesSelected(name!);
  });

  test("a search without a result says how to go on", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.searches("qqqqzzzz");
    await expect(planner.text(/没有找到“qqqqzzzz”/)).toBeVisible();
    await planner.presses("Escape");
    await expect(planner.dialog()).toHaveCount(0);
  });
});

test.describe("the phase, the layers, the legend and the table", () => {
  test("the phase switch changes what the layers hold, and says why one is empty", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensPanel("图层");
    await expect(planner.text(/此时段无要素/).first()).toBeVisible();
    const before = await planner.text(/此时段无要素/).count();
    await planner.choosesPhase("规划 2025");
    await expect.poll(() => planner.text(/此时段无要素/).count()).toBeLessThan(before);
  });

  test("a layer is switched off, faded and moved, each one step back", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensPanel("图层");
    await planner.togglesLayer("铁路");
    await expect(planner.layer("铁路")).not.toBeChecked();
    const names = await planner.layerNames("交通");
    await planner.opensLayerSettings("铁路");
    await planner.button("上移一层：铁路").click();
    await expect.poll(() => planner.layerNames("交通")).not.toEqual(names);
    await planner.undoes();
    await expect.poll(() => planner.layerNames("交通")).toEqual(names);
    await planner.undoes();
    await expect(planner.layer("铁路")).toBeChecked();
    await planner.redoes();
    await expect(planner.layer("铁路")).not.toBeChecked();
  });

  test("the legend counts what is in view and a click filters it", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlas();
    const entry = planner.legendEntries().filter({ hasText: "高速铁路" });
    await expect(entry).toContainText(/\d/);
    await entry.click();
    await expect(entry).toHaveAttribute("aria-pressed", "false");
    await planner.opensPanel("图层");
    await expect(planner.text(/图例已过滤 1 类/)).toBeVisible();
  });

  test("the table sorts, filters, and selects on the map", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensPanel("图层");
    await planner.opensTable("旗县区");
    await expect(planner.text("38 / 38 行")).toBeVisible();
    await planner.button("名称").click();
    await expect(planner.tableRows().first()).toBeVisible();
    await planner.filtersRows("准格尔");
    await expect(planner.tableRows()).toHaveCount(1);
    await planner.tableRows().first().click();
    await planner.seesSelected("准格尔旗");
    await expect(planner.tableRows().first()).toHaveAttribute("aria-selected", "true");
  });

  test("a long table keeps few rows on the page and can be walked to its end", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.opensPanel("图层");
    await planner.opensTable("城镇地名");
    await expect(planner.text("453 / 453 行")).toBeVisible();
    expect(await planner.tableRows().count()).toBeLessThan(60);
    await planner.tableRows().first().focus();
    await planner.presses("End");
    await expect(planner.tableRow(454)).toBeFocused();
  });
});
