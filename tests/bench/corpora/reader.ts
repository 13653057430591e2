import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { createDataTasks } from "../../../src/compute/dataTasks.ts";
import { mostBytes } from "../../../src/data/bytes/archive.ts";
import type { ImportReport, ReadOptions } from "../../../src/data/importReport.ts";

/** What the child tells of one group of files. */
export type Reading =
  | {
      kind: "answered";
      accepted: boolean;
      format: string | null;
      /** Records read, and records seen and left out. */
      read: number;
      skipped: number;
      layers: { name: string; count: number }[];
      errors: { code: string; message: string; messageZh: string }[];
      /** Lines of tables down to the end of their headers. */
      headings: number;
      warnings: { code: string; message: string }[];
      /** How often a question was answered or a repair agreed to, and the file read again. */
      rounds: number;
      milliseconds: number;
      peakMegabytes: number;
    }
  | { kind: "threw"; message: string; milliseconds: number; peakMegabytes: number };

const mostRounds = 3;

/** The name a page would be given: a geodatabase keeps its folder's. */
const nameOf = (path: string) =>
  /\.gdb$/i.test(dirname(path)) ? `${basename(dirname(path))}/${basename(path)}` : basename(path);

const loadFile = (path: string) => {
  const bytes = readFileSync(path);
  // Past the limit only the size matters: the reader refuses it without the content.
  return new File([bytes.length > mostBytes ? new Uint8Array(mostBytes + 1) : bytes], nameOf(path));
};

/** The task the app's worker runs, new every time: nothing read before stays in memory. */
const readAnew = (files: File[], options: ReadOptions) =>
  createDataTasks().read({ files, options }, () => {});

/** The first choice of every question and the repairs that are offered; null where there is no way out. */
function answerReport(report: ImportReport, options: ReadOptions, isLast: boolean): ReadOptions | null {
  const change: ReadOptions = {};
  for (const { about, choices } of report.questions) {
    const value = choices[0]?.value;
    if (value === undefined) continue;
    if (about === "crs" && options.fromCrs === undefined) change.fromCrs = value;
    if (about === "encoding" && options.encoding === undefined) change.encoding = value;
  }
  const offered = report.repairs.filter(
    ({ id, applied }) => !applied && (isLast || id !== "skip-bad-records"),
  );
  if (offered.length > 0) change.repairs = [...(options.repairs ?? []), ...offered.map(({ id }) => id)];
  return Object.keys(change).length > 0 ? change : null;
}

async function readGroup(paths: readonly string[]): Promise<Reading> {
  const start = performance.now();
  const measure = () => ({
    milliseconds: performance.now() - start,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  });
  try {
    const files = paths.map(loadFile);
    let options: ReadOptions = {};
    let round = 0;
    let { report, contents } = await readAnew(files, options);
    // What the reader turns down with a way out is tried that way, as a user would.
    for (; round < mostRounds && !report.accepted; round += 1) {
      const change = answerReport(report, options, round === mostRounds - 1);
      if (!change) break;
      options = { ...options, ...change };
      ({ report, contents } = await readAnew(files, options));
    }
    return {
      kind: "answered",
      accepted: report.accepted,
      format: report.format,
      read: report.read,
      skipped: report.skipped,
      layers: contents.map(({ name, count }) => ({ name, count })),
      errors: report.errors.map(({ code, message, messageZh }) => ({ code, message, messageZh })),
      headings: (report.tables ?? []).reduce(
        (sum, table) => sum + table.headerRow + table.headerLines - 1,
        0,
      ),
      warnings: report.warnings.map(({ code, message }) => ({ code, message })),
      rounds: round,
      ...measure(),
    };
  } catch (error) {
    return {
      kind: "threw",
      message: error instanceof Error ? `${error.stack}` : String(error),
      ...measure(),
    };
  }
}

/** Serves the parent of the corpus run: a list of paths in, a reading out. */
export function serveReadings() {
  process.on("message", async (paths: string[]) => process.send!(await readGroup(paths)));
}
