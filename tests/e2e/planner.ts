import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";

type PanelName = "规划" | "图层" | "Plan" | "Layers";

/** What a planner does and sees. Specs speak through this; it alone touches the page. */
export class Planner {
  readonly page: Page;
  /** Addresses asked for outside the atlas's own origin. */
  readonly foreignRequests: string[] = [];
  /** What the page reported as broken: exceptions, refused requests, policy violations. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["127.0.0.1", ""].includes(url.hostname) && !["data:", "blob:"].includes(url.protocol))
        this.foreignRequests.push(request.url());
    });
    page.on("pageerror", (error) => this.complaints.push(`exception: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" || /Content Security Policy/.test(message.text()))
        this.complaints.push(message.text());
    });
    page.on("response", (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.status()} ${response.url()}`);
    });
  }

  /** Opens the atlas; `link` is what stands after the address, such as `#b=…`. */
  async opensAtlas(link = "") {
    await this.page.goto(`/${link}`);
    await this.seesMap();
  }

  async opensAtlasWithoutMap() {
    await this.page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest) {
        return kind.startsWith("webgl")
          ? null
          : (original as (...all: unknown[]) => RenderingContext | null).call(this, kind, ...rest);
      } as typeof original;
    });
    await this.page.goto("/");
  }

  /** The map can be moved, though not everything on it need be there. */
  async seesFirstMap() {
    await expect(this.page.locator("[data-map-status]")).toHaveAttribute("data-map-status", "ready", {
      timeout: 40_000,
    });
  }

  async seesMap() {
    await this.seesFirstMap();
    await expect(this.page.locator('[data-idle="true"]')).toHaveCount(1, { timeout: 40_000 });
  }

  panel(name: PanelName): Locator {
    return this.page.getByRole("tab", { name, exact: true });
  }
  async opensPanel(name: PanelName) {
    await this.panel(name).click();
    await expect(this.page.getByRole("tabpanel")).toBeVisible();
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
    const field = this.page.getByRole("combobox", { name: /地名|Places/ });
    await expect(field).toBeFocused();
    await field.fill(text);
  }
  searchResults(): Locator {
    return this.page.getByRole("option");
  }
  async presses(...keys: string[]) {
    for (const key of keys) await this.page.keyboard.press(key);
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
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("button", { name: /保存图板文件|Save the board/ }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  }
  /** Waits past the time in which an edit must have been kept, then loses the page without a farewell. */
  async crashesAfterASecond() {
    await this.page.waitForTimeout(1_000);
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
  /** Whether the machine keeps the whole atlas, and the page is answered from it. */
  async isKept() {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, {
      timeout: 40_000,
    });
  }
  async reloads() {
    await this.page.reload();
    await this.seesMap();
  }

  /** Where the map stands, from the scale bar and the picture's own numbers. */
  async readsCamera(): Promise<{ longitude: number; latitude: number; zoom: number }> {
    const text = await this.savesBoardFile();
    return (JSON.parse(text) as { camera: { longitude: number; latitude: number; zoom: number } }).camera;
  }

  /** Takes the map's graphics away, as a driver reset does, and gives them back. */
  async losesGraphics() {
    await this.page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>(".maplibregl-canvas")!;
      const extension = canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
      extension.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 300));
      extension.restoreContext();
    });
  }

  async opensSources() {
    await this.page.getByRole("button", { name: /数据来源与许可|Sources and licences/ }).click();
    await expect(this.dialog()).toBeVisible();
  }
  dialog(): Locator {
    return this.page.getByRole("dialog");
  }
  text(text: string | RegExp): Locator {
    return this.page.getByText(text);
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }
  map(): Locator {
    return this.page.getByRole("application");
  }

  /** Everything that takes the focus, with the name a screen reader would say. */
  async listFocusable(): Promise<{ name: string; what: string }[]> {
    return this.page.evaluate(() => {
      const nameOf = (element: Element): string => {
        const by = element.getAttribute("aria-labelledby");
        if (by)
          return by
            .split(/\s+/)
            .map((id) => document.getElementById(id)?.textContent ?? "")
            .join(" ");
        const own = element.getAttribute("aria-label");
        if (own) return own;
        if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement)
          return [...(element.labels ?? [])].map((label) => label.textContent).join(" ");
        return element.textContent ?? "";
      };
      const selector = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
      return [...document.querySelectorAll<HTMLElement>(selector)]
        .filter((element) => element.checkVisibility() && !element.matches(":disabled"))
        .map((element) => ({ name: nameOf(element).trim(), what: element.outerHTML.slice(0, 120) }));
    });
  }
}
