import type { Bilingual, PhaseId } from "../plan.ts";
import type { RailEffect, ZoneEffects } from "./projectEffects.ts";

/** What the minutes of a railway rest on, and what is assumed. */
export function describeRailBasis(rail: RailEffect, nameOfPhase: (phase: PhaseId) => Bilingual): Bilingual {
  const phase = nameOfPhase(rail.phase);
  const lines = {
    zh: rail.lines.map(({ zh }) => zh).join("、"),
    en: rail.lines.map(({ en }) => en).join(", "),
  };
  const standing = rail.isOpen
    ? { zh: "线路已通车", en: "the lines are open" }
    : {
        zh: "线路没有通车，按规划全部建成计算，是假设",
        en: "the lines are not open: all the plan builds is assumed built",
      };
  const trains = rail.hasAssumedTrains
    ? {
        zh: "；新线列车的车次、停站没有公布的时刻表，为假设",
        en: "; no timetable of the trains on the new lines is published, so their number and stops are assumed",
      }
    : { zh: "", en: "" };
  const course = rail.isSchematic
    ? { zh: "；走向为示意", en: "; the course is a sketch" }
    : { zh: "", en: "" };
  return {
    zh: `“${phase.zh}”路网中有、无${lines.zh}时最快列车的乘车时间（含换乘，不含候车和两端的路），其余线路不变。${standing.zh}${trains.zh}${course.zh}。`,
    en: `Minutes by the quickest trains, changes counted, waiting and the ways at both ends not, in the railway of “${phase.en}” with and without ${lines.en}; all other lines stay. Of these, ${standing.en}${trains.en}${course.en}.`,
  };
}

/** Where the lines give nobody a quicker train. */
export const noGain: Bilingual = {
  zh: "各市之间、各市到线路两端的最快列车都没有变快。",
  en: "No quickest train between the cities or to the ends of the lines becomes quicker.",
};

/** What the zones rest on: the data are screened, not surveyed, and the day of the law is said. */
export const describeZoneBasis = (decisionDate: string): Bilingual => ({
  zh: `按规划安排的位置与本图收集的生态区逐一叠加，用 ${decisionDate} 有效的规则；只列规则有规定的关系，示意走向和范围只能“待核实”。结果供筛查，不代替法律意见。`,
  en: `The place the plan sets out is laid over the zones this atlas holds, by the rules in force on ${decisionDate}; only what a rule speaks of is listed, and a sketched course or outline can only be “to be verified”. For screening; no legal opinion.`,
});

/** What is to be said where no zone is met. */
export function describeNoZone(zones: ZoneEffects): Bilingual {
  if (zones.testedCount === 0)
    return {
      zh: "没有对照：这类项目不在规则表的活动类别里，或不在本图收集生态区的范围内。",
      en: "Not tested: works of this kind are no activity of the rule table, or lie where no zones were gathered.",
    };
  return zones.notTested.length > 0
    ? {
        zh: "已对照的部分没有穿越列入规则的生态区，其余没有对照。",
        en: "The part tested meets no zone that a rule speaks of; the rest was not tested.",
      }
    : {
        zh: "没有穿越列入规则的生态区。",
        en: "It meets no zone that a rule speaks of.",
      };
}
