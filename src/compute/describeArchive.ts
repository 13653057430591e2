export { readTileArchive } from "../data/services/readTileArchive.ts";
