import { expect, test } from "@playwright/test";
import { DataKeeper } from "./dataKeeper.ts";

test("a dropped GBK shapefile in a CGCS2000 zone is on the map with its report, and is kept over a reload", async ({
  page,
}) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlas();
  await keeper.dropsFile("zones-gbk-epsg4525.zip");
  const layer = keeper.ownLayer("zones-gbk-epsg4525");
  await expect(layer).toContainText("EPSG:4525");
  await expect(layer).toContainText(/GB/);
  await expect(page.locator("#legend")).toContainText("zones-gbk-epsg4525");
  await page.waitForTimeout(1_000);
  await page.reload();
  await keeper.seesMap();
  await keeper.opensData();
  await expect(keeper.ownLayer("zones-gbk-epsg4525")).toContainText("EPSG:4525");
  await keeper.ownLayer("zones-gbk-epsg4525").getByRole("button", { name: /表格/ }).click();
  await expect(keeper.ownRows().first()).toContainText(/[一-龥]/);
  await keeper.ownRows().first().click();
  await expect(keeper.inspector()).toContainText("面积");
  expect(keeper.complaints).toEqual([]);
  expect(keeper.foreignRequests).toEqual([]);
});

test("a table asks for its columns, a broken area offers its repair, and nothing comes in unasked", async ({
  page,
}) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlas();
  await keeper.opensData();
  await keeper.choosesFiles("stations-gb18030.csv");
  await expect(keeper.waiting("stations-gb18030")).toContainText("哪些列");
  await expect(keeper.waiting("stations-gb18030")).toContainText("GB18030");
  await keeper.waiting("stations-gb18030").getByRole("button", { name: /^导入/ }).click();
  await expect(keeper.ownLayer("stations-gb18030")).toBeVisible();
  const ring = [
    [110, 40],
    [110.2, 40.2],
    [110.2, 40],
    [110, 40.2],
    [110, 40],
  ];
  const feature = { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring] } };
  await keeper.choosesText("bow.geojson", JSON.stringify({ type: "FeatureCollection", features: [feature] }));
  const waiting = keeper.waiting("bow.geojson");
  await expect(waiting).toContainText("未能导入");
  await expect(waiting).toContainText(/第 1 条，第 1 行/);
  await waiting.getByRole("button", { name: /修复自相交/ }).click();
  await waiting.getByRole("button", { name: /^导入/ }).click();
  await expect(keeper.ownLayer("bow")).toContainText("1 个要素");
});

test("a layer of many features comes to the map in tiles, and its table fetches the rows that are looked at", async ({
  page,
}) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlas();
  await keeper.opensData();
  const features = Array.from({ length: 6_400 }, (_, index) => ({
    type: "Feature",
    properties: { 名称: `地块${index + 1}`, 亩: (index * 7) % 6_400 },
    geometry: {
      type: "Point",
      coordinates: [110 + (index % 80) * 0.03, 39 + Math.floor(index / 80) * 0.03],
    },
  }));
  await keeper.choosesText("many.geojson", JSON.stringify({ type: "FeatureCollection", features }));
  await expect(keeper.ownLayer("many")).toContainText("6,400 个要素");
  await expect(page.locator("#legend")).toContainText("6,400");
  await keeper.ownLayer("many").getByRole("button", { name: /表格/ }).click();
  await expect(keeper.ownRows().first()).toContainText("地块1");
  await keeper.ownRows().first().focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("row", { name: /地块6400/ })).toBeFocused();
  await page.getByRole("button", { name: /亩/ }).click();
  await page.keyboard.press("Home");
  await page.getByRole("row", { name: "地块1 0", exact: true }).click();
  await expect(keeper.inspector()).toContainText("地块1");
  await keeper.data().getByRole("button", { name: "缩放到：many" }).click();
  await page.getByRole("application").focus();
  // Told when the flight is over and the map at rest.
  await expect(page.getByRole("option", { name: /^many \d+$/ }).first()).toBeAttached({ timeout: 30_000 });
  expect(keeper.complaints).toEqual([]);
});

test("a line is measured while it is drawn, kept, and undone in one step; the keyboard draws as well", async ({
  page,
}) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlas();
  await keeper.opensData();
  await keeper.draws("线", [
    [800, 300],
    [900, 350],
    [1000, 500],
  ]);
  await expect(keeper.measures()).toContainText("公里");
  await expect(keeper.measures()).toContainText("方位角");
  await expect(keeper.ownLayer("绘制")).toContainText("1 个要素");
  await keeper.data().getByRole("button", { name: "面", exact: true }).click();
  await keeper.data().getByText("用键盘输入坐标").click();
  for (const corner of ["111, 41", "111.5, 41", "111.5, 41.4"]) {
    await keeper.data().getByLabel("经度, 纬度").fill(corner);
    await page.keyboard.press("Enter");
  }
  await expect(keeper.measures()).toContainText("平方公里");
  await keeper.data().getByRole("button", { name: "完成" }).first().click();
  await expect(keeper.ownLayer("绘制")).toContainText("2 个要素");
  await keeper.button("撤销").click();
  await expect(keeper.ownLayer("绘制")).toContainText("1 个要素");
});

test("buffers become a layer, and any layer leaves as a GeoPackage", async ({ page }) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlas();
  await keeper.opensData();
  await keeper.choosesFiles("zones.kmz");
  await expect(keeper.ownLayer("zones")).toBeVisible();
  await keeper.data().getByText("缓冲区", { exact: true }).click();
  await keeper.data().getByRole("button", { name: "生成缓冲区" }).click();
  await expect(keeper.ownLayer("1/5/10 公里缓冲")).toContainText("3 个要素");
  await keeper.data().getByText("导出任一图层").click();
  const form = keeper.data().locator("details[open] form").last();
  await form.getByLabel("格式").selectOption("geopackage");
  await form.getByLabel("坐标系").selectOption("4547");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    form.getByRole("button", { name: "导出" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.gpkg$/);
  expect(keeper.complaints).toEqual([]);
});
