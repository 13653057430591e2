import { deflateSync } from "fflate";
import { fromBase64Url, inflateLimited, toBase64Url } from "../board/linkBoard.ts";
import { failure, type Problem, type Result, success } from "../result.ts";
import { parseWalk } from "./parseWalk.ts";
import type { Walk } from "./walk.ts";

/** Longest code a link carries, as for boards. */
const mostCharacters = 24_000;

/**
 * Packs a walk for the hash of an address: JSON, deflated, base64url.
 * @returns the code, or `walk-link-too-long` past 24,000 characters.
 */
export function encodeWalk(walk: Walk): Result<string> {
  const code = toBase64Url(deflateSync(new TextEncoder().encode(JSON.stringify(walk)), { level: 9 }));
  if (code.length > mostCharacters)
    return failure<Problem>({
      code: "walk-link-too-long",
      zh: "讲解太长，放不进链接；请改用“保存讲解文件”",
      en: "The walk is too long for a link; save it as a file instead",
    });
  return success(code);
}

/** Unpacks what `encodeWalk` made: the walk, the errors of `parseWalk`, or `link-broken`. */
export function decodeWalk(code: string): Result<Walk> {
  const bytes = code.length <= mostCharacters ? fromBase64Url(code) : undefined;
  const text = bytes && bytes.length > 0 ? inflateLimited(bytes) : undefined;
  if (text === undefined)
    return failure<Problem>({
      code: "link-broken",
      zh: "讲解链接不完整或已损坏",
      en: "The link to the walk is incomplete or damaged",
    });
  return parseWalk(text);
}
