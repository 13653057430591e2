import type { FindOwnFeatures } from "../domain/board/checkRequests.ts";

/** Features of a layer of the reader's own; undefined while they are not there. */
export const findOwnFeatures: FindOwnFeatures = () => undefined;
