import { cancelledCode, dataWorker } from "../compute/askData.ts";
import type { ContentSummary, ImportReport, ReadOptions, RepairId } from "../compute/dataProtocol.ts";
import { addUserLayers, mostUserLayers, type UserLayer } from "../domain/board/userLayers.ts";
import type { Result } from "../domain/result.ts";
import { changeScreen, editBoard, requestFlight, tell, tellProblem } from "./actions.ts";
import { useAtlas } from "./store.ts";
import { markOpen, type PendingImport, takeContent, useUserData } from "./userData.ts";

const shapefilePart = /\.(shp|shx|dbf|prj|cpg|qpj|sbn|sbx|qix|shp\.xml)$/i;
const tableFormats = ["csv", "xlsx"];
/** Names no column has: asking for it makes the reader list the columns there are. */
const noColumn = "\u0000";

/** The files that belong together: the loose parts of a shapefile by their name, each other file alone. */
export function groupFiles(files: readonly File[]): File[][] {
  const sets = new Map<string, File[]>();
  for (const file of files) {
    const key = shapefilePart.test(file.name)
      ? `shapefile ${file.name.replace(shapefilePart, "").toLowerCase()}`
      : `file ${sets.size} ${file.name}`;
    sets.set(key, [...(sets.get(key) ?? []), file]);
  }
  return [...sets.values()];
}

const titleOf = (files: readonly File[]) =>
  (files.find((file) => /\.shp$/i.test(file.name)) ?? files[0]!).name;

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
    requestFlight({
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
  for (const content of kept) takeContent(content, { ...report, datum: content.datum ?? report.datum });
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

const isChosen = (options: ReadOptions) => options.columns !== undefined;

async function listColumns(files: File[], options: ReadOptions): Promise<PendingImport["table"]> {
  const asked = await dataWorker.ask("read", {
    files,
    options: { ...options, columns: { wkt: noColumn } },
  });
  const question = asked.ok ? asked.value.report.questions.find((q) => q.about === "columns") : undefined;
  return question
    ? { headers: question.choices.map((choice) => choice.value), samples: question.samples }
    : null;
}

/** Reads one set; false where the reader stopped it. */
async function readOne(files: File[], options: ReadOptions, replaces?: number): Promise<boolean> {
  const read = await readGroup(files, options);
  if (!read.ok) {
    useUserData.setState({ job: null });
    if (read.error.code === cancelledCode) return false;
    tellProblem(read.error);
    return true;
  }
  const { report, contents } = read.value;
  for (const content of contents) markOpen(content.key);
  // Where the positions of a table are is the user's to say before anything comes in.
  const isTable = tableFormats.includes(report.format ?? "");
  const table = isTable ? await listColumns(files, options) : null;
  useUserData.setState({ job: null });
  const title = titleOf(files);
  // An unnamed datum is read as WGS 84 and said so; the layer can be moved afterwards, seen before and after.
  const asks = report.questions.some((question) => question.about !== "datum");
  const waits = !report.accepted || (isTable && !isChosen(options)) || asks;
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
    report,
    contents,
    table,
  };
  useUserData.setState({ pending: [...others, pending].sort((a, b) => a.id - b.id) });
  return true;
}

/** Reads files one set after the other; what needs an answer waits in the panel. */
export async function importFiles(files: readonly File[]) {
  if (files.length === 0) return;
  changeScreen({ panel: "data" });
  for (const group of groupFiles(files)) if (!(await readOne(group, {}))) return;
}

const findPending = (id: number) => useUserData.getState().pending.find((other) => other.id === id);

/** Reads a waiting file again with other choices. */
export async function answerImport(id: number, change: Partial<ReadOptions>) {
  const pending = findPending(id);
  if (pending) await readOne(pending.files, { ...pending.options, ...change }, id);
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
