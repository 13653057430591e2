import { roles } from "../../../geodata/roles.ts";
import type { Bilingual } from "../plan.ts";
import { describeRailMethod } from "../rail/describeMethod.ts";
import type { ReachDefinition } from "../rail/railJourney.ts";
import { readParameter } from "../rail/railSource.ts";
import type { ReachModel } from "./reachModel.ts";
import { readReachParameter } from "./reachSource.ts";

/** The method of a reach answer in one paragraph: what `describeRailMethod` says, then roads, land, people, grid. */
export function describeReachMethod(model: ReachModel, definition: ReachDefinition): Bilingual {
  const { ground, rail, scenario } = model;
  const value = (name: string) => readReachParameter(ground.source, name);
  const base = describeRailMethod(rail, scenario.phase, model.version, definition);
  const land = ground.source.land.filter((kind) => kind.speedKmh > 0);
  const speeds = (language: "zh" | "en") =>
    land
      .map((kind) => `${kind.name[language]} ${Math.round(kind.speedKmh)}`)
      .join(language === "zh" ? "、" : ", ");
  const roads = ground.source.roads.filter((road) => road.openIn.includes(scenario.phase)).length;
  const ends =
    definition === "door"
      ? {
          zh: `进站 ${readParameter(rail, "entry")} 分钟，出站 ${readParameter(rail, "exit")} 分钟`,
          en: `Entry ${readParameter(rail, "entry")} min, exit ${readParameter(rail, "exit")} min`,
        }
      : {
          zh: `车站两端道路各不超过 ${readParameter(rail, "catchment")} 分钟`,
          en: `The road at either end takes at most ${readParameter(rail, "catchment")} min`,
        };
  const edits = [
    scenario.edits.length > 0 ? `${scenario.edits.length}` : "",
    scenario.speedFactor !== 1 ? `×${scenario.speedFactor}` : "",
    scenario.changeShiftMinutes !== 0
      ? `${scenario.changeShiftMinutes > 0 ? "+" : ""}${scenario.changeShiftMinutes} min`
      : "",
  ].filter(Boolean);
  return {
    zh: `${base.zh}${ends.zh}。公路 ${roads} 条（走向示意，误差 3—5 公里），路外直线时速（公里）：${speeds("zh")}；大河只在道路过河处通过。网格 ${ground.grid.cellMetres} 米等积；人口为 2020 年普查，按${roles.words.units.zh}合计严格保持。${edits.length > 0 ? `情景改动：${edits.join("，")}。` : ""}`,
    en: `${base.en} ${ends.en}. ${roads} roads (courses schematic, 3–5 km), straight-line km/h off them: ${speeds("en")}; the main river is crossed only where a road crosses it. Equal-area grid of ${ground.grid.cellMetres} m; people: census of 2020, each unit's total kept exactly; a unit counts when ${value("unit-share") * 100}% of its people are reached.${edits.length > 0 ? ` Scenario edits: ${edits.join(", ")}.` : ""}`,
  };
}
