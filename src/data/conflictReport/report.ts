import type { Geometry } from "geojson";
import {
  type Check,
  type CheckResult,
  type Conflict,
  keyOf,
  type NotTestedKind,
  type PartySummary,
} from "../../domain/ecology/conflict.ts";
import { describeClause } from "../../domain/ecology/describeClause.ts";
import {
  describeMeasures,
  formatArea,
  formatLength,
  notTestedWords,
  relationWords,
  verdictWords,
} from "../../domain/ecology/describeConflicts.ts";
import { type Verdict, verdicts } from "../../domain/ecology/rules.ts";
import type { Bilingual, Status } from "../../domain/plan.ts";
import { buildFigure } from "./figure.ts";
import { type Colour, type Figure, type FigureContext, figureColours } from "./mapMarks.ts";
import { buildOverview } from "./overview.ts";

export type ReportLanguage = "zh" | "en";

/** What a report says beyond the result: names that only the data folder knows, and who asks. */
export interface ReportFrame {
  language: ReportLanguage;
  /** Name of the atlas the zones come from. */
  atlasTitle: Bilingual;
  phaseTitle: Bilingual;
  /** Title and credit of each dataset, by id. */
  datasets: Readonly<Record<string, { title: Bilingual; credit: string; date: string }>>;
  /** Files the user brought, as the import report names them. */
  ownFiles: readonly string[];
  context: FigureContext;
  /** Maps drawn at most, strictest conflicts first. */
  figureLimit: number;
}

export interface Cell {
  text: string;
  strong?: boolean;
  /** Written in this verdict's colour. */
  verdict?: Verdict;
}

export interface LegendEntry {
  form: "area" | "line" | "dot";
  colour: Colour;
  schematic: boolean;
  text: string;
}

/** A report as a list of blocks; DOCX and HTML are two ways of writing it. */
export type Block =
  | { kind: "title"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string; keepWithNext?: boolean }
  | { kind: "table"; widths: number[]; head: string[]; rows: Cell[][] }
  | { kind: "figure"; figure: Figure; caption: string; legend: LegendEntry[]; notes: string[] }
  | { kind: "signatures"; lines: string[] };

export interface Report {
  language: ReportLanguage;
  title: string;
  blocks: Block[];
  /** For the foot of each page. */
  foot: string;
}

export const verdictColours: Record<Verdict, Colour> = {
  prohibited: figureColours.conflict,
  restricted: [168, 84, 0],
  assessment: [20, 90, 140],
  notice: [80, 86, 94],
};

export const statusWords: Record<Status, Bilingual> = {
  existing: { zh: "现状", en: "existing" },
  "under-construction": { zh: "在建", en: "under construction" },
  planned: { zh: "规划", en: "planned" },
  study: { zh: "研究", en: "study" },
  closed: { zh: "停用", en: "closed" },
  absent: { zh: "无", en: "absent" },
};

interface Words {
  say: (zh: string, en: string) => string;
  pick: (text: Bilingual) => string;
}

const createWords = (language: ReportLanguage): Words => ({
  say: (zh, en) => (language === "zh" ? zh : en),
  pick: (text) => text[language],
});

/** A date and time as people write it, from ISO 8601 and without asking the machine where it stands. */
function formatTime(time: string, { say }: Words): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(time);
  if (!found) return time;
  const [, year, month, day, clock] = found;
  const zone = clock
    ? ` ${clock}${/Z$/.test(time) ? " UTC" : (/[+-]\d{2}:\d{2}$/.exec(time)?.[0] ?? "")}`
    : "";
  return say(`${year}年${Number(month)}月${Number(day)}日${zone}`, `${year}-${month}-${day}${zone}`);
}

function buildFacts(result: CheckResult, frame: ReportFrame, words: Words): Block {
  const { say, pick } = words;
  const rows: [string, string][] = [
    [say("检查编号", "Run"), result.id],
    [say("检查时间", "Time"), formatTime(result.time, words)],
    [say("规划阶段", "Phase"), pick(frame.phaseTitle)],
    [
      say("检查对象", "Subject"),
      say(`${result.subjects.length} 个项目`, `${result.subjects.length} projects`),
    ],
    [
      say("对照范围", "Tested against"),
      say(`${result.zones.length} 个生态区`, `${result.zones.length} zones`),
    ],
    [say("规则版本", "Rules"), result.rulesVersion],
    ...(frame.ownFiles.length > 0
      ? [[say("用户文件", "Own files"), frame.ownFiles.join(say("、", ", "))] as [string, string]]
      : []),
  ];
  return {
    kind: "table",
    widths: [22, 78],
    head: [],
    rows: rows.map(([name, value]) => [{ text: name, strong: true }, { text: value }]),
  };
}

function buildSubjects(result: CheckResult, words: Words): Block[] {
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
          { text: total.areaInsideSquareMetres > 0 ? pick(formatArea(total.areaInsideSquareMetres)) : "—" },
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
function findParty(result: CheckResult, key: string): PartySummary {
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

function buildConflictTable(
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
      { text: pick(describeMeasures(conflict)) },
      { text: conflict.rules.map(({ id }) => ruleNumbers.get(id)).join(", ") },
    ]),
  };
}

function buildFigureBlock(
  result: CheckResult,
  conflict: Conflict,
  index: number,
  geometries: ReadonlyMap<string, Geometry>,
  ruleNumbers: ReadonlyMap<string, number>,
  frame: ReportFrame,
  words: Words,
): Block {
  const { say, pick } = words;
  const [subject, zone] = [findParty(result, conflict.subject), findParty(result, conflict.zone)];
  const formOf = ({ form }: PartySummary) => (form === "point" ? "dot" : form);
  const isGap = conflict.nearestPlaces !== null && conflict.nearestDistanceMetres > 0;
  const legend: LegendEntry[] = [
    {
      form: formOf(subject),
      colour: figureColours.subject,
      schematic: subject.schematic,
      text: say("项目", "Project") + (subject.schematic ? say("（示意）", " (schematic)") : ""),
    },
    {
      form: formOf(zone),
      colour: zone.form === "line" ? figureColours.water : figureColours.zone,
      schematic: zone.schematic,
      text: say("生态区", "Zone") + (zone.schematic ? say("（示意）", " (schematic)") : ""),
    },
    isGap
      ? {
          form: "line",
          colour: figureColours.conflict,
          schematic: false,
          text: say("最近距离", "Nearest distance"),
        }
      : {
          form: conflict.areaInsideSquareMetres ? "area" : conflict.lengthInsideMetres ? "line" : "dot",
          colour: figureColours.conflict,
          schematic: false,
          text: say("冲突部分", "Conflict"),
        },
  ];
  const rules = conflict.rules.map(({ id }) => result.rules.find((rule) => rule.id === id)!);
  const strictest = rules.filter((rule) => rule.verdict === conflict.verdict);
  const consults = [...new Set(strictest.map((rule) => pick(rule.consult)))].filter((text) => text !== "");
  const existing =
    subject.status === "existing"
      ? [
          say(
            "项目为现状设施：条款针对新建、改建和扩建。",
            "The project exists: the clauses bear on new works, rebuilding and extension.",
          ),
        ]
      : [];
  const circle =
    conflict.schematic.subject || conflict.schematic.zone
      ? [
          say(
            "至少一方为示意位置，数量只供筛查，须以批准的界线复核。",
            "At least one side is schematic: the figures are for screening and must be checked against the approved boundary.",
          ),
        ]
      : [];
  return {
    kind: "figure",
    figure: buildFigure(
      conflict,
      geometries.get(conflict.subject)!,
      geometries.get(conflict.zone)!,
      frame.context,
    ),
    caption: `${say("图", "Figure ")}${index + 1}${say("　", "  ")}${pick(subject.name)} × ${pick(zone.name)}`,
    legend,
    notes: [
      `${say("结论：", "Verdict: ")}${pick(verdictWords[conflict.verdict])}${say("（", " (")}${conflict.relations
        .map((relation) => pick(relationWords[relation]))
        .join(say("、", ", "))}${say("）。", "). ")}${pick(describeMeasures(conflict))}${say("。", ".")}`,
      ...strictest.map(
        (rule) =>
          `${say("依据", "Rule ")}${ruleNumbers.get(rule.id)}${say("：", ": ")}${pick(rule.gist)}${say("。", ". ")}${describeClause(rule, frame.language)}${
            rule.distanceMetres === null
              ? ""
              : say(`；距离参数 ${rule.distanceMetres} 米`, `; distance parameter ${rule.distanceMetres} m`)
          }`,
      ),
      [
        ...(consults.length > 0 ? [say("须查阅：", "To be consulted: ") + consults.join(say("", " "))] : []),
        ...existing,
        ...circle,
      ].join(say("", " ")),
    ].filter((note) => note !== ""),
  };
}

/** All conflicts on one map, by their numbers in the table. */
function buildOverviewBlock(
  result: CheckResult,
  geometries: ReadonlyMap<string, Geometry>,
  frame: ReportFrame,
  { say, pick }: Words,
): Block {
  const sides = (of: "subject" | "zone") =>
    [...new Set(result.conflicts.map((conflict) => conflict[of]))].map((key) => ({
      geometry: geometries.get(key)!,
      isZone: of === "zone",
      isSchematic: findParty(result, key).schematic,
    }));
  const found = verdicts.filter((verdict) => result.totals.byVerdict[verdict] > 0);
  const parties = [...sides("zone"), ...sides("subject")];
  return {
    kind: "figure",
    figure: buildOverview(result.conflicts, parties, frame.context, ({ verdict }) => verdictColours[verdict]),
    caption: say("总图　冲突位置总览", "Overview  Where the conflicts are"),
    legend: [
      {
        form: "line",
        colour: figureColours.subject,
        schematic: false,
        text: say("有冲突的项目", "Projects"),
      },
      { form: "area", colour: figureColours.zone, schematic: false, text: say("所涉生态区", "Zones") },
      ...found.map(
        (verdict): LegendEntry => ({
          form: "dot",
          colour: verdictColours[verdict],
          schematic: false,
          text: pick(verdictWords[verdict]),
        }),
      ),
    ],
    notes: [
      say(
        "圆点旁的数字是冲突明细的序号，颜色为该处最严的结论；相距很近的冲突合用一点，数字写不下的只画点。虚线和斜线表示示意位置。灰线为旗县区界，蓝线为河流。",
        "The numbers beside the dots are those of the table, the colour is that of the strictest verdict there; conflicts close together share a dot, and a dot without room stands without its number. Dashes and stripes mark schematic places. Grey lines: banners, counties and districts; blue lines: rivers.",
      ),
    ],
  };
}

function buildRuleTable(result: CheckResult, frame: ReportFrame, words: Words): Block {
  const { say, pick } = words;
  return {
    kind: "table",
    widths: [7, 13, 26, 31, 23],
    head: [
      say("编号", "No."),
      say("结论", "Verdict"),
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
          (rule.certainty === "memory" ? say("【条文未见原文】", " [text not seen]") : ""),
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

function buildNotTested(result: CheckResult, words: Words): Block {
  const { say } = words;
  return {
    kind: "table",
    widths: [16, 50, 34],
    head: [say("类别", "Kind"), say("名称", "Name"), say("原因", "Reason")],
    rows: groupNotTested(result, words),
  };
}

function buildSources(result: CheckResult, frame: ReportFrame, { say, pick }: Words): Block {
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
function buildVerdictTable(result: CheckResult, { say, pick }: Words): Block {
  const { totals } = result;
  return {
    kind: "table",
    widths: [20, 20, 20, 20, 20],
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

const ordinals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/**
 * The report of a run, in the form Chinese offices use, or the same in English: result, subjects, method, table,
 * a map of each conflict, clauses, what was not tested, sources and versions, statement, signatures.
 * `check` is what `result` was computed from. Same input, same report.
 */
export function buildConflictReport(check: Check, result: CheckResult, frame: ReportFrame): Report {
  const words = createWords(frame.language);
  const { say, pick } = words;
  const geometries = new Map(
    [...check.subjects, ...check.zones].flatMap((party) =>
      party.geometry ? [[keyOf(party), party.geometry] as const] : [],
    ),
  );
  const ruleNumbers = new Map(result.rules.map((rule, index) => [rule.id, index + 1]));
  const title = say("生态保护空间冲突检查报告", "Ecology check: report on conflicts");
  const blocks: Block[] = [{ kind: "title", text: title }, buildFacts(result, frame, words)];
  let sections = 0;
  const addSection = (zh: string, en: string, ...content: Block[]) => {
    blocks.push(
      { kind: "heading", text: say(`${ordinals[sections]}、${zh}`, `${sections + 1}  ${en}`) },
      ...content,
    );
    sections += 1;
  };
  addSection(
    "检查结论",
    "Result",
    { kind: "paragraph", text: pick(result.summary) },
    buildVerdictTable(result, words),
  );
  addSection("检查对象", "Subjects", ...buildSubjects(result, words));
  const { smallestAreaSquareMetres, smallestLengthMetres } = result.parameters;
  addSection("检查方法", "Method", {
    kind: "paragraph",
    text: say(
      `以${pick(frame.atlasTitle)}“${pick(frame.phaseTitle)}”的空间数据，将每个项目与每个生态区逐对叠加。叠加在经纬度平面进行（坐标为 WGS 84，与 CGCS2000 相差厘米级），面积按椭球面计算，长度和距离按大地线计算。多个生态区重叠时先合并再计面积，每处只计一次。小于 ${smallestAreaSquareMetres} 平方米或 ${smallestLengthMetres} 米的重叠视为舍入误差，不计。同一对项目和生态区触发多条规则时，取最严的结论。`,
      `The data of ${pick(frame.atlasTitle)}, “${pick(frame.phaseTitle)}”, were laid over each other, every project with every zone. Shapes are overlaid in longitude and latitude (WGS 84; CGCS2000 differs by centimetres); areas are ellipsoidal, lengths and distances geodesic. Zones that overlap are united before their area is taken, so that no ground counts twice. What is shared below ${smallestAreaSquareMetres} m² or ${smallestLengthMetres} m counts as rounding. Where several rules speak, the strictest verdict holds.`,
    ),
  });
  if (result.conflicts.length > 0) {
    addSection("冲突明细", "Conflicts", buildConflictTable(result, ruleNumbers, words), {
      kind: "paragraph",
      text: say(
        "“依据”栏的编号见“依据条款”一节。",
        "The numbers under “Rules” are those of the section on clauses.",
      ),
    });
    const shown = result.conflicts.slice(0, frame.figureLimit);
    const rest = result.conflicts.length - shown.length;
    addSection(
      "冲突位置图",
      "Maps",
      buildOverviewBlock(result, geometries, frame, words),
      ...(rest > 0
        ? [
            {
              kind: "paragraph" as const,
              text: say(
                `按结论从严到宽附图 ${shown.length} 幅，其余 ${rest} 处见冲突明细。图的编号与明细的序号一致。`,
                `The ${shown.length} strictest conflicts have a map; the other ${rest} are in the table. Figures are numbered as the table is.`,
              ),
            },
          ]
        : []),
      ...shown.map((conflict, index) =>
        buildFigureBlock(result, conflict, index, geometries, ruleNumbers, frame, words),
      ),
    );
    addSection("依据条款", "Clauses", buildRuleTable(result, frame, words), {
      kind: "paragraph",
      text: pick(result.caveat),
    });
  }
  addSection(
    "未检查的内容",
    "What was not tested",
    {
      kind: "paragraph",
      text: say(
        "以下内容未检查或只检查了一部分，没有列出冲突不等于没有冲突。",
        "What follows was not tested, or only in part: no conflict listed does not mean that there is none.",
      ),
      keepWithNext: true,
    },
    buildNotTested(result, words),
  );
  addSection("数据来源和版本", "Sources and versions", buildSources(result, frame, words));
  addSection("声明", "Statement", {
    kind: "paragraph",
    keepWithNext: true,
    text: say(
      "本报告由计算机依据公开数据和可编辑的规则表生成，供规划筛查和方案比选参考，支持但不代替主管部门的审查和法律意见。标注“示意”的位置和范围不是测绘成果。条款为转述，以现行法律法规原文为准。同一输入和同一规则版本可重复得到同样的结果。",
      "This report was made by computer from public data and a rule table that can be edited. It serves screening and the comparison of alternatives; it supports and does not replace the review of the authorities or a legal opinion. Places and extents marked schematic are not surveyed. Clauses are paraphrased: the text of the law in force decides. The same input and the same version of the rules give the same result.",
    ),
  });
  blocks.push({
    kind: "signatures",
    lines: [
      say("编 制 人：＿＿＿＿＿＿＿＿", "Prepared by: ____________________"),
      say("审 核 人：＿＿＿＿＿＿＿＿", "Reviewed by: ____________________"),
      say("单位（盖章）：＿＿＿＿＿＿", "Office (seal): ___________________"),
      say("　　　　年　　月　　日", "Date: ___________________________"),
    ],
  });
  return {
    language: frame.language,
    title,
    blocks,
    foot: `${title}${say("　", "  ")}${say("编号", "Run")} ${result.id}`,
  };
}
