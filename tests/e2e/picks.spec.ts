import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

test("features are picked by box and lasso, added and taken away, by keyboard too, and stand in the table", async ({
  page,
}) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await page.getByRole("button", { name: "选取要素" }).click();
  const section = page.getByTestId("picks");
  const count = section.getByRole("heading", { name: /已选/ });
  const readCount = async () => Number((await count.textContent())!.match(/\d+/)![0]);

  await section.getByRole("button", { name: "拉框" }).click();
  await expect(page.getByTestId("sketch")).toBeAttached();
  const { x, y } = (await page.getByTestId("map").boundingBox())!;
  const draw = async (corners: readonly (readonly [number, number])[]) => {
    const [[left, top], ...rest] = corners as [[number, number], ...[number, number][]];
    await page.mouse.move(x + left, y + top);
    await page.mouse.down();
    for (const [right, bottom] of rest) await page.mouse.move(x + right, y + bottom, { steps: 4 });
    await page.mouse.up();
  };
  await draw([
    [640, 300],
    [700, 350],
    [820, 440],
  ]);
  await expect(count).toBeVisible();
  const first = await readCount();
  expect(first).toBeGreaterThan(0);

  await page.keyboard.down("Shift");
  await draw([
    [890, 300],
    [910, 350],
    [970, 440],
  ]);
  await page.keyboard.up("Shift");
  await expect.poll(readCount).toBeGreaterThan(first);
  const both = await readCount();

  await section.getByRole("button", { name: "套索" }).click();
  await page.keyboard.down("Alt");
  await draw([
    [640, 300],
    [730, 290],
    [830, 360],
    [700, 450],
    [640, 390],
    [640, 330],
  ]);
  await page.keyboard.up("Alt");
  await expect.poll(readCount).toBeLessThan(both);
  const left = await readCount();

  // Undone step by step, as any other edit.
  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(readCount).toBe(both);
  await page.getByRole("button", { name: "重做" }).click();
  await expect.poll(readCount).toBe(left);

  // Without a pointer: all in view holds what was picked within it.
  await section.getByRole("button", { name: "选视野内全部" }).press("Enter");
  await expect.poll(readCount).toBeGreaterThan(both);
  const table = section.getByRole("button", { name: /^表格（只列所选）：铁路$/ });
  const group = section
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: /^去掉：铁路$/ }) });
  const rails = Number(await group.locator("span").nth(1).textContent());
  await table.press("Enter");
  const drawer = page.getByRole("region", { name: "表格" });
  await expect(drawer.getByRole("checkbox", { name: `只列选取的 ${rails} 个` })).toBeChecked();
  await expect(drawer.getByText(new RegExp(`^${rails} / `))).toBeVisible();
});
