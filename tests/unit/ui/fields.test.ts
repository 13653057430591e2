import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isComposing } from "../../../src/ui/kit/isComposing.ts";

const folder = join(import.meta.dirname, "../../../src/ui");
const panels = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".tsx"),
);

/** Tags of text fields with what stands in them, braces counted because functions hold `>`. */
function findFields(source: string): string[] {
  return [...source.matchAll(/<(?:input|textarea)\b/g)].map(({ index }) => {
    let depth = 0;
    let at = index;
    for (; at < source.length; at += 1) {
      if (source[at] === "{") depth += 1;
      else if (source[at] === "}") depth -= 1;
      else if (source[at] === ">" && depth === 0) break;
    }
    return source.slice(index, at);
  });
}

/** The body of the function a field names as its key handler, or the handler itself. */
function findHandler(field: string, source: string): string | undefined {
  const at = field.indexOf("onKeyDown={");
  if (at < 0) return undefined;
  const handler = field.slice(at);
  const named = /^onKeyDown=\{(\w+)\}/.exec(handler)?.[1];
  if (named === undefined) return handler;
  return source.split(new RegExp(`(?:const|function) ${named}\\b`))[1]?.split(/\n {2}\};?\n/)[0];
}

describe("an input method's Enter", () => {
  it("does nothing in any field: every handler of keys asks the one helper", () => {
    const handlers = panels.flatMap((name) => {
      const source = readFileSync(join(folder, name), "utf8");
      return findFields(source).flatMap((field) => {
        const handler = findHandler(field, source);
        return handler?.includes("Enter")
          ? [{ name, isGuarded: handler.includes("isComposing(event)") }]
          : [];
      });
    });
    expect(handlers.length).toBeGreaterThan(6);
    expect(handlers.filter((handler) => !handler.isGuarded)).toEqual([]);
  });

  it("is told while it composes, and in the order Safari sends it", () => {
    const press = (composes: boolean, keyCode: number) =>
      isComposing({ nativeEvent: { isComposing: composes, keyCode } });
    expect([press(true, 13), press(false, 229), press(false, 13)]).toEqual([true, true, false]);
  });
});
