import { expect, type Locator } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { limitMilliseconds } from "../limits.ts";
import { Planner } from "./planner.ts";

/** Someone who reads the map itself, by eye and by keyboard. */
export class MapReader extends Planner {
  feature(selected?: boolean): Locator {
    return this.page.getByRole("option", selected === undefined ? {} : { selected });
  }
  featuresInView(): Locator {
    return this.page.getByRole("listbox", { name: "视野内的要素" }).getByRole("option");
  }
  /** The feature that the keyboard stands on. */
  async activeFeature(): Promise<Locator> {
    await expect(this.map()).toHaveAttribute("aria-activedescendant", /.+/);
    const id = await this.map().getAttribute("aria-activedescendant");
    return this.page.locator(`[id="${id}"]`);
  }
  /** Moves the pointer over the map, away from its edge, until the hand says that something lies there; clicks it. */
  async clicksFirstFeature() {
    const box = (await this.page.getByTestId("map").boundingBox())!;
    const canvas = this.page.locator(".maplibregl-canvas").first();
    for (let step = 0; step < 60; step++) {
      await this.page.mouse.move(box.x + box.width * (0.6 + step * 0.004), box.y + box.height * 0.5);
      await this.seesTwoFrames();
      if ((await canvas.evaluate((element) => element.style.cursor)) === "pointer") {
        await this.page.mouse.down();
        await this.page.mouse.up();
        return;
      }
    }
    throw new Error("nothing on the map shows a hand, from 60 to 84 % of its width at half its height");
  }
  scale(): Locator {
    return this.page.getByRole("img", { name: /比例尺/ });
  }
  /** At rest, and all that the board asks for is on the sheet. */
  async seesWholeMap() {
    await this.seesMap();
    await expect(this.page.getByTestId("map")).toHaveAttribute("data-complete", "true", {
      timeout: limitMilliseconds(60),
    });
  }
  async takesPicture(): Promise<PNG> {
    return PNG.sync.read(await this.page.getByTestId("map").screenshot());
  }
  /** Takes the map's graphics away, as a driver reset does, and waits for them to be back. */
  async losesAndRegainsGraphics() {
    const status = this.page.locator("[data-map-status]");
    await this.losesGraphics();
    await expect(status).toHaveAttribute("data-map-status", "ready", { timeout: limitMilliseconds(60) });
    await this.seesWholeMap();
  }
}

/** Share of the pixels that a viewer could tell apart. */
export function findDifferentShare(before: PNG, after: PNG): number {
  const { width, height } = before;
  return (
    pixelmatch(before.data, after.data, undefined, width, height, { threshold: 0.12 }) / (width * height)
  );
}
