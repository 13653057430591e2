import { expect, type Locator } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { limitMilliseconds } from "../limits.ts";
import { Planner } from "./planner.ts";

/** How many pixels of two pictures a viewer could tell apart. */
export function countDifferent(a: Buffer, b: Buffer): number {
  const [first, second] = [PNG.sync.read(a), PNG.sync.read(b)];
  expect([second.width, second.height]).toEqual([first.width, first.height]);
  return pixelmatch(first.data, second.data, undefined, first.width, first.height, { threshold: 0.05 });
}

/** What a presenter does and sees beside what a planner does. */
export class Presenter extends Planner {
  async presents() {
    await this.page
      .getByRole("button", { name: /^(讲解|Walk)$/ })
      .first()
      .click();
    await expect(this.presentation()).toBeVisible();
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
    /** How much of what the room reads lies below the panel's end. */
    hiddenPixels: number;
  }> {
    return this.presentation().evaluate((section) => {
      const title = section.querySelector("h1")!;
      const isClipped = (element: Element) => {
        const { overflowX } = getComputedStyle(element);
        const isHiddenOnPurpose = element.classList.contains("visually-hidden");
        return !isHiddenOnPurpose && overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1;
      };
      const root = document.documentElement;
      const body = section.querySelector('[data-testid="scene-body"]')!;
      return {
        scene: section.dataset.scene ?? "",
        title: title.textContent ?? "",
        words: section.querySelector('[data-testid="narration"]')?.textContent ?? "",
        wide: [root, title, ...section.querySelectorAll("*")]
          .filter((element) => isClipped(element) || (element === root && root.scrollWidth > innerWidth))
          .map((element) => element.outerHTML.slice(0, 80)),
        titlePixels: Number.parseFloat(getComputedStyle(title).fontSize),
        hiddenPixels: body.scrollHeight - body.clientHeight,
      };
    });
  }

  blank(): Locator {
    return this.page.getByTestId("blank");
  }
  /** The code on the wall for the audience. */
  sign(): Locator {
    return this.page.getByTestId("sign");
  }
  shortcuts(): Locator {
    return this.page.getByRole("dialog", { name: "快捷键" });
  }
  /** Whether anything is drawn on the sheet; near a place of it, as shares of its width and height. */
  hasInk(shareX?: number, shareY?: number): Promise<boolean> {
    return this.page.getByTestId("ink").evaluate(
      (element, shares) => {
        const canvas = element as HTMLCanvasElement;
        const pen = canvas.getContext("2d")!;
        const { data } = shares
          ? pen.getImageData(
              Math.round(canvas.width * shares.x) - 6,
              Math.round(canvas.height * shares.y) - 6,
              12,
              12,
            )
          : pen.getImageData(0, 0, canvas.width, canvas.height);
        return data.some((value) => value > 0);
      },
      shareX === undefined || shareY === undefined ? null : { x: shareX, y: shareY },
    );
  }
  /** Where ink begins and ends from left to right, in pixels of the page; null without any. */
  findsInk(): Promise<{ left: number; right: number } | null> {
    return this.page.getByTestId("ink").evaluate((element) => {
      const { width, height, clientWidth } = element as HTMLCanvasElement;
      const { data } = (element as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
      const columns = Array.from({ length: width }, (_, x) => x).filter((x) =>
        Array.from({ length: height }, (_, y) => y).some((y) => data[(y * width + x) * 4 + 3]! > 0),
      );
      const [first, last] = [columns[0], columns.at(-1)];
      if (first === undefined || last === undefined) return null;
      return { left: (first / width) * clientWidth, right: (last / width) * clientWidth };
    });
  }
  /** The line between two boards. */
  compareLine(): Locator {
    return this.page.getByRole("slider", { name: /两侧的分界|Line between/ });
  }
  /** Drags the pointer, in pixels of the page. */
  async dragsPointer(from: readonly [number, number], to: readonly [number, number]) {
    await this.page.mouse.move(...from);
    await this.page.mouse.down();
    await this.page.mouse.move(...to, { steps: 5 });
    await this.page.mouse.up();
  }
  async movesPointer(x: number, y: number) {
    await this.page.mouse.move(x, y);
  }
  async turnsWheel(pixels: number) {
    await this.page.mouse.wheel(0, pixels);
  }
  async changesScreen(width: number, height: number) {
    await this.page.setViewportSize({ width, height });
  }
  readsTitlePixels(): Promise<number> {
    return this.title().evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
  }
  hasWholeScreen(): Promise<boolean> {
    return this.page.evaluate(() => document.fullscreenElement === document.documentElement);
  }
  /** Language of the document. */
  readsLanguage(): Promise<string | null> {
    return this.page.locator("html").getAttribute("lang");
  }
  /** Numbers in the words of the scene that are not, or not yet, as they were approved. */
  unsettledNumbers(): Locator {
    return this.page.locator('[data-number]:not([data-state="same"])');
  }
  /** Stops the page's clock, so that a test can move it on. */
  async stopsClock() {
    await this.page.clock.install();
  }
  async movesClock(milliseconds: number) {
    await this.page.clock.fastForward(milliseconds);
  }
  async losesNetwork() {
    await this.page.context().setOffline(true);
    const said = await this.page.evaluate(() =>
      fetch("nothing-of-ours").then(
        () => "answered",
        () => "off",
      ),
    );
    expect(said, "a request without a network").toBe("off");
    this.complaints.length = 0;
  }
  /** Megabytes of the page's heap after everything unused is gone. */
  async measuresHeap(): Promise<number> {
    const client = await this.page.context().newCDPSession(this.page);
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    await client.detach();
    return usedSize / 1024 / 1024;
  }
  /** Changes a text file on its way to the page. */
  async changesFile(address: string, change: (text: string) => string) {
    await this.page.route(address, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
  }

  async goesToScene(place: number) {
    await this.page.keyboard.type(String(place));
    await this.page.keyboard.press("Enter");
  }
  async seesScene(id: string) {
    await expect(this.presentation()).toHaveAttribute("data-scene", id);
  }

  /** Presses a key until a scene stands there, through all steps of the one before; each press is seen to act. */
  async stepsTo(key: string, id: string) {
    const readPlace = async () => {
      const part = this.presentation();
      return `${await part.getAttribute("data-scene")} ${await part.getAttribute("data-step")}`;
    };
    for (let presses = 0; presses < 12; presses += 1) {
      const before = await readPlace();
      await this.presses(key);
      await expect.poll(readPlace).not.toBe(before);
      if ((await readPlace()).startsWith(`${id} `)) return;
    }
    await this.seesScene(id);
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
    await this.seesTwoFrames();
    const map = this.page.getByTestId("map");
    await expect(map).toHaveAttribute("data-idle", "true", { timeout: limitMilliseconds(60) });
    await expect(map).toHaveAttribute("data-complete", "true");
  }

  /** The map as the room sees it, as PNG. */
  async takesPicture(): Promise<Buffer> {
    // Off the map: what lies under the pointer is lit.
    await this.page.mouse.move(40, 300);
    await this.seesWholeScene();
    return this.page.getByTestId("map").screenshot({ animations: "disabled", caret: "hide" });
  }
}
