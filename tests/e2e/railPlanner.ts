import { expect, type Locator } from "@playwright/test";
import { strToU8, zipSync } from "fflate";
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
  async counts(definition: string) {
    await this.panelOfReach().getByRole("radio", { name: definition, exact: true }).check({ force: true });
    await this.seesAnswer();
  }
  /** What is shown belongs to what is asked. */
  async seesAnswer() {
    await expect(this.panelOfReach().getByText("正在重算")).toHaveCount(0);
    await expect(this.section("覆盖人口与范围").getByRole("table")).toBeVisible();
  }

  box(name: RegExp): Locator {
    return this.page.getByRole("checkbox", { name });
  }
  slider(name: string): Locator {
    return this.page.getByRole("slider", { name });
  }
  /** The fields of a link between two stations. */
  group(name: string): Locator {
    return this.page.getByRole("group", { name });
  }
  origin(index = 0): Locator {
    return this.page.locator(`[data-reach-origin="${index}"]`);
  }
  originCoordinates(index = 1): Locator {
    return this.panelOfReach().getByRole("textbox", { name: `起点 ${index} 的经纬度` });
  }
  /** Drags an origin in steps; after each the surface of where it is then must be painted, still held. */
  async drags(byX: number, byY: number, steps: number) {
    const box = (await this.origin().boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const countPainted = () => this.page.evaluate(() => performance.getEntriesByName("reach-drag").length);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (let step = 1; step <= steps; step += 1) {
      const painted = await countPainted();
      await this.page.mouse.move(x + (byX * step) / steps, y + (byY * step) / steps);
      await expect
        .poll(countPainted, { message: `the surface of step ${step} of a drag is painted` })
        .toBeGreaterThan(painted);
    }
    await this.page.mouse.up();
  }

  async asksTheWayTo(coordinates: string) {
    await this.panelOfReach().getByRole("textbox", { name: "终点经纬度" }).fill(coordinates);
    await this.panelOfReach().getByRole("button", { name: "查这里" }).click();
  }
  parts(): Locator {
    return this.section("怎么到").getByRole("list").getByRole("listitem");
  }

  /** Gives the panel a GTFS feed, as tables by name. */
  async importsTimetable(name: string, tables: Readonly<Record<string, string>>) {
    await this.unfolds("时刻表");
    const bytes = zipSync(
      Object.fromEntries(Object.entries(tables).map(([table, text]) => [table, strToU8(text)])),
    );
    await this.panelOfReach()
      .getByTestId("timetable-file")
      .setInputFiles({ name, mimeType: "application/zip", buffer: Buffer.from(bytes) });
  }
  departures(): Locator {
    return this.panelOfReach().getByTestId("departures");
  }

  takesFile(button: string): Promise<{ name: string; bytes: Buffer }> {
    return this.receives(this.panelOfReach().getByRole("button", { name: button }));
  }
}
