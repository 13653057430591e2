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
  await expect(keeper.legend()).toContainText("zones-gbk-epsg4525");
  await keeper.seesKept("atlas-board", "zones-gbk-epsg4525");
  await keeper.reloads();
  await keeper.opensData();
  await expect(keeper.ownLayer("zones-gbk-epsg4525")).toContainText("EPSG:4525");
  await keeper.ownLayer("zones-gbk-epsg4525").getByRole("button", { name: /表格/ }).click();
  await expect(keeper.ownRows().first()).toContainText(/[一-龥]/);
  await keeper.ownRows().first().click();
  await expect(keeper.inspector()).toContainText("面积");
  expect(keeper.complaints).toEqual([]);
  expect(keeper.foreignRequests).toEqual([]);
});

test("a clear table comes in at once, another asks for its columns, a broken area offers its repair, and nothing comes in unasked", async ({
  page,
}) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlasWithoutMap();
  await keeper.opensData();
  await keeper.choosesFiles("stations-gb18030.csv");
  await expect(keeper.ownLayer("stations-gb18030")).toBeVisible();
  await keeper.choosesText("towers.csv", "线路工程塔位一览\n塔号,甲,乙\nT1,111.6,40.8\nT2,109.9,40.6\n");
  const table = keeper.waiting("towers.csv");
  await expect(table).toContainText("表格怎么读");
  await table.getByRole("button", { name: "以第 2 行作表头" }).click();
  await table.getByRole("combobox", { name: "经度或东坐标（X）" }).selectOption("甲");
  await table.getByRole("combobox", { name: "纬度或北坐标（Y）" }).selectOption("乙");
  await table.getByRole("button", { name: /^导入/ }).click();
  await expect(keeper.ownLayer("towers")).toContainText("2 个要素");
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
  await expect(keeper.legend()).toContainText("6,400");
  await keeper.ownLayer("many").getByRole("button", { name: /表格/ }).click();
  await expect(keeper.ownRows().first()).toContainText("地块1");
  await keeper.ownRows().first().focus();
  await keeper.presses("End");
  await expect(keeper.row({ name: /地块6400/ })).toBeFocused();
  await keeper.button(/亩/).click();
  await keeper.presses("Home");
  await keeper.row({ name: "地块1 0", exact: true }).click();
  await expect(keeper.inspector()).toContainText("地块1");
  await keeper.data().getByRole("button", { name: "缩放到：many" }).click();
  await keeper.map().focus();
  // Told when the flight is over and the map at rest.
  await expect(keeper.featureInView(/^many \d+$/).first()).toBeAttached();
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
    await keeper.presses("Enter");
  }
  await expect(keeper.measures()).toContainText("平方公里");
  await keeper.data().getByRole("button", { name: "完成" }).first().click();
  await expect(keeper.ownLayer("绘制")).toContainText("2 个要素");
  await keeper.button("撤销").click();
  await expect(keeper.ownLayer("绘制")).toContainText("1 个要素");
});

test("buffers become a layer, and any layer leaves as a GeoPackage", async ({ page }) => {
  const keeper = new DataKeeper(page);
  await keeper.opensAtlasWithoutMap();
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
  const { name } = await keeper.receives(form.getByRole("button", { name: "导出" }));
  expect(name).toMatch(/\.gpkg$/);
  expect(keeper.complaints).toEqual([]);
});

test("two windows on one board: the second is told, takes over, and the layers of both are there", async ({
  page,
  context,
}) => {
  const point = JSON.stringify({
    type: "Feature",
    properties: { name: "厂区" },
    geometry: { type: "Point", coordinates: [111.7, 40.8] },
  });
  const first = new DataKeeper(page);
  await first.opensAtlasWithoutMap();
  await first.opensData();
  await first.choosesText("甲.geojson", point);
  await expect(first.ownLayer("甲")).toBeVisible();
  await first.seesKept("atlas-board", "甲");

  const second = new DataKeeper(await context.newPage());
  await second.opensAtlasWithoutMap();
  await second.opensData();
  await expect(second.ownLayer("甲")).toBeVisible();
  await second.choosesText("乙.geojson", point);
  await expect(second.message()).toContainText("已在另一个窗口打开");
  await first.choosesText("丙.geojson", point);
  await first.seesKept("atlas-board", "丙");

  await second.answers("接管");
  for (const name of ["甲", "乙", "丙"]) await expect(second.ownLayer(name)).toBeVisible();
  await expect(first.message()).toContainText("已接管图板");
  await second.reloads();
  await second.opensData();
  for (const name of ["甲", "乙", "丙"]) await expect(second.ownLayer(name)).toBeVisible();
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});
