import type { Kernel } from "../../domain/kernel.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { success } from "../../domain/result.ts";
import type { Colour } from "./mapMarks.ts";
import { packDocx, writeParagraph, writeRun } from "./reportDocx.ts";

/** What a template may ask for, by the Chinese and the English name of the field. */
export const templateFields = {
  body: { zh: "正文", en: "body" },
  title: { zh: "标题", en: "title" },
  run: { zh: "检查编号", en: "run" },
  time: { zh: "检查时间", en: "time" },
  decisionDay: { zh: "核查日", en: "decision day" },
  project: { zh: "项目", en: "project" },
  projectCount: { zh: "项目数", en: "project count" },
  summary: { zh: "结论", en: "result" },
  rules: { zh: "规则版本", en: "rules" },
} as const satisfies Record<string, Bilingual>;
export type TemplateField = keyof typeof templateFields;

const red: Colour = [192, 0, 0];

/**
 * A template to begin from: letterhead, the fields, and lines to sign on. The office writes its own name and number
 * over it in any word processor; what stands in double braces is filled in.
 */
export function writeStandardTemplate(language: "zh" | "en"): Uint8Array {
  const say = (zh: string, en: string) => (language === "zh" ? zh : en);
  const field = (name: TemplateField) => `{{${templateFields[name][language]}}}`;
  const line = (text: string) =>
    writeParagraph(writeRun(text, { font: "fang", size: 12 }), { before: 200, indent: 4200, keepNext: true });
  const body = [
    writeParagraph(
      writeRun(say("（在此写本单位名称）", "(name of the office)"), {
        font: "song",
        size: 26,
        bold: true,
        colour: red,
      }),
      { align: "center", before: 200, after: 200 },
    ),
    writeParagraph(
      writeRun(say("文号：（在此写本单位文号）", "Number: (of the office)"), { font: "fang", size: 12 }),
      {
        align: "center",
        after: 360,
        rule: red,
      },
    ),
    writeParagraph(writeRun(field("title"), { font: "song", size: 22, bold: true }), {
      align: "center",
      after: 240,
    }),
    writeParagraph(
      writeRun(
        say(
          `检查编号 ${field("run")}　核查日 ${field("decisionDay")}　检查时间 ${field("time")}`,
          `Run ${field("run")}   Decision day ${field("decisionDay")}   Time ${field("time")}`,
        ),
        { font: "fang", size: 10.5 },
      ),
      { align: "center", after: 240 },
    ),
    writeParagraph(writeRun(field("body"), { font: "fang", size: 12 })),
    line(say("编制人：＿＿＿＿＿＿＿＿", "Prepared by: ____________________")),
    line(say("审核人：＿＿＿＿＿＿＿＿", "Reviewed by: ____________________")),
    line(say("负责人：＿＿＿＿＿＿＿＿", "Approved by: ____________________")),
    line(say("单位（盖章）：＿＿＿＿＿＿", "Office (seal): ___________________")),
    line(say("　　　　年　　月　　日", "Date: ___________________________")),
  ].join("");
  const title = say("报告模板", "Report template");
  return packDocx({ body, pictures: {}, relations: "" }, { title, language, foot: field("title") });
}

/** The template as a kernel, for the page to offer. */
export const reportTemplate: Kernel<{ language: "zh" | "en" }, Uint8Array> = {
  files: () => [],
  run: ({ language }) => success(writeStandardTemplate(language)),
};
