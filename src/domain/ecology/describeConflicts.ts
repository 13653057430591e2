import type { Bilingual } from "../plan.ts";
import type { CheckResult, CheckTotals, Conflict, NotTestedKind, PartySummary } from "./conflict.ts";
import type { Relation, Verdict } from "./rules.ts";
import { verdicts } from "./rules.ts";

export const verdictWords: Record<Verdict, Bilingual> = {
  prohibited: { zh: "禁止", en: "prohibited" },
  restricted: { zh: "限制", en: "restricted" },
  assessment: { zh: "需论证", en: "assessment needed" },
  notice: { zh: "提示", en: "notice" },
};

export const relationWords: Record<Relation, Bilingual> = {
  inside: { zh: "位于区内", en: "inside" },
  crosses: { zh: "穿越", en: "crosses" },
  within: { zh: "邻近", en: "near" },
};

const createFormat = (digits: number) =>
  new Intl.NumberFormat("en-US", { maximumFractionDigits: digits, minimumFractionDigits: digits });
/** By digits after the point; one for each, as making one takes longer than a thousand uses. */
const numbers = { 0: createFormat(0), 2: createFormat(2) };

/** Square metres as people read them: square kilometres from a hectare's hundredfold up, hectares and square metres below. */
export function formatArea(squareMetres: number): Bilingual {
  const say = (value: number, digits: 0 | 2, zh: string, en: string) => {
    const text = numbers[digits].format(value);
    return { zh: `${text} ${zh}`, en: `${text} ${en}` };
  };
  if (squareMetres >= 1e6) return say(squareMetres / 1e6, 2, "平方千米", "km²");
  if (squareMetres >= 1e4) return say(squareMetres / 1e4, 2, "公顷", "ha");
  return say(squareMetres, 0, "平方米", "m²");
}

/** Metres as people read them: kilometres from one kilometre up. */
export function formatLength(metres: number): Bilingual {
  if (metres >= 1000) {
    const text = numbers[2].format(metres / 1000);
    return { zh: `${text} 千米`, en: `${text} km` };
  }
  return { zh: `${Math.round(metres)} 米`, en: `${Math.round(metres)} m` };
}

/** Why something was not looked at. */
export const notTestedWords: Record<NotTestedKind, Bilingual> = {
  "zone-not-on-map": { zh: "本图没有的范围", en: "Zones not on this map" },
  "zone-without-outline": { zh: "只有点位的生态区", en: "Zones with a place but no outline" },
  "zone-absent": { zh: "本期没有的生态区", en: "Zones not there in this phase" },
  "zone-left-out": { zh: "按选择未对照的生态区", en: "Zones left out by choice" },
  "subject-absent": { zh: "本期没有的项目", en: "Projects not there in this phase" },
  "no-geometry": { zh: "没有位置", en: "No place" },
  "invalid-geometry": { zh: "几何无效", en: "Geometry not valid" },
  "no-rule": { zh: "没有规则", en: "No rule" },
};

/** How well the text behind a rule is known; other words of a table of the user's stand as they are. */
export const certaintyWords: Readonly<Record<string, Bilingual>> = {
  "quoted page": { zh: "见过条文原文", en: "text of the clause seen" },
  memory: { zh: "条文未见原文", en: "text of the clause not seen" },
  user: { zh: "用户自定", en: "the office's own" },
};

/** The sentence that sums a run up. */
export function describeConflicts(totals: CheckTotals): Bilingual {
  const { subjectsTested, zonesTested } = totals;
  // To find nothing where nothing was looked at is no finding.
  if (subjectsTested === 0)
    return {
      zh: "没有检查任何项目：所选的在此时段不存在，或无法检查。逐项原因见“未检查”。",
      en: "No project was tested: what is chosen is not there in this phase or cannot be tested. “Not tested” gives each reason.",
    };
  if (zonesTested === 0)
    return {
      zh: "没有对照任何生态区：所选的在此时段不存在，或无法对照。逐项原因见“未检查”。",
      en: "No zone was tested against: what is chosen is not there in this phase or cannot be tested. “Not tested” gives each reason.",
    };
  if (totals.conflictCount === 0)
    return {
      zh: `检查了 ${subjectsTested} 个项目和 ${zonesTested} 个生态区，按现行规则没有发现冲突。`,
      en: `${subjectsTested} projects were tested against ${zonesTested} zones; the rules in force find no conflict.`,
    };
  const { byVerdict } = totals;
  const named = verdicts.filter((verdict) => byVerdict[verdict] > 0);
  const area = formatArea(totals.areaInsideSquareMetres);
  const length = formatLength(totals.lengthInsideMetres);
  const shared = [
    totals.areaInsideSquareMetres > 0
      ? { zh: `区内面积 ${area.zh}`, en: `${area.en} of ground inside` }
      : null,
    totals.lengthInsideMetres > 0 ? { zh: `区内线路 ${length.zh}`, en: `${length.en} of line inside` } : null,
  ].filter((part) => part !== null);
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? "" : "s"}`;
  return {
    zh: `${totals.subjectCount} 个项目与 ${totals.zoneCount} 个生态区相交或邻近，共 ${totals.conflictCount} 处：${named
      .map((verdict) => `${verdictWords[verdict].zh} ${byVerdict[verdict]} 处`)
      .join(
        "，",
      )}${shared.length > 0 ? `；${shared.map((part) => part.zh).join("，")}（重叠部分只计一次）` : ""}。`,
    en: `${plural(totals.subjectCount, "project")} ${totals.subjectCount === 1 ? "meets or comes" : "meet or come"} near ${plural(totals.zoneCount, "zone")}, ${plural(
      totals.conflictCount,
      "conflict",
    )} in all: ${named.map((verdict) => `${byVerdict[verdict]} ${verdictWords[verdict].en}`).join(", ")}${
      shared.length > 0 ? `; ${shared.map((part) => part.en).join(", ")}, each place counted once` : ""
    }.`,
  };
}

/** What one conflict measures, in a few words. */
export function describeMeasures(conflict: Conflict): Bilingual {
  const parts: Bilingual[] = [];
  const percent = (share: number) => `${Number((share * 100).toFixed(share < 0.001 ? 3 : 1))}%`;
  const { areaInsideSquareMetres, lengthInsideMetres, zoneLengthInsideMetres, shareOfSubject, shareOfZone } =
    conflict;
  if (areaInsideSquareMetres) {
    const area = formatArea(areaInsideSquareMetres);
    parts.push({
      zh: `区内面积 ${area.zh}，占项目 ${percent(shareOfSubject!)}、占生态区 ${percent(shareOfZone!)}`,
      en: `${area.en} inside: ${percent(shareOfSubject!)} of the project, ${percent(shareOfZone!)} of the zone`,
    });
  }
  if (lengthInsideMetres) {
    const length = formatLength(lengthInsideMetres);
    const share = areaInsideSquareMetres === null ? percent(shareOfSubject!) : "";
    parts.push({
      zh: `区内长度 ${length.zh}${share && `，占全长 ${share}`}`,
      en: `${length.en} inside${share && `: ${share} of its length`}`,
    });
  }
  if (zoneLengthInsideMetres) {
    const length = formatLength(zoneLengthInsideMetres);
    parts.push({ zh: `河段 ${length.zh}在项目范围内`, en: `${length.en} of the river inside the project` });
  }
  if (conflict.crossings.length > 0)
    parts.push({
      zh: `跨越或进出边界 ${conflict.crossings.length} 处`,
      en: `${conflict.crossings.length} crossing${conflict.crossings.length === 1 ? "" : "s"}`,
    });
  if (parts.length === 0) {
    const distance = formatLength(conflict.nearestDistanceMetres);
    parts.push(
      conflict.nearestDistanceMetres > 0
        ? { zh: `最近距离 ${distance.zh}`, en: `${distance.en} away at the nearest` }
        : conflict.relations.includes("inside")
          ? { zh: "位于区内", en: "inside the zone" }
          : { zh: "与生态区的点位或边界相接", en: "touches the zone's place or edge" },
    );
  }
  return { zh: parts.map((part) => part.zh).join("；"), en: parts.map((part) => part.en).join("; ") };
}

/** Subjects × zones as a heat table: only rows and columns with a conflict, and how many have none. */
export interface ConflictMatrix {
  rows: PartySummary[];
  columns: PartySummary[];
  /** `cells[row][column]`: the conflict, or null. */
  cells: (Conflict | null)[][];
  clearSubjectCount: number;
  clearZoneCount: number;
}

/** Lays the conflicts of a result out as a table; rows and columns keep the order of the result. */
export function buildConflictMatrix(result: CheckResult): ConflictMatrix {
  const subjectKeys = new Set(result.conflicts.map((conflict) => conflict.subject));
  const zoneKeys = new Set(result.conflicts.map((conflict) => conflict.zone));
  const rows = result.subjects.filter((party) => subjectKeys.has(party.key));
  const columns = result.zones.filter((party) => zoneKeys.has(party.key));
  const rowOf = new Map(rows.map(({ key }, index) => [key, index]));
  const columnOf = new Map(columns.map(({ key }, index) => [key, index]));
  const cells = rows.map(() => columns.map((): Conflict | null => null));
  for (const conflict of result.conflicts)
    cells[rowOf.get(conflict.subject)!]![columnOf.get(conflict.zone)!] = conflict;
  return {
    rows,
    columns,
    cells,
    clearSubjectCount: result.totals.subjectsTested - result.totals.subjectCount,
    clearZoneCount: result.totals.zonesTested - result.totals.zoneCount,
  };
}
