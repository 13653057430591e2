import type { Browser, BrowserContext, Locator, Page } from "@playwright/test";
import { Visitor } from "./visitor.ts";

/** Somebody in the room with a phone. */
export class RoomPhone extends Visitor {
  private readonly own: BrowserContext;
  private constructor(page: Page) {
    super(page);
    this.own = page.context();
  }
  /** Scans a code: another browser with a small screen opens its address. */
  static async comesIn(browser: Browser, address: string): Promise<RoomPhone> {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      locale: "zh-CN",
      reducedMotion: "reduce",
      serviceWorkers: "block",
    });
    const phone = new RoomPhone(await context.newPage());
    await phone.page.goto(address);
    return phone;
  }
  remote(): Locator {
    return this.page.getByTestId("remote");
  }
  following(): Locator {
    return this.page.getByTestId("following");
  }
  notes(): Locator {
    return this.page.getByTestId("notes");
  }
  /** Takes the map somewhere else with a finger. */
  async looksRound() {
    await this.page.locator('[data-testid="map"][data-idle="true"]').waitFor();
    await this.page.mouse.move(195, 120);
    await this.page.mouse.down();
    await this.page.mouse.move(260, 220, { steps: 5 });
    await this.page.mouse.up();
  }
  async canReach(address: string): Promise<boolean> {
    return this.page.request.get(address, { maxRedirects: 0 }).then(
      () => true,
      () => false,
    );
  }
  async goes() {
    await this.own.close();
  }
}
