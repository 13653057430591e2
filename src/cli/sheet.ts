import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { extname, join, resolve as resolvePath } from "node:path";
import type { FeatureCollection } from "geojson";
import { atlas, baseTiles, datasets } from "../../geodata/catalogue.ts";
import { phases } from "../../geodata/plan/phases.ts";
import { layers } from "../../layers/index.ts";
import type { Board, Language } from "../domain/board/board.ts";
import { decodeBoard } from "../domain/board/linkBoard.ts";
import { type BoardScope, mostFileBytes, type ParsedBoard, parseBoard } from "../domain/board/parseBoard.ts";
import { parseRuleTable } from "../domain/check/parseRules.ts";
import type { RuleTable } from "../domain/check/rules.ts";
import { parseCrsName } from "../domain/place/crs.ts";
import type { PlanFeatureCollection } from "../domain/plan.ts";
import { type Result, success } from "../domain/result.ts";
import { type AnswerSources, answerBoard } from "../sheet/answerBoard.ts";
import { buildSheet, type SheetFacts, tellSheet } from "../sheet/buildSheet.ts";
import { buildCorridorRequest } from "../sheet/corridorPages.ts";
import { countLegendColumns, drawSheet } from "../sheet/drawSheet.ts";
import { isPaperSize, paperSizes } from "../sheet/paperSizes.ts";
import { drawSoftPicture } from "../sheet/raster/drawSoftPicture.ts";
import { openPage } from "../sheet/raster/paintPage.ts";
import { listSheetDatasets, listSheetSides, type SheetData, sheetFontFiles } from "../sheet/sheetData.ts";
import {
  type AtlasKind,
  type AtlasPart,
  atlasKinds,
  findWholeExtent,
  listAtlasDatasets,
  listAtlasPages,
  listPartPages,
} from "../sheet/sheetPages.ts";
import type { SheetRequest } from "../sheet/sheetRequest.ts";
import { listParts, partKinds } from "./atlasParts.ts";
import { findToday } from "./check.ts";
import { type Command, type CommandResult, findNearest, parseArguments, UsageError } from "./command.ts";
import { dataFolder, readShippedText } from "./dataFolder.ts";
import { readPlan } from "./items.ts";
import { readMonitor } from "./monitor.ts";
import { readDataFiles } from "./rail.ts";

const publicFolder = join(dataFolder, "..");
const readPublic = (path: string) => {
  try {
    return readFileSync(join(publicFolder, path));
  } catch {
    throw new UsageError(`${join(publicFolder, path)} cannot be read; make it with 'npm run geodata'`);
  }
};

const usage =
  "sheet [--board FILE|LINK] [--scale N] [--size A4|A3|A2|A1|A0] [--crs EPSG:4546] [--format pdf|png] [--dpi 300] [--atlas units|projects|chapters|corridor --along LINE] [--phase PHASE] [--language zh|en] [--title TEXT] [--unit NAME] [--date TEXT] -o OUT   the map as a vector PDF to exact scale, or as pictures of its pages, painted without a browser; without --scale the largest usual scale that shows the whole region; the travel times, the rings and the check that the board asks are computed; what is not on the sheet is said; exit 0 written, 1 the board was refused";

/** The standard that links and files leave out: every layer of the atlas, as the app opens it. */
function readScope(): BoardScope {
  const shipped = JSON.parse(readPublic("boards/default.json").toString("utf8")) as Board;
  const standard: Board = {
    ...shipped,
    layers: layers.map(({ id, shown }) => ({ id, visible: shown, opacity: 1, hidden: [] })),
  };
  return { phases: phases.map(({ id }) => id), layers: layers.map(({ id }) => id), standard };
}

function readBoard(text: string | undefined, scope: BoardScope): Result<ParsedBoard> {
  if (text === undefined) return parseBoard(readPublic("boards/default.json").toString("utf8"), scope);
  const code = text.match(/#b=(.*)$/s)?.[1];
  if (code !== undefined) return decodeBoard(code, scope);
  const named = text.match(/#board=([a-z0-9-]{1,60})$/)?.[1];
  if (named !== undefined) return parseBoard(readPublic(`boards/${named}.json`).toString("utf8"), scope);
  let file: string;
  try {
    file = readFileSync(resolvePath(text), "utf8");
  } catch {
    throw new UsageError(`--board ${text} is neither a file that can be read nor a link with #b=`);
  }
  return parseBoard(file, scope, mostFileBytes);
}

/** The rules as shipped. */
function readRules(): RuleTable {
  const table = parseRuleTable(readShippedText("rules.json"));
  if (!table.ok) throw new UsageError(`rules.json: ${table.error.en}`);
  return table.value;
}

function choose<T extends string>(flag: string, text: string, known: readonly T[]): T {
  const found = known.find((word) => word === text);
  if (found === undefined)
    throw new UsageError(
      `--${flag} is '${text}', expected one of ${known.join(", ")}; nearest: ${findNearest(text, known)[0]}`,
    );
  return found;
}

function readScale(text: string | undefined): number | null {
  if (text === undefined) return null;
  const scale = Number(text.replace(/^1:/, "").replaceAll(/[ ,_]/g, ""));
  if (!Number.isFinite(scale) || scale <= 0)
    throw new UsageError(`--scale is '${text}', expected the N of 1:N, such as 500000`);
  return scale;
}

/** The line that an atlas follows; null for any other sheet. */
function readAlong(isCorridor: boolean, text: string | undefined): string | null {
  if (isCorridor === (text !== undefined)) return text ?? null;
  throw new UsageError(
    isCorridor
      ? "--atlas corridor goes along a line: give --along with the id of a railway, road or corridor, of an alternative of the check, or of a layer of your own"
      : "--along belongs to --atlas corridor",
  );
}

/** Which of the shipped datasets holds a feature; null where none does. */
function findHolder(along: string): string | null {
  const [dataset, id] = along.includes("/") ? along.split("/", 2) : [null, along];
  const isThere = (file: string) => readShippedText(file).includes(JSON.stringify(id));
  return (
    datasets.find((one) => (dataset === null || one.id === dataset) && isThere(`${one.id}.geojson`))?.id ??
    null
  );
}

const mostDots = 600;

function readDots(text: string | undefined): number {
  const dots = Number(text ?? 300);
  if (!Number.isInteger(dots) || dots < 20 || dots > mostDots)
    throw new UsageError(`--dpi is '${text}', expected whole dots to the inch from 20 to ${mostDots}`);
  return dots;
}

function readEpsg(text: string | undefined): number | null {
  if (text === undefined) return null;
  const crs = parseCrsName(text);
  if (!crs.ok) throw new UsageError(`--crs: ${crs.error.en}`);
  return crs.value.epsg;
}

/** The features of the reader's own layers that came in the board's file. */
function readOwn({ contents, board }: ParsedBoard): Record<string, FeatureCollection> {
  return Object.fromEntries(
    (board.userLayers ?? []).flatMap((layer): [string, FeatureCollection][] => {
      const kept = contents?.[layer.content];
      return kept ? [[layer.id, JSON.parse(kept.text) as FeatureCollection]] : [];
    }),
  );
}

function readData(
  parsed: ParsedBoard,
  kind: AtlasKind | null,
  parts: readonly AtlasPart[],
  along: string | null,
  answers: SheetData["answers"],
): SheetData {
  const inParts = parts.flatMap(({ features }) => features.map(({ dataset }) => dataset));
  const holder = along === null ? null : findHolder(along);
  const wanted = [
    ...new Set([
      ...listSheetDatasets(parsed.board),
      ...listAtlasDatasets(kind),
      ...inParts,
      ...(holder === null ? [] : [holder]),
    ]),
  ];
  return {
    datasets: Object.fromEntries(
      wanted.map((id) => [id, JSON.parse(readShippedText(`${id}.geojson`)) as PlanFeatureCollection]),
    ),
    tiles: (baseTiles.file as string) === "" ? null : new Uint8Array(readPublic(baseTiles.file)),
    answers,
    own: readOwn(parsed),
    fonts: {
      regular: new Uint8Array(readPublic(sheetFontFiles.regular)),
      strong: new Uint8Array(readPublic(sheetFontFiles.strong)),
    },
  };
}

async function writePdf(request: SheetRequest, data: SheetData, path: string): Promise<Result<SheetFacts>> {
  const sheet = await buildSheet(request, data);
  if (sheet.ok) writeFileSync(path, sheet.value.pdf);
  return sheet;
}

/** One picture a page; of several, each bears the number of its page before the ending. */
async function writePictures(
  request: SheetRequest,
  data: SheetData,
  path: string,
  dotsPerInch: number,
): Promise<Result<SheetFacts>> {
  const sheet = await drawSheet(request, data);
  if (!sheet.ok) return sheet;
  const { pages, pen } = sheet.value;
  const { stock } = pen;
  for (const [index, page] of pages.entries()) {
    const ending = extname(path);
    const name =
      pages.length === 1 ? path : `${path.slice(0, path.length - ending.length)}-${index + 1}${ending}`;
    const file = openSync(name, "w");
    try {
      drawSoftPicture(openPage(page, stock), dotsPerInch, (bytes) => writeSync(file, bytes));
    } finally {
      closeSync(file);
    }
  }
  return success(tellSheet(sheet.value));
}

async function runSheet(args: readonly string[]): Promise<CommandResult> {
  const { words, flags } = parseArguments(args, [
    "board",
    "scale",
    "size",
    "crs",
    "atlas",
    "along",
    "phase",
    "language",
    "title",
    "unit",
    "date",
    "format",
    "dpi",
    "output",
  ]);
  if (words.length > 0) throw new UsageError(`unexpected '${words[0]}'; usage: ${usage}`);
  const output = flags.get("output");
  if (output === undefined) throw new UsageError(`-o is missing: the file to write; usage: ${usage}`);
  const size = flags.get("size")?.toUpperCase() ?? "A3";
  if (!isPaperSize(size))
    throw new UsageError(
      `--size is '${flags.get("size")}', expected one of ${Object.keys(paperSizes).join(", ")}`,
    );
  const format = choose("format", flags.get("format") ?? "pdf", ["pdf", "png"]);
  const dotsPerInch = readDots(flags.get("dpi"));
  const kindText = flags.get("atlas");
  const cut =
    kindText === undefined
      ? null
      : choose("atlas", kindText, [...atlasKinds, ...partKinds, "corridor"] as const);
  const along = readAlong(cut === "corridor", flags.get("along"));
  const kind = atlasKinds.find((other) => other === cut) ?? null;
  const partKind = partKinds.find((other) => other === cut);
  const parts = partKind ? listParts(partKind) : [];
  const parsed = readBoard(flags.get("board"), readScope());
  if (!parsed.ok) return { code: 1, output: `${parsed.error.zh}\n${parsed.error.en}\n` };
  const phase = flags.get("phase");
  const language = flags.get("language");
  const board: Board = {
    ...parsed.value.board,
    ...(phase === undefined
      ? {}
      : {
          phase: choose(
            "phase",
            phase,
            phases.map(({ id }) => id),
          ),
        }),
    ...(language === undefined ? {} : { language: choose<Language>("language", language, ["zh", "en"]) }),
  };
  const sources: AnswerSources = {
    readFiles: readDataFiles,
    check: { shipped: readRules(), find: () => undefined, today: findToday() },
    readPromises: () => ({ plan: readPlan(), monitor: readMonitor() }),
  };
  const { answers, problems } = await answerBoard(board, sources);
  const otherAnswers: SheetData["answers"][] = [];
  for (const side of listSheetSides(board).slice(0, -1)) {
    const other = await answerBoard(side, sources);
    otherAnswers.push(other.answers);
    problems.push(...other.problems);
  }
  const data: SheetData = {
    ...readData({ ...parsed.value, board }, kind, parts, along, answers),
    otherAnswers,
  };
  const title = flags.get("title") ?? atlas.title[board.language];
  const common = {
    board,
    size,
    scale: readScale(flags.get("scale")),
    epsg: readEpsg(flags.get("crs")),
    unitName: flags.get("unit") ?? "",
    date: flags.get("date") ?? "",
    link: null,
  };
  const built: Result<SheetRequest> =
    along === null
      ? success({
          ...common,
          pages: partKind
            ? listPartPages(board, data, title, parts)
            : kind
              ? listAtlasPages(board, data, title)
              : [{ title, extent: findWholeExtent(data) }],
        })
      : buildCorridorRequest(common, data, { title, along }, (request, page) =>
          countLegendColumns(request, page, data),
        );
  if (!built.ok) throw new UsageError(built.error.en);
  const request = built.value;
  const sheet = await (format === "png"
    ? writePictures(request, data, resolvePath(output), dotsPerInch)
    : writePdf(request, data, resolvePath(output)));
  if (!sheet.ok) throw new UsageError(sheet.error.en);
  const { frames, pages, notes, absent } = sheet.value;
  const lines = [
    ...notes.map(({ zh, en }) => `${zh}\n${en}`),
    ...parsed.value.notes.map(({ zh, en }) => `${zh}\n${en}`),
    `wrote ${output}: ${pages} page${pages === 1 ? "" : "s"}, ${size}, 1:${[...new Set(frames.map(({ scale }) => scale))].join(", 1:")}`,
  ];
  const reasons = [...new Set(problems.map(({ en }) => en))].join("; ");
  const warning =
    absent.length === 0
      ? ""
      : `not on the sheet: ${absent.map(({ en }) => en).join(", ")}${reasons === "" ? "" : ` (${reasons})`}`;
  return { code: 0, output: `${lines.join("\n")}\n`, warning };
}

export const command: Command = { usage, run: runSheet };
