import { outlines, type PartyEvidence } from "../check/evidence.ts";
import type { KindColumn } from "../check/ownParties.ts";
import { crossingWays } from "../check/rules.ts";

/**
 * A layer of the reader's own in the check: its id, which kind of activity or zone it counts as, a column that tells
 * the kind feature by feature, and what the office vouches for.
 */
export interface OwnLayer {
  layer: string;
  kindOf: string;
  column?: KindColumn;
  evidence?: Partial<PartyEvidence>;
}

const mostLayers = 100;
const mostValues = 500;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= most;
const findOne = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((known) => known === value);

/** The column and its values; a value whose kind is no identifier is dropped. */
function parseColumn(
  value: unknown,
  isIdentifier: (value: unknown) => value is string,
): KindColumn | undefined {
  if (!isRecord(value) || !isText(value.name, 200) || !isRecord(value.kinds)) return undefined;
  const kinds = Object.entries(value.kinds)
    .flatMap(([said, kind]): [string, string][] =>
      said.length <= 200 && isIdentifier(kind) ? [[said, kind]] : [],
    )
    .slice(0, mostValues);
  return { name: value.name, kinds: Object.fromEntries(kinds) };
}

/** What the office says of a layer; whatever is not understood is left unknown. */
function parseEvidence(value: unknown): Partial<PartyEvidence> | undefined {
  if (!isRecord(value)) return undefined;
  const outline = findOne(outlines, value.outline);
  const works = findOne(["new", "existing"] as const, value.works);
  const way = findOne(crossingWays, value.way);
  const { accuracyMetres } = value;
  const said: Partial<PartyEvidence> = {
    ...(outline ? { outline } : {}),
    ...(isText(value.approval, 300) ? { approval: value.approval } : {}),
    ...(typeof accuracyMetres === "number" && accuracyMetres >= 0 && accuracyMetres <= 1e6
      ? { accuracyMetres }
      : {}),
    ...(works ? { works } : {}),
    ...(way ? { way } : {}),
    ...(value.noException === true ? { noException: true } : {}),
  };
  return Object.keys(said).length > 0 ? said : undefined;
}

/** Reads the own layers of a check from outside data. */
export const parseOwnLayers = (
  value: unknown,
  isIdentifier: (value: unknown) => value is string,
): OwnLayer[] =>
  (Array.isArray(value) ? value : [])
    .flatMap((entry): OwnLayer[] => {
      if (!isRecord(entry) || !isIdentifier(entry.layer) || !isIdentifier(entry.kindOf)) return [];
      const column = parseColumn(entry.column, isIdentifier);
      const evidence = parseEvidence(entry.evidence);
      return [
        {
          layer: entry.layer,
          kindOf: entry.kindOf,
          ...(column ? { column } : {}),
          ...(evidence ? { evidence } : {}),
        },
      ];
    })
    .slice(0, mostLayers);
