import { type BrowserContext, expect, type Locator } from "@playwright/test";
import { Visitor } from "./visitor.ts";

type PanelName = "规划" | "图层" | "Plan" | "Layers";

/** What a planner does and sees. */
export class Planner extends Visitor {
  panel(name: PanelName): Locator {
    return this.page.getByRole("tab", { name, exact: true });
  }
  async opensPanel(name: PanelName) {
    await this.panel(name).click();
    await expect(this.page.getByRole("tabpanel")).toBeVisible();
  }

  /** Shows each group of the layer list; a group that is shown whole offers the opposite instead. */
  async showsEveryGroup() {
    const toggle = this.button("本组全部显示");
    await expect(toggle.first()).toBeVisible();
    for (let left = await toggle.count(); left > 0; left--) {
      await toggle.first().click();
      await expect(toggle).toHaveCount(left - 1);
    }
  }

  openPanels(): Locator {
    return this.page.getByRole("tabpanel");
  }

  // The outline.
  outlineRow(name: string | RegExp): Locator {
    return this.page.getByRole("treeitem", { name });
  }
  outlineRows(): Locator {
    return this.page.getByRole("treeitem");
  }
  async unfoldsChapter(number: number) {
    await this.outlineRow(new RegExp(`第 ${number} 章|Chapter ${number} `)).click();
  }
  async findsInOutline(text: string) {
    await this.page.getByRole("searchbox", { name: /在大纲中查找|Find in the outline/ }).fill(text);
  }

  // The phase.
  async choosesPhase(title: string) {
    await this.page.getByRole("radio", { name: title }).check({ force: true });
  }
  async seesPhase(title: string) {
    await expect(this.page.getByRole("radio", { name: title })).toBeChecked();
  }

  async choosesTheme(title: string) {
    await this.page.getByRole("button", { name: /^(主题|Theme)$/ }).click();
    await this.page.getByRole("radio", { name: title }).check({ force: true });
    await this.page.keyboard.press("Escape");
  }
  async seesTheme(id: string) {
    await expect(this.page.locator("html")).toHaveAttribute("data-theme", id);
  }
  async switchesLanguage() {
    await this.page.getByRole("button", { name: /^(English|中文)$/ }).click();
  }
  async seesLanguage(lang: string, title: string) {
    await expect(this.page.locator("html")).toHaveAttribute("lang", lang);
    await expect(this.page).toHaveTitle(title);
  }

  // Search.
  async searches(text: string) {
    await this.page.keyboard.press("Control+k");
    await expect(this.searchField()).toBeFocused();
    await this.searchField().fill(text);
  }
  searchField(): Locator {
    return this.page.getByRole("combobox", { name: /地名|Places/ });
  }
  searchResults(): Locator {
    return this.page.getByRole("dialog").getByRole("option");
  }
  // What is selected.
  inspector(): Locator {
    return this.page.getByRole("complementary", { name: /要素信息|Feature/ });
  }
  async seesSelected(name: string) {
    await expect(this.inspector().getByRole("heading", { level: 2 })).toHaveText(name);
  }

  // Layers.
  layer(name: string): Locator {
    return this.page.getByRole("checkbox", { name, exact: true });
  }
  async togglesLayer(name: string) {
    await this.layer(name).click();
  }
  async opensLayerSettings(name: string) {
    const button = this.page.getByRole("button", {
      name: new RegExp(`^(${name}的设置|Settings of ${name})$`),
    });
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
  }
  layerNames(group: string): Promise<string[]> {
    return this.page
      .getByRole("region", { name: group, exact: true })
      .locator("label > span:last-child")
      .allTextContents();
  }

  // Legend.
  legendEntries(): Locator {
    return this.page.getByRole("region", { name: /^(图例|Legend)$/ }).locator("button[aria-pressed]");
  }

  // Table.
  async opensTable(layer: string) {
    await this.opensLayerSettings(layer);
    await this.page
      .getByRole("button", { name: new RegExp(`^(打开表格：${layer}|Open the table of ${layer})$`) })
      .click();
  }
  tableRows(): Locator {
    return this.page.getByRole("grid").locator("tbody tr[aria-rowindex]");
  }

  tableButton(name: string): Locator {
    return this.page.getByRole("region", { name: "表格" }).getByRole("button", { name });
  }
  tableRow(index: number): Locator {
    return this.page.locator(`tr[aria-rowindex="${index}"]`);
  }
  async filtersRows(text: string) {
    await this.page.getByRole("searchbox", { name: "筛选行" }).fill(text);
  }

  // The board.
  async undoes() {
    await this.page.keyboard.press("Control+z");
  }
  async redoes() {
    await this.page.keyboard.press("Control+y");
  }
  message(): Locator {
    return this.page.getByRole("region", { name: /消息|Messages/ }).getByRole("listitem");
  }
  /** Presses what a message offers. */
  async answers(choice: string) {
    await this.message().getByRole("button", { name: choice, exact: true }).click();
  }
  /** Copies the link and gives what stands after the address. */
  async sharesLink(context: BrowserContext): Promise<string> {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.page.getByRole("button", { name: /^(分享|Share)$/ }).click();
    await expect(this.message()).toBeVisible();
    const link = await this.page.evaluate(() => navigator.clipboard.readText());
    return new URL(link).hash;
  }
  async opensBoardFile(name: string, text: string) {
    await this.page.getByRole("button", { name: /^(图板|Board)$/ }).click();
    await this.page
      .locator('input[type="file"]')
      .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  }
  async savesBoardFile(): Promise<string> {
    await this.page.getByRole("button", { name: /^(图板|Board)$/ }).click();
    const { bytes } = await this.receives(this.button(/保存图板文件|Save the board/));
    return bytes.toString("utf8");
  }
  /** Loses the page without a farewell once the board with these words is kept, in both its copies. */
  async crashesOnceKept(...words: string[]) {
    await this.seesKept("atlas-board", ...words);
    await this.page.evaluate(() => {
      // A page that is lost gets no chance to write.
      addEventListener("pagehide", (event) => event.stopImmediatePropagation(), { capture: true });
    });
  }
  async emptiesDatabase() {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.deleteDatabase("atlas-board");
          request.onsuccess = () => resolve();
          request.onerror = () => reject(request.error);
        }),
    );
  }
  /** Where the map stands, from the scale bar and the picture's own numbers. */
  async readsCamera(): Promise<{ longitude: number; latitude: number; zoom: number }> {
    const text = await this.savesBoardFile();
    return (JSON.parse(text) as { camera: { longitude: number; latitude: number; zoom: number } }).camera;
  }

  async opensSources() {
    await this.page.getByRole("button", { name: /数据来源与许可|Sources and licences/ }).click();
    await expect(this.dialog()).toBeVisible();
  }
  dialog(): Locator {
    return this.page.getByRole("dialog");
  }
  legend(): Locator {
    return this.page.locator("#legend");
  }
}
