import { expect, type Locator } from "@playwright/test";
import { Planner } from "./planner.ts";

/** Somebody who holds two states against each other. */
export class Comparer extends Planner {
  line(): Locator {
    return this.page.getByRole("slider", { name: "左右两侧的分界" });
  }
  counts(): Locator {
    return this.page.getByTestId("difference-counts");
  }
  differences(): Locator {
    return this.page.getByRole("list", { name: "差异清单" }).getByRole("button");
  }
  otherSide(): Locator {
    return this.page.getByTestId("other-side");
  }
  async seesOtherSide() {
    await expect(this.otherSide()).toHaveAttribute("data-drawn", "true");
  }
  async seesOnly(kind: string) {
    await this.page.getByRole("button", { name: new RegExp(`^${kind} \\d+$`) }).click();
  }
  /** The part of the other side that is seen, as its clip tells it. */
  async readClip(): Promise<string> {
    return this.otherSide()
      .locator("..")
      .evaluate((pane) => getComputedStyle(pane).clipPath);
  }
}
