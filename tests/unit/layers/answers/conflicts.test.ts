import { describe, expect, it } from "vitest";
import { conflicts } from "../../../../layers/answers/conflicts.ts";
import { themes, verdictIds } from "../../../../layers/grammar/theme.ts";
import { verdictWords } from "../../../../src/domain/check/describeConflicts.ts";
import { verdicts } from "../../../../src/domain/check/rules.ts";
import { contrastRatio } from "../grammar/colourVision.ts";

const context = { theme: themes.paper, phase: "2020", language: "zh" as const };

describe("the conflicts layer", () => {
  it("knows the verdicts of the rule table, in their order and words", () => {
    expect(verdictIds).toEqual(verdicts);
    const entries = conflicts.legend({ ...context, showsConflicts: true });
    expect(entries.slice(0, verdicts.length).map((entry) => entry.label.zh)).toEqual(
      verdicts.map((verdict) => verdictWords[verdict].zh),
    );
  });

  it("says nothing while no check is asked for", () => {
    expect(conflicts.legend(context)).toEqual([]);
  });

  it.each(Object.values(themes))("writes verdicts with a contrast of 4.5 in the $id theme", (theme) => {
    const weak = verdictIds.filter((verdict) => contrastRatio(theme.verdict[verdict], theme.paper) < 4.5);
    expect(weak).toEqual([]);
  });

  it("writes the name of one conflict only, when it is in focus", () => {
    const name = conflicts.draw({ ...context, focusedConflict: "a~b" }).find((mark) => mark.id === "name");
    expect(JSON.stringify(name?.filter)).toContain("a~b");
  });
});
