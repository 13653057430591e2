import type { Bilingual } from "../plan.ts";

const createFormat = (digits: number) =>
  new Intl.NumberFormat("en-US", { maximumFractionDigits: digits, minimumFractionDigits: digits });
/** By digits after the point; one for each, as making one takes longer than a thousand uses. */
const numbers = { 0: createFormat(0), 2: createFormat(2), 4: createFormat(4) };

/** Square metres as people read them: square kilometres from a hectare's hundredfold up, hectares and square metres below. */
export function formatArea(squareMetres: number): Bilingual {
  const say = (value: number, digits: 0 | 2, zh: string, en: string) => {
    const text = numbers[digits].format(value);
    return { zh: `${text} ${zh}`, en: `${text} ${en}` };
  };
  if (squareMetres >= 1e6) return say(squareMetres / 1e6, 2, "平方千米", "km²");
  if (squareMetres >= 1e4) return say(squareMetres / 1e4, 2, "公顷", "ha");
  return say(squareMetres, 0, "平方米", "m²");
}

/** Square metres to the mu, the unit of land in Chinese offices: fifteen to the hectare. */
export const squareMetresPerMu = 10_000 / 15;

/** Square metres as an office writes them: hectares, and mu in brackets; four digits below a hectare. */
export function formatOfficeArea(squareMetres: number): Bilingual {
  const hectares = squareMetres / 1e4;
  const digits = hectares < 1 ? 4 : 2;
  const [ha, mu] = [numbers[digits].format(hectares), numbers[2].format(squareMetres / squareMetresPerMu)];
  return { zh: `${ha} 公顷（${mu} 亩）`, en: `${ha} ha (${mu} mu)` };
}

/** Metres as people read them: kilometres from one kilometre up. */
export function formatLength(metres: number): Bilingual {
  if (metres >= 1000) {
    const text = numbers[2].format(metres / 1000);
    return { zh: `${text} 千米`, en: `${text} km` };
  }
  return { zh: `${Math.round(metres)} 米`, en: `${Math.round(metres)} m` };
}

/** A share as people read it; never 100 % of what is less than all, nor 0 % of what is more than nothing. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  const percent = share * 100;
  if (percent < 0.1) return "<0.1%";
  return percent > 99.9 ? ">99.9%" : `${percent.toFixed(1)}%`;
}
