import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { buildSecurityHeaders, securityHeaders, writeHeaders } from "../../../src/build/securityHeaders.ts";
import { command } from "../../../src/cli/policy.ts";
import { parseSettings } from "../../../src/domain/services/settings.ts";

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

it("only what the settings allow is let in, and only the frames they name", () => {
  const { settings } = parseSettings({
    services: { hosts: ["https://maps.example"] },
    embedding: { origins: ["https://portal.example"] },
  });
  const headers = buildSecurityHeaders(settings);
  const policy = headers["content-security-policy"]!;
  expect(policy).toContain("connect-src 'self' blob: https://maps.example;");
  expect(policy).toContain("frame-ancestors https://portal.example;");
  expect(policy.replace(" https://maps.example", "").replace("https://portal.example", "'none'")).toBe(
    securityHeaders["content-security-policy"],
  );
  expect(writeHeaders(headers, "caddy")).toMatch(/^header \{\n\tcontent-security-policy "default-src/);
});

it("the command prints for nginx what the sample of the shipped settings says", async () => {
  const { code, output } = await command.run(["--for", "nginx", "--settings", "public/settings.json"]);
  expect(code).toBe(0);
  expect(readFileSync("public/headers.sample", "utf8")).toContain(String(output));
});
