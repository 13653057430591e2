import type { Language } from "../board/board.ts";
import type { Bilingual, PhaseId, Status } from "../plan.ts";
import {
  findNumberState,
  formatLiveNumber,
  type NumberData,
  type NumberState,
  splitNarration,
} from "./liveNumbers.ts";
import type { Clause, Figure, Scene, Walk } from "./walk.ts";

/** A run of text; `changed` where it is a number that is not what was approved. */
export interface HandoutRun {
  text: string;
  changed?: true;
}

/** A figure with its numbers written out, the same for paper, slides and the archive. */
export type HandoutFigure =
  | { kind: "figures"; title: string; entries: { label: string; value: string; changed: boolean }[] }
  | {
      kind: "bars";
      title: string;
      /** `share` is the length of the bar, 0 to 1, against the longest bar or the target. */
      bars: {
        label: string;
        value: string;
        /** The number as it is written, without its unit. */
        amount: number;
        share: number;
        strong: boolean;
        changed: boolean;
      }[];
      /** How the numbers are written; of the first bar. */
      unit: string;
      digits: number;
      target: { label: string; share: number; amount: number } | null;
    }
  | {
      kind: "status";
      title: string;
      phases: PhaseId[];
      rows: { label: string; statuses: Status[] }[];
    };

/** A scene as it is read on paper. */
export interface HandoutScene {
  id: string;
  /** Place in the whole walk, from 1. */
  number: number;
  chapter: number;
  chapterTitle: string;
  title: string;
  /** Paragraphs, each of runs. */
  narration: HandoutRun[][];
  notes: string[];
  clauses: Clause[];
  phase: PhaseId;
  figures: HandoutFigure[];
  targetSeconds: number;
  /** Numbers that cannot be found any more, printed as approved and said so. */
  missingNumbers: string[];
}

const paragraphsOf = (text: string) => text.split(/\n+/).filter((paragraph) => paragraph.trim() !== "");

/** Plain text of a narration's runs. */
export const plainText = (runs: readonly HandoutRun[]): string => runs.map((run) => run.text).join("");

function buildFigure(
  figure: Figure,
  language: Language,
  walk: Walk,
  data: NumberData,
  readNumber: (key: string) => { text: string; value: number; changed: boolean },
): HandoutFigure {
  const say = (both: Bilingual | undefined) => both?.[language] ?? "";
  switch (figure.kind) {
    case "figures":
      return {
        kind: "figures",
        title: say(figure.title),
        entries: figure.entries.map(({ label, number }) => {
          const { text, changed } = readNumber(number);
          return { label: say(label), value: text, changed };
        }),
      };
    case "bars": {
      const read = figure.bars.map((bar) => ({ bar, ...readNumber(bar.number) }));
      const scaleOf = (key: string) => walk.numbers[key]?.[language].divide ?? 1;
      const drawn = read.map(({ bar, value }) => value / scaleOf(bar.number));
      const formatOfFirst = walk.numbers[figure.bars[0]?.number ?? ""]?.[language];
      const most = Math.max(...drawn, figure.target?.value ?? 0, Number.MIN_VALUE);
      return {
        kind: "bars",
        title: say(figure.title),
        bars: read.map(({ bar, text, changed }, index) => ({
          label: say(bar.label),
          value: text,
          amount: drawn[index]!,
          share: Math.max(0, drawn[index]! / most),
          strong: bar.strong === true,
          changed,
        })),
        unit: formatOfFirst?.unit ?? "",
        digits: formatOfFirst?.digits ?? 0,
        target: figure.target
          ? {
              label: say(figure.target.label),
              share: Math.max(0, figure.target.value / most),
              amount: figure.target.value,
            }
          : null,
      };
    }
    case "status":
      return {
        kind: "status",
        title: say(figure.title),
        phases: figure.phases,
        rows: figure.rows.map(({ label, dataset, id }) => {
          const feature = data.datasets[dataset]?.features.find((other) => other.properties.id === id);
          return {
            label: say(label),
            statuses: figure.phases.map((phase) => feature?.properties[`status:${phase}`] ?? "absent"),
          };
        }),
      };
  }
}

function buildScene(
  scene: Scene,
  index: number,
  walk: Walk,
  language: Language,
  data: NumberData,
): HandoutScene {
  const missing = new Set<string>();
  const states = new Map<string, NumberState>();
  const readNumber = (key: string) => {
    const live = walk.numbers[key];
    if (!live) {
      missing.add(key);
      return { text: "—", value: 0, changed: true };
    }
    const state = states.get(key) ?? findNumberState(live, data);
    states.set(key, state);
    if (state.value === undefined) missing.add(key);
    const value = state.value ?? live.approved;
    return { text: formatLiveNumber(live, value, language), value, changed: state.state !== "same" };
  };
  const writeRuns = (text: string): HandoutRun[] =>
    splitNarration(text).map((part) => {
      if ("text" in part) return { text: part.text };
      const { text: written, changed } = readNumber(part.number);
      return changed ? { text: written, changed: true } : { text: written };
    });
  const chapter = walk.chapters.find((other) => other.chapter === scene.chapter);
  return {
    id: scene.id,
    number: index + 1,
    chapter: scene.chapter,
    chapterTitle: chapter?.title[language] ?? "",
    title: plainText(writeRuns(scene.title[language])),
    narration: paragraphsOf(scene.narration[language]).map(writeRuns),
    notes: paragraphsOf(scene.notes[language]).map((paragraph) => plainText(writeRuns(paragraph))),
    clauses: scene.clauses,
    phase: scene.view.phase,
    figures: scene.figures.map((figure) => buildFigure(figure, language, walk, data, readNumber)),
    targetSeconds: scene.targetSeconds,
    missingNumbers: [...missing],
  };
}

/**
 * The chosen scenes of a walk as they are read on paper, in the walk's order: numbers written out with the
 * data of now, a number that differs from the approved one marked, one that cannot be found printed as
 * approved and named.
 *
 * @param chosen ids of scenes; ids the walk does not have are passed over.
 */
export function buildHandout(
  walk: Walk,
  chosen: readonly string[],
  language: Language,
  data: NumberData,
): HandoutScene[] {
  return walk.scenes.flatMap((scene, index) =>
    chosen.includes(scene.id) ? [buildScene(scene, index, walk, language, data)] : [],
  );
}
