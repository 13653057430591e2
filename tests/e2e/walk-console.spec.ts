import { expect, test } from "@playwright/test";
import { limitMilliseconds } from "../limits.ts";
import { countDifferent, Presenter } from "./presenter.ts";
import { WalkDesk } from "./walkDesk.ts";

test.use({ viewport: { width: 1280, height: 720 } });

test("the console follows and steers the projector, and may go without a trace", async ({
  page,
  context,
}) => {
  test.slow();
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();

  const opening = context.waitForEvent("page");
  await presenter.presses("p");
  const desk = new WalkDesk(await opening);
  await expect(desk.scene()).toHaveAttribute("data-scene", ids[0]!);
  await expect(desk.notes()).toContainText("听众");
  await expect(desk.next()).toContainText("实线");

  await test.step("it shows the next scene as a picture", async () => {
    // A window without a map of its own has to make one for it.
    await expect(desk.nextPicture()).toBeVisible({ timeout: limitMilliseconds(90) });
    expect(desk.complaints).toEqual([]);
  });

  await test.step("it follows", async () => {
    await presenter.comesToFront();
    await presenter.presses("PageDown");
    await expect(desk.scene()).toHaveAttribute("data-scene", ids[1]!);
  });

  await test.step("it steers, by key, by button and by the list", async () => {
    await desk.comesToFront();
    await desk.presses("PageDown");
    await presenter.seesScene(ids[2]!);
    await desk.button("上一幕").click();
    await presenter.seesScene(ids[1]!);
    await desk.choosesScene(9);
    await presenter.seesScene(ids[9]!);
    await desk.button("黑屏").click();
    await expect(presenter.blank()).toBeVisible();
    await desk.button("黑屏").click();
    await expect(presenter.blank()).toBeHidden();
  });

  await test.step("a stroke on its sheet is on the wall", async () => {
    await desk.draws([0.5, 0.5], [0.7, 0.6]);
    await expect.poll(() => presenter.hasInk(0.5, 0.5), { message: "ink in the middle" }).toBe(true);
  });

  await test.step("it reloads, and closes, and the wall does not move", async () => {
    await presenter.comesToFront();
    await presenter.seesWholeScene();
    const before = await presenter.takesPicture();
    await desk.restarts();
    await expect(desk.scene()).toHaveAttribute("data-scene", ids[9]!);
    await desk.leaves();
    await presenter.comesToFront();
    await presenter.seesScene(ids[9]!);
    expect(countDifferent(before, await presenter.takesPicture())).toBe(0);
  });

  await test.step("the wall reloads, and the show and the console go on where they were", async () => {
    const again = context.waitForEvent("page");
    await presenter.presses("p");
    const second = new WalkDesk(await again);
    await expect(second.scene()).toHaveAttribute("data-scene", ids[9]!);
    await presenter.restarts();
    await presenter.seesScene(ids[9]!);
    await second.comesToFront();
    await expect(second.scene()).toHaveAttribute("data-scene", ids[9]!);
    await second.presses("PageDown");
    await presenter.seesScene(ids[10]!);
    await second.leaves();
    await presenter.comesToFront();
  });

  await test.step("it waits when nobody presents", async () => {
    const alone = new WalkDesk(await context.newPage());
    await presenter.presses("Escape");
    await expect(presenter.presentation()).toBeHidden();
    await alone.startsAtlas("#console");
    await expect(alone.status()).toContainText("没有正在讲解的窗口");
  });
  expect(desk.complaints.filter((complaint) => complaint.startsWith("exception"))).toEqual([]);
  expect(presenter.complaints).toEqual([]);
  expect(presenter.foreignRequests).toEqual([]);
});
