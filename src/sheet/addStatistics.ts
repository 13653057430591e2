import { roles } from "../../geodata/roles.ts";
import { unitStatistics } from "../../layers/answers/unit-statistics.ts";
import type { Board } from "../domain/board/board.ts";
import { buildLabelPoints } from "../map/style/labelPoints.ts";
import type { SheetData } from "./sheetData.ts";

/** What a sheet is drawn from with the areas, or the points in them, of the number that the board shows by unit. */
export function addStatistics({ statistics }: Pick<Board, "statistics">, data: SheetData): SheetData {
  if (!statistics) return data;
  const collection = data.datasets[statistics.level === "city" ? roles.cities : roles.units];
  if (!collection) return data;
  const features = statistics.form === "areas" ? collection : buildLabelPoints(collection);
  return { ...data, answers: { ...data.answers, [unitStatistics.data.kernel]: features } };
}
