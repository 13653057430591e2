const storageKey = "check-kinds";
const mostColumns = 50;

type KeptKinds = Readonly<Record<string, Readonly<Record<string, string>>>>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was mapped before, by column; nothing where storage is closed or holds something else. */
function readKept(): KeptKinds {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    if (!isRecord(kept)) return {};
    return Object.fromEntries(
      Object.entries(kept).flatMap(([column, kinds]) =>
        isRecord(kinds)
          ? [
              [
                column,
                Object.fromEntries(
                  Object.entries(kinds).filter(
                    (entry): entry is [string, string] => typeof entry[1] === "string",
                  ),
                ),
              ],
            ]
          : [],
      ),
    );
  } catch {
    return {};
  }
}

/** Kinds that values of a column of this name were given before, in this browser. */
export const findKeptKinds = (part: "subject" | "zone", column: string): Readonly<Record<string, string>> =>
  readKept()[`${part} ${column}`] ?? {};

/** Keeps what values of a column mean, for the next file with such a column. */
export function keepKinds(part: "subject" | "zone", column: string, kinds: Readonly<Record<string, string>>) {
  const key = `${part} ${column}`;
  const { [key]: before, ...others } = readKept();
  const kept = [...Object.entries(others), [key, { ...before, ...kinds }] as const].slice(-mostColumns);
  try {
    localStorage.setItem(storageKey, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Without storage the map is still in the board.
  }
}
