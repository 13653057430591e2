import { expect, type Locator, type Page } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { Planner } from "./planner.ts";

/** How many pixels of two pictures a viewer could tell apart. */
export function countDifferent(a: Buffer, b: Buffer): number {
  const [first, second] = [PNG.sync.read(a), PNG.sync.read(b)];
  expect([second.width, second.height]).toEqual([first.width, first.height]);
  return pixelmatch(first.data, second.data, undefined, first.width, first.height, { threshold: 0.05 });
}

/** What a presenter does and sees beside what a planner does. */
export class Presenter extends Planner {
  /** What the map warned of: a tile or file that failed, an expression that could not be evaluated. */
  readonly mapWarnings: string[] = [];

  constructor(page: Page) {
    super(page);
    page.on("console", (message) => {
      // The software renderer of the tests says that reading pixels is slow; that is no fault of the page.
      if (message.type() === "warning" && !/GPU stall|GL Driver/.test(message.text()))
        this.mapWarnings.push(message.text());
    });
  }

  async presents() {
    await this.page
      .getByRole("button", { name: /^(讲解|Walk)$/ })
      .first()
      .click();
    await expect(this.presentation()).toBeVisible({ timeout: 20_000 });
    await this.seesWholeScene();
  }
  presentation(): Locator {
    return this.page.getByTestId("presentation");
  }
  title(): Locator {
    return this.presentation().getByRole("heading", { level: 1 });
  }
  narration(): Locator {
    return this.page.getByTestId("narration");
  }
  announcement(): Locator {
    return this.page.getByTestId("announcement");
  }
  returnButton(): Locator {
    return this.page.getByRole("button", { name: /回到本幕|Back to the scene/ });
  }

  /** Ids of all scenes of the shipped walk, in order. */
  sceneIds(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const walk = (await (await fetch("boards/walk.json")).json()) as { scenes: { id: string }[] };
      return walk.scenes.map((scene) => scene.id);
    });
  }

  /** What the panel says of a scene, and what of it does not fit; one look at the page. */
  readsPanel(): Promise<{
    scene: string;
    title: string;
    words: string;
    wide: string[];
    titlePixels: number;
  }> {
    return this.presentation().evaluate((section) => {
      const title = section.querySelector("h1")!;
      const isClipped = (element: Element) => {
        const { overflowX } = getComputedStyle(element);
        const isHiddenOnPurpose = element.classList.contains("visually-hidden");
        return !isHiddenOnPurpose && overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      };
      const root = document.documentElement;
      return {
        scene: section.dataset.scene ?? "",
        title: title.textContent ?? "",
        words: section.querySelector('[data-testid="narration"]')?.textContent ?? "",
        wide: [root, title, ...section.querySelectorAll("*")]
          .filter((element) => isClipped(element) || (element === root && root.scrollWidth > innerWidth))
          .map((element) => element.outerHTML.slice(0, 80)),
        titlePixels: Number.parseFloat(getComputedStyle(title).fontSize),
      };
    });
  }

  async goesToScene(place: number) {
    await this.page.keyboard.type(String(place));
    await this.page.keyboard.press("Enter");
  }
  async seesScene(id: string) {
    await expect(this.presentation()).toHaveAttribute("data-scene", id);
  }

  /** A finger drawn across the panel, as touch screens report it. */
  async swipes(from: { x: number; y: number }, to: { x: number; y: number }) {
    const client = await this.page.context().newCDPSession(this.page);
    await client.send("Emulation.setTouchEmulationEnabled", { enabled: true });
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", touchPoints: { x: number; y: number }[]) =>
      client.send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", [from]);
    for (const share of [0.25, 0.5, 0.75, 1])
      await touch("touchMove", [
        { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) },
      ]);
    await touch("touchEnd", []);
    await client.detach();
  }

  /** The picture is whole: the map is at rest, and everything the board asks for is on the sheet. */
  async seesWholeScene() {
    // Two frames, so that the wish of the last key has reached the map.
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))),
    );
    const map = this.page.getByTestId("map");
    await expect(map).toHaveAttribute("data-idle", "true", { timeout: 40_000 });
    await expect(map).toHaveAttribute("data-complete", "true", { timeout: 20_000 });
  }

  /** The map as the room sees it, as PNG. */
  async takesPicture(): Promise<Buffer> {
    // Off the map: what lies under the pointer is lit.
    await this.page.mouse.move(40, 300);
    await this.seesWholeScene();
    return this.page.getByTestId("map").screenshot({ animations: "disabled", caret: "hide" });
  }
}
