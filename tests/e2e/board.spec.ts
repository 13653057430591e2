import { deflateRawSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test.describe("the board", () => {
  test("a link opens the same picture in a clean browser", async ({ page, context, browser }) => {
    const planner = new Planner(page);
    await planner.opensAtlas();
    await planner.choosesPhase("规划 2025");
    await planner.opensPanel("图层");
    await planner.togglesLayer("公路（走向示意）");
    await planner.searches("张呼高铁");
    await planner.presses("Enter");
    await expect(planner.inspector()).toContainText("张呼高铁");
    await planner.seesMap();
    await planner.choosesTheme("墨");
    const link = await planner.sharesLink(context);
    expect(link.length).toBeLessThan(600);
    const saved = JSON.parse(await planner.savesBoardFile());

    const clean = await browser.newContext({ locale: "en-GB", acceptDownloads: true });
    const other = new Planner(await clean.newPage());
    await other.opensAtlas(link);
    await other.seesPhase("规划 2025");
    await other.seesTheme("ink");
    await expect(other.inspector()).toContainText("张呼高铁");
    const opened = JSON.parse(await other.savesBoardFile());
    expect({ ...opened, camera: null }).toEqual({ ...saved, camera: null });
    for (const key of ["longitude", "latitude", "zoom"])
      expect(opened.camera[key]).toBeCloseTo(saved.camera[key], 3);
    expect(other.complaints).toEqual([]);
    await clean.close();
  });

  test("a damaged link gets a message and the default board", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap("#b=this-is-not-a-board");
    await expect(planner.message()).toContainText("链接不完整或已损坏");
    await planner.seesPhase("现状 2020");
  });

  test("a link of a newer release gets a message that says so", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap(`#b=${deflateRawSync('{"version":99}').toString("base64url")}`);
    await expect(planner.message()).toContainText("更新的版本（99）");
    await planner.seesPhase("现状 2020");
  });

  test("a link pasted into the open page opens too, and the board before is one step back", async ({
    page,
  }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.choosesTheme("墨");
    await planner.pastesLink(`#b=${deflateRawSync('{"version":1,"theme":"room"}').toString("base64url")}`);
    await planner.seesTheme("room");
    await planner.undoes();
    await planner.seesTheme("ink");
  });

  test("a shipped board opens by its name", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap("#board=default");
    await expect(planner.message()).toHaveCount(0);
    await planner.reloads();
    await planner.pastesLink("#board=no-such-board");
    await expect(planner.message()).toContainText("no-such-board");
  });

  test("what a first visit switches in the frame before its board is there stands", async ({ page }) => {
    const planner = new Planner(page);
    const letGo = await planner.holdsFile(/startAtlas-.*\.js$/);
    await planner.startsAtlas();
    await planner.choosesPhase("远景 2035");
    await planner.choosesTheme("会议室");
    letGo();
    await planner.seesMap();
    await planner.seesPhase("远景 2035");
    await planner.seesTheme("room");
    // An unopened board holds no layers: undo must not lead back to it.
    await expect(planner.button("撤销")).toBeDisabled();
    await expect(planner.legend()).toContainText("铁路");
  });

  test("once an edit is kept the board survives a crash", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.choosesPhase("远景 2035");
    await planner.choosesTheme("会议室");
    await planner.switchesLanguage();
    await planner.crashesOnceKept('"phase":"2035"', '"theme":"room"', '"language":"en"');
    await planner.reloads();
    await planner.seesPhase("Outlook 2035");
    await planner.seesTheme("room");
    await planner.seesLanguage("en-GB", "Hubao’ewu One Map");
  });

  test("when the browser has emptied its database the second copy is used, and said", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.choosesPhase("远景 2035");
    await planner.crashesOnceKept('"phase":"2035"');
    await planner.emptiesDatabase();
    await planner.reloads();
    await planner.seesPhase("远景 2035");
    await expect(planner.message()).toContainText("已从备份恢复");
  });

  test("is saved as a file and opened again", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.choosesPhase("实际 2025");
    const text = await planner.savesBoardFile();
    await planner.choosesPhase("现状 2020");
    await planner.opensBoardFile("board.json", text);
    await planner.seesPhase("实际 2025");
  });

  test("a file that is no board is refused with the reason and nothing changes", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.choosesPhase("实际 2025");
    await planner.opensBoardFile("notes.json", "not a board");
    await expect(planner.message()).toContainText("不是有效的 JSON");
    await planner.seesPhase("实际 2025");
  });

  test("language switches every word, the document's language and title", async ({ page }) => {
    const planner = new Planner(page);
    await planner.opensAtlasWithoutMap();
    await planner.seesLanguage("zh-CN", "呼包鄂乌一张图");
    await planner.switchesLanguage();
    await planner.seesLanguage("en-GB", "Hubao’ewu One Map");
    await expect(planner.panel("Layers")).toBeVisible();
    await expect(planner.outlineRow(/Chapter 1 /)).toBeVisible();
  });
});
