import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { securityHeaders } from "../../../src/cli/securityHeaders.ts";

it("the header sample for other servers says what the own server sends", () => {
  const sample = readFileSync("public/headers.sample", "utf8");
  const pairs = [...sample.matchAll(/^add_header (\S+) "(.*)" always;$/gm)].map((match) => [
    match[1],
    match[2],
  ]);
  expect(Object.fromEntries(pairs)).toEqual(securityHeaders);
});

it("the policy lets no other origin in and no inline script or style run", () => {
  const policy = securityHeaders["content-security-policy"]!;
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!'wasm-unsafe-eval')|https?:|\*/);
});
