import { type KeptDocument, liftDocument } from "../liftDocument.ts";
import type { Result } from "../result.ts";

/** The version this release writes. Raise it with every change of shape, and add the step below. */
export const boardVersion = 1;

const kind = { code: "board", name: { zh: "图板", en: "board" }, version: boardVersion, steps: {} };

/** Lifts a board of any earlier version to the present one, see `liftDocument`. */
export const migrateBoard = (document: KeptDocument): Result<KeptDocument> => liftDocument(document, kind);
