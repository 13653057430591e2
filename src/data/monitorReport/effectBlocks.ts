import { verdictWords } from "../../domain/check/describeConflicts.ts";
import type { EffectsAnswer } from "../../domain/monitor/effectKernel.ts";
import { describeRailBasis, describeZoneBasis, noGain } from "../../domain/monitor/effectWords.ts";
import type { Evaluation } from "../../domain/monitor/monitor.ts";
import type { RailEffect } from "../../domain/monitor/projectEffects.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { Block, Cell, ReportLanguage } from "../conflictReport/report.ts";

/** What the promised projects touch, as part of a report: minutes by rail, zones met, and what both rest on. */
export function buildEffectBlocks(
  { effects, check, decisionDate }: EffectsAnswer,
  { projects }: Pick<Evaluation, "projects">,
  { language, phaseTitles }: { language: ReportLanguage; phaseTitles: Readonly<Record<string, Bilingual>> },
): Block[] {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const pick = (words: Bilingual) => words[language];
  const names = new Map(projects.map((one) => [one.project, say(one.nameZh, one.nameEn)]));
  const nameOf = (project: string) => names.get(project) ?? project;
  const nameOfPhase = (id: string): Bilingual => phaseTitles[id] ?? { zh: id, en: id };
  const paragraph = (text: string): Block => ({ kind: "paragraph", text });
  const cells = (texts: readonly string[]): Cell[] => texts.map((text) => ({ text }));
  const known = effects.filter(({ project }) => names.has(project));
  const railways = known.flatMap(({ project, rail }) => (rail ? [{ project, rail }] : []));
  const minutes = (value: number | null) => (value === null ? say("无列车", "no train") : value.toFixed(1));
  const gainRows = railways.flatMap(({ project, rail }) =>
    rail.gains.map((gain) =>
      cells([
        nameOf(project),
        `${pick(gain.from)}—${pick(gain.to)}`,
        minutes(gain.without),
        minutes(gain.with),
        gain.without === null ? say("新通", "new") : (gain.without - gain.with).toFixed(1),
      ]),
    ),
  );
  const explain = ({ project, rail }: { project: string; rail: RailEffect }) =>
    paragraph(
      `${nameOf(project)}${say("：", ": ")}${rail.gains.length === 0 ? `${pick(noGain)} ` : ""}${pick(describeRailBasis(rail, nameOfPhase))}`,
    );
  const met = known.flatMap(({ project, zones }) => (zones?.met ?? []).map((zone) => ({ project, zone })));
  const untested = known.filter(({ zones }) => zones?.testedCount === 0);
  return [
    ...(railways.length > 0
      ? [
          paragraph(
            say(
              "铁路项目省下的时间（分钟）。没有通车的线路按建成计算，是假设，逐项说明在表后：",
              "Minutes saved by the railways. Lines that are not open are counted as if built, which is assumed; what each rests on is said after the table:",
            ),
          ),
          ...(gainRows.length > 0
            ? [
                {
                  kind: "table" as const,
                  widths: [34, 24, 14, 14, 14],
                  head: [
                    say("铁路项目", "Railway"),
                    say("起讫", "Between"),
                    say("没有此线", "Without"),
                    say("有此线", "With"),
                    say("少用", "Saved"),
                  ],
                  rows: gainRows,
                },
              ]
            : []),
          ...railways.map(explain),
        ]
      : []),
    ...(check
      ? [
          paragraph(say("项目穿越或位于的生态区：", "Protected zones the projects cross or lie in:")),
          ...(met.length > 0
            ? [
                {
                  kind: "table" as const,
                  widths: [25, 25, 18, 10, 22],
                  head: [
                    say("项目", "Project"),
                    say("生态区", "Zone"),
                    say("类别", "Kind"),
                    say("结论", "Verdict"),
                    say("数量", "Measured"),
                  ],
                  rows: met.map(({ project, zone }) =>
                    cells([
                      nameOf(project),
                      pick(zone.zone),
                      pick(zone.zoneKind),
                      pick(verdictWords[zone.verdict]),
                      pick(zone.measures),
                    ]),
                  ),
                },
              ]
            : []),
          paragraph(
            `${pick(describeZoneBasis(decisionDate))}${say(
              `${untested.length} 个项目没有对照，规则表没有这类活动或不在收集范围内。核查 ${check.id}，规则 ${check.rulesVersion}。`,
              ` ${untested.length} projects were not tested: their works are no activity of the rule table or lie where no zones were gathered. Check ${check.id}, rules ${check.rulesVersion}.`,
            )}`,
          ),
        ]
      : []),
  ];
}
