const english = new Intl.PluralRules("en");

/** The form of an English word or phrase that goes with a number: "1 line", "2 lines". */
export const pickPlural = (count: number, one: string, many: string): string =>
  english.select(count) === "one" ? one : many;
