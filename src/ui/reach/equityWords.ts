import { useMemo } from "react";
import { roles } from "../../../geodata/roles.ts";
import type { Language } from "../../domain/board/board.ts";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf, type Speech } from "../speech/speech.ts";

const { units, scope } = roles.words;

/** Every word of who is reached and who is left behind, and of what a change is worth; Chinese first. */
const equityWords = {
  title: ["公平与落后", "Who is left behind"],
  lead: [
    `从每个${units.zh}驻地出发，{definition}：{minutes} 分钟内可达人口、到达一定人口和设施要多久、各地差距多大。`,
    `From the seat of each of the ${units.en}, {definition}: people within {minutes} minutes, the minutes to so many people and to facilities, and how uneven that is.`,
  ],
  ask: ["计算各时段（约一分钟）", "Compute for every phase (about a minute)"],
  caption: ["居中人口的可达水平，分钟", "Access of the person in the middle, minutes"],
  phase: ["时段", "Phase"],
  goal: ["达 {people}", "{people} people"],
  nearest: ["到{name}", "Nearest {name}"],
  none: ["无", "none"],
  over: [">{limit}", ">{limit}"],
  reached: ["可达人口", "People within"],
  gini: ["基尼系数", "Gini"],
  palma: ["帕尔马比", "Palma"],
  behind: ["落后", "Behind"],
  present: ["B：{phase}", "B: {phase}"],
  against: ["A：{phase}", "A: {phase}"],
  edited: ["（含改动）", " (edited)"],
  band: ["{low}–{high}", "{low}–{high}"],
  bandNote: [
    "范围：铁路、公路速度快慢 {share}，换乘短长 {minutes} 分钟。",
    "Ranges: speeds on rail and road {share} up and down, changes {minutes} minutes shorter and longer.",
  ],
  lorenz: ["洛伦兹曲线：可达人口在人口中的分布", "Lorenz curve: how reach is spread over people"],
  lorenzDescription: [
    "可达最少的四成人口占全部可达量的 {bottom}，最多的一成占 {top}；对角线为人人相同。",
    "The four tenths who reach least hold {bottom} of all reach, the top tenth {top}; the diagonal is equality.",
  ],
  lorenzPeople: ["人口", "People"],
  lorenzAccess: ["可达量", "Reach"],
  legendNow: ["B", "B"],
  legendBefore: ["A", "A"],
  leftBehind: [
    `可达人口不足居中水平一半的${units.zh}，{count} 个`,
    "{count} with less than half the reach of the middle",
  ],
  leftBehindNone: [
    `没有${units.zh}的可达人口低于居中水平的一半`,
    "None reaches less than half of what the middle does",
  ],
  leftBehindFell: ["比 A 新增：{names}", "Not behind in A: {names}"],
  leftBehindRose: ["比 A 退出：{names}", "Behind only in A: {names}"],
  howTitle: ["怎么算的", "How this is computed"],
  how: [
    `出发点为${units.zh}政府驻地，人口为 2020 年普查。“居中”指按可达水平把全部人口排队，正中一人所在的${units.zh}。洛伦兹曲线把${units.zh}按可达人口由少到多排列；基尼系数为 1 减曲线下面积的两倍，0 为人人相同；帕尔马比为可达最多的一成人口与最少的四成人口所占份额之比；同一${units.zh}内视作相同。枢纽、医疗中心和机场只计该时段已有的，规划时段含文本安排建设的；“>{limit}”表示超出搜索范围。`,
    `Journeys begin at the seat of government; people are those of the 2020 census. The middle is the place of the person half way when all people are put in order of their reach. The Lorenz curve orders places from the least reach up; Gini is one less twice the area under it, 0 where all are alike; Palma is the share of the best-served tenth over that of the worst-served four tenths; people of one place count as alike. Hubs, medical centres and airports count only where they serve in the phase, in the plan's phase with those the text builds; “>{limit}” is beyond the search.`,
  ],
  worthTitle: ["改动值多少时间", "What the change is worth in time"],
  worthLead: [
    `${scope.zh}每名居民到其他各城中心走一趟，比没有改动时省多少时间。`,
    "Time saved if every resident makes one way to the centre of each other city, against the railway without the change.",
  ],
  worthEmpty: [
    "先改动情景，或选一个时段对比，再算改动值多少时间。",
    "Change the scenario, or choose a phase to compare with; then the worth of the change can be computed.",
  ],
  worthAsk: ["计算节省的时间", "Compute the time saved"],
  worthCaption: ["节省的时间，万人·分钟", "Time saved, 10,000 person-minutes"],
  worthCity: ["城市", "City"],
  worthSaved: ["万人·分", "10,000 person-min"],
  worthEach: ["人均每程，分", "Each, per way, min"],
  worthNew: ["新进 {limit} 分钟的人次", "Ways now within {limit} min"],
  worthSum: ["合计", "All"],
  worthNote: [
    "居民人数为普查数，不是出行量；两个数为快、慢两种假设下的最小和最大。",
    "People are those of the census, not travellers; two numbers are the least and most of the quicker and slower assumptions.",
  ],
  worthMoney: ["折算成钱", "In money"],
  worthMoneyLead: [
    "只按您输入的数折算；不输入就不算。",
    "Only by the numbers you type; nothing is computed without them.",
  ],
  worthValue: ["时间价值，元/小时", "Value of time, yuan an hour"],
  worthTrips: ["每人每年到每城的单程次数", "Ways a person makes to each city a year"],
  worthYear: ["每年 {low}–{high} 亿元", "{low}–{high} hundred million yuan a year"],
} as const;

type EquityWord = keyof typeof equityWords;

export interface EquitySpeech extends Speech<EquityWord> {
  /** Round numbers of people, in ten thousands in Chinese. */
  people: (count: number) => string;
  percent: (share: number) => string;
}

function buildEquitySpeech(language: Language): EquitySpeech {
  const speech = buildSpeechOf(language, equityWords);
  const { number } = speech;
  return {
    ...speech,
    people: (count) =>
      language === "zh"
        ? `${number(Math.round(count / 10_000))} 万`
        : number(Math.round(count / 1000) * 1000),
    percent: (share) => number(share, { style: "percent", maximumFractionDigits: 0 }),
  };
}

export function useEquityWords(): EquitySpeech {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildEquitySpeech(language), [language]);
}
