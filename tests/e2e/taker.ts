import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, type Locator } from "@playwright/test";
import { unzipSync } from "fflate";
import { limitMilliseconds } from "../limits.ts";
import { Planner } from "./planner.ts";

/** A planner who takes things away: pictures, paper, slides, archives. */
export class Taker extends Planner {
  /** Has the browser say when it would open its print window, which no test can look into. */
  async watchesPrinter() {
    await this.page.addInitScript(() => {
      window.print = () => document.body.setAttribute("data-printed", document.body.textContent ?? "");
    });
  }

  async opensTakeAway(part: RegExp) {
    await this.button(/^(打印和导出|Print and export)$/).click();
    await this.button(/^(导出|Export)/).click();
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

  /** Waits for the print window and gives the words of what it would print. */
  async seesPrinted(): Promise<string> {
    const printed = this.page.locator("body[data-printed]");
    await expect(printed).toHaveCount(1, { timeout: limitMilliseconds(90) });
    return (await printed.getAttribute("data-printed")) ?? "";
  }
  /** Prints through the stubbed printer and gives the PDF the browser would make. */
  async prints(button: RegExp): Promise<Buffer> {
    await this.button(button).click();
    await this.seesPrinted();
    return this.page.pdf({ preferCSSPageSize: true, printBackground: true });
  }

  saves(button: RegExp): Promise<{ name: string; bytes: Buffer }> {
    return this.receives(this.button(button).first());
  }

  presentation(): Locator {
    return this.page.getByTestId("presentation");
  }
  offer(words: string): Locator {
    return this.page.getByRole("status").filter({ hasText: words });
  }
  async looksForRelease() {
    await this.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  }
  readsSettings(): Promise<string> {
    return this.page.evaluate(() => fetch("settings.json").then((response) => response.text()));
  }
  listsReleases(): Promise<string[]> {
    return this.page.evaluate(async () => (await caches.keys()).filter((name) => name.includes("release")));
  }
  /** What a file answers when its beginning is asked for, and when something past its end is. */
  asksRanges(file: string) {
    return this.page.evaluate(async (file) => {
      const part = await fetch(file, { headers: { range: "bytes=0-6" } });
      const past = await fetch(file, { headers: { range: "bytes=99999999-" } });
      return [
        part.status,
        part.headers.get("content-range")?.replace(/\d+$/, "n"),
        await part.text(),
        past.status,
      ];
    }, file);
  }
  /** Takes a text as the page. */
  async holds(html: string) {
    await this.page.setContent(html);
  }
  /** Plays a video from its middle on: its size, its length, and how many colours a picture of it has. */
  async plays(bytes: Buffer) {
    await this.page.goto("about:blank");
    return this.page.evaluate(async (base64) => {
      const response = await fetch(`data:application/octet-stream;base64,${base64}`);
      const video = document.createElement("video");
      video.src = URL.createObjectURL(await response.blob());
      await new Promise((resolve, reject) => {
        video.onloadeddata = resolve;
        video.onerror = () => reject(new Error(video.error?.message));
      });
      await new Promise((resolve) => {
        video.onseeked = resolve;
        video.currentTime = video.duration / 2;
      });
      const { videoWidth: width, videoHeight: height, duration: seconds } = video;
      const canvas = new OffscreenCanvas(width, height);
      const pen = canvas.getContext("2d")!;
      pen.drawImage(video, 0, 0);
      const { data } = pen.getImageData(0, 0, width, height);
      const seen = new Set<number>();
      for (let at = 0; at + 2 < data.length; at += 4 * 37)
        seen.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
      return { width, height, seconds, colours: seen.size };
    }, bytes.toString("base64"));
  }
  heading(): Locator {
    return this.page.getByRole("heading", { level: 1 });
  }
  picture(): Locator {
    return this.page.getByRole("img");
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
