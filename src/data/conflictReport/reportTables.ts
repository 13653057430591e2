import type { CheckResult, NotTestedKind, PartySummary } from "../../domain/check/conflict.ts";
import { describeClause } from "../../domain/check/describeClause.ts";
import { describeMeasures, notTestedWords, verdictWords } from "../../domain/check/describeConflicts.ts";
import { formatLength, formatOfficeArea } from "../../domain/check/measureWords.ts";
import { verdicts } from "../../domain/check/rules.ts";
import { describeVersion } from "./proofTable.ts";
import { type Block, type Cell, type ReportFrame, statusWords, type Words } from "./report.ts";
import { formatReportTime } from "./reportTime.ts";
import { countRecords, writeCoverageCell } from "./runRecord.ts";

export function buildFacts(result: CheckResult, frame: ReportFrame, words: Words): Block {
  const { say, pick } = words;
  const rows: [string, string][] = [
    [say("检查编号", "Run"), result.id],
    [say("检查时间", "Time"), formatReportTime(result.time, frame.language)],
    [say("规划阶段", "Phase"), pick(frame.phaseTitle)],
    [
      say("检查对象", "Subject"),
      say(`${result.subjects.length} 个项目`, `${result.subjects.length} projects`),
    ],
    [
      say("对照范围", "Tested against"),
      say(`${result.zones.length} 个生态区`, `${result.zones.length} zones`),
    ],
    [say("核查日", "Decision day"), formatReportTime(result.decisionDate, frame.language)],
    [say("规则版本", "Rules"), result.rulesVersion],
    [say("检查覆盖", "Share tested"), writeCoverageCell(result, frame.language)],
    ...(frame.record.own.length > 0
      ? [
          [
            say("用户图层", "Own layers"),
            frame.record.own
              .map((trace) => {
                const { skipped, repaired } = countRecords(trace);
                return skipped + repaired === 0
                  ? trace.name
                  : `${trace.name}${say(`（跳过 ${skipped}、修复 ${repaired} 条记录）`, ` (${skipped} record(s) skipped, ${repaired} repaired)`)}`;
              })
              .join(say("、", ", ")),
          ] as [string, string],
        ]
      : []),
  ];
  return {
    kind: "table",
    widths: [22, 78],
    head: [],
    rows: rows.map(([name, value]) => [{ text: name, strong: true }, { text: value }]),
  };
}

export function buildSubjects(result: CheckResult, words: Words): Block[] {
  const { say, pick } = words;
  const touched = new Set(result.subjectTotals.map(({ subject }) => subject));
  const kinds = new Map<string, { all: number; touched: number }>();
  for (const { kind, key } of result.subjects) {
    const count = kinds.get(kind) ?? { all: 0, touched: 0 };
    count.all += 1;
    if (touched.has(key)) count.touched += 1;
    kinds.set(kind, count);
  }
  const blocks: Block[] = [
    {
      kind: "table",
      widths: [50, 25, 25],
      head: [say("活动类别", "Kind of activity"), say("项目数", "Projects"), say("有冲突", "With conflicts")],
      rows: [...kinds].map(([kind, count]) => [
        { text: pick(result.kindTitles[kind] ?? { zh: kind, en: kind }) },
        { text: String(count.all) },
        { text: String(count.touched) },
      ]),
    },
  ];
  const most = 20;
  if (result.subjectTotals.length > 0)
    blocks.push({
      kind: "table",
      widths: [37, 13, 12, 21, 17],
      head: [
        say("项目", "Project"),
        say("最严结论", "Strictest"),
        say("冲突数", "Conflicts"),
        say("区内面积", "Area inside"),
        say("区内长度", "Length inside"),
      ],
      rows: [...result.subjectTotals]
        .sort(
          (a, b) =>
            verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) || b.conflictCount - a.conflictCount,
        )
        .slice(0, most)
        .map((total) => [
          { text: nameOf(result, total.subject, words) },
          { text: pick(verdictWords[total.verdict]), strong: true, verdict: total.verdict },
          { text: String(total.conflictCount) },
          {
            text:
              total.areaInsideSquareMetres > 0 ? pick(formatOfficeArea(total.areaInsideSquareMetres)) : "—",
          },
          { text: total.lengthInsideMetres > 0 ? pick(formatLength(total.lengthInsideMetres)) : "—" },
        ]),
    });
  if (result.subjectTotals.length > most)
    blocks.push({
      kind: "paragraph",
      text: say(
        `有冲突的项目共 ${result.subjectTotals.length} 个，此处列出结论最严的 ${most} 个，其余见冲突明细。`,
        `Of ${result.subjectTotals.length} projects with conflicts the ${most} with the strictest verdicts are listed; the others are in the table of conflicts.`,
      ),
    });
  return blocks;
}

const partyIndexes = new WeakMap<CheckResult, ReadonlyMap<string, PartySummary>>();

/** A side of a conflict; looked up once a row, of a hundred thousand parties. */
export function findParty(result: CheckResult, key: string): PartySummary {
  let index = partyIndexes.get(result);
  if (!index) {
    index = new Map([...result.subjects, ...result.zones].map((party) => [party.key, party]));
    partyIndexes.set(result, index);
  }
  return index.get(key)!;
}

function nameOf(result: CheckResult, key: string, { pick, say }: Words): string {
  const party = findParty(result, key);
  const notes = [
    party.status && party.status !== "existing" ? pick(statusWords[party.status]) : "",
    party.schematic ? say("示意", "schematic") : "",
  ].filter((note) => note !== "");
  return (
    pick(party.name) + (notes.length > 0 ? say(`（${notes.join("、")}）`, ` (${notes.join(", ")})`) : "")
  );
}

export function buildConflictTable(
  result: CheckResult,
  ruleNumbers: ReadonlyMap<string, number>,
  words: Words,
): Block {
  const { say, pick } = words;
  return {
    kind: "table",
    widths: [6, 21, 22, 13, 27, 11],
    head: [
      say("序号", "No."),
      say("项目", "Project"),
      say("生态区", "Zone"),
      say("结论", "Verdict"),
      say("数量", "Measured"),
      say("依据", "Rules"),
    ],
    rows: result.conflicts.map((conflict, index) => [
      { text: String(index + 1) },
      { text: nameOf(result, conflict.subject, words) },
      {
        text: `${nameOf(result, conflict.zone, words)}${say("／", " / ")}${pick(result.kindTitles[conflict.zoneKind] ?? { zh: "", en: "" })}`,
      },
      { text: pick(verdictWords[conflict.verdict]), strong: true, verdict: conflict.verdict },
      { text: pick(describeMeasures(conflict, formatOfficeArea)) },
      { text: conflict.rules.map(({ id }) => ruleNumbers.get(id)).join(", ") },
    ]),
  };
}

export function buildRuleTable(result: CheckResult, frame: ReportFrame, words: Words): Block {
  const { say, pick } = words;
  return {
    kind: "table",
    widths: [7, 13, 26, 31, 23],
    head: [
      say("编号", "No."),
      say("条款所定", "The clause says"),
      say("条款", "Clause"),
      say("要点（转述）", "Gist (paraphrased)"),
      say("须查阅", "To be consulted"),
    ],
    rows: result.rules.map((rule, index) => [
      { text: String(index + 1) },
      { text: pick(verdictWords[rule.verdict]), strong: true, verdict: rule.verdict },
      { text: describeClause(rule, frame.language) || say("用户自定", "the user's own") },
      {
        text:
          pick(rule.gist) +
          (rule.distanceMetres === null
            ? ""
            : say(
                `（距离参数 ${rule.distanceMetres} 米）`,
                ` (distance parameter ${rule.distanceMetres} m)`,
              )) +
          say("。", ". ") +
          describeVersion(rule, words),
      },
      { text: pick(rule.consult) },
    ]),
  };
}

/** Entries of one kind with one reason share a row. */
function groupNotTested(result: CheckResult, { pick, say }: Words): Cell[][] {
  const groups = new Map<string, { kind: NotTestedKind; names: string[]; reason: string }>();
  for (const { kind, name, reason } of result.notTested) {
    const key = `${kind}|${pick(reason)}`;
    const group = groups.get(key) ?? { kind, names: [], reason: pick(reason) };
    group.names.push(pick(name));
    groups.set(key, group);
  }
  const order = Object.keys(notTestedWords);
  return [...groups.values()]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind, names, reason }) => [
      { text: pick(notTestedWords[kind]) },
      { text: names.join(say("、", ", ")) },
      { text: reason },
    ]);
}

export function buildNotTested(result: CheckResult, words: Words): Block {
  const { say } = words;
  return {
    kind: "table",
    widths: [16, 50, 34],
    head: [say("类别", "Kind"), say("名称", "Name"), say("原因", "Reason")],
    rows: groupNotTested(result, words),
  };
}

export function buildSources(result: CheckResult, frame: ReportFrame, { say, pick }: Words): Block {
  return {
    kind: "table",
    widths: [22, 52, 26],
    head: [say("数据", "Dataset"), say("来源", "Source"), say("版本（哈希）", "Version (hash)")],
    rows: Object.entries(result.dataVersions).map(([id, version]) => {
      const known = frame.datasets[id];
      return [
        { text: known ? pick(known.title) : id },
        {
          text: known
            ? `${known.credit}${known.date ? say(`（${known.date}）`, ` (${known.date})`) : ""}`
            : "",
        },
        { text: version },
      ];
    }),
  };
}

/** The verdict counts, from the strictest down. */
export function buildVerdictTable(result: CheckResult, { say, pick }: Words): Block {
  const { totals } = result;
  return {
    kind: "table",
    widths: [17, 17, 17, 17, 16, 16],
    head: [...verdicts.map((verdict) => pick(verdictWords[verdict])), say("合计", "Total")],
    rows: [
      [
        ...verdicts.map(
          (verdict): Cell => ({
            text: String(totals.byVerdict[verdict]),
            strong: true,
            verdict,
          }),
        ),
        { text: String(totals.conflictCount), strong: true },
      ],
    ],
  };
}
