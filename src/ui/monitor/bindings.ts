/** Kinds of targets as the tables write them, and the word for each. */
export const bindings = [
  { id: "约束性", title: "binding" },
  { id: "预期性", title: "expected" },
  { id: "", title: "neither" },
] as const;
