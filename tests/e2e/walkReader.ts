import type { Locator } from "@playwright/test";
import { Visitor } from "./visitor.ts";

/** Someone who reads the walk as a text. */
export class WalkReader extends Visitor {
  scenes(): Locator {
    return this.page.locator("article[data-scene]");
  }
  scene(id: string): Locator {
    return this.page.locator(`article[data-scene="${id}"]`);
  }
  headings(level: number): Locator {
    return this.page.getByRole("heading", { level });
  }
  /** Numbers in the text, by how they stand to what was approved. */
  numbers(state: "same" | "changed" | "missing"): Locator {
    return this.page.locator(`[data-state="${state}"]`);
  }
}
