import { expect, type Page, test } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { phaseIds } from "../../geodata/plan/phases.ts";
import { encodeBoard } from "../../src/domain/board/linkBoard.ts";
import { defaultBoard } from "../../src/state/defaultBoard.ts";

/** What only a browser with a canvas can show of the map: keyboard, loss of graphics, no graphics at all. */
const map = (page: Page) => page.locator('[data-testid="map"]');
const whenComplete = (page: Page) =>
  page.locator('[data-testid="map"][data-idle="true"][data-complete="true"]').waitFor();

test.use({ contextOptions: { reducedMotion: "reduce" } });

const openMap = async (page: Page, address = "/") => {
  const said: string[] = [];
  page.on("console", (message) => {
    if (
      ["error", "warning"].includes(message.type()) &&
      !/GPU stall|WebGL context|registration blocked by Playwright/i.test(message.text())
    )
      said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(address);
  await whenComplete(page);
  return said;
};

test("the map opens without a complaint and asks nobody else for anything", async ({ page }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|blob:|data:)/.test(request.url())) foreign.push(request.url());
  });
  const said = await openMap(page);
  expect(foreign).toEqual([]);
  expect(said).toEqual([]);
});

test("features in view can be reached, read and selected by keyboard", async ({ page }) => {
  await openMap(page);
  const application = page.getByRole("application");
  await application.focus();
  await expect(
    page.getByRole("listbox", { name: "视野内的要素" }).getByRole("option").first(),
  ).toBeAttached();
  await page.keyboard.press("Alt+ArrowRight");
  const active = await application.getAttribute("aria-activedescendant");
  expect(active).toBeTruthy();
  const option = page.locator(`[id="${active}"]`);
  expect((await option.textContent())?.trim()).toBeTruthy();
  await page.keyboard.press("Enter");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(option).toHaveAttribute("aria-selected", "false");
});

test("arrows move the map and plus brings it nearer", async ({ page }) => {
  await openMap(page);
  const scale = page.getByRole("img", { name: /比例尺/ });
  const before = await scale.getAttribute("aria-label");
  await page.getByRole("application").focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("+");
  await whenComplete(page);
  await expect(scale).not.toHaveAttribute("aria-label", before!);
});

test("a click selects what lies under it", async ({ page }) => {
  await openMap(page);
  const box = (await map(page).boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.65, box.y + box.height * 0.5);
  await page.getByRole("application").focus();
  await expect(page.getByRole("option", { selected: true })).toHaveCount(1);
});

test("map and arcs look the same after the graphics context was lost", async ({ page }) => {
  const board = defaultBoard();
  const shown = board.layers.map((layer) =>
    layer.id === "cooperation" ? { ...layer, visible: true } : layer,
  );
  const code = encodeBoard({ ...board, phase: phaseIds[1]!, layers: shown }, board);
  if (!code.ok) throw new Error(code.error.en);
  const said = await openMap(page, `/#b=${code.value}`);
  const before = PNG.sync.read(await map(page).screenshot());
  await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="map"] canvas')!;
    const loss = canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
    loss.loseContext();
    setTimeout(() => loss.restoreContext(), 300);
  });
  const status = page.locator("[data-map-status]");
  await expect(status).toHaveAttribute("data-map-status", "loading");
  await expect(status).toHaveAttribute("data-map-status", "ready", { timeout: 20_000 });
  await whenComplete(page);
  const after = PNG.sync.read(await map(page).screenshot());
  const different = pixelmatch(before.data, after.data, undefined, before.width, before.height, {
    threshold: 0.12,
  });
  expect(different / (before.width * before.height)).toBeLessThan(0.001);
  expect(said).toEqual([]);
});

test("without WebGL the page says so and goes on", async ({ page }) => {
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      ...rest: unknown[]
    ) {
      return /webgl/.test(kind)
        ? null
        : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
    } as typeof original;
  });
  await page.goto("/");
  await expect(page.locator("[data-map-status]")).toHaveAttribute("data-map-status", "unavailable");
  await expect(page.getByText("未能启用 WebGL 2").first()).toBeVisible();
});
