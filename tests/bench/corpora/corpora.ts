import { type ChildProcess, fork } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type FileGroup, groupFiles, nameForOgrinfo } from "./mapFiles.ts";
import { countByOgrinfo, findOgrinfo } from "./ogrinfo.ts";
import type { Reading } from "./reader.ts";
import { faults, judge, type Outcome, type Verdict, type VerdictKind, verdictNames } from "./verdict.ts";

/**
 * Reads every map file below some folders as the app would, each within a limit of processor time and memory, and holds the
 * count of records against ogrinfo's. `npm run corpora -- FOLDER… [--seconds 60] [--megabytes 3000] [--list FILE]`;
 * exit code 1 where a file crashes, hangs, takes too much memory or differs without a known reason.
 */

interface Limits {
  seconds: number;
  megabytes: number;
}

/** Times the limit by the clock, where processor time is known. */
const idleFactor = 10;

interface Row {
  group: FileGroup;
  outcome: Outcome;
  verdict: Verdict;
}

function* walkFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walkFiles(path);
    else if (entry.isFile()) yield path;
  }
}

/** Memory of a process now; 0 where the system does not tell, and its own limit of heap has to do. */
function measureMegabytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Seconds of processor time a process has had; null where the system does not tell. */
function measureSeconds(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** A process that reads one group after the other; a new one takes its place once it dies, hangs or has grown. */
function createReader({ seconds, megabytes }: Limits) {
  let child: ChildProcess | null = null;
  const end = () => {
    child?.kill("SIGKILL");
    child = null;
  };
  const start = () =>
    fork(process.argv[1]!, ["corpora-reader"], {
      execArgv: [`--max-old-space-size=${megabytes}`],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
  const read = (paths: FileGroup) =>
    new Promise<Outcome>((settle) => {
      child ??= start();
      const current = child;
      let said = "";
      const finish = (outcome: Outcome) => {
        clearTimeout(tooLate);
        clearInterval(watch);
        current.removeAllListeners();
        current.stderr!.removeAllListeners("data");
        const isGrown = outcome.kind === "answered" && outcome.peakMegabytes > megabytes / 3;
        if (outcome.kind === "died" || outcome.kind === "late" || outcome.kind === "large" || isGrown) end();
        settle(outcome);
      };
      // A busy machine is not the file's fault: its processor time counts, and only a standstill by the clock.
      const before = measureSeconds(current.pid!);
      const tooLate = setTimeout(
        () => finish({ kind: "late" }),
        seconds * 1000 * (before === null ? 1 : idleFactor),
      );
      const watch = setInterval(() => {
        if (measureMegabytes(current.pid!) > megabytes) finish({ kind: "large" });
        else if ((measureSeconds(current.pid!) ?? 0) - (before ?? 0) > seconds) finish({ kind: "late" });
      }, 250);
      current.stderr!.on("data", (chunk: Buffer) => {
        said = (said + chunk.toString()).slice(-4000);
      });
      current.on("message", (reading: Reading) => finish(reading));
      current.on("exit", (code, signal) =>
        finish(
          /heap out of memory/.test(said)
            ? { kind: "large" }
            : { kind: "died", message: `ended with ${signal ?? code}: ${said.trim().slice(-300)}` },
        ),
      );
      current.send([...paths]);
    });
  return { read, end };
}

const count = <T>(values: readonly T[]) => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
};

function printTable(rows: readonly Row[], root: string) {
  console.log("| verdict | files |");
  console.log("| --- | ---: |");
  for (const kind of Object.keys(verdictNames) as VerdictKind[])
    console.log(`| ${verdictNames[kind]} | ${rows.filter(({ verdict }) => verdict.kind === kind).length} |`);
  console.log(`| all | ${rows.length} |`);
  for (const kind of ["read", "refused", "explained"] as const) {
    const whys = rows.flatMap(({ verdict }) => (verdict.kind === kind && verdict.why ? [verdict.why] : []));
    if (whys.length === 0) continue;
    console.log(`\n| ${verdictNames[kind]}: | files |`);
    console.log("| --- | ---: |");
    for (const [why, files] of count(whys)) console.log(`| ${why} | ${files} |`);
  }
  const faulty = rows.filter(({ verdict }) => faults.includes(verdict.kind));
  for (const { group, verdict } of faulty)
    console.log(`\n${verdictNames[verdict.kind]}: ${relative(root, group[0]!)}: ${verdict.why}`);
  const measured = rows.flatMap(({ group, outcome }) =>
    outcome.kind === "answered" || outcome.kind === "threw" ? [{ group, ...outcome }] : [],
  );
  const slowest = [...measured].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 3);
  for (const { group, milliseconds } of slowest)
    console.log(`\nslowest: ${(milliseconds / 1000).toFixed(1)} s, ${relative(root, group[0]!)}`);
  const [largest] = [...measured].sort((a, b) => b.peakMegabytes - a.peakMegabytes);
  if (largest)
    console.log(
      `\npeak memory: ${largest.peakMegabytes.toFixed(0)} MB, ${relative(root, largest.group[0]!)}`,
    );
  return faulty.length;
}

/** One line a group, for whoever follows a count up. */
const writeLine = ({ group, outcome, verdict }: Row) => {
  const [error] = outcome.kind === "answered" ? outcome.errors : [];
  const warnings = outcome.kind === "answered" ? count(outcome.warnings.map(({ code }) => code)) : [];
  return [
    verdict.kind,
    verdict.why,
    outcome.kind === "answered" ? `${outcome.format} ${outcome.read}+${outcome.skipped}` : "",
    group[0],
    error?.message ?? "",
    warnings.map(([code, times]) => `${code}×${times}`).join(" "),
  ]
    .join("\t")
    .replaceAll("\n", " ");
};

function parseWords(words: readonly string[]) {
  const folders: string[] = [];
  const limits: Limits = { seconds: 60, megabytes: 3000 };
  let list: string | null = null;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!;
    if (word === "--seconds" || word === "--megabytes") {
      at += 1;
      const value = Number(words[at]);
      if (!(value > 0)) throw new Error(`${word} ${words[at]}: a number above 0`);
      limits[word === "--seconds" ? "seconds" : "megabytes"] = value;
    } else if (word === "--list") {
      at += 1;
      list = words[at] ?? null;
    } else folders.push(resolve(process.env.INIT_CWD ?? process.cwd(), word));
  }
  const missing = folders.find((folder) => !statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  if (missing !== undefined) throw new Error(`there is no folder ${missing}`);
  if (folders.length === 0)
    throw new Error("usage: npm run corpora -- FOLDER… [--seconds 60] [--megabytes 3000] [--list FILE]");
  return { folders, limits, list };
}

/** Runs over the folders of the command line; gives the exit code: 2 for misuse, 1 for any fault, 0 otherwise. */
export async function reportCorpora(words: readonly string[]): Promise<number> {
  let asked: ReturnType<typeof parseWords>;
  try {
    asked = parseWords(words);
  } catch (error) {
    console.error(`corpora: ${error instanceof Error ? error.message : error}`);
    return 2;
  }
  const groups = groupFiles(asked.folders.flatMap((folder) => [...walkFiles(folder)]).sort());
  const ogrinfo = await findOgrinfo();
  console.log(ogrinfo ?? "no ogrinfo on the PATH: counts are held against nothing");
  const reader = createReader(asked.limits);
  const rows: Row[] = [];
  for (const [index, group] of groups.entries()) {
    const [outcome, layers] = await Promise.all([
      reader.read(group),
      ogrinfo ? countByOgrinfo(nameForOgrinfo(group)) : undefined,
    ]);
    const row = { group, outcome, verdict: judge(outcome, layers) };
    rows.push(row);
    if (faults.includes(row.verdict.kind)) console.error(writeLine(row));
    if (index % 100 === 99) console.error(`${index + 1} of ${groups.length}`);
  }
  reader.end();
  if (asked.list !== null) writeFileSync(asked.list, `${rows.map(writeLine).join("\n")}\n`);
  console.log(`${groups.length} files of ${asked.folders.length} folders\n`);
  return printTable(rows, asked.folders.length === 1 ? asked.folders[0]! : "/") > 0 ? 1 : 0;
}
