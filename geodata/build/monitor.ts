/** The plan against what happened: the two append-only tables, checked and written for the atlas to read. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CellRow,
  type RowFault,
  readMilestones,
  readObservations,
} from "../../src/domain/monitor/readRows.ts";
import { columnsOf, type MonitorTable } from "../../src/domain/monitor/rows.ts";
import { outputFolder } from "./dataset.ts";
import { FactError, type FactRow, factsFolder, planFolder, readFactTable, requireText } from "./factTable.ts";
import { planPeriod, readMonitorAreas } from "./monitorContext.ts";
import { checkLedger, readLedger, writeLedger } from "./monitorLedger.ts";

const tables = ["milestones", "observations"] as const;

const readBodies = () =>
  Object.fromEntries(
    readFactTable("monitor_bodies.csv").map((fact) => [
      fact.values.written_zh!,
      { zh: requireText(fact, "name_zh"), en: requireText(fact, "name_en") },
    ]),
  );

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
    ...tables.map((table) => `"${table}":${writeTable(table, rows[table])}`),
  ].join(",\n");
  mkdirSync(join(outputFolder, "data"), { recursive: true });
  writeFileSync(join(outputFolder, "data", "monitor.json"), `{${text}}\n`);
}
