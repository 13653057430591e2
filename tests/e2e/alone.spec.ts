import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test("a whole round asks nothing of any other origin and breaks no policy", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await planner.unfoldsChapter(6);
  await planner.opensPanel("图层");
  await planner.showsEveryGroup();
  await planner.choosesPhase("规划 2025");
  await planner.searches("erds");
  await planner.presses("Enter");
  await expect(planner.inspector()).toBeVisible();
  await planner.seesMap();
  await planner.opensTable("铁路");
  await planner.opensSources();
  await planner.presses("Escape");
  await planner.choosesTheme("墨");
  await planner.switchesLanguage();
  await planner.seesMap();
  expect(planner.foreignRequests).toEqual([]);
  expect(planner.complaints).toEqual([]);
});

test("the disclaimer is always on screen and every licence one click away", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlasWithoutMap();
  await expect(planner.text("示意图，非标准地图").first()).toBeVisible();
  await planner.opensSources();
  await expect(planner.dialog().getByRole("row")).not.toHaveCount(0);
  for (const licence of ["ODbL", "OFL-1.1", "BSD-3-Clause", "CC-BY-4.0"])
    await expect(planner.dialog().getByText(licence).first()).toBeVisible();
});

test("without WebGL the outline, the search and the tables work, and the page says why there is no map", async ({
  page,
}) => {
  const planner = new Planner(page);
  await planner.opensAtlasWithoutMap();
  await expect(planner.text("此处无法显示地图")).toBeVisible();
  // Said once: two notes in one place would cover each other.
  await expect(planner.text("未能启用 WebGL 2")).toHaveCount(1);
  await planner.unfoldsChapter(3);
  await expect(planner.outlineRow(/第 1 节/)).toBeVisible();
  await planner.searches("baotou");
  await planner.presses("Enter");
  await expect(planner.inspector()).toContainText("包头");
  await planner.opensPanel("图层");
  await planner.opensTable("旗县区");
  await expect(planner.text("38 / 38 行")).toBeVisible();
});

test("a plan that cannot be read says so and can be asked for again", async ({ page }) => {
  const planner = new Planner(page);
  await planner.losesFileOnce("**/data/plan.json");
  await planner.opensAtlasWithoutMap();
  await expect(planner.text(/plan\.json 读取失败/)).toBeVisible();
  await planner.button("重试").click();
  await expect(planner.outlineRows()).toHaveCount(11);
});
