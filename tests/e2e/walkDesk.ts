import { expect, type Locator } from "@playwright/test";
import { Visitor } from "./visitor.ts";

/** The presenter's own screen, beside the wall. */
export class WalkDesk extends Visitor {
  scene(): Locator {
    return this.page.getByTestId("console");
  }
  notes(): Locator {
    return this.page.getByTestId("notes");
  }
  next(): Locator {
    return this.page.getByTestId("next");
  }
  nextPicture(): Locator {
    return this.page.getByTestId("next-picture");
  }
  status(): Locator {
    return this.page.getByRole("status");
  }
  async opensPhones() {
    await this.page.getByRole("button", { name: "手机", exact: true }).click();
  }
  /** Lets phones of a kind in, or out again; the server says when it is so. */
  async turnsPhones(name: string, isOn: boolean) {
    const turn = this.page.getByRole("checkbox", { name });
    await turn.click();
    await expect(turn).toBeChecked({ checked: isOn });
  }
  /** Where phones of a kind come in. */
  address(role: "remote" | "follower"): Locator {
    return this.page.getByTestId(`address-${role}`);
  }
  async removesDevice(name: RegExp) {
    await this.page
      .getByRole("region", { name: "已接入的设备" })
      .getByRole("listitem")
      .filter({ hasText: name })
      .getByRole("button")
      .click();
  }
  async choosesScene(index: number) {
    await this.page.getByRole("list", { name: "各幕" }).getByRole("button").nth(index).click();
  }
  /** Draws from one place of its sheet to another, as shares of its width and height. */
  async draws(from: readonly [number, number], to: readonly [number, number]) {
    const { x, y, width, height } = (await this.page.getByTestId("pad").boundingBox())!;
    await this.page.mouse.move(x + width * from[0], y + height * from[1]);
    await this.page.mouse.down();
    await this.page.mouse.move(x + width * to[0], y + height * to[1], { steps: 4 });
    await this.page.mouse.up();
  }
}
