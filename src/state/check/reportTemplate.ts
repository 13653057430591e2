import { create } from "zustand";
import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import { answerRequest } from "../answers.ts";

/** The office's own form of a report, kept in this browser. */
export interface OfficeTemplate {
  name: string;
  bytes: Uint8Array;
  /** False where it was too large to be kept for the next visit. */
  isKept: boolean;
}

const storageKey = "check-template";
/** Base64 of this much still fits beside what else the browser keeps for a page. */
const mostKeptBytes = 2_000_000;
const mostBytes = 20_000_000;

const encode = (bytes: Uint8Array) => {
  let text = "";
  for (let i = 0; i < bytes.length; i += 8_192) text += String.fromCharCode(...bytes.subarray(i, i + 8_192));
  return btoa(text);
};

function readKept(): OfficeTemplate | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "null");
    if (typeof kept !== "object" || kept === null || !("name" in kept) || !("base64" in kept)) return null;
    const { name, base64 } = kept;
    if (typeof name !== "string" || typeof base64 !== "string") return null;
    return { name, bytes: Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)), isKept: true };
  } catch {
    return null;
  }
}

export const useTemplate = create<{ template: OfficeTemplate | null }>()(() => ({ template: readKept() }));

function keep(name: string, bytes: Uint8Array): boolean {
  if (bytes.length > mostKeptBytes) return false;
  try {
    localStorage.setItem(storageKey, JSON.stringify({ name, base64: encode(bytes) }));
    return true;
  } catch {
    return false;
  }
}

/** Takes a DOCX as the form of reports; whether its fields are right is told when a report is made. */
export async function takeTemplate(file: File): Promise<Result<OfficeTemplate>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip || bytes.length > mostBytes)
    return failure<Problem>({
      code: "template-refused",
      zh: `“${file.name}”不是 20 MB 以内的 DOCX 文件；请在 Word 或 WPS 中另存为 .docx`,
      en: `“${file.name}” is no DOCX file of 20 MB or less; save it as .docx`,
    });
  const template = { name: file.name, bytes, isKept: keep(file.name, bytes) };
  useTemplate.setState({ template });
  return success(template);
}

/** Back to the form of the atlas. */
export function dropTemplate() {
  useTemplate.setState({ template: null });
  try {
    localStorage.removeItem(storageKey);
  } catch {
    // Without storage nothing was kept.
  }
}

/** A template to begin from, with letterhead, fields and lines to sign on. */
export const writeTemplate = (language: "zh" | "en"): Promise<Result<Uint8Array>> =>
  answerRequest<Uint8Array>({
    key: JSON.stringify(["reportTemplate", language]),
    kernel: "reportTemplate",
    input: { language },
  });
