/** One group of people with the same access, such as a unit: how many people, and what each of them has. */
export interface AccessShare {
  people: number;
  access: number;
}

/** A point of a Lorenz curve: share of people from the least served up, and their share of all access; 0 to 1. */
export type LorenzPoint = [people: number, access: number];

export interface EquityMeasures {
  lorenz: LorenzPoint[];
  /** 0 where all have the same, towards 1 where one has all. */
  gini: number;
  /** Access of the best-served tenth of people over that of the worst-served four tenths; null where these have none. */
  palma: number | null;
}

/** The Lorenz curve of groups, through (0, 0) and (1, 1). Source: Lorenz 1905. Groups without people are left out. */
export function buildLorenz(shares: readonly AccessShare[]): LorenzPoint[] {
  const ordered = shares.filter(({ people }) => people > 0).sort((a, b) => a.access - b.access);
  const people = ordered.reduce((sum, share) => sum + share.people, 0);
  const access = ordered.reduce((sum, share) => sum + share.people * share.access, 0);
  const curve: LorenzPoint[] = [[0, 0]];
  let peopleSoFar = 0;
  let accessSoFar = 0;
  for (const share of ordered) {
    peopleSoFar += share.people;
    accessSoFar += share.people * share.access;
    // Where nobody has anything, everybody has the same.
    curve.push([peopleSoFar / people, access > 0 ? accessSoFar / access : peopleSoFar / people]);
  }
  return curve;
}

/** Share of access held by the share of people from the bottom, on the curve. */
function readLorenz(curve: readonly LorenzPoint[], people: number): number {
  for (let i = 1; i < curve.length; i += 1) {
    const [x0, y0] = curve[i - 1]!;
    const [x1, y1] = curve[i]!;
    if (people <= x1) return y0 + ((y1 - y0) * (people - x0)) / (x1 - x0);
  }
  return 1;
}

/**
 * How evenly access is spread over people. Gini: one less twice the area under the Lorenz curve (Gini 1912); Palma: top
 * tenth over bottom four tenths (Palma 2011), with people inside a group taken as alike. Throws without any people.
 */
export function measureEquity(shares: readonly AccessShare[]): EquityMeasures {
  const lorenz = buildLorenz(shares);
  if (lorenz.length < 2) throw new Error("equity is of people, got none");
  let area = 0;
  for (let i = 1; i < lorenz.length; i += 1)
    area += ((lorenz[i]![0] - lorenz[i - 1]![0]) * (lorenz[i]![1] + lorenz[i - 1]![1])) / 2;
  const bottom = readLorenz(lorenz, 0.4);
  return {
    lorenz,
    gini: 1 - 2 * area,
    palma: bottom > 0 ? (1 - readLorenz(lorenz, 0.9)) / bottom : null,
  };
}
