export type {
  Arrangement,
  ConflictFile,
  ConflictFileInput,
  ConflictFormat,
} from "../data/conflictReport/conflictFile.ts";
export type { PictureTrace } from "../data/conflictReport/sourceRows.ts";
