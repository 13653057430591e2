import type { LngLat } from "../../domain/place/position.ts";
import { changeScreen, tell } from "../actions.ts";
import { settleAutosave } from "../board/autosave.ts";
import { dropKept, findKeptBoard, keepBoard, listKeptKeys } from "../board/boardStorage.ts";
import { type DrawTool, drawTools, isDrawTool, resumeDraft, useDrawing, whenDrawnIsKept } from "./drawing.ts";

/** A shape that is not finished, as it is kept. */
export interface KeptDraft {
  tool: DrawTool;
  positions: readonly LngLat[];
  target: string | null;
}

const prefix = "draft-";
const isPosition = (value: unknown): value is LngLat =>
  Array.isArray(value) && value.length === 2 && value.every((each) => Number.isFinite(each));

/** Reads a kept draft; undefined where it is none or has no corner. */
export function parseDraft(text: string): KeptDraft | undefined {
  try {
    const { tool, positions, target } = JSON.parse(text) as Partial<KeptDraft>;
    if (!drawTools.some((known) => known === tool) || !Array.isArray(positions)) return undefined;
    if (positions.length === 0 || !positions.every(isPosition)) return undefined;
    return { tool: tool!, positions, target: typeof target === "string" ? target : null };
  } catch {
    return undefined;
  }
}

/** What is in hand now, if it is to be kept once it is finished. */
function findDraft(): KeptDraft | undefined {
  const { tool, draft, sketch, target, taker, keeps } = useDrawing.getState();
  const positions = sketch.length > 0 ? sketch : draft;
  // A shape that features are picked by is not kept.
  return isDrawTool(tool) && keeps && !taker && positions.length > 0
    ? { tool, positions, target }
    : undefined;
}

let own: string | undefined;

/** The place of this window's draft. A lock says that the window lives, so that no other offers its draft. */
function ownKey(): string {
  if (own === undefined) {
    own = `${prefix}${crypto.randomUUID()}`;
    void navigator.locks?.request(own, () => new Promise(() => {}));
  }
  return own;
}

let isKeeping = false;

/** Keeps the shape in hand corner by corner, from the first call on. */
export function startKeepingDrafts() {
  if (isKeeping) return;
  isKeeping = true;
  let isWriting = false;
  let written = "";
  const write = async () => {
    if (isWriting) return;
    isWriting = true;
    for (let draft = findDraft(); ; draft = findDraft()) {
      const text = draft ? JSON.stringify(draft) : "";
      if (text === written) break;
      written = text;
      if (draft) await keepBoard({ text, savedAt: Date.now() }, ownKey());
      else {
        // A finished shape leaves the draft only when its layer is safe.
        await new Promise((resolve) => setTimeout(resolve));
        await whenDrawnIsKept();
        await settleAutosave();
        if (!findDraft()) await dropKept(ownKey());
      }
    }
    isWriting = false;
  };
  useDrawing.subscribe((state, before) => {
    if (state.draft !== before.draft || state.sketch !== before.sketch || state.tool !== before.tool)
      void write();
  });
}

const toolNames = {
  point: { zh: "点", en: "point" },
  line: { zh: "线", en: "line" },
  polygon: { zh: "面", en: "area" },
  circle: { zh: "圆", en: "circle" },
} as const;

/** Offers shapes that a window did not come to finish. */
export async function offerDrafts() {
  const keys = (await listKeptKeys()).filter((key) => key.startsWith(prefix) && key !== own);
  if (keys.length === 0) return;
  const alive = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
  for (const key of keys.filter((other) => !alive.has(other))) {
    const found = await findKeptBoard(key);
    const draft = found && parseDraft(found.kept.text);
    if (!draft) {
      await dropKept(key);
      continue;
    }
    const { tool, positions, target } = draft;
    const name = toolNames[tool];
    tell(
      "warning",
      {
        zh: `上次有一个未画完的${name.zh}（${positions.length} 点），可接着画`,
        en: `A ${name.en} was not finished last time (${positions.length} set); it can be taken up again`,
      },
      [
        {
          text: { zh: "接着画", en: "Go on drawing" },
          act: () => {
            changeScreen({ panel: "data" });
            startKeepingDrafts();
            resumeDraft(tool, positions, target);
            void dropKept(key);
          },
        },
        { text: { zh: "不要了", en: "Discard" }, act: () => void dropKept(key) },
      ],
    );
  }
}
