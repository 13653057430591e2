import type { Geometry } from "geojson";
import type { Bbox } from "../../../domain/place/boundingBox.ts";
import { FlatTable } from "../../bytes/flatBuffer.ts";
import { type Header, measureIndex, readCrs, readFlatGeobuf, readHeader } from "../../formats/flatGeobuf.ts";
import { createFindings, Refusal } from "../../importReport.ts";
import type { FileSummary, RangePull } from "./rangePull.ts";
import type { RangeReader } from "./rangeReader.ts";
import { isInBox, meetsBox, projectBox, unprojectBox } from "./viewBox.ts";

const nodeBytes = 40;
const mostHeader = 16_000_000;
/** Features that are read between two words of how far it is. */
const batch = 500;

interface Opened {
  head: Uint8Array<ArrayBuffer>;
  header: Header;
}

async function openFile(reader: RangeReader): Promise<Opened> {
  const start = await reader.read(0, 12).catch((error) => {
    if (error instanceof RangeError) return new Uint8Array(12);
    throw error;
  });
  const size = new DataView(start.buffer).getUint32(8, true);
  if (String.fromCharCode(...start.subarray(0, 3)) !== "fgb" || size < 8 || size > mostHeader)
    throw new Refusal("fgb-head", { zh: "不是 FlatGeobuf 文件", en: "this is no FlatGeobuf file" });
  const head = await reader.read(0, 12 + size);
  return { head, header: readHeader(head.subarray(12)) };
}

/** The system of the file; an address offers no card on which an office could type its own parameters. */
function readSystem(header: ReturnType<typeof readHeader>, name: string) {
  const { crs, crsProblem } = readCrs(header.crs, name, {});
  if (crsProblem) throw new Refusal(crsProblem.code, crsProblem);
  return crs;
}

/** What a FlatGeobuf holds, from its head alone. */
export async function describeFlatGeobuf(reader: RangeReader, name: string): Promise<FileSummary> {
  const { header } = await openFile(reader);
  const crs = readSystem(header, name);
  const box = header.envelope.length >= 4 ? (header.envelope.slice(0, 4) as Bbox) : null;
  return {
    title: header.title ?? name,
    count: header.featuresCount || null,
    bbox: box && unprojectBox(box, crs),
    isIndexed: header.indexNodeSize > 0 && header.featuresCount > 0,
  };
}

interface Node {
  box: number[];
  /** Of a leaf: bytes from the first feature; else the place of the first child in the tree. */
  offset: number;
}

/** First node of each level, the root's first (the packed Hilbert R-tree of FlatGeobuf 3.0). */
function findLevels(count: number, nodeSize: number): number[] {
  const sizes = [count];
  while (sizes[0]! > 1) sizes.unshift(Math.ceil(sizes[0]! / nodeSize));
  // A tree of one leaf has a root above it.
  if (sizes.length === 1) sizes.unshift(1);
  let at = 0;
  return sizes.map((size) => {
    at += size;
    return at - size;
  });
}

/** Leaves whose boxes meet the box, in the order of the file, read level by level. */
async function findLeaves(reader: RangeReader, { head, header }: Opened, box: Bbox): Promise<number[]> {
  const { featuresCount, indexNodeSize } = header;
  const levels = findLevels(featuresCount, indexNodeSize);
  const total = measureIndex(featuresCount, indexNodeSize) / nodeBytes;
  let groups = [0];
  for (let level = 0; level < levels.length; level += 1) {
    const end = levels[level + 1] ?? total;
    const isLeaf = level === levels.length - 1;
    const found: Node[] = [];
    for (const first of groups) {
      const nodes = Math.min(indexNodeSize, end - first);
      if (!(nodes > 0 && first >= levels[level]!)) throw new RangeError("the index points outside itself");
      const bytes = await reader.read(head.length + first * nodeBytes, nodes * nodeBytes);
      const view = new DataView(bytes.buffer);
      for (let at = 0; at < bytes.length; at += nodeBytes) {
        const own = [0, 8, 16, 24].map((step) => view.getFloat64(at + step, true));
        if (meetsBox(own, box)) found.push({ box: own, offset: Number(view.getBigUint64(at + 32, true)) });
      }
    }
    groups = found.map(({ offset }) => offset);
    if (isLeaf) return groups.sort((a, b) => a - b);
  }
  return [];
}

/** A FlatGeobuf of the same head, without an index that leads anywhere, of these features. */
function writeFile({ head, header }: Opened, features: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const index = measureIndex(features.length, header.indexNodeSize);
  const size = features.reduce((sum, feature) => sum + feature.length, head.length + index);
  const file = new Uint8Array(size);
  file.set(head);
  FlatTable.readRoot(file.subarray(12, head.length)).writeBigUint64(8, BigInt(features.length));
  let at = head.length + index;
  for (const feature of features) {
    file.set(feature, at);
    at += feature.length;
  }
  return file;
}

/** Those of some features that share a place with the box; the index knows only their boxes. */
function keepMet(opened: Opened, features: Uint8Array[], box: Bbox, name: string): Uint8Array[] {
  const [layer] = readFlatGeobuf({ name, bytes: writeFile(opened, features) }, createFindings(), {});
  return layer!.features.flatMap(({ record, geometry }) =>
    geometry && isInBox(geometry as Geometry, box) ? [features[record - 1]!] : [],
  );
}

async function readFeature(reader: RangeReader, at: number): Promise<Uint8Array> {
  const size = new DataView((await reader.read(at, 4)).buffer).getUint32(0, true);
  if (size < 8) throw new RangeError("a feature without bytes");
  return reader.read(at, 4 + size);
}

/**
 * Reads what lies in a box: the index names the features, and only those are read. Without an index the features are
 * read from the first on.
 */
export const pullFlatGeobuf: RangePull = async (reader, { name, bbox, most }, tell) => {
  const opened = await openFile(reader);
  const { head, header } = opened;
  const crs = readSystem(header, name);
  const box = bbox && projectBox(bbox, crs);
  const isIndexed = header.indexNodeSize > 0 && header.featuresCount > 0;
  const start = head.length + measureIndex(header.featuresCount, header.indexNodeSize);
  const leaves = box && isIndexed ? await findLeaves(reader, opened, box) : null;
  const candidates = leaves?.length ?? (header.featuresCount || null);
  const kept: Uint8Array[] = [];
  let [seen, at] = [0, start];
  let isAtEnd = candidates === 0;
  while (!isAtEnd && kept.length < most) {
    const some: Uint8Array[] = [];
    while (some.length < batch && !isAtEnd && (box !== null || kept.length + some.length < most)) {
      if (leaves) at = start + leaves[seen]!;
      const feature = await readFeature(reader, at);
      at += feature.length;
      seen += 1;
      some.push(feature);
      isAtEnd = candidates === null ? at >= (await reader.size()) : seen >= candidates;
    }
    kept.push(...(box ? keepMet(opened, some, box, name) : some));
    tell(Math.min(kept.length, most), leaves || !box ? candidates : null);
  }
  const isWhole = isAtEnd && kept.length <= most;
  const taken = kept.slice(0, most);
  return {
    taken: taken.length,
    // Boxes that meet are counted where not everything was read: the shapes of the rest are not known.
    matched: isWhole ? taken.length : box && !leaves ? null : candidates,
    isWhole,
    file: taken.length === 0 ? null : { name: `${name}.fgb`, bytes: writeFile(opened, taken) },
    note:
      box && !isIndexed
        ? { zh: "文件没有空间索引，按顺序读取", en: "the file has no spatial index and was read in order" }
        : null,
  };
};
