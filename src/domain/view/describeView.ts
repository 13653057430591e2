import type { Language } from "../board/board.ts";
import { pickPlural } from "../pickPlural.ts";
import type { Bilingual } from "../plan.ts";

export const viewLengths = ["short", "medium", "long"] as const;
export type ViewLength = (typeof viewLengths)[number];

/** How many features of a kind of state lie in a view. */
export interface ViewStates {
  existing: number;
  underConstruction: number;
  planned: number;
  closed: number;
}

/** What a view holds, counted from the same features that are drawn. */
export interface ViewFacts {
  phase: Bilingual;
  widthKilometres: number;
  heightKilometres: number;
  /** Degrees. */
  centre: readonly [longitude: number, latitude: number];
  /** The unit and the city the middle lies in; none outside the region. */
  within: { unit: Bilingual; city: Bilingual | null } | null;
  /** Units of which any part lies in the view, of all there are. */
  units: number;
  /** What the plan calls its units. */
  unitsWord: Bilingual;
  allUnits: number;
  /** Thematic layers with something in the view, the fullest first. */
  layers: readonly { title: Bilingual; count: number }[];
  states: ViewStates;
  /** How sure the positions are. */
  surveyed: number;
  town: number;
  schematic: number;
  /** What differs from the earlier phase; null in that phase itself. */
  changed: {
    since: Bilingual;
    opened: readonly Bilingual[];
    begun: readonly Bilingual[];
    planned: readonly Bilingual[];
    /** What stands already and is rebuilt or restored: done, and under way or planned. */
    improved: readonly Bilingual[];
    improving: readonly Bilingual[];
    gone: readonly Bilingual[];
  } | null;
  /** Named points nearest to the middle, the nearest first. */
  nearest: readonly { name: Bilingual; kilometres: number }[];
  /** The chosen feature. */
  selected: Bilingual | null;
  /** Analyses whose answers lie on the map. */
  answers: readonly Bilingual[];
}

const mostNamed: Readonly<Record<ViewLength, number>> = { short: 0, medium: 3, long: 12 };
const mostLayers: Readonly<Record<ViewLength, number>> = { short: 3, medium: 6, long: 40 };
const mostNearest: Readonly<Record<ViewLength, number>> = { short: 0, medium: 1, long: 4 };

/** A distance with a precision it deserves: whole kilometres, one decimal below ten. */
const formatKilometres = (kilometres: number) =>
  kilometres < 10 ? String(Math.round(kilometres * 10) / 10) : String(Math.round(kilometres));

const formatDegrees = ([longitude, latitude]: ViewFacts["centre"], language: Language) =>
  language === "zh"
    ? `东经 ${longitude.toFixed(2)}°、北纬 ${latitude.toFixed(2)}°`
    : `${latitude.toFixed(2)}° N, ${longitude.toFixed(2)}° E`;

/** Names in a row, and how many more there are. */
function listNames(names: readonly Bilingual[], most: number, language: Language): string {
  const shown = names.slice(0, most).map((name) => name[language]);
  const rest = names.length - shown.length;
  if (shown.length === 0) return "";
  if (language === "zh") return `（${shown.join("、")}${rest > 0 ? `等` : ""}）`;
  return ` (${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`;
}

const joinEnglish = (parts: readonly string[]) =>
  parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

const totalOf = ({ layers }: ViewFacts) => layers.reduce((sum, { count }) => sum + count, 0);

function describeChinese(facts: ViewFacts, length: ViewLength): string[] {
  const { states, changed, within } = facts;
  const total = totalOf(facts);
  const where = within ? `，图心在${within.city?.zh ?? ""}${within.unit.zh}` : "，图心在规划范围以外";
  const sentences = [
    `地图显示${facts.phase.zh}，东西约 ${formatKilometres(facts.widthKilometres)} 公里、南北约 ${formatKilometres(facts.heightKilometres)} 公里${length === "short" ? "" : `，中心${formatDegrees(facts.centre, "zh")}`}${where}，涉及 ${facts.allUnits} 个${facts.unitsWord.zh}中的 ${facts.units} 个。`,
    total === 0
      ? "图上没有专题要素。"
      : `图上有要素 ${total} 项：${facts.layers
          .slice(0, mostLayers[length])
          .map(({ title, count }) => `${title.zh} ${count}`)
          .join("、")}${facts.layers.length > mostLayers[length] ? "等" : ""}。`,
  ];
  if (total > 0 && length !== "short") {
    const parts = [
      states.existing > 0 ? `现有 ${states.existing} 项` : "",
      states.underConstruction > 0 ? `在建 ${states.underConstruction} 项` : "",
      states.planned > 0 ? `规划 ${states.planned} 项` : "",
      states.closed > 0 ? `停用 ${states.closed} 项` : "",
    ].filter((part) => part !== "");
    sentences.push(`其中${parts.join("、")}。`);
  }
  if (total > 0)
    sentences.push(
      length === "short"
        ? `位置为示意的 ${facts.schematic} 项。`
        : `位置可靠程度：实测 ${facts.surveyed} 项，准到乡镇 ${facts.town} 项，示意 ${facts.schematic} 项，示意的不可量算。`,
    );
  if (changed) {
    const most = mostNamed[length];
    const parts = [
      ["建成或开通", changed.opened],
      ["新开工", changed.begun],
      ["新列入规划", changed.planned],
      ["完成改造或治理", changed.improved],
      ["列入改造或治理", changed.improving],
      ["停用或取消", changed.gone],
    ] as const;
    const said = parts.flatMap(([word, names]) =>
      names.length > 0 ? [`${word} ${names.length} 项${listNames(names, most, "zh")}`] : [],
    );
    sentences.push(
      said.length === 0
        ? `与“${changed.since.zh}”相比没有变化。`
        : `与“${changed.since.zh}”相比，${said.join("，")}。`,
    );
  }
  const near = facts.nearest.slice(0, mostNearest[length]);
  if (near.length > 0)
    sentences.push(
      `离图心最近的是${near.map(({ name, kilometres }) => `${name.zh}（${formatKilometres(kilometres)} 公里）`).join("、")}。`,
    );
  if (facts.selected) sentences.push(`选中：${facts.selected.zh}。`);
  if (facts.answers.length > 0)
    sentences.push(`图上还有${facts.answers.map(({ zh }) => zh).join("、")}的结果。`);
  return sentences;
}

function describeEnglish(facts: ViewFacts, length: ViewLength): string[] {
  const { states, changed, within } = facts;
  const total = totalOf(facts);
  const where = within
    ? `centred in ${within.unit.en}${within.city ? `, ${within.city.en}` : ""}`
    : "centred outside the plan area";
  const count = (number: number, one: string, many: string) => `${number} ${pickPlural(number, one, many)}`;
  const sentences = [
    `The map shows ${facts.phase.en}, about ${formatKilometres(facts.widthKilometres)} km from west to east and ${formatKilometres(facts.heightKilometres)} km from south to north, ${where}${length === "short" ? "" : ` (${formatDegrees(facts.centre, "en")})`}; it takes in ${facts.units} of the ${facts.allUnits} ${facts.unitsWord.en}.`,
  ];
  if (total === 0) sentences.push("No thematic features lie in view.");
  else {
    const shown = facts.layers.slice(0, mostLayers[length]).map(({ title, count: n }) => `${title.en} ${n}`);
    const rest = facts.layers.length - shown.length;
    sentences.push(
      `${count(total, "feature is", "features are")} in view: ${shown.join(", ")}${rest > 0 ? ` and ${count(rest, "more layer", "more layers")}` : ""}.`,
    );
  }
  if (total > 0 && length !== "short") {
    const parts = [
      states.existing > 0 ? `${states.existing} existing` : "",
      states.underConstruction > 0 ? `${states.underConstruction} under construction` : "",
      states.planned > 0 ? `${states.planned} planned` : "",
      states.closed > 0 ? `${states.closed} closed` : "",
    ].filter((part) => part !== "");
    sentences.push(`Of these, ${joinEnglish(parts)}.`);
  }
  if (total > 0)
    sentences.push(
      length === "short"
        ? `${facts.schematic} of them stand at schematic positions.`
        : `Positions: ${facts.surveyed} surveyed, ${facts.town} good to the town, ${facts.schematic} schematic and not to be measured.`,
    );
  if (changed) {
    const most = mostNamed[length];
    const parts = [
      ["completed or opened", changed.opened],
      ["newly under construction", changed.begun],
      ["newly planned", changed.planned],
      ["rebuilt or restored", changed.improved],
      ["to be rebuilt or restored", changed.improving],
      ["closed or dropped", changed.gone],
    ] as const;
    const said = parts.flatMap(([word, names]) =>
      names.length > 0 ? [`${names.length} ${word}${listNames(names, most, "en")}`] : [],
    );
    sentences.push(
      said.length === 0
        ? `Nothing differs from ${changed.since.en}.`
        : `Against ${changed.since.en}: ${joinEnglish(said)}.`,
    );
  }
  const near = facts.nearest.slice(0, mostNearest[length]);
  if (near.length > 0)
    sentences.push(
      `Nearest to the centre: ${joinEnglish(near.map(({ name, kilometres }) => `${name.en} (${formatKilometres(kilometres)} km)`))}.`,
    );
  if (facts.selected) sentences.push(`Selected: ${facts.selected.en}.`);
  if (facts.answers.length > 0)
    sentences.push(`The map also shows the result of ${joinEnglish(facts.answers.map(({ en }) => en))}.`);
  return sentences;
}

/**
 * A view in words: where it is, which phase, what lies in it, how sure that is, what has changed, what is nearest.
 * A function of the facts alone, so that a screen reader, a sheet and the minutes of a meeting say the same.
 */
export const describeView = (facts: ViewFacts, length: ViewLength, language: Language): string =>
  language === "zh" ? describeChinese(facts, length).join("") : describeEnglish(facts, length).join(" ");
