import type { Feature } from "geojson";
import type { Board } from "../../domain/board/board.ts";
import type { CheckQuery } from "../../domain/board/checkQuery.ts";
import type { CorridorResult } from "../../domain/corridor/corridor.ts";
import type { AnswersState } from "../../state/answerEngine.ts";
import type { CheckState } from "../../state/check/checkStore.ts";
import { buildCheckView, findAlternativeResults } from "../../state/check/checkView.ts";
import { useCorridor } from "../../state/check/corridorStore.ts";
import { createUrlKeeper } from "../style/createUrlKeeper.ts";
import { buildConflictMarks } from "./checkFeatures.ts";

const buildCourses = (check: CheckQuery): Feature[] =>
  check.alternatives.map((alternative) => ({
    type: "Feature",
    geometry: alternative.geometry,
    properties: { part: alternative.id === check.bent ? "bent" : "course", title: alternative.name },
  }));

/** The band below, the others, then the best on top; each way with its number. */
function buildCorridor({ band, ways }: CorridorResult, language: Board["language"]): Feature[] {
  const drawn = ways.map(
    ({ coordinates }, index): Feature => ({
      type: "Feature",
      geometry: { type: "LineString", coordinates },
      properties: {
        part: index === 0 ? "best" : "way",
        title: `${language === "zh" ? "走廊" : "Way"} ${index + 1}`,
      },
    }),
  );
  return [{ type: "Feature", geometry: band, properties: { part: "band" } }, ...drawn.reverse()];
}

/** Addresses of what the check draws: the map reads them as it reads any file. */
export function createCheckUrls() {
  const urls = createUrlKeeper();
  return {
    /** Makes the addresses for what is to be shown now; true where any of them changed. */
    update(board: Board, state: CheckState, given: AnswersState): boolean {
      const { result } = buildCheckView(board, state, given);
      const isChanged = urls.give("conflicts", [result], () => result && buildConflictMarks(result));
      const { check } = board;
      const at = check?.alternatives.findIndex(({ id }) => id === check.bent) ?? -1;
      const bent = at < 0 ? undefined : findAlternativeResults(board, state, given.answers)[at];
      const marks = bent?.ok ? bent.value : null;
      const { answer } = useCorridor.getState();
      const areCoursesChanged = urls.give(
        "alternatives",
        [check?.alternatives, check?.bent, marks, answer, board.language],
        () =>
          check
            ? {
                type: "FeatureCollection",
                features: [
                  ...(answer?.ok ? buildCorridor(answer.value, board.language) : []),
                  ...buildCourses(check),
                  ...(marks ? buildConflictMarks(marks).features : []),
                ],
              }
            : null,
      );
      return isChanged || areCoursesChanged;
    },
    urlOf: urls.urlOf,
    remove: urls.remove,
  };
}
