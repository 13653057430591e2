import { expect, test } from "@playwright/test";
import { countDifferent, Presenter } from "./presenter.ts";

test.use({ viewport: { width: 1280, height: 720 } });

test("a presenter walks with the keys, takes a question on the live map, and comes back", async ({
  page,
}) => {
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();

  await test.step("titles are readable from the back of the room", async () => {
    await presenter.changesScreen(1920, 1080);
    await expect.poll(() => presenter.readsTitlePixels()).toBeGreaterThanOrEqual(28);
    await presenter.seesTheme("room");
    await presenter.changesScreen(1280, 720);
  });

  await test.step("every clicker's key goes on or back", async () => {
    await presenter.presses("ArrowRight", "PageDown", " ", "ArrowDown");
    await presenter.seesScene(ids[4]!);
    await presenter.presses("ArrowLeft", "PageUp", "ArrowUp");
    await presenter.seesScene(ids[1]!);
    await expect(presenter.announcement()).toContainText(/第 2 幕.*怎么看这张图/);
    await presenter.presses("End");
    await presenter.seesScene(ids.at(-1)!);
    await presenter.presses("PageDown");
    await presenter.seesScene(ids.at(-1)!);
    await presenter.presses("Home");
    await presenter.seesScene(ids[0]!);
    await presenter.goesToScene(30);
    await presenter.seesScene(ids[29]!);
    await presenter.goesToScene(999);
    await presenter.seesScene(ids[29]!);
  });

  await test.step("the walk has the whole screen, and a finger goes on and back", async () => {
    await expect.poll(() => presenter.hasWholeScreen(), { message: "the whole screen" }).toBe(true);
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
    await presenter.dragsPointer([1000, 450], [850, 350]);
    await expect(presenter.returnButton()).toBeVisible();
    const picture = await presenter.takesPicture();
    await presenter.presses("r");
    await expect(presenter.returnButton()).toBeHidden();
    expect(countDifferent(picture, await presenter.takesPicture())).toBeGreaterThan(1_000);
    await presenter.presses("ArrowRight");
    await presenter.seesScene(ids[30]!);
  });

  await test.step("a detour with every tool ends in exactly the same picture", async () => {
    const before = await presenter.takesPicture();
    await presenter.presses("m");
    await expect(presenter.panel("图层")).toBeVisible();
    await presenter.choosesPhase("现状 2020");
    await presenter.opensPanel("图层");
    await presenter.searches("r");
    await expect(presenter.searchField()).toHaveValue("r");
    await presenter.presses("Escape");
    await presenter.returnButton().click();
    await presenter.seesScene(ids[30]!);
    const after = await presenter.takesPicture();
    // A pixel or two of rounding in the software renderer; a camera off by anything would move thousands.
    expect(countDifferent(before, after)).toBeLessThan(5);
  });

  await test.step("B blacks, W whites, and the next key brings the picture back", async () => {
    const blank = presenter.blank();
    await presenter.presses("b");
    await expect(blank).toHaveCSS("background-color", "rgb(0, 0, 0)");
    await presenter.presses("w");
    await expect(blank).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await presenter.presses("ArrowRight");
    await expect(blank).toBeHidden();
    // The room sees again what it saw; only the key after that goes on.
    await presenter.seesScene(ids[30]!);
    await presenter.presses("ArrowRight");
    await presenter.seesScene(ids[31]!);
  });

  await test.step("H hides the panel, ? shows every key", async () => {
    await presenter.presses("h");
    await expect(presenter.narration()).toBeHidden();
    await presenter.presses("h");
    await expect(presenter.narration()).toBeVisible();
    await presenter.presses("?");
    await expect(presenter.shortcuts()).toBeVisible();
    await presenter.presses("Escape");
    await expect(presenter.shortcuts()).toBeHidden();
  });

  await test.step("ink stays on the sheet until the next scene", async () => {
    await presenter.presses("d");
    await presenter.dragsPointer([700, 300], [900, 400]);
    await expect.poll(() => presenter.hasInk(), { message: "ink after a stroke" }).toBe(true);
    await presenter.presses("PageDown");
    await expect.poll(() => presenter.hasInk(), { message: "ink after the next scene" }).toBe(false);
    await presenter.presses("d");
    await presenter.presses("l");
    await presenter.movesPointer(800, 350);
    await expect.poll(() => presenter.hasInk(), { message: "the mark of the pointer" }).toBe(true);
    await presenter.presses("l");
  });

  await test.step("Escape leaves, and one step of undo leads to what stood before", async () => {
    await presenter.presses("Escape");
    await expect(presenter.presentation()).toBeHidden();
    await expect.poll(() => presenter.hasWholeScreen(), { message: "the whole screen" }).toBe(false);
    await presenter.seesTheme("paper");
    await expect(presenter.button("撤销").first()).toBeEnabled();
  });
  expect(presenter.complaints).toEqual([]);
  expect(presenter.foreignRequests).toEqual([]);
});

test("a line crosses two boards step by step, and ink lies on the ground and waits at its scene", async ({
  page,
}) => {
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const place = (await presenter.sceneIds()).indexOf("closing-rail") + 1;
  await presenter.presents();
  await presenter.goesToScene(place);
  const line = presenter.compareLine();

  await test.step("from all that was planned, over both, to all that was built, and back", async () => {
    await expect(line).toHaveAttribute("aria-valuenow", "100");
    await presenter.presses("PageDown");
    await expect(line).toHaveAttribute("aria-valuenow", "50");
    await presenter.presses("PageDown");
    await expect(line).toHaveAttribute("aria-valuenow", "0");
    await presenter.presses("PageUp");
    await presenter.presses("]");
    await expect(line).toHaveAttribute("aria-valuenow", "60");
    const { x, y, width } = (await line.boundingBox())!;
    await presenter.dragsPointer([x + width / 2, y + 200], [x + width / 2 - 120, y + 200]);
    await expect(line).not.toHaveAttribute("aria-valuenow", "60");
    // A line held by hand leaves the keys to the walk.
    await presenter.presses("PageDown");
    await expect(line).toHaveAttribute("aria-valuenow", "0");
  });

  await test.step("ink moves with the ground, and a kept one is there again", async () => {
    await presenter.presses("i");
    await presenter.presses("d");
    await presenter.dragsPointer([700, 300], [760, 300]);
    await presenter.presses("d");
    const drawn = (await presenter.findsInk())!;
    await presenter.movesPointer(600, 300);
    await presenter.turnsWheel(-300);
    await expect.poll(async () => (await presenter.findsInk())!.left - drawn.left).toBeGreaterThan(10);
    await presenter.presses("End");
    await expect.poll(() => presenter.hasInk(), { message: "ink of another scene" }).toBe(false);
    await presenter.goesToScene(place);
    await expect.poll(() => presenter.hasInk(), { message: "ink that waited" }).toBe(true);
    await presenter.seesWholeScene();
    expect(Math.abs((await presenter.findsInk())!.left - drawn.left)).toBeLessThan(3);
    await presenter.presses("c");
    await expect.poll(() => presenter.hasInk(), { message: "ink after it was wiped" }).toBe(false);
  });
  expect(presenter.complaints).toEqual([]);
});

test("a lobby plays by itself", async ({ page }) => {
  const presenter = new Presenter(page);
  await presenter.stopsClock();
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  await presenter.presses("a");
  await presenter.movesClock(41_000);
  await presenter.seesScene(ids[1]!);
  await presenter.presses("o");
  await presenter.goesToScene(ids.length);
  await presenter.seesScene(ids.at(-1)!);
  await presenter.movesClock(36_000);
  await presenter.seesScene(ids[0]!);
});

test("memory does not grow over three passes", async ({ page }) => {
  test.slow();
  const presenter = new Presenter(page);
  await presenter.changesScreen(800, 500);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();
  const megabytes: number[] = [];
  for (let pass = 0; pass < 3; pass += 1) {
    for (let place = 1; place <= ids.length; place += 5) {
      await presenter.goesToScene(place);
      await presenter.seesWholeScene();
    }
    megabytes.push(await presenter.measuresHeap());
  }
  console.log(`heap after each pass, MB: ${megabytes.map((value) => value.toFixed(1)).join(", ")}`);
  // What the first pass loads stays; after it there is nothing new to keep.
  expect(megabytes[2]! - megabytes[1]!).toBeLessThan(6);
});
