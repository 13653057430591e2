import { conflicts } from "../../layers/answers/conflicts.ts";
import { projectStatesLayer } from "../../layers/answers/project-states.ts";
import { reachBands } from "../../layers/answers/reach-bands.ts";
import { reachRing } from "../../layers/answers/reach-ring.ts";
import { reachRoute } from "../../layers/answers/reach-route.ts";
import { unitStatistics } from "../../layers/answers/unit-statistics.ts";
import type { Board } from "../domain/board/board.ts";
import type { Bilingual } from "../domain/plan.ts";
import { isServiceShown } from "../domain/services/serviceLayers.ts";
import type { SheetData } from "./sheetData.ts";

const names = {
  reach: { zh: "出行时间", en: "travel times" },
  ring: { zh: "车站周围直线圈", en: "circles round stations" },
  route: { zh: "行程", en: "the journey" },
  scenario: { zh: "铁路方案", en: "the railway scenario" },
  check: { zh: "生态核查", en: "the ecology check" },
  states: { zh: "承诺项目的状态", en: "the states of the promised projects" },
  statistics: { zh: "分区统计", en: "the statistics by unit" },
  compare: { zh: "对比的另一侧和差异清单", en: "the other side of the comparison and its differences" },
} as const;

/**
 * What a board asks that its sheet does not show: not computed, or its layer is off.
 * @param isCompared whether all sides of its comparison are on the sheet.
 */
export function listAbsentAnswers(
  board: Board,
  answers: SheetData["answers"],
  isCompared = false,
): Bilingual[] {
  const { reach, scenario, check, monitor, statistics, compare } = board;
  const isOn = (layer: string) =>
    board.layers.some(({ id, visible, opacity }) => id === layer && visible && opacity > 0);
  const lacks = ({ id, data }: { id: string; data: { kernel: string } }) =>
    !answers[data.kernel] || !isOn(id);
  const hasArea = (answers[reachBands.data.kernel]?.features ?? []).some(
    ({ geometry }) => geometry.type !== "Point",
  );
  const asked = reach && reach.origins.length > 0;
  const absent: (keyof typeof names)[] = [];
  if (asked && (reach.view !== "ring" || reach.against) && (lacks(reachBands) || !hasArea))
    absent.push("reach");
  if (asked && reach.view !== "surface" && lacks(reachRing)) absent.push("ring");
  const journey = answers[reachRoute.data.kernel]?.features ?? [];
  const hasWay = journey.some(({ properties }) => ["ride", "road"].includes(String(properties?.kind)));
  if (reach && (reach.place || reach.route) && (lacks(reachRoute) || !hasWay)) absent.push("route");
  if (scenario && scenario.length > 0 && lacks(reachRoute)) absent.push("scenario");
  if (check && lacks(conflicts)) absent.push("check");
  if (monitor?.byState && lacks(projectStatesLayer)) absent.push("states");
  if (statistics && lacks(unitStatistics)) absent.push("statistics");
  if (compare && !isCompared) absent.push("compare");
  const pictures = (board.serviceLayers ?? []).filter((layer) => isServiceShown(layer, board.phase));
  return [
    ...absent.map((name) => names[name]),
    ...pictures.map(({ name }) => ({ zh: `服务图层“${name}”`, en: `the service layer “${name}”` })),
  ];
}
