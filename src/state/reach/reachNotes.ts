import { phases } from "../../../geodata/plan/phases.ts";
import type { Board, Language } from "../../domain/board/board.ts";
import type { ReachQuery } from "../../domain/board/reachQuery.ts";
import { surfaceRequest } from "../../domain/board/reachRequests.ts";
import { findGood } from "../../domain/board/request.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { useAnswers } from "../answersStore.ts";
import { useReach } from "./reachStore.ts";

const definitions: Record<ReachQuery["definition"], Bilingual> = {
  train: { zh: "只计乘车", en: "in the train" },
  station: { zh: "含候车", en: "with waiting" },
  door: { zh: "门到门", en: "door to door" },
};
const trains: Record<ReachQuery["trains"], Bilingual> = {
  fastest: { zh: "最快车次", en: "fastest trains" },
  emu: { zh: "动车组", en: "EMU trains" },
  conventional: { zh: "普速列车", en: "conventional trains" },
};
const schematic: Bilingual = {
  zh: "示意：含示意线路或道路",
  en: "schematic: rests on schematic lines or roads",
};

/** Letters of a line that is read at a glance beside a map. */
const lineLetters: Record<Language, number> = { zh: 78, en: 150 };

/** A text cut into lines at its own pauses. */
export function breakLines(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const piece of text.split(/(?<=[。；，、：]|[.;,:]\s)/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + piece.length <= letters) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/** What the origins of a query are called. */
export function nameOrigins({ origins }: ReachQuery, language: Language): string[] {
  const stations = useReach.getState().sources?.rail.stations ?? [];
  return origins.map((origin) => {
    if (origin.kind === "place") return `${origin.name?.[language] ?? ""} ${origin.lngLat.join(", ")}`.trim();
    return stations.find((station) => station.id === origin.station)?.name[language] ?? origin.station;
  });
}

/**
 * What any picture or sheet says of the travel times on it: origins, definition, what was changed, the method.
 * Empty where the board shows none, or their answer is not there.
 */
export function buildReachNotes(board: Board): string[] {
  const { reach, language, scenario } = board;
  const request = surfaceRequest(board);
  const answer = request && findGood(useAnswers.getState().answers, "travelMinutes", request);
  if (!reach || !answer) return [];
  const isChinese = language === "zh";
  const phase = phases.find((other) => other.id === board.phase);
  const joined = nameOrigins(reach, language).join(isChinese ? "、" : ", ");
  const edits = scenario?.length ?? 0;
  const lead = [
    isChinese ? `起点：${joined}` : `From ${joined}`,
    ...(reach.origins.length > 1
      ? [
          reach.combine === "union"
            ? { zh: "任一起点可达", en: "from any of them" }[language]
            : { zh: "全部起点可达", en: "from all of them" }[language],
        ]
      : []),
    phase?.title[language] ?? board.phase,
    definitions[reach.definition][language],
    trains[reach.trains][language],
    ...(edits > 0 ? [isChinese ? `情景已改动（${edits} 处）` : `scenario edited (${edits})`] : []),
    schematic[language],
  ].join(" · ");
  return [lead, ...breakLines(answer.method[language], lineLetters[language])];
}
