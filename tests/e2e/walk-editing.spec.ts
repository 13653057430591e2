import { expect, test } from "@playwright/test";
import { Presenter } from "./presenter.ts";
import { WalkEditor } from "./walkEditor.ts";

test("a walk is changed, undone, kept, carried off as a file or a link, and two are open in turn", async ({
  page,
  context,
  browser,
}) => {
  const editor = new WalkEditor(page);
  await editor.opensAtlas();
  const scenes = editor.scenes();
  await editor.opensWalk();
  await expect(scenes.first()).toBeVisible();
  const count = await scenes.count();

  await test.step("capture the view, and write in both languages", async () => {
    await scenes.nth(2).click();
    await editor.button("把当前画面加为一幕").click();
    await expect(scenes).toHaveCount(count + 1);
    const title = editor.field("标题 · 中文");
    await title.fill("我的一幕");
    await editor.field("讲解词 · 英文").fill("My own words.");
    await editor.field("备注 · 中文").fill("记得停一下");
    await expect(scenes.nth(3)).toContainText("我的一幕");
    await editor.field("讲解词 · 中文").fill("{{没有}} {{no-number}}");
    await expect(editor.field("讲解词 · 中文")).toHaveAttribute("aria-invalid", "true");
    await editor.field("讲解词 · 中文").fill("四市共 {{units}}旗县区。");
  });

  await test.step("move, copy, delete, undo", async () => {
    await editor.button("上移").click();
    await expect(scenes.nth(2)).toContainText("我的一幕");
    await editor.button("复制这一幕").click();
    await expect(scenes).toHaveCount(count + 2);
    await editor.button("删除这一幕").click();
    await expect(scenes).toHaveCount(count + 1);
    await editor.panelButton("撤销").click();
    await expect(scenes).toHaveCount(count + 2);
    await editor.panelButton("重做").click();
    await expect(scenes).toHaveCount(count + 1);
  });

  let file = "";
  await test.step("saved as a file, it says all", async () => {
    file = await editor.savesWalk();
    const walk = JSON.parse(file) as { scenes: { title: { zh: string } }[] };
    expect(walk.scenes).toHaveLength(count + 1);
    expect(walk.scenes[2]!.title.zh).toBe("我的一幕");
  });

  await test.step("another walk opens and the first comes back whole", async () => {
    await editor.chooses("新建讲解");
    await expect(editor.text("还没有幕")).toBeVisible();
    await editor.button("把当前画面加为一幕").click();
    await expect(scenes).toHaveCount(1);
    await editor.field("标题 · 中文").fill("寄出的一幕");
    const link = await editor.sharesWalk(context);
    const other = new WalkEditor(await browser.newPage());
    await other.goesTo(link);
    await other.opensWalk();
    await expect(other.scenes()).toContainText(["寄出的一幕"]);
    await other.leaves();
    await editor.chooses("呼包鄂乌一体化：一张图走完规划");
    await expect(scenes).toHaveCount(count + 1);
    await expect(scenes.nth(2)).toContainText("我的一幕");
    await editor.chooses("复制讲解链接");
    await expect(editor.text("讲解太长，放不进链接")).toBeVisible();
  });

  await test.step("after a reload both are there", async () => {
    await editor.seesKept("atlas-walks", "我的一幕", "寄出的一幕");
    await editor.reloads();
    await editor.opensWalk();
    await expect(scenes.nth(2)).toContainText("我的一幕");
    await editor.chooses("新的讲解");
    await expect(scenes).toHaveCount(1);
  });

  await test.step("the file opens beside what is kept, and a broken one says where", async () => {
    await editor.opensWalkFile("walk.json", file);
    await expect(scenes).toHaveCount(count + 1);
    await editor.opensWalkFile("broken.json", file.replace('"targetSeconds": 40', '"targetSeconds": "long"'));
    await expect(editor.text(/walk\.scenes\[\d+\]\.targetSeconds/)).toBeVisible();
    await expect(scenes).toHaveCount(count + 1);
  });

  await test.step("the shipped walk can be had back", async () => {
    await editor.chooses("呼包鄂乌一体化：一张图走完规划");
    await editor.chooses("放弃改动，恢复原样");
    await expect(scenes).toHaveCount(count);
  });
  expect(editor.foreignRequests).toEqual([]);
});

test("two windows on one walk: the second is told, and takes over what the first last wrote", async ({
  page,
  context,
}) => {
  // The windows have one board too, and are asked about that by itself.
  const findMessage = (window: WalkEditor, text: string) => window.message().filter({ hasText: text });
  const first = new WalkEditor(page);
  await first.opensAtlasWithoutMap();
  await first.opensWalk();
  await first.scenes().first().click();
  await first.panelButton("编辑").click();
  await first.field("标题 · 中文").fill("甲的标题");
  await first.seesKept("atlas-walks", "甲的标题");

  const second = new WalkEditor(await context.newPage());
  await second.opensAtlasWithoutMap();
  await second.opensWalk();
  await expect(second.scenes().first()).toContainText("甲的标题");
  await second.scenes().first().click();
  await second.panelButton("编辑").click();
  await second.field("标题 · 中文").fill("乙的标题");
  const occupied = findMessage(second, "同一讲解已在另一个窗口编辑");
  await expect(occupied).toBeVisible();
  await first.field("标题 · 中文").fill("甲的新标题");
  await first.seesKept("atlas-walks", "甲的新标题", "乙的标题");

  await occupied.getByRole("button", { name: "接管", exact: true }).click();
  await expect(second.scenes().first()).toContainText("甲的新标题");
  await expect(findMessage(first, "已接管讲解")).toBeVisible();
  await second.reloads();
  await second.opensWalk();
  await expect(second.scenes().first()).toContainText("甲的新标题");
  await first.leaves();
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});

test("a number whose data changed turns amber and says what it was", async ({ page }) => {
  const presenter = new Presenter(page);
  await presenter.changesFile("**/boards/walk.json", (text) => text.replace(/("approved": )38,/, "$137,"));
  await presenter.opensAtlas();
  await presenter.presents();
  await presenter.goesToScene(5);
  const number = presenter.narration().locator('[data-number="units"]');
  await expect(number).toHaveAttribute("data-state", "changed");
  await expect(number).toContainText("38 个");
  await expect(number).toContainText("原 37 个");
  await expect(number).toHaveCSS("background-color", "rgb(255, 201, 77)");
});
