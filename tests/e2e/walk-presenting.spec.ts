import { expect, test } from "@playwright/test";
import { countDifferent, Presenter } from "./presenter.ts";

test.use({ viewport: { width: 1280, height: 720 }, contextOptions: { reducedMotion: "reduce" } });

test("a presenter walks with the keys, takes a question on the live map, and comes back", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();

  await test.step("titles are readable from the back of the room", async () => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    const pixels = await presenter
      .title()
      .evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
    expect(pixels).toBeGreaterThanOrEqual(28);
    await expect(page.locator("html")).toHaveAttribute("data-theme", "room");
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  await test.step("every clicker's key goes on or back", async () => {
    for (const key of ["ArrowRight", "PageDown", " ", "ArrowDown"]) await page.keyboard.press(key);
    await presenter.seesScene(ids[4]!);
    for (const key of ["ArrowLeft", "PageUp", "ArrowUp"]) await page.keyboard.press(key);
    await presenter.seesScene(ids[1]!);
    await expect(presenter.announcement()).toContainText(/第 2 幕.*怎么看这张图/);
    await page.keyboard.press("End");
    await presenter.seesScene(ids.at(-1)!);
    await page.keyboard.press("PageDown");
    await presenter.seesScene(ids.at(-1)!);
    await page.keyboard.press("Home");
    await presenter.seesScene(ids[0]!);
    await presenter.goesToScene(30);
    await presenter.seesScene(ids[29]!);
    await presenter.goesToScene(999);
    await presenter.seesScene(ids[29]!);
  });

  await test.step("the walk has the whole screen, and a finger goes on and back", async () => {
    expect(await page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true);
    await presenter.swipes({ x: 300, y: 250 }, { x: 120, y: 260 });
    await presenter.seesScene(ids[30]!);
    await presenter.swipes({ x: 120, y: 250 }, { x: 300, y: 260 });
    await presenter.seesScene(ids[29]!);
    // The browser may take a finger to the right for a step back in its history, unless it is told not to.
    for (const part of [
      presenter.presentation().getByRole("region").first(),
      presenter.narration().locator(".."),
    ])
      await expect(part).toHaveCSS("touch-action", "pan-y");
    await presenter.swipes({ x: 200, y: 250 }, { x: 150, y: 400 });
    await presenter.seesScene(ids[29]!);
  });

  await test.step("the clicker works after the map was clicked and dragged", async () => {
    await page.mouse.move(1000, 450);
    await page.mouse.down();
    await page.mouse.move(850, 350, { steps: 4 });
    await page.mouse.up();
    await expect(presenter.returnButton()).toBeVisible();
    const picture = await presenter.takesPicture();
    await page.keyboard.press("r");
    await expect(presenter.returnButton()).toBeHidden();
    expect(countDifferent(picture, await presenter.takesPicture())).toBeGreaterThan(1_000);
    await page.keyboard.press("ArrowRight");
    await presenter.seesScene(ids[30]!);
  });

  await test.step("a detour with every tool ends in exactly the same picture", async () => {
    const before = await presenter.takesPicture();
    await page.keyboard.press("m");
    await expect(presenter.panel("图层")).toBeVisible();
    await presenter.choosesPhase("现状 2020");
    await presenter.opensPanel("图层");
    await presenter.searches("r");
    await expect(page.getByRole("combobox", { name: /地名/ })).toHaveValue("r");
    await page.keyboard.press("Escape");
    await presenter.returnButton().click();
    await presenter.seesScene(ids[30]!);
    const after = await presenter.takesPicture();
    // A pixel or two of rounding in the software renderer; a camera off by anything would move thousands.
    expect(countDifferent(before, after)).toBeLessThan(5);
  });

  await test.step("B blacks, W whites, and the next key brings the picture back", async () => {
    const blank = page.getByTestId("blank");
    await page.keyboard.press("b");
    await expect(blank).toHaveCSS("background-color", "rgb(0, 0, 0)");
    await page.keyboard.press("w");
    await expect(blank).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await page.keyboard.press("ArrowRight");
    await expect(blank).toBeHidden();
    await presenter.seesScene(ids[31]!);
  });

  await test.step("H hides the panel, ? shows every key", async () => {
    await page.keyboard.press("h");
    await expect(presenter.narration()).toBeHidden();
    await page.keyboard.press("h");
    await expect(presenter.narration()).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "快捷键" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: "快捷键" })).toBeHidden();
  });

  await test.step("ink stays on the sheet until the next scene", async () => {
    await page.keyboard.press("d");
    await page.mouse.move(700, 300);
    await page.mouse.down();
    await page.mouse.move(900, 400, { steps: 5 });
    await page.mouse.up();
    const isInked = () =>
      page.getByTestId("ink").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value) => value > 0);
      });
    expect(await isInked()).toBe(true);
    await page.keyboard.press("PageDown");
    await expect.poll(isInked).toBe(false);
    await page.keyboard.press("d");
    await page.keyboard.press("l");
    await page.mouse.move(800, 350);
    await expect.poll(isInked).toBe(true);
    await page.keyboard.press("l");
  });

  await test.step("Escape leaves, and one step of undo leads to what stood before", async () => {
    await page.keyboard.press("Escape");
    await expect(presenter.presentation()).toBeHidden();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
    await presenter.seesTheme("paper");
    await expect(page.getByRole("button", { name: "撤销" }).first()).toBeEnabled();
  });
  expect(presenter.complaints).toEqual([]);
  expect(presenter.foreignRequests).toEqual([]);
});

test("a lobby plays by itself", async ({ page }) => {
  test.setTimeout(90_000);
  const presenter = new Presenter(page);
  await page.clock.install();
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  await page.keyboard.press("a");
  await page.clock.fastForward(41_000);
  await presenter.seesScene(ids[1]!);
  await page.keyboard.press("o");
  await presenter.goesToScene(ids.length);
  await presenter.seesScene(ids.at(-1)!);
  await page.clock.fastForward(36_000);
  await presenter.seesScene(ids[0]!);
});

test("memory does not grow over three passes", async ({ page }) => {
  test.setTimeout(200_000);
  await page.setViewportSize({ width: 800, height: 500 });
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  const client = await page.context().newCDPSession(page);
  const measure = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    return usedSize / 1024 / 1024;
  };
  const megabytes: number[] = [];
  for (let pass = 0; pass < 3; pass += 1) {
    for (let place = 1; place <= ids.length; place += 5) {
      await presenter.goesToScene(place);
      await presenter.seesWholeScene();
    }
    megabytes.push(await measure());
  }
  console.log(`heap after each pass, MB: ${megabytes.map((value) => value.toFixed(1)).join(", ")}`);
  // What the first pass loads stays; after it there is nothing new to keep.
  expect(megabytes[2]! - megabytes[1]!).toBeLessThan(6);
});
