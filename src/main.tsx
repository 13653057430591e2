import "./trustedTypes.ts";

/**
 * All that the page waits for. The skeleton is in the HTML; React, the map and the panels follow by
 * themselves, so that the first sight costs next to nothing.
 */
const root = document.getElementById("root")!;

try {
  const { openAtlas } = await import("./App.tsx");
  await openAtlas(root);
} catch (error) {
  const notice = document.getElementById("start-failure");
  if (notice) {
    notice.hidden = false;
    notice.append(` ${error instanceof Error ? error.message : String(error)}`);
  }
}
