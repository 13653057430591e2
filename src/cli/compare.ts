import { readFileSync, writeFileSync } from "node:fs";
import { atlas } from "../../geodata/catalogue.ts";
import { keyPhase, titlePhase } from "../../geodata/phaseDay.ts";
import { datedPhase, phaseIds, phases } from "../../geodata/plan/phases.ts";
import { fileOf } from "../../geodata/roles.ts";
import { findComparedFeatures, listComparedDatasets } from "../../layers/grammar/findComparedFeatures.ts";
import { layers } from "../../layers/index.ts";
import type { Board } from "../domain/board/board.ts";
import { decodeBoard } from "../domain/board/linkBoard.ts";
import { type BoardScope, mostFileBytes, type ParsedBoard, parseBoard } from "../domain/board/parseBoard.ts";
import { type ComparedSide, compareSides } from "../domain/compare/compareSides.ts";
import { describeDifference, differenceWords, summarizeDifferences } from "../domain/compare/compareWords.ts";
import {
  countDifferences,
  type Difference,
  type DifferenceKind,
  differenceKinds,
} from "../domain/compare/listDifferences.ts";
import { writeDifferencesCsv } from "../domain/compare/writeDifferencesCsv.ts";
import { isDay } from "../domain/monitor/days.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";
import type { Result } from "../domain/result.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { readShippedText } from "./dataFolder.ts";
import { formatTable } from "./table.ts";
import { resolvePath } from "./validate.ts";

const formats = ["table", "json", "csv"] as const;
/** A phase given by name is compared in every layer there is. */
const standard: Board = {
  version: 1,
  phase: phaseIds[0]!,
  language: "zh",
  theme: "paper",
  layers: layers.map(({ id }) => ({ id, visible: true, opacity: 1, hidden: [] })),
  selection: null,
  camera: null,
};
/** What a link leaves out is as the atlas has it when it opens. */
const opened: Board = {
  ...standard,
  layers: layers.map(({ id, shown }) => ({ id, visible: shown, opacity: 1, hidden: [] })),
};
const scope: BoardScope = { phases: phaseIds, layers: layers.map(({ id }) => id), standard: opened };

function requireBoard(parsed: Result<ParsedBoard>, typed: string): Board {
  if (!parsed.ok) throw new UsageError(`${typed.slice(0, 60)}: ${parsed.error.en}`);
  return parsed.value.board;
}

/** A side as typed: a phase, the dated phase on a day, a link, or a board file. */
function readSide(typed: string): Board {
  const code = typed.match(/#b=([A-Za-z0-9_-]+)$/)?.[1];
  if (code !== undefined) return requireBoard(decodeBoard(code, scope), typed);
  const [phase, day] = typed.split("@") as [string, string | undefined];
  const known = phaseIds.find((id) => id === phase);
  if (known && day === undefined) return { ...standard, phase: known };
  if (known && day !== undefined) {
    if (known !== datedPhase.id)
      throw new UsageError(
        `'${typed}': only ${datedPhase.id} can be taken on a day, as ${datedPhase.id}@2023-06-30`,
      );
    if (!isDay(day)) throw new UsageError(`'${typed}': '${day}' is no day, expected YYYY-MM-DD`);
    return { ...standard, phase: known, monitor: { asOf: day } };
  }
  let text: string;
  try {
    text = readFileSync(resolvePath(typed), "utf8");
  } catch {
    throw new UsageError(
      `'${typed}' is neither a phase (${phaseIds.join(", ")}), a link with #b=, nor a board file that can be read; nearest: ${findNearest(typed, phaseIds, 1)[0]}`,
    );
  }
  return requireBoard(parseBoard(text, scope, mostFileBytes), typed);
}

const titleOf = (board: Board) =>
  titlePhase(phases.find(({ id }) => id === board.phase)!, board.monitor?.asOf);

const buildSide = (board: Board): ComparedSide => ({
  phaseKey: keyPhase(board.phase, board.monitor?.asOf),
  phase: board.phase,
  phases: phaseIds,
  ...(board.scenario ? { scenario: board.scenario } : {}),
  ...(board.check ? { alternatives: board.check.alternatives } : {}),
});

const readDataset = (dataset: string) =>
  JSON.parse(readShippedText(fileOf(dataset))) as PlanFeatureCollection;

function writeTable(differences: readonly Difference[]): string {
  return formatTable<Difference>(
    [
      { title: "kind", text: ({ kind }) => kind },
      { title: "种类", text: ({ kind }) => differenceWords[kind].name.zh },
      { title: "dataset", text: ({ dataset }) => dataset },
      { title: "id", text: ({ id }) => id, most: 36 },
      { title: "名称", text: ({ name }) => name.zh, most: 40 },
      { title: "变化", text: (one) => describeDifference(one).zh, most: 48 },
    ],
    differences,
  );
}

function readKinds(typed: string | undefined): readonly DifferenceKind[] {
  if (typed === undefined) return differenceKinds;
  return typed.split(",").map((one) => {
    const kind = differenceKinds.find((known) => known === one);
    if (!kind)
      throw new UsageError(
        `--kind is '${one}', expected ${differenceKinds.join(", ")}; nearest: ${findNearest(one, differenceKinds, 1)[0]}`,
      );
    return kind;
  });
}

function readOutputFormat(typed: string): (typeof formats)[number] {
  const format = formats.find((known) => known === typed);
  if (!format)
    throw new UsageError(
      `--format is '${typed}', expected ${formats.join(", ")}; nearest: ${findNearest(typed, formats, 1)[0]}`,
    );
  return format;
}

/** Two states side by side: what was added, opened, upgraded, delayed, dropped or moved, by identity. */
export const command: Command = {
  usage: `compare LEFT RIGHT [--kind ${differenceKinds.join(",")}] [--format ${formats.join("|")}] [-o OUT]   what differs between two states; each is a phase (${phaseIds.join(", ")}), ${datedPhase.id}@DAY, a link or a board file, whose layers and filters it keeps`,
  run(args): CommandResult {
    const { words, flags } = parseArguments(args, ["format", "kind", "output"]);
    if (words.length !== 2)
      throw new UsageError(
        `expected two states to compare, such as ${phaseIds[1]} ${phaseIds[2]}; got ${words.length}`,
      );
    const format = readOutputFormat(flags.get("format") ?? "table");
    const kinds = readKinds(flags.get("kind"));
    const [left, right] = [readSide(words[0]!), readSide(words[1]!)];
    const names = listComparedDatasets([left, right]);
    const datasets = Object.fromEntries(names.map((dataset) => [dataset, readDataset(dataset)]));
    const all = compareSides(
      findComparedFeatures([left, right], datasets),
      buildSide(left),
      buildSide(right),
    );
    const differences = all.filter(({ kind }) => kinds.includes(kind));
    const counts = countDifferences(differences);
    const [before, after] = [titleOf(left), titleOf(right)];
    const output =
      format === "json"
        ? `${JSON.stringify({ atlas: atlas.id, left: before, right: after, counts, differences }, undefined, 1)}\n`
        : format === "csv"
          ? writeDifferencesCsv(differences)
          : `${writeTable(differences)}\n\n${before.zh} → ${after.zh}：${summarizeDifferences(counts).zh}\n${before.en} → ${after.en}: ${summarizeDifferences(counts).en}\n`;
    const out = flags.get("output");
    if (out === undefined) return { code: 0, output };
    writeFileSync(resolvePath(out), output);
    return { code: 0, output: `wrote ${out}\n` };
  },
};
