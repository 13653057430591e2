import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { Planner } from "./planner.ts";

// axe is put into the page as a script, which the page's own policy rightly forbids.
test.use({ bypassCSP: true });

async function expectClean(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
  );
  expect(found, what).toEqual([]);
}

async function expectNamed(planner: Planner, what: string) {
  const unnamed = (await planner.listFocusable()).filter((element) => element.name === "");
  expect(unnamed, what).toEqual([]);
}

for (const language of ["zh", "en"] as const) {
  test(`every panel is clean for axe and every control has a name (${language})`, async ({ page }) => {
    test.setTimeout(180_000);
    const planner = new Planner(page);
    const say = (zh: string, en: string) => (language === "zh" ? zh : en);
    const check = async (what: string) => {
      await expectClean(page, what);
      await expectNamed(planner, what);
    };
    await planner.opensAtlas();
    if (language === "en") await planner.switchesLanguage();
    await planner.unfoldsChapter(6);
    await check("outline");
    await planner.findsInOutline("zzzz");
    await check("outline without a match");
    await planner.opensPanel(say("图层", "Layers") as "图层");
    await planner.opensLayerSettings(say("铁路", "Railways"));
    await check("layers");
    await planner.searches("zhang");
    await expect(planner.searchResults().first()).toBeVisible();
    await check("search");
    await planner.presses("Enter");
    await expect(planner.inspector()).toContainText(say("来源", "Source"));
    await check("inspector");
    await planner.opensTable(say("铁路", "Railways"));
    await expect(planner.tableRows().first()).toBeVisible();
    await check("table");
    await planner.opensSources();
    await check("sources");
    await planner.presses("Escape");
    for (const theme of [say("墨", "Ink"), say("会议室", "Room")]) {
      await planner.choosesTheme(theme);
      await check(`theme ${theme}`);
    }
  });
}

test("the features in view can be reached, read and selected by keyboard", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await planner.map().focus();
  await planner.presses("Alt+ArrowRight");
  await expect(planner.map()).toHaveAttribute("aria-activedescendant", /.+/);
  const id = await planner.map().getAttribute("aria-activedescendant");
  await expect(page.locator(`[id="${id}"]`)).toHaveText(/.+/);
  await planner.presses("Enter");
  await expect(planner.inspector()).toBeVisible();
  await planner.presses("Escape");
  await expect(planner.inspector()).toHaveCount(0);
});

test("tabs are one stop, moved through by arrow keys", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlas();
  await planner.panel("规划").focus();
  await planner.presses("ArrowRight");
  await expect(planner.panel("图层")).toBeFocused();
  await expect(planner.panel("图层")).toHaveAttribute("aria-selected", "true");
  await planner.presses("End", "ArrowRight");
  await expect(planner.panel("规划")).toHaveAttribute("aria-selected", "true");
});
