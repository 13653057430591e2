import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { createFileServer } from "../../src/build/fileServer.ts";
import { limitMilliseconds } from "../limits.ts";
import { Officer } from "./officer.ts";
import { Presenter } from "./presenter.ts";
import { RailPlanner } from "./railPlanner.ts";

const root = resolve(import.meta.dirname, "../..");
const plan = join(root, "tests", "fixtures", "plan");
const out = mkdtempSync(join(tmpdir(), "second-plan-"));
let server: Server;
let address = "";

test.beforeAll(async () => {
  test.setTimeout(limitMilliseconds(300));
  const environment = { ...process.env, ATLAS_PLAN: plan, ATLAS_GEODATA_OUT: join(out, "public") };
  execFileSync(
    process.execPath,
    ["src/cli/launch.mjs", "geodata", "--plan", plan, "--out", join(out, "public")],
    { cwd: root, stdio: "ignore" },
  );
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  execFileSync(
    process.execPath,
    [vite, "build", "--logLevel", "error", "--outDir", join(out, "dist"), "--emptyOutDir"],
    { cwd: root, stdio: "inherit", env: environment },
  );
  server = createFileServer(join(out, "dist"));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("no port");
  address = `http://127.0.0.1:${at.port}/`;
});

test.afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(out, { recursive: true, force: true });
});

test("another plan's folder is an atlas of its own: outline, map, rail, check and walk", async ({ page }) => {
  const planner = new RailPlanner(page);
  await planner.goesTo(address);
  await planner.seesMap();

  await test.step("the outline and the phases are its own", async () => {
    await planner.seesLanguage("zh-CN", "青白一张图");
    await planner.unfoldsChapter(1);
    await expect(planner.outlineRow(/一条快线/).first()).toBeVisible();
    await planner.choosesPhase("建成");
    await planner.seesPhase("建成");
  });

  await test.step("its line joins its two cities", async () => {
    await planner.opensAnalysis();
    await expect(planner.cell(/青禾到白石：\d+(\.\d)? 分/).first()).toBeVisible();
  });

  await test.step("its one rule is asked", async () => {
    const officer = new Officer(page);
    await officer.checksPlan();
    await expect(officer.summary()).toContainText(/\d+/);
  });

  await test.step("nothing of the first plan is on the page", async () => {
    const words = await planner.readsWords();
    expect(words).toContain("青白");
    expect(words).not.toMatch(/呼和浩特|包头|鄂尔多斯|乌兰察布|呼包鄂|黄河|规划 2025/);
  });

  await test.step("its walk has two scenes", async () => {
    const presenter = new Presenter(page);
    await presenter.presents();
    await expect(presenter.title()).toHaveText("一条快线");
    await presenter.presses("PageDown");
    await presenter.seesScene("lake");
  });

  expect(planner.complaints).toEqual([]);
  expect(planner.foreignRequests).toEqual([]);
});
