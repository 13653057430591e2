/** Credits are often written as markup, which is never shown as such here. */
export const plainCredit = (text: string): string =>
  text
    .replace(/<[^>]*>/g, " ")
    .replace(/&copy;/g, "©")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim();
