import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Download, expect } from "@playwright/test";
import { unzipSync } from "fflate";
import { Planner } from "./planner.ts";

/** Long drawings on a machine without a graphics card. */
const drawingMilliseconds = 90_000;

async function readDownload(download: Download): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

/** A planner who takes things away: pictures, paper, slides, archives. */
export class Taker extends Planner {
  /** Has the browser say when it would open its print window, which no test can look into. */
  async watchesPrinter() {
    await this.page.addInitScript(() => {
      window.print = () => document.body.setAttribute("data-printed", "true");
    });
  }

  async opensTakeAway(part: RegExp) {
    await this.button(/^(打印和带走|Print and take away)$/).click();
    await this.button(/^(带走|Take away)/).click();
    await this.dialog().getByRole("radio", { name: part }).check({ force: true });
  }

  /** Chooses scenes by their places in the list, from 0. */
  async choosesScenes(places: readonly number[]) {
    await this.button(/^(全不选|None)$/).click();
    for (const place of places) await this.dialog().getByRole("checkbox").nth(place).check();
  }
  sceneNames(): Promise<string[]> {
    return this.dialog().locator("ol li label").allTextContents();
  }

  /** Prints through the stubbed printer and gives the PDF the browser would make. */
  async prints(button: RegExp): Promise<Buffer> {
    await this.button(button).click();
    await expect(this.page.locator("body[data-printed]")).toHaveCount(1, { timeout: drawingMilliseconds });
    return this.page.pdf({ preferCSSPageSize: true, printBackground: true });
  }

  async saves(button: RegExp): Promise<{ name: string; bytes: Uint8Array }> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download", { timeout: drawingMilliseconds }),
      this.button(button).first().click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readDownload(download) };
  }
}

/** Unpacks an archive where a person would: on a disk. Gives the folder. */
export function unpack(bytes: Uint8Array): { folder: string; files: Record<string, Uint8Array> } {
  const files = unzipSync(bytes);
  const [first] = Object.keys(files);
  const folder = mkdtempSync(join(tmpdir(), "atlas-archive-"));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name.split("/").at(-1)!), content);
  if (!first || dirname(first) === ".") throw new Error("the archive has no folder of its own");
  return { folder, files };
}
