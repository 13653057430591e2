import { expect, test } from "@playwright/test";
import { RailPlanner } from "./railPlanner.ts";

test("a wide table leaves the bar its place, and cells that rest on assumptions are dashed", async ({
  page,
}) => {
  const planner = new RailPlanner(page);
  await planner.opensAtlasWithoutMap();
  await planner.opensAnalysis();
  const assumed = planner.cell(/示意/);
  await expect(assumed).toBeVisible();
  const seen = await assumed.evaluate((cell) => {
    const { borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(cell);
    return { borderTopStyle, isSeen: borderTopColor !== backgroundColor };
  });
  expect(seen).toEqual({ borderTopStyle: "dashed", isSeen: true });

  await planner.opensPanel("图层");
  await planner.opensTable("铁路");
  await expect(planner.tableButton("关闭")).toBeInViewport({ ratio: 1 });
  await expect(planner.button("English")).toBeInViewport({ ratio: 1 });
  expect((await planner.measuresDocument()).width).toBe(1440);
});
