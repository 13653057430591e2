import { failure, type Problem, type Result, success } from "./result.ts";

export type KeptDocument = Record<string, unknown>;

/** What a kind of kept document is called, which version is written now, and how each earlier one is lifted. */
export interface DocumentKind {
  /** Begins the codes of its problems. */
  code: string;
  name: { zh: string; en: string };
  version: number;
  /** One step up each: `steps[n]` turns a document of version n into one of version n + 1. */
  steps: Readonly<Record<number, (document: KeptDocument) => KeptDocument>>;
}

/**
 * Lifts a document of any earlier version to the present one.
 *
 * @param document parsed JSON with a `version`.
 * @returns the lifted document, or `…-version` (none, or not a whole number) or `…-newer`.
 */
export function liftDocument(document: KeptDocument, kind: DocumentKind): Result<KeptDocument> {
  const { code, name } = kind;
  const version = Object.hasOwn(document, "version") ? document.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return failure<Problem>({
      code: `${code}-version`,
      zh: `${name.zh}没有有效的版本号，未打开`,
      en: `The ${name.en} carries no valid version and was not opened`,
    });
  if (version > kind.version)
    return failure<Problem>({
      code: `${code}-newer`,
      zh: `${name.zh}由更新的版本（${version}）保存，本程序只能读到版本 ${kind.version}；请更新程序后再打开`,
      en: `The ${name.en} was saved by a newer release (version ${version}); this one reads up to ${kind.version}. Update, then open it again`,
    });
  let lifted = document;
  for (let at = version; at < kind.version; at += 1) lifted = { ...kind.steps[at]!(lifted), version: at + 1 };
  return success(lifted);
}
