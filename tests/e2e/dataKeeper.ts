import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Locator } from "@playwright/test";
import { Planner } from "./planner.ts";

const fixtures = join(import.meta.dirname, "../fixtures/files");

/** What someone with files of their own does and sees on the data screen. */
export class DataKeeper extends Planner {
  async opensData() {
    await this.page.getByRole("tab", { name: "数据" }).click();
    await expect(this.data()).toBeVisible();
  }

  data(): Locator {
    return this.page.getByTestId("data-panel");
  }

  /** Chooses files of the fixtures by name. */
  async choosesFiles(...names: string[]) {
    await this.page.getByTestId("data-files").setInputFiles(names.map((name) => join(fixtures, name)));
  }

  /** Chooses a file that is written here. */
  async choosesText(name: string, text: string) {
    await this.page
      .getByTestId("data-files")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(text) });
  }

  /** Drops a fixture on the page, as from a folder of the desk. */
  async dropsFile(name: string) {
    const bytes = readFileSync(join(fixtures, name)).toString("base64");
    const transfer = await this.page.evaluateHandle(
      ({ bytes, name }) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
        return data;
      },
      { bytes, name },
    );
    await this.page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  }

  ownLayer(name: string): Locator {
    return this.data().getByRole("listitem").filter({ hasText: name }).first();
  }

  waiting(name: string): Locator {
    return this.page.getByTestId("pending-import").filter({ hasText: name });
  }

  measures(): Locator {
    return this.page.getByTestId("measures");
  }

  ownRows(): Locator {
    return this.page.getByRole("grid").locator("tbody tr");
  }

  /** Draws corners by pointer, in pixels of the page, and finishes with Enter. */
  async draws(tool: "线" | "面", corners: readonly (readonly [number, number])[]) {
    await this.data().getByRole("button", { name: tool, exact: true }).click();
    await this.clicksCorners(corners);
  }

  row(options: { name: string | RegExp; exact?: boolean }): Locator {
    return this.page.getByRole("row", options);
  }

  featureInView(name: RegExp): Locator {
    return this.page.getByRole("option", { name });
  }
}
