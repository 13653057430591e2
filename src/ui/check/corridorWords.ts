import { useMemo } from "react";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf } from "../speech/speech.ts";

const corridorWords = {
  lead: [
    "从 A 到 B，绕开条文从严的生态区找路：最优的一条，三条明显不同的备选，以及费用与最优相差不超过 {share} 的近优带。权重是权衡，不是法律。",
    "From A to B around the zones where clauses are strict: the best way, three that are distinct, and the band in which ways cost at most {share} more. Weights are judgements, not law.",
  ],
  endFrom: ["起点 A", "Start A"],
  endTo: ["终点 B", "End B"],
  endNone: ["未定", "not set"],
  pick: ["在地图上点选", "Pick on the map"],
  picking: ["请点击地图…", "Click the map …"],
  swap: ["起终点对调", "Swap the ends"],
  activity: ["走廊里的线路属哪类活动", "What is to be led along it"],
  weights: ["权重（空地为 1）", "Weights (free ground is 1)"],
  weightsHow: [
    "一米生态区折合几米空地。先按条文的结论给，也可为某一类生态区单独给；1 到 1000。",
    "How many metres of free ground a metre of zone counts as: by what the clause says, or for one kind of zone; 1 to 1,000.",
  ],
  weightOf: ["{name}的权重", "Weight of {name}"],
  weightBack: ["{name}改回 {weight}", "{name} back to {weight}"],
  kinds: ["逐类给权重（{count} 类）", "By kind of zone ({count})"],
  kind: ["生态区类别", "Kind of zone"],
  says: ["条文", "Clause"],
  weight: ["权重", "Weight"],
  slopeOf: ["途经地面平均坡度 {percent} %", "Mean slope of the ground {percent} %"],
  slopeSaid: [
    "坡度计入费用：每 10 % 加 {weight} 倍；地形“{terrain}”，格距约 {grain} 米，覆盖 {share}，其余按平地计。",
    "Slope counts: {weight} times more for every 10 %; terrain “{terrain}”, cells of about {grain} m, known for {share}, flat elsewhere.",
  ],
  slopeWeight: [
    "坡度的权重（每 10 % 坡度，0 为不计）",
    "Weight of slope (for every 10 %; 0: does not count)",
  ],
  slopeNone: [
    "坡度未计入：在“数据”里打开地形文件后可以计入。",
    "Slope does not count: open a terrain file under Data to make it count.",
  ],
  find: ["求最少冲突走廊", "Find the ways of least conflict"],
  stale: [
    "设定已改，下面仍是上一次的结果；再求一次即更新",
    "The settings have changed; below is the result before. Find again to renew it",
  ],
  needs: ["先定起点和终点", "Set both ends first"],
  way: ["走廊", "Way"],
  band: ["近优带", "Near-best band"],
  best: ["最优", "best"],
  length: ["{length} 公里", "{length} km"],
  cost: ["费用为最优的 {ratio} 倍", "costs {ratio} times the best"],
  own: ["{share} 与前面各条不同", "{share} apart from those before"],
  stableBest: [
    "任一类权重 ±20 %：至少 {share} 的路线不变",
    "Any one weight ±20 %: at least {share} of it stays",
  ],
  stableOther: [
    "任一类权重 ±20 %：费用为当时最优的 {least}–{most} 倍",
    "Any one weight ±20 %: costs {least}–{most} times the best then",
  ],
  stableSame: [
    "任一类权重 ±20 %：费用仍为最优的 {ratio} 倍",
    "Any one weight ±20 %: still costs {ratio} times the best",
  ],
  stableNone: [
    "途经范围没有计费用的生态区，权重无影响",
    "No zone on the ground searched: weights change nothing",
  ],
  shares: ["区内里程", "Kilometres in zones"],
  noZone: ["不经过计费用的生态区", "Through no zone that counts"],
  zones: ["与 {count} 个生态区有关", "Has to do with {count} {count:zone|zones}"],
  along: ["区内 {length} 公里", "{length} km inside"],
  crosses: ["跨越 {count} 处", "{count} {count:crossing|crossings}"],
  near: ["相距 {length} 公里", "{length} km away"],
  trials: ["权重 ±20 % 的试算", "Trials with weights ±20 %"],
  trialSame: ["{count} 次试算中，其余不改变结果", "Of {count} trials the others change nothing"],
  trialKept: ["最优线不变的比例", "Best way kept"],
  trialCost: ["各走廊费用比", "Cost of each way"],
  method: [
    "格网 {cell} 米；直线 {straight} 公里；{without} 个无范围的生态区不计费用，但逐条核查时仍按距离看。权重：{weights}。",
    "Cells of {cell} m; straight line {straight} km; {without} {without:zone|zones} without an outline cost nothing here, though the check of each way looks at them. Weights: {weights}.",
  ],
  show: ["在地图上看走廊 {index}", "Show way {index} on the map"],
  compare: ["并列为方案，可弯折", "Side by side, to be bent"],
  keep: ["存为图层", "Keep as a layer"],
  layer: ["最少冲突走廊 {from}—{to}", "Least-conflict ways {from}–{to}"],
  csv: ["CSV 表", "CSV rows"],
  inReport: ["写入核查报告", "A chapter in the report of the check"],
  clear: ["清除走廊", "Clear the ways"],
  failed: ["没有求出走廊", "No way was found"],
  shown: [
    "粗线为最优，细线为备选，浅色带为近优带。拖动地图上的 A、B 也可改起终点。",
    "The heavy line is the best, thin lines the others, the pale area the near-best band. A and B can also be dragged on the map.",
  ],
} as const;

/** The words of the search for corridors. */
export function useCorridorWords() {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildSpeechOf(language, corridorWords), [language]);
}

/** Both languages of a word, for what goes on the board. */
export const corridorWord = (key: "way" | "band") => ({
  zh: corridorWords[key][0],
  en: corridorWords[key][1],
});
