import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { limitMilliseconds } from "../limits.ts";

/** One page: how it is opened, waited for, touched and judged. Specs speak through drivers; they alone touch the page. */
export class Visitor {
  readonly page: Page;
  /** Addresses asked for outside the atlas's own origin. */
  readonly foreignRequests: string[] = [];
  /** What the page reported as broken: exceptions, refused requests, policy violations. */
  readonly complaints: string[] = [];
  /** What the map warned of: a tile or file that failed, an expression that could not be evaluated. */
  readonly mapWarnings: string[] = [];
  private isWithoutMap = false;

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
      // The software renderer of the tests says that reading pixels is slow; that is no fault of the page.
      else if (
        message.type() === "warning" &&
        !/GPU stall|GL Driver|blocked by Playwright/.test(message.text())
      )
        this.mapWarnings.push(message.text());
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

  /** Asks for it and waits for nothing. */
  async startsAtlas(link = "") {
    await this.page.goto(`/${link}`);
  }
  /** Goes to any address, of this server or another. */
  async goesTo(address: string) {
    await this.page.goto(address);
  }
  /** Puts another link into the address of the open page. */
  async pastesLink(link: string) {
    await this.page.goto(`/${link}`);
  }
  /** Opens it as a machine without graphics shows it: every panel, no map, a tenth of the work. */
  async opensAtlasWithoutMap(link = "") {
    this.isWithoutMap = true;
    await this.refusesGraphics();
    await this.page.goto(`/${link}`);
    await this.seesAtlas();
  }
  async refusesGraphics() {
    await this.page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest) {
        return kind.startsWith("webgl")
          ? null
          : (original as (...all: unknown[]) => RenderingContext | null).call(this, kind, ...rest);
      } as typeof original;
    });
  }
  /** All of the page has come: its panels, and its map where it has one. */
  async seesAtlas() {
    if (!this.isWithoutMap) return this.seesMap();
    await expect(this.page.locator("[data-map-status]")).toHaveAttribute("data-map-status", "unavailable", {
      timeout: limitMilliseconds(60),
    });
    await this.seesTwoFrames();
  }

  /** The map can be moved, though not everything on it need be there. */
  async seesFirstMap() {
    await expect(this.page.locator("[data-map-status]")).toHaveAttribute("data-map-status", "ready", {
      timeout: limitMilliseconds(60),
    });
  }

  /** The map is there and at rest, with what was asked of it last. */
  async seesMap() {
    await this.seesFirstMap();
    await this.seesTwoFrames();
    await expect(this.page.locator("[data-idle]")).toHaveAttribute("data-idle", "true", {
      timeout: limitMilliseconds(60),
    });
  }
  /** What was wished last has reached the map once two frames have passed. */
  async seesTwoFrames() {
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))),
    );
  }

  /** Whether the machine keeps the whole atlas, and the page is answered from it. */
  async isKept() {
    await expect
      .poll(() => this.page.evaluate(() => navigator.serviceWorker.controller !== null), {
        message: "the page is answered by its service worker",
        timeout: limitMilliseconds(90),
      })
      .toBe(true);
  }
  async reloads() {
    await this.page.reload();
    await this.seesAtlas();
  }

  /** Takes the map's graphics away, as a driver reset does, and gives them back. */
  async losesGraphics() {
    await this.page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>(".maplibregl-canvas")!;
      const extension = canvas.getContext("webgl2")!.getExtension("WEBGL_lose_context")!;
      const lost = new Promise((resolve) =>
        canvas.addEventListener("webglcontextlost", resolve, { once: true }),
      );
      extension.loseContext();
      await lost;
      // Graphics cannot be given back while the page is still being told of their loss.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      extension.restoreContext();
    });
  }

  /** All of these words stand in what a database of the browser holds: what was edited is kept. */
  async seesKept(database: "atlas-board" | "atlas-walks" | "atlas-contents", ...words: string[]) {
    const readMissing = () =>
      this.page.evaluate(
        async ({ database, words }) => {
          // Opening a database that is not there yet would create it, without its stores.
          if (!(await indexedDB.databases()).some(({ name }) => name === database)) return words;
          const opened = await new Promise<IDBDatabase>((resolve, reject) => {
            const request = indexedDB.open(database);
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
          const [store] = [...opened.objectStoreNames];
          const records = await new Promise<unknown[]>((resolve, reject) => {
            const request = opened.transaction(store!).objectStore(store!).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          });
          opened.close();
          const text = JSON.stringify(records).replaceAll("\\", "");
          return words.filter((word) => !text.includes(word));
        },
        { database, words },
      );
    await expect.poll(readMissing, { message: `words not kept yet in ${database}` }).toEqual([]);
  }
  /** Takes the file that a click brings; the largest are drawn for long where there is no graphics card. */
  async receives(button: Locator): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download", { timeout: limitMilliseconds(90) }),
      button.click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  }
  map(): Locator {
    return this.page.getByRole("application");
  }
  /** Clicks corner after corner, in pixels of the page, and finishes with Enter. */
  async clicksCorners(corners: readonly (readonly [number, number])[]) {
    await expect(this.page.getByTestId("sketch")).toBeAttached();
    for (const [x, y] of corners) {
      await this.page.mouse.move(x, y);
      await this.page.mouse.click(x, y);
    }
    await this.page.keyboard.press("Enter");
  }
  async comesToFront() {
    await this.page.bringToFront();
  }
  /** Opens the page anew and does not wait for it. */
  async restarts() {
    await this.page.reload({ waitUntil: "commit" });
  }
  /** Lets go of the page for good. */
  async leaves() {
    await this.page.close();
  }
  /** Has the page move things as it does for those who did not ask for less motion. */
  async wantsMotion() {
    await this.page.emulateMedia({ reducedMotion: "no-preference" });
  }
  /** Everything asked for from now on that is not made in the page itself. */
  watchesAddresses(): readonly string[] {
    const asked: string[] = [];
    this.page.on("request", (request) => {
      if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
    });
    return asked;
  }
  /** Names of the files that come from now on, as the pattern's first group. */
  watchesFiles(pattern: RegExp): ReadonlySet<string> {
    const names = new Set<string>();
    this.page.on("response", (response) => {
      const name = new URL(response.url()).pathname.match(pattern)?.[1];
      if (name) names.add(name);
    });
    return names;
  }
  /** Names of the files asked for until the map could first be moved: the page itself notes that moment. */
  async readsFirstFiles(pattern: RegExp): Promise<string[]> {
    const addresses = await this.page.evaluate(() => {
      const { startTime } = performance.getEntriesByName("first-map")[0]!;
      const files = performance.getEntriesByType("resource");
      return files.filter((file) => file.startTime <= startTime).map((file) => file.name);
    });
    return addresses.flatMap((address) => new URL(address).pathname.match(pattern)?.[1] ?? []);
  }
  /** Notes how far things jump on pages opened from now on; gives the function that reads it. */
  async watchesShifts(): Promise<() => Promise<number[]>> {
    await this.page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[])
          if (!entry.hadRecentInput) shifts.push(entry.value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    return () => this.page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  }
  /** Holds a file back until the function it gives is called. */
  async holdsFile(address: RegExp): Promise<() => void> {
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await this.page.route(address, async (route) => {
      await held;
      await route.continue();
    });
    return letGo;
  }
  /** The next time a file is asked for, the network fails. */
  async losesFileOnce(address: string) {
    await this.page.route(address, (route) => route.abort(), { times: 1 });
  }
  /** What is lower than a finger needs, of the visible elements of a selector. */
  findsLowTargets(selector: string, pixels: number): Promise<string[]> {
    return this.page.evaluate(
      ({ selector, pixels }) =>
        [...document.querySelectorAll(selector)]
          .filter((element) => element.checkVisibility())
          .filter((element) => element.getBoundingClientRect().height < pixels)
          .map((element) => element.outerHTML.slice(0, 100)),
      { selector, pixels },
    );
  }
  /** Width and height of the document, and those of the screen. */
  measuresDocument(): Promise<{ width: number; height: number; screenWidth: number; screenHeight: number }> {
    return this.page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
      screenWidth: innerWidth,
      screenHeight: innerHeight,
    }));
  }
  /** What axe finds against WCAG 2.2 AA, or by all its rules in a part of the page. */
  async findsFaults(part?: string): Promise<string[]> {
    // A button half scrolled under a heading is no small target: every list is judged from its top.
    await this.page.evaluate(() => {
      for (const element of document.querySelectorAll("*")) if (element.scrollTop > 0) element.scrollTop = 0;
    });
    const builder = new AxeBuilder({ page: this.page });
    const { violations } = await (part
      ? builder.include(part)
      : builder.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    ).analyze();
    return violations.map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
    );
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
  async presses(...keys: string[]) {
    for (const key of keys) await this.page.keyboard.press(key);
  }
  async types(text: string) {
    await this.page.keyboard.type(text);
  }

  /** All that the page says, seen or only read out. */
  readsWords(): Promise<string> {
    return this.page.evaluate(() =>
      [
        document.body.textContent,
        ...[...document.querySelectorAll("[aria-label]")].map((element) =>
          element.getAttribute("aria-label"),
        ),
      ].join("\n"),
    );
  }
  text(text: string | RegExp): Locator {
    return this.page.getByText(text);
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name });
  }
}
