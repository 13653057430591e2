import { expect, test } from "@playwright/test";
import { Presenter } from "./presenter.ts";
import { RoomPhone } from "./roomPhone.ts";
import { WalkDesk } from "./walkDesk.ts";

test.use({ viewport: { width: 1280, height: 720 } });

test("a phone steers the wall, another one follows it, and both are out when the presenter says so", async ({
  page,
  context,
  browser,
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

  await desk.opensPhones();
  await expect(desk.address("remote")).toBeHidden();
  await desk.turnsPhones("手机遥控", true);
  await desk.turnsPhones("听众跟看", true);
  const steering = (await desk.address("remote").textContent())!;
  const following = (await desk.address("follower").textContent())!;
  expect(new URL(steering).origin).toBe(new URL(following).origin);
  expect(new URL(steering).origin).not.toBe(new URL(page.url()).origin);

  const hand = await RoomPhone.comesIn(browser, steering);
  const seat = await RoomPhone.comesIn(browser, following);

  await test.step("the remote has the notes and the time, and steers", async () => {
    await expect(hand.remote()).toHaveAttribute("data-scene", ids[0]!);
    await expect(hand.notes()).toContainText("听众");
    await hand.button("下一步").click();
    await presenter.seesScene(ids[1]!);
    await expect(hand.remote()).toHaveAttribute("data-scene", ids[1]!);
    await hand.button("黑屏").click();
    await expect(presenter.blank()).toBeVisible();
    await hand.button("恢复画面").click();
    await expect(presenter.blank()).toBeHidden();
    await hand.button("上一步").click();
    await presenter.seesScene(ids[0]!);
  });

  await test.step("the audience goes where the wall goes, looks round, and comes back", async () => {
    await expect(seat.following()).toHaveAttribute("data-scene", ids[0]!);
    await hand.button("下一步").click();
    await expect(seat.following()).toHaveAttribute("data-scene", ids[1]!);
    await seat.looksRound();
    await expect(seat.button("回到讲解")).toBeVisible();
    await hand.button("下一步").click();
    await presenter.seesScene(ids[2]!);
    await expect(seat.following()).toContainText("讲解已到第 3 幕");
    await expect(seat.following()).toHaveAttribute("data-scene", ids[1]!);
    await seat.button("回到讲解").click();
    await expect(seat.following()).toHaveAttribute("data-scene", ids[2]!);
    await seat.presses("PageDown");
    await expect(seat.following()).toHaveAttribute("data-scene", ids[2]!);
    await presenter.seesScene(ids[2]!);
  });

  await test.step("the wall reloads, and the phones go on", async () => {
    await presenter.restarts();
    await presenter.seesScene(ids[2]!);
    await expect(hand.remote()).toHaveAttribute("data-scene", ids[2]!);
    await hand.button("下一步").click();
    await presenter.seesScene(ids[3]!);
    await expect(seat.following()).toHaveAttribute("data-scene", ids[3]!);
  });

  await test.step("the sign stands on the wall when it is asked for", async () => {
    await desk.button("在投影上显示此码").click();
    await expect(presenter.sign()).toContainText(following);
    await desk.button("收起投影上的码").click();
    await expect(presenter.sign()).toBeHidden();
  });

  await test.step("a removed phone is out, and so is every one when both are off", async () => {
    await desk.removesDevice(/遥控/);
    await expect(hand.remote()).toContainText("已退出");
    await desk.turnsPhones("手机遥控", false);
    await desk.turnsPhones("听众跟看", false);
    await expect(seat.following()).toContainText("已退出");
    expect(await seat.canReach(following)).toBe(false);
  });
  await hand.goes();
  await seat.goes();
  expect(desk.complaints.filter((complaint) => complaint.startsWith("exception"))).toEqual([]);
  expect(presenter.complaints).toEqual([]);
});

test("a page that was published as files says why no phone can join", async ({ page, context }) => {
  const presenter = new Presenter(page);
  // As a server of files answers what it does not have.
  await context.route("**/room/**", (route) => route.fulfill({ status: 404, body: "not found" }));
  await presenter.opensAtlas();
  await presenter.presents();
  const opening = context.waitForEvent("page");
  await presenter.presses("p");
  const desk = new WalkDesk(await opening);
  await desk.opensPhones();
  await expect(desk.scene()).toContainText("静态发布的网页不能接受手机的连接");
});
