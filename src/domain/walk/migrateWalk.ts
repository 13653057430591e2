import { failure, type Problem, type Result, success } from "../result.ts";

/** The version this release writes. Raise it with every change of shape, and add the step below. */
export const walkVersion = 1;

type Document = Record<string, unknown>;

/** One step up each: `steps[n]` turns a walk of version n into one of version n + 1. */
const steps: Readonly<Record<number, (document: Document) => Document>> = {};

/**
 * Lifts a walk of any earlier version to the present one.
 *
 * @param document parsed JSON with a `version`.
 * @returns the lifted document, or `walk-version` (none, or not a whole number) or `walk-newer`.
 */
export function migrateWalk(document: Document): Result<Document> {
  const version = Object.hasOwn(document, "version") ? document.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return failure<Problem>({
      code: "walk-version",
      zh: "讲解没有有效的版本号，未打开",
      en: "The walk carries no valid version and was not opened",
    });
  if (version > walkVersion)
    return failure<Problem>({
      code: "walk-newer",
      zh: `讲解由更新的版本（${version}）保存，本程序只能读到版本 ${walkVersion}；请更新程序后再打开`,
      en: `The walk was saved by a newer release (version ${version}); this one reads up to ${walkVersion}. Update, then open it again`,
    });
  let lifted = document;
  for (let at = version; at < walkVersion; at += 1) lifted = { ...steps[at]!(lifted), version: at + 1 };
  return success(lifted);
}
