import type { Bilingual, PhaseId } from "../plan.ts";
import type { ReachDefinition } from "./railJourney.ts";
import { type RailSource, readParameter } from "./railSource.ts";

const definitionText: Record<ReachDefinition, Bilingual> = {
  train: {
    zh: "只计乘车：列车运行、停站与换乘，不计候车",
    en: "In the train: riding, stops and changes, no waiting",
  },
  station: {
    zh: "站到站：候车（半个发车间隔，有上限）、乘车与换乘",
    en: "Station to station: waiting (half the headway, capped), riding and changes",
  },
  door: {
    zh: "门到门：到站道路、进站、候车、乘车、换乘、离站道路",
    en: "Door to door: road to the station, entry, waiting, riding, changes, road from it",
  },
};

/** The method of a rail answer in one paragraph: definition, network version, trains, penalties, what is schematic. */
export function describeRailMethod(
  source: RailSource,
  phase: PhaseId,
  version: string,
  definition: ReachDefinition,
): Bilingual {
  const value = (name: string) => readParameter(source, name);
  const open = source.lines.filter((line) => line.openIn.includes(phase));
  const schematic = open.filter((line) => line.schematic);
  const assumed = open.filter((line) => line.assumedIn?.includes(phase));
  const asIfOpen =
    assumed.length === 0
      ? { zh: "", en: "" }
      : {
          zh: `按已通车计算、地图仍画作在建或规划的线路：${assumed.map((line) => line.name.zh).join("、")}。`,
          en: ` Counted as open though the map shows them under construction or planned: ${assumed.map((line) => line.name.en).join(", ")}.`,
        };
  const trains = (language: "zh" | "en") =>
    source.trainTypes
      .map((type) => {
        const rates = `${type.accelerationMetresPerSecondSquared}/${type.brakingMetresPerSecondSquared} m/s²`;
        const recovery = `${Math.round(type.recoveryShare * 1000) / 10}%`;
        return language === "zh"
          ? `${type.name.zh}（最高 ${Math.round(type.topKmh)} 公里/时，加减速 ${rates}，富余 ${recovery}）`
          : `${type.name.en} (at most ${Math.round(type.topKmh)} km/h, speeding up and braking ${rates}, recovery ${recovery})`;
      })
      .join(language === "zh" ? "、" : ", ");
  const change =
    definition === "train"
      ? {
          zh: `换乘动车组 ${value("change-in-train")} 分钟、普速列车 ${value("change-in-train-conventional")} 分钟`,
          en: `A change takes ${value("change-in-train")} min to an EMU, ${value("change-in-train-conventional")} min to a conventional train`,
        }
      : {
          zh: `换乘动车组 ${value("change-at-station")} 分钟、普速列车 ${value("change-at-station-conventional")} 分钟，候车不超过 ${value("wait-cap")} 分钟`,
          en: `A change takes ${value("change-at-station")} min to an EMU, ${value("change-at-station-conventional")} min to a conventional train, waiting at most ${value("wait-cap")} min`,
        };
  return {
    zh: `${definitionText[definition].zh}。网络 ${version}，时相 ${phase}，${open.length} 条线。列车：${trains("zh")}。${change.zh}。示意线路：${schematic.map((line) => line.name.zh).join("、") || "无"}。${asIfOpen.zh}`,
    en: `${definitionText[definition].en}. Network ${version}, phase ${phase}, ${open.length} lines. Trains: ${trains("en")}. ${change.en}. Schematic lines: ${schematic.map((line) => line.name.en).join(", ") || "none"}.${asIfOpen.en}`,
  };
}
