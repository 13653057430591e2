import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { findBrowser, repositoryRoot } from "../../src/cli/browser.ts";

/**
 * Kills the browser (SIGKILL to all of it) at random moments of someone's work and tells how much of the work is
 * lost: the age, at the kill, of the oldest step that the next start does not find. `npm run kills -- 40`.
 */

const port = 5390 + (process.pid % 100);
const address = `http://127.0.0.1:${port}/`;
/** No window and no graphics: what is kept does not hang on the map. */
const withoutGraphics = () => {
  const original = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest) {
    const call = original as (...all: unknown[]) => RenderingContext | null;
    return kind.startsWith("webgl") ? null : call.call(this, kind, ...rest);
  } as typeof original;
};

interface Session {
  page: Page;
  kill: () => Promise<void>;
}

async function openBrowser(profile: string, path: string): Promise<Session> {
  const flags = "--headless=new --no-sandbox --disable-quic --no-first-run --disable-background-networking";
  const child: ChildProcess = spawn(
    path,
    [
      ...flags.split(" "),
      "--disable-component-update",
      "--disable-sync",
      "--disable-gpu",
      "--lang=zh-CN",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]!);
    });
    child.on("exit", () => reject(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const page = await browser.contexts()[0]!.newPage();
  await page.addInitScript(withoutGraphics);
  await page.goto(address);
  await page.locator("[data-map-status=unavailable]").waitFor({ timeout: 60_000 });
  const gone = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  return {
    page,
    kill: async () => {
      process.kill(-child.pid!, "SIGKILL");
      await gone;
      await browser.close().catch(() => {});
    },
  };
}

/** Everything a database of the page holds, as one text; blobs by their text. */
const readDatabase = (page: Page, name: string) =>
  page.evaluate(async (database) => {
    const known = await indexedDB.databases();
    if (!known.some((other) => other.name === database)) return "";
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(database);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const all: unknown[] = [];
    for (const store of opened.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        const request = opened.transaction(store).objectStore(store).getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      all.push(...rows);
    }
    opened.close();
    const texts = await Promise.all(
      all.map(async (row) => {
        const { blob } = row as { blob?: Blob };
        return blob ? `${await blob.text()}` : JSON.stringify(row);
      }),
    );
    return texts.join("\n");
  }, name);

/** Work of one kind, done step by step until the browser dies; `find` says how many steps a later start finds. */
interface Work {
  name: string;
  begin: (page: Page) => Promise<void>;
  step: (page: Page, index: number) => Promise<void>;
  find: (page: Page, done: number) => Promise<number>;
}

const letterOf = (index: number) => String.fromCodePoint(0x4e00 + (index % 2_000));
const textOf = (count: number) => Array.from({ length: count }, (_, index) => letterOf(index)).join("");
const countLetters = (text: string, most: number) => {
  let count = 0;
  while (count < most && text.includes(textOf(count + 1))) count += 1;
  return count;
};
const point = (name: string) =>
  Buffer.from(
    JSON.stringify({
      type: "Feature",
      properties: { name },
      geometry: { type: "Point", coordinates: [111.7, 40.8] },
    }),
  );
const chooseFile = (page: Page, name: string) =>
  page
    .getByTestId("data-files")
    .setInputFiles({ name: `${name}.geojson`, mimeType: "application/json", buffer: point(name) });
const openData = (page: Page) => page.getByRole("tab", { name: "数据" }).click();
const layerItem = (page: Page, name: string) =>
  page.getByTestId("data-panel").getByRole("listitem").filter({ hasText: name }).first();

const works: Work[] = [
  {
    name: "drawing",
    begin: async (page) => {
      await openData(page);
      await page.getByTestId("data-panel").getByRole("button", { name: "线", exact: true }).click();
      await page.getByText("用键盘输入坐标").click();
    },
    step: async (page, index) => {
      const field = page.getByPlaceholder("111.67, 40.82");
      await field.fill(`${(110 + index / 1000).toFixed(3)}, 40.5`);
      await field.press("Enter");
    },
    find: async (page, done) => {
      const kept = await readDatabase(page, "atlas-board");
      let count = 0;
      while (count < done && kept.includes(`[${110 + count / 1000},40.5]`)) count += 1;
      // What is kept must be offered too, once anything is done.
      await openData(page);
      await page.getByRole("button", { name: "English" }).click();
      if (count > 0) await page.getByRole("button", { name: "Go on drawing" }).waitFor();
      return count;
    },
  },
  {
    name: "importing",
    begin: openData,
    step: async (page, index) => {
      await chooseFile(page, `文件${index}号`);
      await layerItem(page, `文件${index}号`).waitFor();
    },
    find: async (page, done) => {
      await openData(page);
      let count = 0;
      while (
        count < done &&
        (await layerItem(page, `文件${count}号`)
          .waitFor({ timeout: count === 0 ? 15_000 : 1_000 })
          .then(() => true)
          .catch(() => false))
      )
        count += 1;
      const contents = await readDatabase(page, "atlas-contents");
      for (let index = 0; index < count; index += 1) if (!contents.includes(`文件${index}号`)) return index;
      return count;
    },
  },
  {
    name: "renaming",
    begin: async (page) => {
      await openData(page);
      await chooseFile(page, "起名");
      await layerItem(page, "起名").waitFor();
      await layerItem(page, "起名").getByRole("button", { name: "设置：起名" }).click();
      const field = page.getByRole("textbox", { name: "图层名称" });
      await field.fill("");
    },
    step: (page, index) => page.getByRole("textbox", { name: "图层名称" }).pressSequentially(letterOf(index)),
    find: async (page, done) => countLetters(await readDatabase(page, "atlas-board"), done),
  },
  {
    name: "typing narration",
    begin: async (page) => {
      await page.getByRole("tab", { name: "讲解" }).click();
      await page.getByRole("button", { name: "把当前画面加为一幕" }).click();
      await page.getByRole("textbox", { name: "讲解词 · 中文" }).fill("");
    },
    step: (page, index) =>
      page.getByRole("textbox", { name: "讲解词 · 中文" }).pressSequentially(letterOf(index)),
    find: async (page, done) => countLetters(await readDatabase(page, "atlas-walks"), done),
  },
];

/** One kill: works until a random moment, kills, starts again. Gives steps done, steps found and the loss. */
async function killOnce(work: Work, path: string) {
  const profile = mkdtempSync(join(tmpdir(), "atlas-kills-"));
  const open: Session[] = [];
  const start = async () => {
    const session = await openBrowser(profile, path);
    open.push(session);
    return session;
  };
  try {
    const first = await start();
    await work.begin(first.page);
    const doneAt: number[] = [];
    let isDead = false;
    const until = Date.now() + 600 + Math.random() * 3_000;
    const working = (async () => {
      for (let index = 0; !isDead; index += 1) {
        await work.step(first.page, index);
        if (!isDead) doneAt.push(performance.now());
      }
    })().catch(() => {});
    await sleep(until - Date.now());
    const killedAt = performance.now();
    isDead = true;
    await first.kill();
    await working;
    const done = doneAt.filter((at) => at <= killedAt).length;
    const second = await start();
    const found = await work.find(second.page, done);
    return { done, found, lostMilliseconds: found >= done ? 0 : killedAt - doneAt[found]! };
  } finally {
    // What went wrong must leave no browser behind.
    for (const session of open) await session.kill().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function startServer() {
  const server = spawn("node", [join(repositoryRoot, "src/cli/launch.mjs"), "serve"], {
    env: { ...process.env, PORT: String(port) },
    stdio: "ignore",
    detached: true,
  });
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(address).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await sleep(200);
  }
  return () => process.kill(-server.pid!);
}

/** Kills as often as asked for, each kind of work in turn, and prints what was lost. */
export async function reportKills(kills: number) {
  const path = await findBrowser();
  const stop = await startServer();
  const rows = new Map(
    works.map((work) => [work.name, { kills: 0, steps: 0, lost: 0, greatest: 0, failed: 0 }]),
  );
  try {
    for (let index = 0; index < kills; index += 1) {
      const work = works[index % works.length]!;
      const row = rows.get(work.name)!;
      const once = await killOnce(work, path).catch((error: unknown) => {
        console.error(`${work.name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
        return undefined;
      });
      if (!once) {
        row.failed += 1;
        continue;
      }
      console.error(
        `${work.name}: ${once.found} of ${once.done} found, ${once.lostMilliseconds.toFixed(0)} ms lost`,
      );
      row.kills += 1;
      row.steps += once.done;
      row.lost += once.done - once.found;
      row.greatest = Math.max(row.greatest, once.lostMilliseconds);
    }
  } finally {
    stop();
  }
  console.log("| work | kills | steps done | steps lost | greatest loss (ms) | not run |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
  for (const [name, row] of rows)
    console.log(
      `| ${name} | ${row.kills} | ${row.steps} | ${row.lost} | ${row.greatest.toFixed(0)} | ${row.failed} |`,
    );
}
