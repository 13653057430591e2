/**
 * `npm run fit-rail` fits the numbers of the railway to the timetable of January 2021 and prints the error by class:
 * on all rows, and on rows that the fit did not see. `-- write` puts the numbers into the fact tables.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashText } from "../../src/domain/rail/hashText.ts";
import { factsFolder } from "../build/factTable.ts";
import { openRailFit, type RailFit } from "./railFit.ts";

const folds = 10;

/** The share of rows at which a sorted list of errors is cut. */
const quantile = (sorted: readonly number[], share: number) => {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
};

function describeErrors(name: string, errors: readonly number[]): string {
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`.padStart(7);
  return `${name.padEnd(34)} ${String(errors.length).padStart(3)} rows  median ${percent(quantile(sorted, 0.5))}  nine in ten within ${percent(quantile(sorted, 0.9))}  worst ${percent(sorted[sorted.length - 1]!)}`;
}

function printErrors(rail: RailFit, title: string, errors: readonly number[]) {
  console.log(describeErrors(title, errors));
  for (const trainClass of ["emu", "conventional"] as const)
    console.log(
      describeErrors(
        `  ${trainClass}`,
        errors.filter((_, i) => rail.rows[i]!.class === trainClass),
      ),
    );
}

/** Both ways between two stations and both classes stay together, so that no row has its mirror in the fit. */
const pairOf = ({ from, to }: { from: string; to: string }) => [from, to].sort().join(" ");

/** Splits of the pairs into tenths that are tried: one split may be lucky. */
const splits = 4;

/** The pairs in an order of their own for each split. */
function orderPairs(rail: RailFit, split: number): string[] {
  const weigh = (pair: string) => hashText(`${split} ${pair}`);
  const pairs = [...new Set(rail.rows.map(pairOf))].sort();
  return split === 0 ? pairs : pairs.sort((a, b) => (weigh(a) < weigh(b) ? -1 : 1));
}

/** Errors of every row under numbers fitted without the tenth of the pairs that it belongs to. */
function crossValidate(rail: RailFit, split: number): number[] {
  const pairs = orderPairs(rail, split);
  const foldOf = (row: number) => pairs.indexOf(pairOf(rail.rows[row]!)) % folds;
  const all = rail.rows.map((_, i) => i);
  const errors = new Array<number>(rail.rows.length).fill(0);
  for (let fold = 0; fold < folds; fold += 1) {
    const held = all.filter((row) => foldOf(row) === fold);
    const numbers = rail.fit(all.filter((row) => foldOf(row) !== fold));
    for (const [k, minutes] of rail.predict(numbers, held).entries())
      errors[held[k]!] = minutes / rail.rows[held[k]!]!.fastestMinutes - 1;
  }
  return errors;
}

/** What the plan's answers may be off by in one pair of ten. */
const tailShare = 0.09;

/** The rows that are far off when not seen, worst first: whether the numbers cannot give them, or nothing else tells of them. */
function printTail(rail: RailFit, errors: readonly number[], unseenBySplit: readonly (readonly number[])[]) {
  const rows = rail.rows.map((row, i) => ({
    row,
    fitted: errors[i]!,
    unseen: unseenBySplit.reduce((sum, split) => sum + split[i]!, 0) / unseenBySplit.length,
  }));
  for (const { row, fitted, unseen } of rows
    .filter((entry) => Math.abs(entry.unseen) > tailShare)
    .sort((a, b) => Math.abs(b.unseen) - Math.abs(a.unseen))) {
    const why = Math.abs(fitted) > tailShare ? "trains differ" : "no other row of its line";
    console.log(
      `  ${row.from} ${row.to} ${row.class} ${row.fastestMinutes} min, ${row.trains ?? 1} trains: unseen ${(unseen * 100).toFixed(1)} %, fitted ${(fitted * 100).toFixed(1)} % (${why})`,
    );
  }
}

function writeNumbers(rail: RailFit, numbers: Float64Array) {
  const { values, shares } = rail.read(numbers);
  const path = join(factsFolder, "rail", "fitted.csv");
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const text = lines.map((line) => {
    const id = line.slice(0, line.indexOf(","));
    const value = values.get(id);
    return value === undefined
      ? line
      : line.replace(/^((?:[^,"]*|"[^"]*")(?:,(?:[^,"]*|"[^"]*")){2}),[^,]*/, `$1,${value.toFixed(3)}`);
  });
  writeFileSync(path, `${text.join("\n")}\n`);
  const rows = [...shares].map(([key, [out, back]]) => {
    const [trainClass, group] = key.split(" ");
    return `${group},${trainClass},${out.toFixed(4)},${back.toFixed(4)}`;
  });
  writeFileSync(
    join(factsFolder, "rail", "running_shares.csv"),
    `group,class,out,back\n${rows.join("\n")}\n`,
  );
}

const rail = openRailFit();
const all = rail.rows.map((_, i) => i);
const numbers = rail.fit(all);
const errors = Array.from(
  rail.predict(numbers, all),
  (minutes, i) => minutes / rail.rows[i]!.fastestMinutes - 1,
);
printErrors(rail, "fitted to all rows", errors);
const unseenBySplit = Array.from({ length: splits }, (_, split) => crossValidate(rail, split));
const unseen = unseenBySplit[0]!;
for (const [split, found] of unseenBySplit.entries())
  printErrors(rail, `rows not seen, split ${split + 1}`, found);
console.log(describeErrors(`not seen, all ${splits} splits`, unseenBySplit.flat()));
printTail(rail, errors, unseenBySplit);
if (process.argv.includes("errors"))
  for (const [i, row] of rail.rows.entries())
    console.log(
      `${row.from} ${row.to} ${row.class} ${row.fastestMinutes} fitted ${(errors[i]! * 100).toFixed(1)} % unseen ${(unseen[i]! * 100).toFixed(1)} %`,
    );
const { values, shares } = rail.read(numbers);
for (const [id, value] of values) console.log(`${id.padEnd(28)} ${value.toFixed(3)}`);
for (const [group, [out, back]] of shares)
  console.log(`${group.padEnd(28)} ${out.toFixed(3)} ${back.toFixed(3)}`);
if (process.argv.includes("write")) writeNumbers(rail, numbers);
