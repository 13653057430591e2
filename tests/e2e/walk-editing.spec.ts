import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Presenter } from "./presenter.ts";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test("a walk is changed, undone, kept, carried off as a file or a link, and two are open in turn", async ({
  page,
  context,
  browser,
}) => {
  test.setTimeout(150_000);
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const scenes = page.getByRole("list", { name: "各幕" }).getByRole("button", { name: /^\d+ / });
  const tab = page.getByRole("tab", { name: "讲解" });
  await tab.click();
  await expect(scenes.first()).toBeVisible();
  const count = await scenes.count();

  await test.step("capture the view, and write in both languages", async () => {
    await scenes.nth(2).click();
    await page.getByRole("button", { name: "把当前画面加为一幕" }).click();
    await expect(scenes).toHaveCount(count + 1);
    const title = page.getByRole("textbox", { name: "标题 · 中文" });
    await title.fill("我的一幕");
    await page.getByRole("textbox", { name: "讲解词 · 英文" }).fill("My own words.");
    await page
      .getByRole("textbox", { name: "备注 · 中文" })
      .or(page.getByRole("textbox", { name: "讲者备注 · 中文" }))
      .fill("记得停一下");
    await expect(scenes.nth(3)).toContainText("我的一幕");
    await page.getByRole("textbox", { name: "讲解词 · 中文" }).fill("{{没有}} {{no-number}}");
    await expect(page.getByRole("textbox", { name: "讲解词 · 中文" })).toHaveAttribute(
      "aria-invalid",
      "true",
    );
    await page.getByRole("textbox", { name: "讲解词 · 中文" }).fill("四市共 {{units}}旗县区。");
  });

  await test.step("move, copy, delete, undo", async () => {
    await page.getByRole("button", { name: "上移" }).click();
    await expect(scenes.nth(2)).toContainText("我的一幕");
    await page.getByRole("button", { name: "复制这一幕" }).click();
    await expect(scenes).toHaveCount(count + 2);
    await page.getByRole("button", { name: "删除这一幕" }).click();
    await expect(scenes).toHaveCount(count + 1);
    const panel = page.getByRole("tabpanel");
    await panel.getByRole("button", { name: "撤销" }).click();
    await expect(scenes).toHaveCount(count + 2);
    await panel.getByRole("button", { name: "重做" }).click();
    await expect(scenes).toHaveCount(count + 1);
  });

  const menu = (row: string) => async () => {
    await page.getByRole("tabpanel").getByRole("button", { name: "更多" }).click();
    await page.getByRole("button", { name: row, exact: true }).click();
  };

  let file = "";
  await test.step("saved as a file, it says all", async () => {
    const downloading = page.waitForEvent("download");
    await menu("保存讲解文件")();
    file = (await (await downloading).path())!;
    const walk = JSON.parse(readFileSync(file, "utf8")) as { scenes: { title: { zh: string } }[] };
    expect(walk.scenes).toHaveLength(count + 1);
    expect(walk.scenes[2]!.title.zh).toBe("我的一幕");
  });

  await test.step("another walk opens and the first comes back whole", async () => {
    await menu("新建讲解")();
    await expect(page.getByText("还没有幕")).toBeVisible();
    await page.getByRole("button", { name: "把当前画面加为一幕" }).click();
    await expect(scenes).toHaveCount(1);
    await page.getByRole("textbox", { name: "标题 · 中文" }).fill("寄出的一幕");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await menu("复制讲解链接")();
    await expect(presenter.message()).toContainText("讲解链接已复制");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const elsewhere = await browser.newPage();
    await elsewhere.goto(link);
    await elsewhere.getByRole("tab", { name: "讲解" }).click();
    await expect(elsewhere.getByRole("list", { name: "各幕" }).getByRole("button")).toContainText([
      "寄出的一幕",
    ]);
    await elsewhere.close();
    await menu("呼包鄂乌一体化：一张图走完规划")();
    await expect(scenes).toHaveCount(count + 1);
    await expect(scenes.nth(2)).toContainText("我的一幕");
    await menu("复制讲解链接")();
    await expect(page.getByText("讲解太长，放不进链接")).toBeVisible();
  });

  await test.step("after a reload both are there", async () => {
    await page.waitForTimeout(700);
    await page.reload();
    await presenter.seesFirstMap();
    await tab.click();
    await expect(scenes.nth(2)).toContainText("我的一幕");
    await menu("新的讲解")();
    await expect(scenes).toHaveCount(1);
  });

  await test.step("the file opens beside what is kept, and a broken one says where", async () => {
    await page.getByRole("tabpanel").getByRole("button", { name: "更多" }).click();
    await page.getByTestId("walk-file").setInputFiles(file);
    await expect(scenes).toHaveCount(count + 1);
    await page.getByRole("tabpanel").getByRole("button", { name: "更多" }).click();
    await page.getByTestId("walk-file").setInputFiles({
      name: "broken.json",
      mimeType: "application/json",
      buffer: Buffer.from(
        readFileSync(file, "utf8").replace('"targetSeconds": 40', '"targetSeconds": "long"'),
      ),
    });
    await expect(page.getByText(/walk\.scenes\[\d+\]\.targetSeconds/)).toBeVisible();
    await expect(scenes).toHaveCount(count + 1);
  });

  await test.step("the shipped walk can be had back", async () => {
    await menu("呼包鄂乌一体化：一张图走完规划")();
    await menu("放弃改动，恢复原样")();
    await expect(scenes).toHaveCount(count);
  });
  expect(presenter.foreignRequests).toEqual([]);
});

test("a number whose data changed turns amber and says what it was", async ({ page }) => {
  const presenter = new Presenter(page);
  await page.route("**/boards/walk.json", async (route) => {
    const response = await route.fetch();
    const text = (await response.text()).replace(/("approved": )38,/, "$137,");
    await route.fulfill({ response, body: text });
  });
  await presenter.opensAtlas();
  await presenter.presents();
  await presenter.goesToScene(5);
  const number = presenter.narration().locator('[data-number="units"]');
  await expect(number).toHaveAttribute("data-state", "changed");
  await expect(number).toContainText("38 个");
  await expect(number).toContainText("原 37 个");
  await expect(number).toHaveCSS("background-color", "rgb(255, 201, 77)");
});
