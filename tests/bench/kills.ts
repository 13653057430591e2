import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium, type Page } from "@playwright/test";
import { findBrowser, repositoryRoot } from "../../src/cli/browser.ts";

/**
 * Kills the browser (SIGKILL to all of it) at random moments of someone's work and tells how much of the work is
 * lost: the age, at the kill, of the oldest step that the next start does not find. `npm run kills -- 40`;
 * `--into FILE` adds each kill to a file as it happens and counts those of earlier runs in, so that many fit into
 * several short runs.
 */

const port = 5390 + (process.pid % 100);
const address = `http://127.0.0.1:${port}/`;
/** A page of the same origin without the app: it reads and empties what is kept, and writes nothing. */
const bareAddress = `${address}boards/walk.json`;
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

async function openAtlas(page: Page) {
  await page.goto(address);
  await page.locator("[data-map-status=unavailable]").waitFor({ timeout: 60_000 });
}

/** Nothing of the work before may be taken for what is found of the next: second copies lie in files of the page. */
async function emptyStorage(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin: new URL(address).origin, storageTypes: "all" });
  await devtools.detach();
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
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

/**
 * Work of one kind, done step by step until the browser dies; `find` says how many steps are kept, `look` waits
 * for the app to show them once it is opened again.
 */
interface Work {
  name: string;
  begin: (page: Page) => Promise<void>;
  step: (page: Page, index: number) => Promise<void>;
  find: (page: Page, done: number) => Promise<number>;
  look?: (page: Page, found: number) => Promise<void>;
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
      return count;
    },
    // What is kept must be offered too, once anything is done.
    look: async (page) => {
      await openData(page);
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("button", { name: "Go on drawing" }).waitFor();
      await page.getByRole("button", { name: "中文" }).click();
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
      const [board, contents] = [
        await readDatabase(page, "atlas-board"),
        await readDatabase(page, "atlas-contents"),
      ];
      let count = 0;
      while (count < done && [board, contents].every((kept) => kept.includes(`文件${count}号`))) count += 1;
      return count;
    },
    look: async (page, found) => {
      await openData(page);
      await layerItem(page, `文件${found - 1}号`).waitFor();
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
    look: async (page, found) => {
      await openData(page);
      await layerItem(page, textOf(found)).waitFor();
    },
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

interface Kill {
  work: string;
  done: number;
  found: number;
  lostMilliseconds: number;
}

/** Every so many kills of a kind, the app is opened too and must show what is kept. */
const lookEvery = 5;

/**
 * One kill: works until a random moment, kills, starts again and counts. `session` is the one the kill before left
 * open, so that a browser starts once a kill; gives the one that is open afterwards too.
 */
async function killOnce(work: Work, session: Session, restart: () => Promise<Session>, isLooked: boolean) {
  await session.page.goto(bareAddress);
  await emptyStorage(session.page);
  await openAtlas(session.page);
  await work.begin(session.page);
  const doneAt: number[] = [];
  let isDead = false;
  const until = Date.now() + 600 + Math.random() * 3_000;
  const working = (async () => {
    for (let index = 0; !isDead; index += 1) {
      await work.step(session.page, index);
      if (!isDead) doneAt.push(performance.now());
    }
  })().catch(() => {});
  await sleep(until - Date.now());
  const killedAt = performance.now();
  isDead = true;
  await session.kill();
  await working;
  const done = doneAt.filter((at) => at <= killedAt).length;
  const next = await restart();
  await next.page.goto(bareAddress);
  const found = await work.find(next.page, done);
  if (isLooked && work.look && found > 0) {
    await openAtlas(next.page);
    await work.look(next.page, found);
  }
  const kill: Kill = {
    work: work.name,
    done,
    found,
    lostMilliseconds: found >= done ? 0 : killedAt - doneAt[found]!,
  };
  return { kill, next };
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

function printKills(kills: readonly Kill[], failed: ReadonlyMap<string, number>) {
  console.log(
    "| work | kills | steps done | steps lost | kills that lost any | greatest loss (ms) | not run |",
  );
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  const sum = (rows: readonly Kill[], measure: (kill: Kill) => number) =>
    rows.reduce((total, kill) => total + measure(kill), 0);
  for (const { name } of works) {
    const rows = kills.filter(({ work }) => work === name);
    const losing = rows.filter(({ done, found }) => found < done);
    const greatest = Math.max(0, ...losing.map(({ lostMilliseconds }) => lostMilliseconds));
    console.log(
      `| ${name} | ${rows.length} | ${sum(rows, ({ done }) => done)} | ${sum(rows, ({ done, found }) => done - found)} | ${losing.length} | ${greatest.toFixed(0)} | ${failed.get(name) ?? 0} |`,
    );
  }
}

const readKills = (file: string): Kill[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Kill)
    : [];

/** Kills as often as asked for, each kind of work in turn, and prints what was lost. */
export async function reportKills(words: readonly string[]) {
  const intoAt = words.indexOf("--into");
  const into = intoAt >= 0 ? words[intoAt + 1] : undefined;
  const wanted = Number(words.find((word) => /^\d+$/.test(word)) ?? 40);
  const path = await findBrowser();
  const stop = await startServer();
  const profile = mkdtempSync(join(tmpdir(), "atlas-kills-"));
  const kills = into === undefined ? [] : readKills(into);
  const failed = new Map<string, number>();
  let session: Session | undefined;
  const restart = async () => {
    session = await openBrowser(profile, path);
    return session;
  };
  try {
    for (let index = 0; index < wanted; index += 1) {
      const work = works[index % works.length]!;
      const isLooked = Math.floor(index / works.length) % lookEvery === 0;
      try {
        const { kill } = await killOnce(work, session ?? (await restart()), restart, isLooked);
        console.error(
          `${kill.work}: ${kill.found} of ${kill.done} found, ${kill.lostMilliseconds.toFixed(0)} ms lost`,
        );
        kills.push(kill);
        if (into !== undefined) appendFileSync(into, `${JSON.stringify(kill)}\n`);
      } catch (error) {
        console.error(`${work.name}: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
        failed.set(work.name, (failed.get(work.name) ?? 0) + 1);
        // What went wrong must leave no browser behind.
        await session?.kill().catch(() => {});
        session = undefined;
      }
    }
  } finally {
    await session?.kill().catch(() => {});
    stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  printKills(kills, failed);
}
