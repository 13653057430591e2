/** Files that are opened together: the one that stands for them first. Paths as they lie. */
export type FileGroup = readonly string[];

/** What a map file is called, as the app's own list of formats and the usual strangers have it. */
const extensions = new Set(
  (
    "shp tab mif gpkg sqlite db fgb kml kmz gml gpx xml geojson json topojson csv tsv txt xlsx xls dxf dwg parquet " +
    "geoparquet zip 7z rar gdbtable mbtiles pmtiles"
  ).split(" "),
);
/** Parts that are opened with the file they belong to, by its own extension. */
const partsOf: Record<string, readonly string[]> = {
  shp: ["shx", "dbf", "prj", "cpg", "qpj"],
  tab: ["dat", "map", "id", "ind"],
  mif: ["mid"],
};

const splitName = (path: string): { stem: string; extension: string } => {
  const [, stem = path, extension = ""] = /^(.*)\.([^./]+)$/.exec(path) ?? [];
  return { stem: stem.toLowerCase(), extension: extension.toLowerCase() };
};

/**
 * Puts paths into what would be opened at once: a shapefile or MapInfo table with its parts, the folder of a
 * geodatabase, any other map file by itself. What is none of these is left out.
 */
export function groupFiles(paths: readonly string[]): FileGroup[] {
  const groups: string[][] = [];
  const taken = new Set<string>();
  const databases = new Map<string, string[]>();
  const byStem = new Map<string, string[]>();
  for (const path of paths) {
    const database = /^(.*\.gdb)\/[^/]+$/i.exec(path)?.[1];
    if (database !== undefined) {
      taken.add(path);
      if (!/\.lock$/i.test(path)) databases.set(database, [...(databases.get(database) ?? []), path]);
    }
    const { stem } = splitName(path);
    byStem.set(stem, [...(byStem.get(stem) ?? []), path]);
  }
  const partsBeside = (path: string) => {
    const { stem, extension } = splitName(path);
    const parts = partsOf[extension];
    return parts ? byStem.get(stem)!.filter((other) => parts.includes(splitName(other).extension)) : [];
  };
  for (const path of paths) if (!taken.has(path)) for (const part of partsBeside(path)) taken.add(part);
  for (const path of paths)
    if (!taken.has(path) && extensions.has(splitName(path).extension))
      groups.push([path, ...partsBeside(path)]);
  return [...groups, ...[...databases.values()].filter((files) => files.some((f) => /\.gdbtable$/i.test(f)))];
}

/** What to hand to ogrinfo for a group. */
export function nameForOgrinfo([first = ""]: FileGroup): string {
  const database = /^(.*\.gdb)\/[^/]+$/i.exec(first)?.[1];
  if (database !== undefined) return database;
  return /\.zip$/i.test(first) && !/\.gdb\.zip$/i.test(first) ? `/vsizip/${first}` : first;
}
