import type { Bilingual } from "../../domain/plan.ts";

/** Something a binary file holds that cannot be right, or is not read here. */
export class Damage extends Error {
  readonly said: Bilingual;
  constructor(zh: string, en: string) {
    super(en);
    this.said = { zh, en };
  }
}

const cutOff: Bilingual = { zh: "数据被截断或已损坏", en: "the data are cut off or damaged" };

/** What went wrong, in words: reading past the end of the bytes has only one meaning. */
export const sayDamage = (error: unknown): Bilingual => (error instanceof Damage ? error.said : cutOff);
