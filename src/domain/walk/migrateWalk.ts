import { type DocumentKind, type KeptDocument, liftDocument } from "../liftDocument.ts";
import type { Result } from "../result.ts";

/** The version this release writes. Raise it with every change of shape, and add the step below. */
export const walkVersion = 2;

const kind: DocumentKind = {
  code: "walk",
  name: { zh: "讲解", en: "walk" },
  version: walkVersion,
  steps: {
    // Routes, scenes that may be left out of all of them, and steps within a scene.
    1: (document) => ({
      ...document,
      routes: [],
      scenes: Array.isArray(document.scenes)
        ? document.scenes.map((scene: unknown) =>
            typeof scene === "object" && scene !== null && !Array.isArray(scene)
              ? { ...scene, routes: [], hidden: false, stepped: false }
              : scene,
          )
        : document.scenes,
    }),
  },
};

/** Lifts a walk of any earlier version to the present one, see `liftDocument`. */
export const migrateWalk = (document: KeptDocument): Result<KeptDocument> => liftDocument(document, kind);
