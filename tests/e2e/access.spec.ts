import { expect, test } from "@playwright/test";
import { Planner } from "./planner.ts";

// axe is put into the page as a script, which the page's own policy rightly forbids.
test.use({ bypassCSP: true });

async function expectNamed(planner: Planner, what: string) {
  const unnamed = (await planner.listFocusable()).filter((element) => element.name === "");
  expect(unnamed, what).toEqual([]);
}

for (const language of ["zh", "en"] as const) {
  test(`every panel is clean for axe and every control has a name (${language})`, async ({ page }) => {
    test.slow();
    const planner = new Planner(page);
    const say = (zh: string, en: string) => (language === "zh" ? zh : en);
    const check = async (what: string) => {
      expect(await planner.findsFaults(), what).toEqual([]);
      await expectNamed(planner, what);
    };
    // With the map in one language: the panels are the same beside it.
    if (language === "zh") await planner.opensAtlas();
    else await planner.opensAtlasWithoutMap();
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

test("tabs are one stop, moved through by arrow keys", async ({ page }) => {
  const planner = new Planner(page);
  await planner.opensAtlasWithoutMap();
  await planner.panel("规划").focus();
  await planner.presses("ArrowRight");
  await expect(planner.panel("图层")).toBeFocused();
  await expect(planner.panel("图层")).toHaveAttribute("aria-selected", "true");
  await planner.presses("End", "ArrowRight");
  await expect(planner.panel("规划")).toHaveAttribute("aria-selected", "true");
});
