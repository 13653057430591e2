import { type BrowserContext, expect, type Locator } from "@playwright/test";
import { Planner } from "./planner.ts";

/** Someone who writes a walk. */
export class WalkEditor extends Planner {
  async opensWalk() {
    await this.page.getByRole("tab", { name: "讲解" }).click();
  }
  scenes(): Locator {
    return this.page.getByRole("list", { name: "各幕" }).getByRole("button", { name: /^\d+ / });
  }
  field(name: string): Locator {
    return this.page.getByRole("textbox", { name });
  }
  panelButton(name: string): Locator {
    return this.page.getByRole("tabpanel").getByRole("button", { name });
  }
  /** Chooses a row of the panel's menu. */
  async chooses(row: string) {
    await this.panelButton("更多").click();
    await this.page.getByRole("button", { name: row, exact: true }).click();
  }
  /** Saves the walk as a file and gives its text. */
  async savesWalk(): Promise<string> {
    await this.panelButton("更多").click();
    const { bytes } = await this.receives(
      this.page.getByRole("button", { name: "保存讲解文件", exact: true }),
    );
    return bytes.toString("utf8");
  }
  /** Copies the link to the walk and gives it. */
  async sharesWalk(context: BrowserContext): Promise<string> {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await this.chooses("复制讲解链接");
    await expect(this.message()).toContainText("讲解链接已复制");
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
  async opensWalkFile(name: string, text: string) {
    await this.panelButton("更多").click();
    await this.page
      .getByTestId("walk-file")
      .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  }
}
