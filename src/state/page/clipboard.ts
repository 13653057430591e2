import type { Selection } from "../../domain/board/board.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { tell, tellProblem } from "../actions.ts";
import { buildFeatureLink, buildLink } from "../board/boardLink.ts";

/** Puts a link on the clipboard, or into the address bar where that is not allowed. */
export async function copyText(link: string, done: Bilingual) {
  try {
    await navigator.clipboard.writeText(link);
    tell("information", done);
  } catch {
    history.replaceState(null, "", link);
    tell("information", {
      zh: "无法写入剪贴板，链接已放在地址栏，可从那里复制",
      en: "The clipboard is not available; the link is in the address bar, copy it from there",
    });
  }
}

/** Copies the address of what is on the screen now. */
export async function copyBoardLink() {
  const link = await buildLink();
  if (!link.ok) tellProblem(link.error);
  else
    await copyText(link.value, {
      zh: "链接已复制，打开即是此刻的画面",
      en: "Link copied; it opens exactly this view",
    });
}

/** Copies the address of the present board with one feature selected. */
export async function copyFeatureLink(selection: Selection) {
  const link = await buildFeatureLink(selection);
  if (!link.ok) tellProblem(link.error);
  else await copyText(link.value, { zh: "要素链接已复制", en: "Link to the feature copied" });
}
