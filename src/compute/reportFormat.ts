export type {
  Arrangement,
  ConflictFile,
  ConflictFileInput,
  ConflictFormat,
} from "../data/conflictReport/conflictFile.ts";
