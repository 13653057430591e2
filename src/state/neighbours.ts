import { datasets } from "../../geodata/catalogue.ts";
import type { Selection } from "../domain/board/board.ts";
import { findAnswer } from "../domain/board/request.ts";
import { neighboursInput } from "../domain/board/requestsOf.ts";
import { useAnswers } from "./answersStore.ts";

/** Datasets that neighbours of a feature are looked for in. */
export const neighbourDatasets = datasets.map((record) => record.id);

/** What lies near the selected feature; undefined while it is being measured. */
export const useNeighbours = (subject: Selection) =>
  useAnswers((state) =>
    findAnswer(state.answers, "neighboursWithin", neighboursInput(subject, neighbourDatasets)),
  );
