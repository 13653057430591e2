import { cancelledCode, dataWorker } from "../../compute/askData.ts";
import type {
  ContentSummary,
  ImportReport,
  Provenance,
  ReadOptions,
  RepairId,
} from "../../compute/dataProtocol.ts";
import { addUserLayers, mostUserLayers, type UserLayer } from "../../domain/board/userLayers.ts";
import type { Result } from "../../domain/result.ts";
import { changeScreen, editBoard, requestCamera, tell, tellProblem } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { prepareTiles } from "./prepareTiles.ts";
import { markOpen, type PendingImport, takeContent, useUserData } from "./userData.ts";

const shapefilePart = /\.(shp|shx|dbf|prj|cpg|qpj|sbn|sbx|qix|shp\.xml)$/i;
const geodatabasePart =
  /^(a[0-9a-f]{8}\.[a-z_]+(\.[a-z]+)?|gdb|timestamps)$|\.(gdbtablx?|gdbtable|gdbindexes|spx|atx|freelist)$/i;
const tableFormats = ["csv", "xlsx"];

/** The files that belong together: the loose parts of a shapefile by their name, those of a geodatabase or of a MapInfo table, each other file alone. */
export function groupFiles(files: readonly File[]): File[][] {
  const sets = new Map<string, File[]>();
  const hasGeodatabase = files.some((file) => /\.gdbtable$/i.test(file.name));
  const folderOf = (name: string) => name.slice(0, name.lastIndexOf("/") + 1);
  const stemOf = (name: string) => name.replace(/\.[^.]*$/, "").toLowerCase();
  const mapInfo = new Set(files.flatMap(({ name }) => (/\.(tab|mif)$/i.test(name) ? [stemOf(name)] : [])));
  const findSet = (name: string): string | undefined => {
    // One geodatabase is one folder; its parts may also have been chosen loose.
    if (hasGeodatabase && geodatabasePart.test(name.slice(folderOf(name).length)))
      return `geodatabase ${folderOf(name)}`;
    if (shapefilePart.test(name)) return `shapefile ${name.replace(shapefilePart, "").toLowerCase()}`;
    if (!mapInfo.has(stemOf(name))) return undefined;
    if (/\.(tab|dat|map|id|ind)$/i.test(name)) return `table ${stemOf(name)}`;
    return /\.(mif|mid)$/i.test(name) ? `interchange ${stemOf(name)}` : undefined;
  };
  for (const file of files) {
    const key = findSet(file.name) ?? `file ${sets.size} ${file.name}`;
    sets.set(key, [...(sets.get(key) ?? []), file]);
  }
  return [...sets.values()];
}

const titleOf = (files: readonly File[]) => {
  const { name } = files.find((file) => /\.(shp|tab|mif)$/i.test(file.name)) ?? files[0]!;
  return /([^/]+\.gdb)\/[^/]*$/i.exec(name)?.[1] ?? name.replace(/^.*\//, "");
};

let created = 0;
export const createLayerId = () => {
  created += 1;
  return `user-${Date.now().toString(36)}-${created}`;
};

/** A layer for a content, coloured unlike the last ones. */
export function buildLayer(
  summary: ContentSummary,
  origin: UserLayer["origin"],
  name: string,
  place = useAtlas.getState().board.userLayers?.length ?? 0,
): UserLayer {
  const { key, count, bbox, shapes, columns } = summary;
  return {
    id: createLayerId(),
    name: name.slice(0, 200) || "?",
    origin,
    content: key,
    count,
    bbox,
    shapes,
    columns,
    paint: { by: "one", tone: place },
    label: null,
  };
}

/** Puts layers on the board, as one step of undo, and shows them whole. */
export function addLayers(layers: readonly UserLayer[]) {
  const { board } = useAtlas.getState();
  if ((board.userLayers?.length ?? 0) + layers.length > mostUserLayers) {
    tell("warning", {
      zh: `自有图层最多 ${mostUserLayers} 个，先移除一些`,
      en: `${mostUserLayers} own layers at most; remove some first`,
    });
    return;
  }
  editBoard((before) => addUserLayers(before, layers));
  const boxes = layers.flatMap((layer) => (layer.bbox ? [layer.bbox] : []));
  if (boxes.length > 0)
    requestCamera({
      bbox: [
        Math.min(...boxes.map((box) => box[0])),
        Math.min(...boxes.map((box) => box[1])),
        Math.max(...boxes.map((box) => box[2])),
        Math.max(...boxes.map((box) => box[3])),
      ],
      maxZoom: 13,
    });
}

/** A file of one layer names it better than its inside does. */
const nameLayer = (content: ContentSummary, title: string, isOnly: boolean) =>
  isOnly ? title.replace(/\.(shp\.zip|geo\.json|[^.]+)$/i, "") : content.name;

function bringIn({ contents, title, report }: Pick<PendingImport, "contents" | "title" | "report">) {
  const place = useAtlas.getState().board.userLayers?.length ?? 0;
  const kept = contents.filter((content) => content.count > 0);
  for (const content of kept) void takeContent(content, { ...report, datum: content.datum ?? report.datum });
  addLayers(
    kept.map((content, index) =>
      buildLayer(content, "file", nameLayer(content, title, kept.length === 1), place + index),
    ),
  );
}

type Read = { report: ImportReport; contents: ContentSummary[] };

function readGroup(files: File[], options: ReadOptions): Promise<Result<Read>> {
  const title = titleOf(files);
  useUserData.setState({ job: { title, stage: "reading", fraction: 0 } });
  return dataWorker.ask("read", { files, options }, (fraction) =>
    useUserData.setState({ job: { title, stage: "reading", fraction } }),
  );
}

let pendings = 0;

/** A table whose columns leave no doubt, and of which no row was left out, comes in with one gesture. */
const isClearTable = ({ tables, warnings }: ImportReport) =>
  tables !== undefined &&
  tables.length > 0 &&
  tables.every(({ isClear }) => isClear) &&
  warnings.length === 0;

/** Reads one set; false where the reader stopped it. */
async function readOne(
  files: File[],
  options: ReadOptions,
  replaces?: number,
  service?: Provenance,
): Promise<boolean> {
  const settleTiles = await prepareTiles(files);
  const read = await readGroup(files, options);
  settleTiles(read.ok ? read.value.contents : []);
  if (!read.ok) {
    useUserData.setState({ job: null });
    if (read.error.code === cancelledCode) return false;
    tellProblem(read.error);
    return true;
  }
  const { contents } = read.value;
  const report = service ? { ...read.value.report, service } : read.value.report;
  for (const content of contents) markOpen(content.key);
  // Where the positions of a table are is the user's to say before anything comes in.
  const isTable = tableFormats.includes(report.format ?? "");
  useUserData.setState({ job: null });
  const title = titleOf(files);
  // An unnamed datum is read as WGS 84 and said so; the layer can be moved afterwards, seen before and after.
  const asks = report.questions.some((question) => question.about !== "datum");
  const waits = !report.accepted || (isTable && !isClearTable(report)) || asks;
  const others = useUserData.getState().pending.filter((other) => other.id !== replaces);
  if (!waits && replaces === undefined) {
    useUserData.setState({ pending: others });
    bringIn({ contents, title, report });
    return true;
  }
  pendings += 1;
  const pending: PendingImport = {
    id: replaces ?? pendings,
    title,
    files,
    options,
    service,
    report,
    contents,
  };
  useUserData.setState({ pending: [...others, pending].sort((a, b) => a.id - b.id) });
  return true;
}

/**
 * Reads files one set after the other; what needs an answer waits in the panel.
 * @param service where they were pulled from, which stays with the layers.
 */
export async function importFiles(files: readonly File[], service?: Provenance) {
  if (files.length === 0) return;
  changeScreen({ panel: "data" });
  for (const group of groupFiles(files)) if (!(await readOne(group, {}, undefined, service))) return;
}

const findPending = (id: number) => useUserData.getState().pending.find((other) => other.id === id);

/** Reads a waiting file again with other choices; `isAnew` leaves the choices before behind. */
export async function answerImport(id: number, change: Partial<ReadOptions>, isAnew = false) {
  const pending = findPending(id);
  if (!pending) return;
  await readOne(pending.files, isAnew ? change : { ...pending.options, ...change }, id, pending.service);
}

/** Switches a repair on or off and reads again. */
export async function toggleRepair(id: number, repair: RepairId) {
  const repairs = findPending(id)?.options.repairs ?? [];
  await answerImport(id, {
    repairs: repairs.includes(repair) ? repairs.filter((other) => other !== repair) : [...repairs, repair],
  });
}

export function dropImport(id: number) {
  useUserData.setState((state) => ({ pending: state.pending.filter((other) => other.id !== id) }));
}

/** Lets a waiting file come in as it has been read. */
export function acceptImport(id: number) {
  const pending = findPending(id);
  if (!pending?.report.accepted) return;
  dropImport(id);
  bringIn(pending);
}

/** Stops reading at once. */
export function cancelImport() {
  dataWorker.cancel();
  useUserData.setState({ job: null });
}
