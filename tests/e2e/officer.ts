import { expect, type Locator } from "@playwright/test";
import { Planner } from "./planner.ts";

/** What an ecology officer does beyond what every planner does. */
export class Officer extends Planner {
  async opensCheck() {
    await this.page.getByRole("tab", { name: /^(核查|Check)$/ }).click();
  }
  async checksPlan() {
    await this.opensCheck();
    await this.button(/^(核查整个规划|Check the whole plan)$/).click();
    await this.seesResult();
  }
  async seesResult() {
    await expect(this.page.getByTestId("check-summary")).toBeVisible();
    await expect(this.page.getByTestId("check-panel")).toHaveAttribute("data-stale", "false");
  }
  summary() {
    return this.page.getByTestId("check-summary");
  }
  conflicts() {
    return this.page.getByTestId("check-conflicts").locator("button[aria-expanded]");
  }
  async unfolds(section: RegExp) {
    const summary = this.page.locator("summary", { hasText: section }).first();
    if ((await summary.locator("..").getAttribute("open")) === null) await summary.click();
  }
  async runId(): Promise<string> {
    await this.unfolds(/^(留痕|Trace)/);
    return (await this.page.getByTestId("check-trace").locator("dd").first().textContent()) ?? "";
  }
  takes(name: RegExp): Promise<{ name: string; bytes: Buffer }> {
    return this.receives(this.button(name));
  }
  matrix(): Locator {
    return this.page.getByTestId("check-matrix");
  }
  matrixGrid(): Locator {
    return this.matrix().getByRole("grid");
  }
  matrixCells(which = ""): Locator {
    return this.matrix().locator(`[role="gridcell"]${which}`);
  }
  openConflicts(): Locator {
    return this.conflicts().and(this.page.locator('[aria-expanded="true"]'));
  }
  outline(): Locator {
    return this.page.getByRole("tree");
  }
  box(name: string): Locator {
    return this.page.getByRole("checkbox", { name });
  }
  checkOfSelected(): Locator {
    return this.page.getByTestId("inspector-check");
  }
  comparison(): Locator {
    return this.page.getByTestId("check-comparison");
  }
  handles(): Locator {
    return this.page.locator("[data-check-handle]");
  }
  sketch(): Locator {
    return this.page.getByTestId("sketch");
  }
  async checksOwnLayers() {
    await this.page.getByRole("combobox", { name: /^核查对象/ }).selectOption("own");
  }
  async bringsOwnLayer(name: string, collection: object) {
    await this.page.getByRole("tab", { name: "数据" }).click();
    await this.page.getByTestId("data-files").setInputFiles({
      name: `${name}.geojson`,
      mimeType: "application/geo+json",
      buffer: Buffer.from(JSON.stringify(collection)),
    });
    await expect(
      this.page.getByTestId("data-panel").getByRole("listitem").filter({ hasText: name }),
    ).toBeVisible();
  }
}
