import { hashEvaluation } from "../../domain/monitor/describeJudgement.ts";
import type { Evaluation, Monitor } from "../../domain/monitor/monitor.ts";
import type { Block, Cell } from "../conflictReport/report.ts";
import { writeReportDocx } from "../conflictReport/reportDocx.ts";
import { writeReportHtml } from "../conflictReport/reportHtml.ts";
import { buildWorkbook, type SheetCell } from "../formats/xlsxWriter.ts";
import { buildMonitorReport, type MonitorExtras, type MonitorFrame } from "./monitorBlocks.ts";
import { listCells, writeRowCsv } from "./rowFile.ts";

export const monitorFormats = ["docx", "xlsx", "csv", "html"] as const;
export type MonitorFormat = (typeof monitorFormats)[number];

export interface MonitorFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

const types: Record<MonitorFormat, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv;charset=utf-8",
  html: "text/html;charset=utf-8",
};

const toNumber = ({ text }: Cell): SheetCell => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);

/** The tables of a report as sheets named after the headings above them, then every row that counts. */
function writeWorkbook(evaluation: Evaluation, blocks: readonly Block[], foot: string): Uint8Array {
  const sheets: { name: string; rows: SheetCell[][] }[] = [];
  let heading = "";
  let count = 0;
  for (const block of blocks) {
    if (block.kind === "heading") {
      heading = block.text;
      count = 0;
    }
    if (block.kind !== "table") continue;
    count += 1;
    sheets.push({
      name: count === 1 ? heading : `${heading} ${count}`,
      rows: [block.head, ...block.rows.map((row) => row.map(toNumber)), [], [foot]],
    });
  }
  const rows = listCells(evaluation);
  return buildWorkbook([
    ...sheets,
    { name: "milestones", rows: rows.milestones },
    { name: "observations", rows: rows.observations },
  ]);
}

/** The projects of an evaluation as a plain table, one a line. */
const listProjects = (blocks: readonly Block[]): SheetCell[][] => {
  const tables = blocks.filter((block): block is Extract<Block, { kind: "table" }> => block.kind === "table");
  const wide = tables.filter(({ head }) => head.length === 6);
  const projects = [wide[0]!, wide.at(-1)!];
  return [
    projects[0]!.head,
    ...projects.flatMap(({ rows }) => rows.map((row) => row.map(({ text }) => text))),
  ];
};

/** An evaluation as a file; the same evaluation gives the same bytes. */
export function writeMonitorFile(
  evaluation: Evaluation,
  monitor: Monitor,
  frame: MonitorFrame,
  format: MonitorFormat,
  { stylesheetUrl = "report.css", ...extras }: MonitorExtras & { stylesheetUrl?: string } = {},
): MonitorFile {
  const report = buildMonitorReport(evaluation, monitor, frame, extras);
  const { since } = extras;
  const name = `evaluation-${since ? `${since.from}-` : ""}${evaluation.asOf}-${hashEvaluation(evaluation).slice(0, 8)}.${format}`;
  const bytes = {
    docx: () => writeReportDocx(report),
    xlsx: () => writeWorkbook(evaluation, report.blocks, report.foot),
    csv: () => writeRowCsv(listProjects(report.blocks)),
    html: () => new TextEncoder().encode(writeReportHtml(report, stylesheetUrl)),
  }[format]();
  return { name, type: types[format], bytes };
}
