import type { Geometry } from "geojson";
import { roles } from "../../../geodata/roles.ts";
import type { CheckResult, Conflict, PartySummary } from "../../domain/check/conflict.ts";
import { describeClause } from "../../domain/check/describeClause.ts";
import { describeMeasures, verdictWords } from "../../domain/check/describeConflicts.ts";
import { contactWords } from "../../domain/check/findContacts.ts";
import { formatOfficeArea } from "../../domain/check/measureWords.ts";
import { verdicts } from "../../domain/check/rules.ts";
import { buildFigure } from "./figure.ts";
import { figureColours } from "./mapMarks.ts";
import { buildOverview } from "./overview.ts";
import { type Block, type LegendEntry, type ReportFrame, verdictColours, type Words } from "./report.ts";
import { findParty } from "./reportTables.ts";

export function buildFigureBlock(
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
    subject.evidence.works === "existing"
      ? [
          say(
            "项目已建成：新建、改建、扩建的条款不适用，须核对手续；其余条款对已建成的也适用。",
            "The project is built: clauses on new works, rebuilding and extension do not apply, and its permits are to be looked at; the other clauses apply to what is built too.",
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
      `${say("结论：", "Verdict: ")}${pick(verdictWords[conflict.verdict])}${say("（", " (")}${conflict.contacts
        .map((contact) => pick(contactWords[contact]))
        .join(
          say("、", ", "),
        )}${say("）。", "). ")}${pick(describeMeasures(conflict, formatOfficeArea))}${say("。", ".")}`,
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
export function buildOverviewBlock(
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
        `圆点旁的数字是冲突明细的序号，颜色为该处最严的结论；相距很近的冲突合用一点，数字写不下的只画点。虚线和斜线表示示意位置。灰线为${roles.words.units.zh}界，蓝线为河流。`,
        "The numbers beside the dots are those of the table, the colour is that of the strictest verdict there; conflicts close together share a dot, and a dot without room stands without its number. Dashes and stripes mark schematic places. Grey lines: banners, counties and districts; blue lines: rivers.",
      ),
    ],
  };
}
