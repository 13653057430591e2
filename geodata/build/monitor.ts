/** The plan against what happened: the two append-only tables, checked and written for the atlas to read. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProjectThings } from "../../src/domain/monitor/projectEffects.ts";
import {
  type CellRow,
  type RowFault,
  readMilestones,
  readObservations,
} from "../../src/domain/monitor/readRows.ts";
import { columnsOf, type MonitorTable } from "../../src/domain/monitor/rows.ts";
import type { RailSource } from "../../src/domain/rail/railSource.ts";
import { outputFolder } from "./dataset.ts";
import {
  FactError,
  type FactRow,
  factsFolder,
  planFolder,
  readFactTable,
  refuse,
  requireText,
} from "./factTable.ts";
import { planPeriod, readMonitorAreas } from "./monitorContext.ts";
import { checkLedger, readLedger, writeLedger } from "./monitorLedger.ts";
import { nameRun } from "./railLines.ts";

const tables = ["milestones", "observations"] as const;

const readBodies = () =>
  Object.fromEntries(
    readFactTable("monitor_bodies.csv").map((fact) => [
      fact.values.written_zh!,
      { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
    ]),
  );

const railFile = join(outputFolder, "data", "rail-network.json");

/** What the projects are on the map and in the railway: their features, and the new lines in `rail-network.json`. */
export function readThings(projects: ReadonlySet<string>): Record<string, ProjectThings> {
  const things: Record<string, ProjectThings> = {};
  const thingsOf = (fact: FactRow) => {
    const project = requireText(fact, "project_id");
    if (!projects.has(project)) refuse(fact, `no project '${project}' in milestones.csv`);
    things[project] ??= { features: [], lines: [] };
    return things[project];
  };
  for (const fact of readFactTable("project-features.csv", planFolder)) {
    const dataset = requireText(fact, "dataset");
    thingsOf(fact).features.push({ dataset, id: requireText(fact, "feature_id") });
  }
  const known: ReadonlySet<string> = existsSync(railFile)
    ? new Set((JSON.parse(readFileSync(railFile, "utf8")) as RailSource).lines.map(({ id }) => id))
    : new Set();
  for (const fact of readFactTable("project-lines.csv", planFolder)) {
    const line = requireText(fact, "line_id");
    if (!known.has(line)) refuse(fact, `no line '${line}' in rail-network.json`);
    thingsOf(fact).lines.push(line);
  }
  // A promise of several lines is drawn by the lines themselves.
  for (const { features, lines } of Object.values(things))
    if (features.length === 0)
      features.push(...lines.map((line) => ({ dataset: "rail-lines", id: nameRun(line) })));
  return things;
}

function refuseFault(table: MonitorTable, fault: RowFault | undefined) {
  if (fault) throw new FactError(`geodata/facts/${table}.csv`, fault.row, `'${fault.column}' ${fault.en}`);
}

/** Checks both tables as an office's would be, and what only a shipped row must have: an id, and who says so. */
export function checkTables(rows: Record<MonitorTable, readonly FactRow[]>, items: ReadonlySet<string>) {
  const areas = readMonitorAreas();
  const context = {
    origin: "shipped" as const,
    cities: areas.filter(({ role }) => role !== "outside").map(({ id }) => id),
    areas: areas.map(({ id }) => id),
    items,
    known: new Set<string>(),
  };
  const cells = (table: MonitorTable): CellRow[] =>
    rows[table].map((fact) => {
      requireText(fact, "row_id");
      return { row: fact.row, cells: fact.values };
    });
  refuseFault("milestones", readMilestones(cells("milestones"), context).faults[0]);
  refuseFault("observations", readObservations(cells("observations"), context).faults[0]);
}

const writeTable = (table: MonitorTable, rows: readonly FactRow[]) => {
  const columns = columnsOf(table);
  const lines = rows.map((fact) => JSON.stringify(columns.map((column) => fact.values[column] ?? "")));
  return `{"columns":${JSON.stringify(columns)},"rows":[\n${lines.join(",\n")}\n]}`;
};

export function build() {
  const rows = {
    milestones: readFactTable("milestones.csv"),
    observations: readFactTable("observations.csv"),
  };
  const items = readFactTable("inventory.csv", planFolder);
  checkTables(rows, new Set(items.map((fact) => requireText(fact, "id"))));
  const ledger = readLedger(factsFolder);
  const added = tables.flatMap((table) => checkLedger(table, rows[table], ledger));
  if (added.length > 0) writeLedger(factsFolder, [...ledger, ...added]);
  const text = [
    `"period":${JSON.stringify(planPeriod)}`,
    `"areas":${JSON.stringify(readMonitorAreas())}`,
    `"bodies":${JSON.stringify(readBodies())}`,
    `"things":${JSON.stringify(readThings(new Set(rows.milestones.map((fact) => requireText(fact, "project_id")))))}`,
    ...tables.map((table) => `"${table}":${writeTable(table, rows[table])}`),
  ].join(",\n");
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", "monitor.json"), `{${text}}\n`);
}
