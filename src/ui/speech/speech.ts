import type { Language } from "../../domain/board/board.ts";
import { pickPlural } from "../../domain/pickPlural.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { WordKey } from "./words.ts";

const locales: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

type Fill = Readonly<Record<string, string | number>>;

/** Words and numbers in one language. */
export interface Speech<Word extends string = WordKey> {
  language: Language;
  locale: string;
  /** A word of the interface, its `{…}` filled. */
  word: (key: Word, fill?: Fill) => string;
  /** A text of the data. */
  text: (both: Bilingual) => string;
  number: (value: number, options?: Intl.NumberFormatOptions) => string;
  /** A distance with a sensible unit and precision. */
  distance: (metres: number) => string;
}

/** `{count:item|items}`: the form that goes with the number; only English has two. */
export const choosePlural = (text: string, fill: Fill) =>
  text.replace(/\{(\w+):([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) =>
    pickPlural(Number(fill[name]), one, many),
  );

/** @param words in Chinese and English by key, `{…}` where the caller fills in. */
export function buildSpeechOf<Word extends string>(
  language: Language,
  words: Readonly<Record<Word, readonly [string, string]>>,
): Speech<Word> {
  const locale = locales[language];
  const place = language === "zh" ? 0 : 1;
  // To make a format costs far more than to use it.
  const formats = new Map<string, Intl.NumberFormat>();
  const number = (value: number, options?: Intl.NumberFormatOptions) => {
    const key = options ? JSON.stringify(options) : "";
    const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
    formats.set(key, format);
    return format.format(value);
  };
  return {
    language,
    locale,
    number,
    text: (both) => both[language],
    word: (key, fill = {}) =>
      choosePlural(words[key][place], fill).replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = fill[name];
        return typeof value === "number" ? number(value) : (value ?? "");
      }),
    distance(metres) {
      if (metres < 950) return `${number(Math.round(metres / 50) * 50)} ${language === "zh" ? "米" : "m"}`;
      return `${number(metres / 1000, { maximumFractionDigits: 1 })} ${language === "zh" ? "公里" : "km"}`;
    },
  };
}
