import { readFile } from "node:fs/promises";
import { expect, type Locator } from "@playwright/test";
import { Planner } from "./planner.ts";

/** A planner who asks how far one gets. */
export class RailPlanner extends Planner {
  /** Counts what is asked of the worker, from the first page on. */
  async watchesQuestions() {
    await this.page.addInitScript(() => {
      const asked: string[] = [];
      Object.assign(window, { askedKernels: asked });
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
        const { kernel } = Object(message) as { kernel?: string };
        if (kernel) asked.push(kernel);
        return (post as (...all: unknown[]) => void).call(this, message, ...rest);
      } as typeof post;
    });
  }
  async countsQuestions(kernel: string): Promise<number> {
    return this.page.evaluate(
      (wanted) =>
        (window as unknown as { askedKernels: string[] }).askedKernels.filter((name) => name === wanted)
          .length,
      kernel,
    );
  }

  async opensAnalysis() {
    await this.page.getByRole("tab", { name: /^(分析|Analysis)$/ }).click();
    await expect(this.panelOfReach()).toBeVisible();
  }
  panelOfReach(): Locator {
    return this.page.getByTestId("reach-panel");
  }
  /** A cell of the table at the top, by what it says when read out. */
  cell(name: RegExp): Locator {
    return this.panelOfReach().getByRole("button", { name }).first();
  }
  section(title: string): Locator {
    return this.panelOfReach()
      .locator("details")
      .filter({ has: this.page.getByRole("heading", { name: title, exact: true }) })
      .first();
  }
  async unfolds(title: string) {
    const section = this.section(title);
    if ((await section.getAttribute("open")) === null) await section.locator("summary").first().click();
  }

  async startsFrom(text: string, option: RegExp | string) {
    await this.panelOfReach().getByRole("combobox", { name: "加为起点" }).fill(text);
    await this.page.getByRole("option", { name: option }).first().click();
    await this.seesAnswer();
  }
  /** Types a station into the field that has the focus, and takes the first that is found. */
  async typesStation(text: string, field: string) {
    const input = this.panelOfReach().getByRole("combobox", { name: field, exact: true });
    await expect(input).toBeFocused();
    await this.page.keyboard.type(text);
    await expect(this.page.getByRole("option", { name: new RegExp(`^${text}`) }).first()).toBeVisible();
    await this.page.keyboard.press("Enter");
  }
  legend(): Locator {
    return this.page.getByRole("region", { name: "图例" }).first();
  }
  async counts(definition: string) {
    await this.panelOfReach().getByRole("radio", { name: definition, exact: true }).check({ force: true });
    await this.seesAnswer();
  }
  /** What is shown belongs to what is asked. */
  async seesAnswer() {
    await expect(this.panelOfReach().getByText("正在重算")).toHaveCount(0, { timeout: 30_000 });
    await expect(this.section("覆盖人口与范围").getByRole("table")).toBeVisible({ timeout: 30_000 });
  }

  origin(index = 0): Locator {
    return this.page.locator(`[data-reach-origin="${index}"]`);
  }
  originCoordinates(index = 1): Locator {
    return this.panelOfReach().getByRole("textbox", { name: `起点 ${index} 的经纬度` });
  }
  /** Drags an origin in steps and gives the milliseconds from each move to the frame that shows it. */
  async drags(byX: number, byY: number, steps: number): Promise<{ frames: number[]; longest: number }> {
    const box = (await this.origin().boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await this.page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(window, { longTasks: tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: "longtask" });
      performance.clearMeasures("reach-drag");
    });
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (let step = 1; step <= steps; step += 1) {
      await this.page.mouse.move(x + (byX * step) / steps, y + (byY * step) / steps);
      await this.page.waitForTimeout(32);
    }
    await this.page.mouse.up();
    return this.page.evaluate(() => ({
      frames: performance
        .getEntriesByName("reach-drag")
        .map((entry) => entry.duration)
        .sort((a, b) => a - b),
      longest: Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
    }));
  }

  async clicksMapAt(shareX: number, shareY: number) {
    const box = (await this.page.getByTestId("map").boundingBox())!;
    await this.page.mouse.click(box.x + box.width * shareX, box.y + box.height * shareY);
  }
  async asksTheWayTo(coordinates: string) {
    await this.panelOfReach().getByRole("textbox", { name: "终点经纬度" }).fill(coordinates);
    await this.panelOfReach().getByRole("button", { name: "查这里" }).click();
  }
  parts(): Locator {
    return this.section("怎么到").getByRole("list").getByRole("listitem");
  }

  async takesFile(button: string): Promise<{ name: string; bytes: Buffer }> {
    const waiting = this.page.waitForEvent("download", { timeout: 60_000 });
    await this.panelOfReach().getByRole("button", { name: button }).click();
    const download = await waiting;
    return { name: download.suggestedFilename(), bytes: await readFile((await download.path())!) };
  }
}
