import { atlas, datasets as catalogue } from "../../geodata/catalogue.ts";
import { sayCredit } from "../../geodata/credits.ts";
import { phases } from "../../geodata/plan/phases.ts";
import { type ConflictFile, type ConflictFormat, writeReport } from "../compute/writeReport.ts";
import { type CheckQuery, type CheckRecord, mostRecords } from "../domain/board/checkQuery.ts";
import { buildCheckInput } from "../domain/board/checkRequests.ts";
import type { CheckResult } from "../domain/ecology/conflict.ts";
import { failure, type Problem, type Result } from "../domain/result.ts";
import { editCheck } from "./check.ts";
import { findOwnFile } from "./checkOwn.ts";
import { useCheck } from "./checkStore.ts";
import { buildCheckView } from "./checkView.ts";
import { useAtlas } from "./store.ts";

export type { ConflictFormat } from "../compute/writeReport.ts";

export const findRecord = (query: CheckQuery | undefined, id: string): CheckRecord | undefined =>
  query?.records.find((record) => record.id === id);

/** When a run was made: the time it was put on record with, or else when it was first computed here. */
export const findRunTime = (
  query: CheckQuery | undefined,
  result: CheckResult,
  computedAt: Readonly<Record<string, string>>,
): string => findRecord(query, result.id)?.time ?? computedAt[result.id] ?? "";

/** Puts a run on record in the board, so that it can be made again byte for byte. */
export function recordRun(result: CheckResult): string {
  const { board } = useAtlas.getState();
  const time = findRunTime(board.check, result, useCheck.getState().computedAt);
  if (!findRecord(board.check, result.id))
    editCheck((query) => ({
      ...query,
      records: [...query.records, { id: result.id, time }].slice(-mostRecords),
    }));
  return time;
}

/** Own layers in a run, each once. */
const findOwnFiles = (query: CheckQuery) => {
  const named = [...(query.subjects.kind === "own" ? query.subjects.layers : []), ...query.ownZones];
  return [...new Set(named.map(({ layer }) => layer))].flatMap((layer) => findOwnFile(layer) ?? []);
};

/** The present run as a file, put on record on the way. */
export async function writeCheckFile(
  format: ConflictFormat,
  figureLimit: number,
): Promise<Result<ConflictFile>> {
  const { board } = useAtlas.getState();
  const state = useCheck.getState();
  const { result, isStale } = buildCheckView(board, state);
  if (!board.check || !state.shipped || !result || isStale)
    return failure<Problem>({
      code: "check-not-ready",
      zh: "还没有可导出的结果",
      en: "There is no result to export yet",
    });
  const input = buildCheckInput(board, board.check, state.shipped, findOwnFile);
  const time = recordRun(result);
  const own = findOwnFiles(board.check);
  const request = {
    check: { ...input, time },
    format,
    stylesheetUrl: new URL("report.css", document.baseURI).href,
    frame: {
      language: board.language,
      atlasTitle: atlas.title,
      phaseTitle: phases.find(({ id }) => id === board.phase)!.title,
      datasets: Object.fromEntries(
        catalogue.map(({ id, title, attribution, date }) => [
          id,
          { title, credit: sayCredit(attribution, board.language), date },
        ]),
      ),
      ownFiles: [...new Set(own.map(({ name }) => name))],
      figureLimit,
    },
  };
  return writeReport(request, Object.fromEntries(own.map(({ file, blob }) => [file, blob])));
}
