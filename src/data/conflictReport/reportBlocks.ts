import type { Check, CheckResult } from "../../domain/check/conflict.ts";
import { formatLength } from "../../domain/check/measureWords.ts";
import { sliceResult } from "../../domain/check/sliceResult.ts";
import { buildCorridorBlocks } from "./corridorBlocks.ts";
import { buildFigureBlock, buildOverviewBlock } from "./figureBlocks.ts";
import {
  buildAllBoundaryBlocks,
  buildBoundaryBlocks,
  buildProjectFacts,
  indexGeometries,
} from "./projectBlocks.ts";
import { buildOutcomeTable, buildProofTable } from "./proofTable.ts";
import { type Block, createWords, type Report, type ReportFrame } from "./report.ts";
import {
  buildConflictTable,
  buildFacts,
  buildNotTested,
  buildRuleTable,
  buildSources,
  buildSubjects,
  buildVerdictTable,
} from "./reportTables.ts";
import { buildRecordBlocks } from "./runRecord.ts";

const ordinals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

type Words = ReturnType<typeof createWords>;

const explainProof = ({ say }: Words): Block => ({
  kind: "paragraph",
  text: say(
    "六项条件全部成立才判“禁止”；缺一项，判“需论证”并写明缺什么；因图形为示意而不能确定是否相接的，判“待核实”。“限制”“提示”也附同样的六项，未成立的须先补齐再据以决定。✓ 成立，✗ 不成立，? 未查明。",
    "A ban is said only where all six conditions hold; where one is missing the verdict is “assessment needed” and says what is missing; where a schematic shape leaves open whether the two meet it is “to be verified”. “Restricted” and “notice” come with the same six: what does not hold must be settled before anything is decided on them. ✓ holds, ✗ does not hold, ? not known.",
  ),
});

/** The lines people sign on. */
const buildSignatures = ({ say }: Words): Block => ({
  kind: "signatures",
  lines: [
    say("编 制 人：＿＿＿＿＿＿＿＿", "Prepared by: ____________________"),
    say("审 核 人：＿＿＿＿＿＿＿＿", "Reviewed by: ____________________"),
    say("单位（盖章）：＿＿＿＿＿＿", "Office (seal): ___________________"),
    say("　　　　年　　月　　日", "Date: ___________________________"),
  ],
});

/**
 * The report of a run, in the form Chinese offices use, or the same in English: result, subjects, method, table,
 * a map of each conflict, clauses, what was not tested, sources and versions, statement, signatures.
 * `check` is what `result` was computed from; `hasBoundaries` is false where chapters have them. Same input, same report.
 */
export function buildConflictReport(
  check: Check,
  result: CheckResult,
  frame: ReportFrame,
  hasBoundaries = true,
): Report {
  const words = createWords(frame.language);
  const { say, pick } = words;
  const geometries = indexGeometries(check);
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
  const [only] = result.subjects.length === 1 ? result.subjects : [];
  const place = only && geometries.get(only.key);
  addSection(
    "检查对象",
    "Subjects",
    ...(only ? [buildProjectFacts(result, only, frame.language)] : buildSubjects(result, words)),
    ...(only && place ? buildBoundaryBlocks(place, frame.gridEpsg, frame.language) : []),
    ...(only ? [] : [buildOutcomeTable(result, words)]),
  );
  const { smallestAreaSquareMetres, smallestLengthMetres, schematicBeltMetres } = result.parameters;
  addSection("检查方法", "Method", {
    kind: "paragraph",
    text: say(
      `以${pick(frame.atlasTitle)}“${pick(frame.phaseTitle)}”的空间数据，将每个项目与每个生态区逐对叠加。叠加在经纬度平面进行（坐标为 WGS 84，与 CGCS2000 相差厘米级），面积按椭球面计算，长度和距离按大地线计算。多个生态区重叠时先合并再计面积，每处只计一次。小于 ${smallestAreaSquareMetres} 平方米或 ${smallestLengthMetres} 米的重叠视为舍入误差，不计。同一对项目和生态区触发多条规则时，取最严的结论。条款取核查日 ${result.decisionDate} 有效的版本；条文未核的在引文后注明“待核实原文”。已建成的项目，新建、改建、扩建的条款不适用，判“提示”，须核对手续。示意图形两侧 ${formatLength(schematicBeltMetres).zh}为不确定带，带内不判有无冲突，判“待核实”。`,
      `The data of ${pick(frame.atlasTitle)}, “${pick(frame.phaseTitle)}”, were laid over each other, every project with every zone. Shapes are overlaid in longitude and latitude (WGS 84; CGCS2000 differs by centimetres); areas are ellipsoidal, lengths and distances geodesic. Zones that overlap are united before their area is taken, so that no ground counts twice. What is shared below ${smallestAreaSquareMetres} m² or ${smallestLengthMetres} m counts as rounding. Where several rules speak, the strictest verdict holds. Clauses are those in force on the decision day, ${result.decisionDate}; “text to be verified” stands beside a citation whose text was not read. To works that are built, clauses on new works, rebuilding and extension do not apply: the verdict is “notice”, and their permits are to be looked at. Within ${formatLength(schematicBeltMetres).en} of a schematic edge neither conflict nor its absence is said: the verdict is “to be verified”.`,
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
    addSection("结论的证明", "Proof of the verdicts", explainProof(words), buildProofTable(result, words));
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
  if (frame.corridor)
    addSection(
      "最少冲突走廊",
      "Ways of least conflict",
      ...buildCorridorBlocks(frame.corridor, frame.context, words),
    );
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
  addSection("留痕", "Record", ...buildRecordBlocks(frame.record, frame.language));
  addSection("数据来源和版本", "Sources and versions", buildSources(result, frame, words));
  const boundaries =
    only || !hasBoundaries ? [] : buildAllBoundaryBlocks(result, geometries, frame.gridEpsg, frame.language);
  if (boundaries.length > 0) addSection("界址点", "Boundary points", ...boundaries);
  addSection("声明", "Statement", {
    kind: "paragraph",
    keepWithNext: true,
    text: say(
      "本报告由计算机依据公开数据和可编辑的规则表生成，供规划筛查和方案比选参考，支持但不代替主管部门的审查和法律意见。标注“示意”的位置和范围不是测绘成果。条款为转述，以现行法律法规原文为准。同一输入和同一规则版本可重复得到同样的结果。",
      "This report was made by computer from public data and a rule table that can be edited. It serves screening and the comparison of alternatives; it supports and does not replace the review of the authorities or a legal opinion. Places and extents marked schematic are not surveyed. Clauses are paraphrased: the text of the law in force decides. The same input and the same version of the rules give the same result.",
    ),
  });
  blocks.push(buildSignatures(words));
  return {
    language: frame.language,
    title,
    blocks,
    foot: `${title}${say("　", "  ")}${say("编号", "Run")} ${result.id}`,
  };
}

/**
 * A run as one book: the report of the whole, then a chapter for each project, those without conflict too.
 */
export function buildConflictBook(check: Check, result: CheckResult, frame: ReportFrame): Report {
  const words = createWords(frame.language);
  const { say, pick } = words;
  const whole = buildConflictReport(check, result, frame, false);
  const geometries = indexGeometries(check);
  // Signatures close the book.
  const signatures = whole.blocks.filter(({ kind }) => kind === "signatures");
  const chapters = result.subjects.flatMap((project, index): Block[] => {
    const part = sliceResult(result, project.key);
    const ruleNumbers = new Map(part.rules.map((rule, at) => [rule.id, at + 1]));
    const place = geometries.get(project.key);
    return [
      { kind: "pageBreak" },
      {
        kind: "heading",
        text: say(`项目 ${index + 1}　${project.name.zh}`, `Project ${index + 1}  ${project.name.en}`),
      },
      buildProjectFacts(part, project, frame.language),
      { kind: "paragraph", text: pick(part.summary) },
      ...(part.conflicts.length > 0
        ? [
            buildConflictTable(part, ruleNumbers, words),
            buildProofTable(part, words),
            ...part.conflicts
              .slice(0, frame.figureLimit)
              .map((conflict, at) =>
                buildFigureBlock(part, conflict, at, geometries, ruleNumbers, frame, words),
              ),
            buildRuleTable(part, frame, words),
          ]
        : []),
      ...(place ? buildBoundaryBlocks(place, frame.gridEpsg, frame.language) : []),
    ];
  });
  return {
    ...whole,
    blocks: [...whole.blocks.filter(({ kind }) => kind !== "signatures"), ...chapters, ...signatures],
  };
}
