import type { RuleTable } from "../../domain/check/rules.ts";

/** Kinds the atlas has no outlines of first: they are what an own layer is most often. */
export const orderZoneKinds = ({ zoneKinds }: RuleTable) => [
  ...zoneKinds.filter(({ slot }) => slot),
  ...zoneKinds.filter(({ slot }) => !slot),
];
