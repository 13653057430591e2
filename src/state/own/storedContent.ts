/** Features of a user's layer as they are kept in the browser. */
export interface StoredContent {
  blob: Blob;
  /** How they were read, where they came from a file. */
  report: unknown;
  savedAt: number;
}
