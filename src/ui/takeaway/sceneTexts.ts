import { atlas } from "../../../geodata/catalogue.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import type { Language } from "../../domain/board/board.ts";
import type { Status } from "../../domain/plan.ts";
import type { HandoutFigure, HandoutScene } from "../../domain/walk/handout.ts";
import type { MapPicture } from "../../state/page/pictures.ts";
import { buildTakeAwaySpeech, type TakeAwayWord } from "./takeawayWords.ts";

/** Where the plan says what a scene shows, in words. */
export function writeClauses({ clauses }: HandoutScene, language: Language): string {
  const say = buildTakeAwaySpeech(language);
  const written = clauses.map(({ chapter, section }) =>
    chapter === null
      ? say("clausePreface")
      : section === null
        ? say("clauseLead", { chapter })
        : say("clause", { chapter, section }),
  );
  return [...new Set(written)].join(language === "zh" ? "；" : "; ");
}

export const writePhase = (id: string, language: Language): string =>
  phases.find((phase) => phase.id === id)?.title[language] ?? id;

/** Words short enough for a column of a table on a slide. */
const shortStatus: Record<Status, TakeAwayWord> = {
  existing: "shortExisting",
  "upgrade-done": "shortUpgradeDone",
  "upgrade-under-way": "shortUpgradeUnderWay",
  "upgrade-planned": "shortUpgradePlanned",
  "under-construction": "shortUnderConstruction",
  planned: "shortPlanned",
  study: "shortStudy",
  closed: "shortClosed",
  absent: "shortAbsent",
};

/** A figure as rows of short texts, for slides and for those who read rather than look. */
export function tabulateFigure(
  figure: HandoutFigure,
  language: Language,
): { title: string; rows: string[][] } {
  const mark = (changed: boolean) => (changed ? " ※" : "");
  switch (figure.kind) {
    case "figures":
      return {
        title: figure.title,
        rows: figure.entries.map(({ label, value, changed }) => [label, `${value}${mark(changed)}`]),
      };
    case "bars":
      return {
        title: figure.title,
        rows: [
          ...figure.bars.map(({ label, value, changed }) => [label, `${value}${mark(changed)}`]),
          ...(figure.target ? [[buildTakeAwaySpeech(language)("targetLine"), figure.target.label]] : []),
        ],
      };
    case "status": {
      const say = buildTakeAwaySpeech(language);
      return {
        title: figure.title,
        rows: [
          ["", ...figure.phases.map((phase) => writePhase(phase, language))],
          ...figure.rows.map(({ label, statuses }) => [
            label,
            ...statuses.map((status) => say(shortStatus[status])),
          ]),
        ],
      };
    }
  }
}

/** The line every picture carries: what it is not, how fresh, and whose data. */
export function writeFoot(
  picture: Pick<MapPicture, "credits" | "dataDate"> | null,
  language: Language,
): string {
  const say = buildTakeAwaySpeech(language);
  const parts: string[] = [atlas.disclaimer[language]];
  if (picture?.dataDate) parts.push(say("dataUntil", { date: picture.dataDate }));
  if (picture && picture.credits.length > 0)
    parts.push(`${say("sources")}${language === "zh" ? "：" : ": "}${picture.credits.join("; ")}`);
  return parts.join(" · ");
}

/** Numbers of a scene that are not what was approved, in words; empty where all are. */
export function writeNumberNotes(scene: HandoutScene, language: Language): string[] {
  const say = buildTakeAwaySpeech(language);
  const changed =
    scene.narration.some((runs) => runs.some((run) => run.changed)) ||
    scene.figures.some(
      (figure) =>
        (figure.kind === "figures" && figure.entries.some((entry) => entry.changed)) ||
        (figure.kind === "bars" && figure.bars.some((bar) => bar.changed)),
    );
  if (scene.missingNumbers.length > 0) return [`※ ${say("numberMissing")}`];
  return changed ? [say("numberChanged")] : [];
}

/** Today, as a file name and a cover carry it. */
export const today = (): string => {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};
