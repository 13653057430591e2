import { failure, type Problem, type Result, success } from "../result.ts";

/** The version this release writes. Raise it with every change of shape, and add the step below. */
export const boardVersion = 1;

type Document = Record<string, unknown>;

/** One step up each: `steps[n]` turns a board of version n into one of version n + 1. */
const steps: Readonly<Record<number, (document: Document) => Document>> = {};

/**
 * Lifts a board of any earlier version to the present one.
 *
 * @param document parsed JSON with a `version`.
 * @returns the lifted document, or `board-version` (none, or not a whole number) or `board-newer`.
 */
export function migrateBoard(document: Document): Result<Document> {
  const version = Object.hasOwn(document, "version") ? document.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return failure<Problem>({
      code: "board-version",
      zh: "图板没有有效的版本号，未打开",
      en: "The board carries no valid version and was not opened",
    });
  if (version > boardVersion)
    return failure<Problem>({
      code: "board-newer",
      zh: `图板由更新的版本（${version}）保存，本程序只能读到版本 ${boardVersion}；请更新程序后再打开`,
      en: `The board was saved by a newer release (version ${version}); this one reads up to ${boardVersion}. Update, then open it again`,
    });
  let lifted = document;
  for (let at = version; at < boardVersion; at += 1) lifted = { ...steps[at]!(lifted), version: at + 1 };
  return success(lifted);
}
