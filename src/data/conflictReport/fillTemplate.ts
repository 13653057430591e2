import { DOMParser, type Element, XMLSerializer } from "@xmldom/xmldom";
import { unzipSync, type Zippable, zipSync } from "fflate";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { Report } from "./report.ts";
import { bodyNamespaces, writeDocxBody } from "./reportDocx.ts";
import { type TemplateField, templateFields } from "./reportTemplate.ts";
import { formatReportTime } from "./reportTime.ts";

const documentPart = "word/document.xml";
const relationsPart = "word/_rels/document.xml.rels";
const typesPart = "[Content_Types].xml";
const fieldPattern = /\{\{\s*([^{}]+?)\s*\}\}/g;
/** A paragraph with the body's field becomes this, and this the body. */
const bodyMark = "atlasReportBody";

const refuse = (zh: string, en: string): { ok: false; error: Problem } =>
  failure({ code: "template-refused", zh: `模板不能用：${zh}`, en: `The template cannot be used: ${en}` });

const findField = (name: string): TemplateField | undefined =>
  (Object.keys(templateFields) as TemplateField[]).find((field) => {
    const { zh, en } = templateFields[field];
    return name === zh || name.toLowerCase() === en;
  });

type Values = Readonly<Record<Exclude<TemplateField, "body">, string>>;

function readValues(report: Report, result: CheckResult): Values {
  const { language } = report;
  const names = result.subjects.map(({ name }) => name[language]);
  const shown = names.slice(0, 3).join(language === "zh" ? "、" : ", ");
  return {
    title: report.title,
    run: result.id,
    time: formatReportTime(result.time, language),
    decisionDay: formatReportTime(result.decisionDate, language),
    project:
      names.length > 3
        ? language === "zh"
          ? `${shown}等 ${names.length} 个项目`
          : `${shown} and ${names.length - 3} more`
        : shown,
    projectCount: String(result.totals.subjectsTested),
    summary: result.summary[language],
    rules: result.rulesVersion,
  };
}

/** The paragraphs of a part with their runs of text; word processors cut a field into several runs. */
const listParagraphs = (root: Element): { paragraph: Element; texts: Element[] }[] =>
  [...root.getElementsByTagName("w:p")].map((paragraph) => ({
    paragraph,
    texts: [...paragraph.getElementsByTagName("w:t")],
  }));

/** Puts a text in place of some characters of a paragraph, in the run where they begin. */
function replaceCharacters(texts: readonly Element[], from: number, to: number, value: string) {
  let at = 0;
  let isPut = false;
  for (const run of texts) {
    const text = run.textContent ?? "";
    const [start, end] = [Math.max(0, from - at), Math.min(text.length, to - at)];
    at += text.length;
    if (start >= end) continue;
    run.textContent = text.slice(0, start) + (isPut ? "" : value) + text.slice(end);
    run.setAttribute("xml:space", "preserve");
    isPut = true;
  }
}

/** Fills the fields of one part in. `hasBody` says whether the body's field stood in it. */
function fillPart(xml: string, values: Values): Result<{ xml: string; hasBody: boolean }> {
  let problem: string | null = null;
  const document = new DOMParser({
    onError: (level, message) => {
      if (level !== "warning") problem ??= message;
    },
  }).parseFromString(xml, "text/xml");
  const root = document.documentElement;
  if (problem !== null || !root)
    return refuse(
      `不是完整的 Word 文档（${problem ?? ""}）`,
      `it is no sound Word document (${problem ?? ""})`,
    );
  let hasBody = false;
  for (const { paragraph, texts } of listParagraphs(root)) {
    const whole = texts.map((run) => run.textContent ?? "").join("");
    for (const found of [...whole.matchAll(fieldPattern)].reverse()) {
      const field = findField(found[1]!);
      if (!field) {
        const known = Object.values(templateFields);
        return refuse(
          `没有名为“${found[1]}”的字段；可用：${known.map(({ zh }) => zh).join("、")}`,
          `there is no field “${found[1]}”; known are ${known.map(({ en }) => en).join(", ")}`,
        );
      }
      if (field !== "body") {
        replaceCharacters(texts, found.index, found.index + found[0].length, values[field]);
        continue;
      }
      if (hasBody) return refuse("字段“正文”出现了两次", "the field “body” stands in it twice");
      hasBody = true;
      paragraph.parentNode!.replaceChild(document.createElement(bodyMark), paragraph);
    }
  }
  return success({ xml: new XMLSerializer().serializeToString(document), hasBody });
}

/** Declares the namespaces of the body at the root, where the template has not done so. */
function declareNamespaces(xml: string): string {
  const root = /<w:document\b[^>]*>/.exec(xml)?.[0];
  if (!root) return xml;
  const missing = Object.entries(bodyNamespaces).filter(([prefix]) => !root.includes(`xmlns:${prefix}=`));
  const declared = missing.map(([prefix, address]) => ` xmlns:${prefix}="${address}"`).join("");
  return xml.replace(root, () => root.replace(/\/?>$/, (end) => `${declared}${end}`));
}

const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes ?? new Uint8Array());

function openTemplate(template: Uint8Array): Result<Record<string, Uint8Array>> {
  try {
    const parts = unzipSync(template);
    if (parts[documentPart] && parts[relationsPart] && parts[typesPart]) return success(parts);
  } catch {
    // Told below: it is no archive.
  }
  return refuse("不是 DOCX 文件；请在 Word 或 WPS 中另存为 .docx", "it is no DOCX file; save it as .docx");
}

/**
 * A report in the office's own form: a DOCX whose fields in double braces are filled in, the field of the body with
 * the report itself. Title and signature lines are the template's. Refuses a file that is no Word document, one
 * without the body's field, and a field nobody knows.
 */
export function fillTemplate(template: Uint8Array, report: Report, result: CheckResult): Result<Uint8Array> {
  const opened = openTemplate(template);
  if (!opened.ok) return opened;
  const parts = opened.value;
  const values = readValues(report, result);
  const blocks = report.blocks.filter(({ kind }) => kind !== "title" && kind !== "signatures");
  const { body, pictures, relations } = writeDocxBody(blocks);
  const files: Zippable = {};
  const dated = { mtime: new Date(1980, 0, 1, 12) };
  for (const [name, bytes] of Object.entries(parts)) {
    if (!/^word\/(document|header\d*|footer\d*)\.xml$/.test(name)) {
      files[name] = [bytes, { level: 6, ...dated }];
      continue;
    }
    const filled = fillPart(decode(bytes), values);
    if (!filled.ok) return filled;
    if (name === documentPart && !filled.value.hasBody)
      return refuse(
        `没有字段 {{${templateFields.body.zh}}}：请在正文的位置单独一段写上它`,
        `it has no field {{${templateFields.body.en}}}: write it as a paragraph of its own where the report is to stand`,
      );
    const xml = declareNamespaces(filled.value.xml).replace(
      new RegExp(`<${bodyMark}[^>]*/>|<${bodyMark}[^>]*></${bodyMark}>`),
      () => body,
    );
    files[name] = [new TextEncoder().encode(xml), { level: 6, ...dated }];
  }
  const encode = (text: string): Zippable[string] => [new TextEncoder().encode(text), { level: 6, ...dated }];
  files[relationsPart] = encode(
    decode(parts[relationsPart]).replace("</Relationships>", () => `${relations}</Relationships>`),
  );
  const types = decode(parts[typesPart]);
  files[typesPart] = encode(
    /Extension="png"/i.test(types)
      ? types
      : types.replace(
          /<Types\b[^>]*>/,
          (root) => `${root}<Default Extension="png" ContentType="image/png"/>`,
        ),
  );
  return success(zipSync({ ...files, ...pictures }));
}
