import { atlas, datasets as catalogue } from "../../../geodata/catalogue.ts";
import { sayCredit } from "../../../geodata/credits.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import type {
  Arrangement,
  ConflictFile,
  ConflictFileInput,
  ConflictFormat,
} from "../../compute/reportFormat.ts";
import { type CheckQuery, type CheckRecord, mostRecords } from "../../domain/board/checkQuery.ts";
import { buildCheckInput } from "../../domain/board/checkRequests.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { listGrids } from "../../domain/place/gaussGrids.ts";
import { failure, type Problem, type Result } from "../../domain/result.ts";
import { answerRequest } from "../answers.ts";
import { useAnswers } from "../answersStore.ts";
import { findContent, type ImportReport } from "../own/userData.ts";
import { type AtlasState, useAtlas } from "../store.ts";
import { editCheck } from "./check.ts";
import { findOwnFile } from "./checkOwn.ts";
import { useCheck } from "./checkStore.ts";
import { buildCheckView } from "./checkView.ts";
import { readCorridorReport } from "./corridor.ts";
import { useCorridor } from "./corridorStore.ts";
import { listPictures } from "./listPictures.ts";
import { findToday } from "./today.ts";

export type { Arrangement, ConflictFormat } from "../../compute/reportFormat.ts";

export const findRecord = (query: CheckQuery | undefined, id: string): CheckRecord | undefined =>
  query?.records.find((record) => record.id === id);

/** When each result was first seen here, by its id. ISO 8601. */
const seenAt = new Map<string, string>();

/** When a run was made: the time it was put on record with, or else when it was first seen here. */
export function findRunTime(query: CheckQuery | undefined, result: CheckResult): string {
  const seen = seenAt.get(result.id) ?? `${new Date().toISOString().slice(0, 19)}Z`;
  seenAt.set(result.id, seen);
  return findRecord(query, result.id)?.time ?? seen;
}

/** Puts a run on record in the board, so that it can be made again byte for byte. */
export function recordRun(result: CheckResult): string {
  const { board } = useAtlas.getState();
  const time = findRunTime(board.check, result);
  if (!findRecord(board.check, result.id))
    editCheck((query) => ({
      ...query,
      records: [...query.records, { id: result.id, time }].slice(-mostRecords),
    }));
  return time;
}

/** An own layer by its name, and where and when it was pulled if it is of a service. */
const nameSource = (name: string, report: ImportReport | null): string =>
  report?.service
    ? `${name} (${report.service.address}, ${report.service.date.slice(0, 10)}, ${report.service.hash})`
    : name;

/** Own layers in a run, each once, with the report of how they were read. */
function listOwnTraces({ board }: AtlasState, query: CheckQuery) {
  const named = [...(query.subjects.kind === "own" ? query.subjects.layers : []), ...query.ownZones];
  const ids = [...new Set(named.map(({ layer }) => layer))];
  return ids.flatMap((id) => {
    const layer = findUserLayer(board, id);
    const report = findContent(id)?.report ?? null;
    return layer ? [{ name: nameSource(layer.name, report), report }] : [];
  });
}

let writings = 0;

/** Three-degree zones of the atlas's own area, for boundary points. */
export const listReportGrids = () => {
  const [west, , east] = atlas.bbox;
  return listGrids(west, east);
};

/** How a report is made: maps at most, how projects share it, the grid of boundary points, the office's own form. */
export interface ReportChoices {
  figureLimit: number;
  arrangement: Arrangement;
  gridEpsg: number | null;
  template: Uint8Array | null;
}

/** The present run as a file, put on record on the way. */
export async function writeCheckFile(
  format: ConflictFormat,
  { figureLimit, arrangement, gridEpsg, template }: ReportChoices,
): Promise<Result<ConflictFile>> {
  const { board } = useAtlas.getState();
  const state = useCheck.getState();
  const { result, isStale } = buildCheckView(board, state, useAnswers.getState());
  if (!board.check || !state.shipped || !result || isStale)
    return failure<Problem>({
      code: "check-not-ready",
      zh: "还没有可导出的结果",
      en: "There is no result to export yet",
    });
  const input = buildCheckInput(board, board.check, {
    shipped: state.shipped,
    find: findOwnFile,
    today: findToday(),
  });
  const time = recordRun(result);
  const corridor = useCorridor.getState().inReport ? readCorridorReport() : null;
  const request: ConflictFileInput = {
    check: { ...input, time },
    format,
    arrangement,
    template,
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
      own: listOwnTraces(useAtlas.getState(), board.check),
      pictures: listPictures(),
      gridEpsg,
      figureLimit,
      ...(corridor ? { corridor } : {}),
    },
  };
  return answerRequest<ConflictFile>({
    // Each writing is asked for once and not kept.
    key: JSON.stringify(["conflictFile", writings++]),
    kernel: "conflictFile",
    input: request,
  });
}
