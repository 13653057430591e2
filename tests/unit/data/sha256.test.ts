import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashSha256, hashSha256Plainly } from "../../../src/data/bytes/sha256.ts";

describe("the hash of a file", () => {
  it("is that of FIPS 180-4 for its own example", async () => {
    const abc = new TextEncoder().encode("abc");
    const published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(hashSha256Plainly(abc)).toBe(published);
    expect(await hashSha256(abc)).toBe(published);
  });

  it("is the same without the browser's help as Node's, whatever the length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hashSha256Plainly(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
      }),
    );
  });
});
