import { expect, test } from "@playwright/test";
import { countDifferent, Presenter } from "./presenter.ts";

test.use({ viewport: { width: 1280, height: 720 }, contextOptions: { reducedMotion: "reduce" } });

test("the console follows and steers the projector, and may go without a trace", async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const presenter = new Presenter(page);
  await presenter.opensAtlas();
  const ids = await presenter.sceneIds();
  await presenter.presents();

  const opening = context.waitForEvent("page");
  await page.keyboard.press("p");
  const desk = await opening;
  const complaints: string[] = [];
  desk.on("pageerror", (error) => complaints.push(error.message));
  const scene = desk.getByTestId("console");
  await expect(scene).toHaveAttribute("data-scene", ids[0]!, { timeout: 20_000 });
  await expect(desk.getByTestId("notes")).toContainText("听众");
  await expect(desk.getByTestId("next")).toContainText("实线");

  await test.step("it follows", async () => {
    await page.bringToFront();
    await page.keyboard.press("PageDown");
    await expect(scene).toHaveAttribute("data-scene", ids[1]!);
  });

  await test.step("it steers, by key, by button and by the list", async () => {
    await desk.bringToFront();
    await desk.keyboard.press("PageDown");
    await presenter.seesScene(ids[2]!);
    await desk.getByRole("button", { name: "上一幕" }).click();
    await presenter.seesScene(ids[1]!);
    await desk.getByRole("list", { name: "各幕" }).getByRole("button").nth(9).click();
    await presenter.seesScene(ids[9]!);
    await desk.getByRole("button", { name: "黑屏" }).click();
    await expect(page.getByTestId("blank")).toBeVisible();
    await desk.getByRole("button", { name: "黑屏" }).click();
    await expect(page.getByTestId("blank")).toBeHidden();
  });

  await test.step("a stroke on its sheet is on the wall", async () => {
    const pad = (await desk.getByTestId("pad").boundingBox())!;
    await desk.mouse.move(pad.x + pad.width * 0.5, pad.y + pad.height * 0.5);
    await desk.mouse.down();
    await desk.mouse.move(pad.x + pad.width * 0.7, pad.y + pad.height * 0.6, { steps: 4 });
    await desk.mouse.up();
    const inkAtMiddle = () =>
      page.getByTestId("ink").evaluate((canvas: HTMLCanvasElement) => {
        const x = Math.round(canvas.width * 0.5) - 6;
        const y = Math.round(canvas.height * 0.5) - 6;
        const { data } = canvas.getContext("2d")!.getImageData(x, y, 12, 12);
        return data.some((value) => value > 0);
      });
    await expect.poll(inkAtMiddle).toBe(true);
  });

  await test.step("it reloads, and closes, and the wall does not move", async () => {
    await page.bringToFront();
    await presenter.seesWholeScene();
    const before = await presenter.takesPicture();
    await desk.reload({ waitUntil: "commit" });
    await expect(scene).toHaveAttribute("data-scene", ids[9]!, { timeout: 20_000 });
    await desk.close();
    await page.bringToFront();
    await presenter.seesScene(ids[9]!);
    expect(countDifferent(before, await presenter.takesPicture())).toBe(0);
  });

  await test.step("it waits when nobody presents", async () => {
    const alone = await context.newPage();
    await page.keyboard.press("Escape");
    await expect(presenter.presentation()).toBeHidden();
    await alone.goto("/#console");
    await expect(alone.getByRole("status")).toContainText("没有正在讲解的窗口");
  });
  expect(complaints).toEqual([]);
  expect(presenter.complaints).toEqual([]);
  expect(presenter.foreignRequests).toEqual([]);
});
