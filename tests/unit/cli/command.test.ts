import { describe, expect, it } from "vitest";
import { parseArguments, UsageError } from "../../../src/cli/command.ts";

const known = ["out", "phase", "origin"];
const read = (...args: string[]) => {
  const { words, flags } = parseArguments(args, known);
  return { words, flags: Object.fromEntries(flags) };
};

describe("the arguments of a command", () => {
  it("are words, and flags with a value behind a space or an equals sign", () => {
    expect(read("first", "--phase", "2020", "second", "--out=a=b.json")).toEqual({
      words: ["first", "second"],
      flags: { phase: "2020", out: "a=b.json" },
    });
  });

  it("take a letter for the first known flag that begins with it", () => {
    expect(read("-o", "a.json", "-p", "2035").flags).toEqual({ out: "a.json", phase: "2035" });
  });

  it("take a value that begins with a minus, and an empty one after an equals sign", () => {
    expect(read("--origin", "-110.5,40.8", "--phase=").flags).toEqual({ origin: "-110.5,40.8", phase: "" });
  });

  it("read everything after two dashes as words", () => {
    expect(read("--", "--phase")).toEqual({ words: ["--phase"], flags: {} });
  });

  it("are refused with the reason: an unknown flag, a missing value, a value glued to a letter", () => {
    expect(() => read("--colour", "red")).toThrow(
      new UsageError("unknown option --colour; known: --out, --phase, --origin"),
    );
    expect(() => read("-x", "1")).toThrow(/^unknown option -x; known: /);
    expect(() => read("--phase")).toThrow(new UsageError("--phase needs a value"));
    expect(() => read("-out", "a.json")).toThrow(new UsageError("write -o VALUE or --out VALUE, not -out"));
  });
});
