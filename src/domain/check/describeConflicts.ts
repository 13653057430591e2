import { pickPlural } from "../pickPlural.ts";
import type { Bilingual } from "../plan.ts";
import type {
  CheckResult,
  CheckTotals,
  Conflict,
  CoverageTotals,
  NotTestedKind,
  Outcome,
  PartySummary,
} from "./conflict.ts";
import { formatArea, formatLength, formatShare } from "./measureWords.ts";
import type { Relation, TextCheck, Verdict } from "./rules.ts";
import { verdicts } from "./rules.ts";

export const verdictWords: Record<Verdict, Bilingual> = {
  prohibited: { zh: "禁止", en: "prohibited" },
  restricted: { zh: "限制", en: "restricted" },
  assessment: { zh: "需论证", en: "assessment needed" },
  notice: { zh: "提示", en: "notice" },
  unverified: { zh: "待核实", en: "to be verified" },
};

/** What is to be said of a subject as a whole. */
export const outcomeWords: Record<Outcome, Bilingual> = {
  ...verdictWords,
  "no-conflict": { zh: "未发现冲突", en: "no conflict found" },
  "partly-tested": {
    zh: "已查部分未发现冲突，其余未检查",
    en: "no conflict in the part tested; the rest not tested",
  },
  "not-tested": { zh: "未检查", en: "not tested" },
};

export const relationWords: Record<Relation, Bilingual> = {
  inside: { zh: "位于区内", en: "inside" },
  crosses: { zh: "穿越", en: "crosses" },
  within: { zh: "邻近", en: "near" },
};

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
  "no-law-on-day": { zh: "核查日没有收录条文", en: "No text of the law held for the day" },
  "subject-outside": { zh: "在检查范围之外的项目", en: "Projects outside the area tested" },
  "subject-partly-outside": { zh: "部分在检查范围之外的项目", en: "Projects partly outside the area tested" },
};

/** How well the text behind a rule is known. */
export const textCheckWords: Record<TextCheck, Bilingual> = {
  "text read": { zh: "条文已核", en: "text read" },
  secondary: { zh: "据转述，条文未核", en: "from reports; the text was not read" },
  "not found": { zh: "条文未找到，未经核实", en: "text not found; unverified" },
  user: { zh: "本单位自定", en: "the office's own" },
};

/** What of the subjects was not tested, as the end of a sentence; "" where all of it was. */
function describeCoverage({ partCount, outsideCount, ...shares }: CoverageTotals): Bilingual {
  if (partCount + outsideCount === 0) return { zh: "", en: "" };
  const tested = [
    shares.areaShare === null
      ? null
      : { zh: `面积的 ${formatShare(shares.areaShare)}`, en: `${formatShare(shares.areaShare)} of the area` },
    shares.lengthShare === null
      ? null
      : {
          zh: `长度的 ${formatShare(shares.lengthShare)}`,
          en: `${formatShare(shares.lengthShare)} of the length`,
        },
    shares.pointShare === null
      ? null
      : {
          zh: `点位的 ${formatShare(shares.pointShare)}`,
          en: `${formatShare(shares.pointShare)} of the points`,
        },
  ].filter((part) => part !== null);
  const counts = [
    outsideCount > 0
      ? { zh: `${outsideCount} 个全部在检查范围之外`, en: `${outsideCount} wholly outside` }
      : null,
    partCount > 0 ? { zh: `${partCount} 个部分在外`, en: `${partCount} partly outside` } : null,
  ].filter((part) => part !== null);
  return {
    zh: `检查范围只覆盖项目${tested.map(({ zh }) => zh).join("、")}，其余未检查（${counts.map(({ zh }) => zh).join("，")}）。`,
    en: ` Only ${tested.map(({ en }) => en).join(", ")} of the projects lies in the area tested; the rest was not tested (${counts.map(({ en }) => en).join(", ")}).`,
  };
}

/** The sentence that sums a run up, and what it leaves open. */
export function describeConflicts(totals: CheckTotals): Bilingual {
  const found = describeFound(totals);
  const isNothingTested =
    totals.conflictCount === 0 && totals.coverage.outsideCount === totals.subjectsTested;
  const coverage = isNothingTested ? { zh: "", en: "" } : describeCoverage(totals.coverage);
  return { zh: `${found.zh}${coverage.zh}`, en: `${found.en}${coverage.en}` };
}

function describeFound(totals: CheckTotals): Bilingual {
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
  if (totals.coverage.outsideCount === subjectsTested && totals.conflictCount === 0)
    return {
      zh: `${subjectsTested} 个项目都不在本图收集生态区的范围内，没有检查。`,
      en: `None of the ${subjectsTested} projects lies where the atlas holds zones: nothing was tested.`,
    };
  if (totals.conflictCount === 0)
    return {
      zh: `检查了 ${subjectsTested} 个项目和 ${zonesTested} 个生态区，检查到的部分按核查日的规则没有发现冲突。`,
      en: `${subjectsTested} projects were tested against ${zonesTested} zones; the rules of the decision day find no conflict in what was tested.`,
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
  const plural = (count: number, word: string) => `${count} ${pickPlural(count, word, `${word}s`)}`;
  return {
    zh: `${totals.subjectCount} 个项目与 ${totals.zoneCount} 个生态区相交或邻近，共 ${totals.conflictCount} 处：${named
      .map((verdict) => `${verdictWords[verdict].zh} ${byVerdict[verdict]} 处`)
      .join(
        "，",
      )}${shared.length > 0 ? `；${shared.map((part) => part.zh).join("，")}（重叠部分只计一次）` : ""}。`,
    en: `${plural(totals.subjectCount, "project")} ${pickPlural(totals.subjectCount, "meets or comes", "meet or come")} near ${plural(totals.zoneCount, "zone")}, ${plural(
      totals.conflictCount,
      "conflict",
    )} in all: ${named.map((verdict) => `${byVerdict[verdict]} ${verdictWords[verdict].en}`).join(", ")}${
      shared.length > 0 ? `; ${shared.map((part) => part.en).join(", ")}, each place counted once` : ""
    }.`,
  };
}

/** What one conflict measures, in a few words. */
export function describeMeasures(
  conflict: Conflict,
  writeArea: (squareMetres: number) => Bilingual = formatArea,
): Bilingual {
  const parts: Bilingual[] = [];
  const percent = (share: number) => `${Number((share * 100).toFixed(share < 0.001 ? 3 : 1))}%`;
  const { areaInsideSquareMetres, lengthInsideMetres, zoneLengthInsideMetres, shareOfSubject, shareOfZone } =
    conflict;
  if (areaInsideSquareMetres) {
    const area = writeArea(areaInsideSquareMetres);
    parts.push({
      zh: `区内面积 ${area.zh}，占项目 ${percent(shareOfSubject!)}、占生态区 ${percent(shareOfZone!)}`,
      en: `${area.en} inside: ${percent(shareOfSubject!)} of the project, ${percent(shareOfZone!)} of the zone`,
    });
  }
  if (lengthInsideMetres) {
    const length = formatLength(lengthInsideMetres);
    const share = areaInsideSquareMetres === null ? percent(shareOfSubject!) : "";
    const isEdge = conflict.contacts.includes("along-edge");
    parts.push({
      zh: `${isEdge ? "沿边界" : "区内长度"} ${length.zh}${share && `，占全长 ${share}`}`,
      en: `${length.en} ${isEdge ? "along the edge" : "inside"}${share && `: ${share} of its length`}`,
    });
  }
  if (zoneLengthInsideMetres) {
    const length = formatLength(zoneLengthInsideMetres);
    parts.push({ zh: `河段 ${length.zh}在项目范围内`, en: `${length.en} of the river inside the project` });
  }
  if (conflict.crossings.length > 0)
    parts.push({
      zh: `跨越或进出边界 ${conflict.crossings.length} 处`,
      en: `${conflict.crossings.length} ${pickPlural(conflict.crossings.length, "crossing", "crossings")}`,
    });
  if (parts.length === 0) {
    const distance = formatLength(conflict.nearestDistanceMetres);
    parts.push(
      conflict.nearestDistanceMetres > 0
        ? { zh: `最近距离 ${distance.zh}`, en: `${distance.en} away at the nearest` }
        : conflict.contacts.includes("inside")
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
