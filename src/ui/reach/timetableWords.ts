import { useMemo } from "react";
import type { Language } from "../../domain/board/board.ts";
import { useAtlas } from "../../state/store.ts";
import { buildSpeechOf, type Speech } from "../speech/speech.ts";

/** Every word of imported timetables; Chinese first. */
const timetableWords = {
  title: ["时刻表", "Timetable"],
  leadNone: [
    "{phase}没有时刻表：候车按每日列数折半估算，列数见行程中的“按开行对数”“假设”标记。可导入 GTFS（zip），替换这一时段的全部列车。",
    "{phase} has no timetable: waiting is half the headway of the trains a day, published or assumed as the journey says. A GTFS feed (zip) can be imported; it replaces all trains of this phase.",
  ],
  leadHas: [
    "{phase}按时刻表“{name}”（{day}）答：{trains} 列车。其他时段不变。",
    "{phase} answers by the timetable “{name}” ({day}): {trains} trains. Other phases are as before.",
  ],
  choose: ["导入 GTFS…", "Import GTFS …"],
  reading: ["正在读取…", "Reading …"],
  remove: ["移除时刻表", "Remove the timetable"],
  report: [
    "读入 {trips} 列车、{services} 种停站方案、{stations} 座车站",
    "Read {trips} trains, {services} patterns, {stations} stations",
  ],
  day: ["开行日", "Day"],
  dayOption: ["{day}（{trips} 列）", "{day} ({trips} trains)"],
  noteCount: ["{count} 项：", "{count}: "],
  noteFor: ["如 {examples}", "such as {examples}"],
  from: ["从", "From"],
  to: ["到", "To"],
  between: ["时段", "Between"],
  until: ["至", "and"],
  swap: ["对调", "Swap"],
  median: ["中位数", "Median"],
  p90: ["十有其九不超过", "Nine in ten within"],
  fastest: ["最快一趟", "Fastest"],
  first: ["首班", "First train"],
  last: ["末班", "Last train"],
  lastBack: ["返程末班", "Last train back"],
  minutes: ["{minutes} 分", "{minutes} min"],
  waitIncluded: [
    "从时段内任一分钟起算，含候车和换乘；没有末班之后的车。",
    "From any minute of the window, waiting and changes included; after the last train there is none.",
  ],
  share: ["时段内 {share} 的时刻还有车", "From {share} of the window there still is a train"],
  noTrain: ["无车", "none"],
  none: ["一天内没有列车能到", "No train gets there on the day"],
  all: ["全天 {count} 个可选班次", "{count} departures worth taking on the day"],
  journey: ["{depart}→{arrive}，{minutes} 分，{trains}", "{depart}→{arrive}, {minutes} min, {trains}"],
  nextDay: ["次日 {time}", "{time} next day"],
} as const;

export type TimetableWord = keyof typeof timetableWords;

export interface TimetableSpeech extends Speech<TimetableWord> {
  /** A moment of the day; minutes after midnight. */
  clock: (minute: number) => string;
}

function buildTimetableSpeech(language: Language): TimetableSpeech {
  const speech = buildSpeechOf(language, timetableWords);
  const clock = (minute: number): string => {
    const whole = Math.floor(minute) % 1440;
    const time = `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
    return minute >= 1440 ? speech.word("nextDay", { time }) : time;
  };
  return { ...speech, clock };
}

export function useTimetableWords(): TimetableSpeech {
  const language = useAtlas((state) => state.board.language);
  return useMemo(() => buildTimetableSpeech(language), [language]);
}
