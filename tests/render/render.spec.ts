import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { encodeBoard } from "../../src/domain/board/linkBoard.ts";
import { parseBoard } from "../../src/domain/board/parseBoard.ts";
import { defaultBoard } from "../../src/state/board/defaultBoard.ts";
import { boardScope } from "../../src/state/board/openBoard.ts";

/**
 * One folder a picture: the map of `board.json` must look like `expected.png`. `UPDATE=true` accepts what
 * is drawn now; what differs is left beside the expectation as `actual.png` and `difference.png`.
 */
const folder = import.meta.dirname;
const pictures = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const size = { width: 640, height: 480 };
/** How far a pixel's colour may be off before it counts; smoothed edges never count. */
const colourThreshold = 0.12;
/** Share of pixels that may count: another machine's rasteriser, but no missing line or name. */
const mostDifferent = 0.0006;

// The page's policy forbids foreign styles; hiding the panels for the picture needs one.
test.use({ viewport: size, contextOptions: { reducedMotion: "reduce" }, bypassCSP: true });

let page: Page;
test.beforeAll(async ({ browser }) => {
  page = await browser.newPage({ viewport: size, reducedMotion: "reduce", bypassCSP: true });
});
test.afterAll(async () => {
  await page.close();
});

async function drawBoard(name: string): Promise<PNG> {
  const parsed = parseBoard(readFileSync(join(folder, name, "board.json"), "utf8"), boardScope());
  if (!parsed.ok) throw new Error(`${name}/board.json: ${parsed.error.en}`);
  expect(parsed.value.notes, "the board speaks only of what the atlas has").toEqual([]);
  const code = encodeBoard(parsed.value.board, defaultBoard());
  if (!code.ok) throw new Error(`${name}/board.json: ${code.error.en}`);
  // Another address each time, so that every picture starts from an empty page.
  await page.goto("about:blank");
  await page.goto(`/#b=${code.value}`);
  await page.addStyleTag({
    content: `* { visibility: hidden !important; transition: none !important }
      [data-testid="map"], [data-testid="map"] * { visibility: visible !important }
      [data-testid="map"] { position: fixed !important; inset: 0 !important }`,
  });
  // The map fills the page whatever the panels around it take: the picture is of the map alone.
  await page.waitForFunction(
    ([width, height]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="map"] canvas');
      return canvas?.clientWidth === width && canvas?.clientHeight === height;
    },
    [size.width, size.height],
  );
  await page.locator('[data-testid="map"][data-idle="true"][data-complete="true"]').waitFor();
  return PNG.sync.read(await page.screenshot());
}

for (const name of pictures) {
  test(`the picture ${name} looks as accepted`, async () => {
    const actual = await drawBoard(name);
    const expectedPath = join(folder, name, "expected.png");
    if (process.env.UPDATE === "true") {
      writeFileSync(expectedPath, PNG.sync.write(actual));
      return;
    }
    expect(existsSync(expectedPath), `${name}/expected.png is missing; run with UPDATE=true`).toBe(true);
    const expected = PNG.sync.read(readFileSync(expectedPath));
    expect([actual.width, actual.height]).toEqual([expected.width, expected.height]);
    const { width, height } = expected;
    const difference = new PNG({ width, height });
    const different = pixelmatch(expected.data, actual.data, difference.data, width, height, {
      threshold: colourThreshold,
    });
    const share = different / (width * height);
    if (share > mostDifferent) {
      writeFileSync(join(folder, name, "actual.png"), PNG.sync.write(actual));
      writeFileSync(join(folder, name, "difference.png"), PNG.sync.write(difference));
    }
    expect(share, `${different} pixels differ; see ${name}/difference.png`).toBeLessThanOrEqual(
      mostDifferent,
    );
  });
}
