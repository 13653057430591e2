import { deflateRawSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { Comparer } from "./comparer.ts";

const packed = deflateRawSync(
  JSON.stringify({
    version: 1,
    phase: "actual-2025",
    compare: { view: "swipe", at: 0.5, others: [{ version: 1, phase: "plan-2025" }] },
  }),
).toString("base64url");

test.describe("the comparison", () => {
  test("opens from a link with its list of differences; its line is moved by keyboard, each row leads there", async ({
    page,
  }) => {
    const comparer = new Comparer(page);
    await comparer.opensAtlas(`#b=${packed}`);
    await expect(comparer.counts()).toContainText(/差异 \d+ 处：建成 \d+，.*滞后 \d+。/);
    const total = Number((await comparer.counts().textContent())!.match(/差异 (\d+)/)![1]);
    await expect(comparer.differences()).toHaveCount(total);
    await comparer.seesOtherSide();

    const before = await comparer.readClip();
    await comparer.line().focus();
    await page.keyboard.press("PageUp");
    await expect(comparer.line()).toHaveAttribute("aria-valuenow", "60");
    await expect(comparer.line()).toHaveAttribute("aria-valuetext", "左侧为规划 2025，占 60%");
    expect(await comparer.readClip()).not.toBe(before);
    await page.keyboard.press("Home");
    await expect(comparer.line()).toHaveAttribute("aria-valuenow", "0");

    await comparer.seesOnly("滞后");
    await expect(comparer.differences().first()).toContainText("滞后");
    await comparer.differences().first().click();
    await expect(comparer.differences().first()).toHaveAttribute("aria-pressed", "true");
    await comparer.seesOtherSide();

    await comparer.button("打印对比").click();
    await expect(comparer.dialog().getByRole("img", { name: /^页面预览：/ })).toBeVisible();
    await expect(comparer.dialog().getByRole("status").first()).toHaveText(/^A3，1:\d/);
    expect(comparer.complaints).toEqual([]);
  });
});
