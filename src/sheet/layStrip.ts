/** Metres of a grid. */
export type GridPoint = readonly [x: number, y: number];

/** A course in parts; what lies between two parts is no course. */
export type GridCourse = readonly (readonly GridPoint[])[];

const distance = ([x1, y1]: GridPoint, [x2, y2]: GridPoint) => Math.hypot(x2 - x1, y2 - y1);

/**
 * Parts in the order in which they are followed: from an end that no other part is near, each to the nearest end
 * left over, turned where that is its last.
 */
export function chainParts(course: GridCourse): GridPoint[][] {
  const left = course.filter((part) => part.length > 1).map((part) => [...part]);
  if (left.length < 2) return left;
  const ends = left.flatMap((part) => [part[0]!, part.at(-1)!]);
  const loneliness = (end: GridPoint, own: number) =>
    Math.min(...ends.filter((_, index) => index >> 1 !== own).map((other) => distance(end, other)));
  const [first] = ends
    .map((end, index) => ({ index, alone: loneliness(end, index >> 1) }))
    .sort((a, b) => b.alone - a.alone);
  const [start] = left.splice(first!.index >> 1, 1);
  const chain = [first!.index % 2 === 0 ? start! : start!.toReversed()];
  while (left.length > 0) {
    const end = chain.at(-1)!.at(-1)!;
    const nearest = left
      .map((part, index) => {
        const [toFirst, toLast] = [distance(end, part[0]!), distance(end, part.at(-1)!)];
        return { index, isTurned: toLast < toFirst, gap: Math.min(toFirst, toLast) };
      })
      .reduce((best, other) => (other.gap < best.gap ? other : best));
    const [next] = left.splice(nearest.index, 1);
    chain.push(nearest.isTurned ? next!.toReversed() : next!);
  }
  return chain;
}

/** Box that only grows. */
class Reach {
  private west: number;
  private east: number;
  private south: number;
  private north: number;

  constructor([x, y]: GridPoint) {
    [this.west, this.east, this.south, this.north] = [x, x, y, y];
  }

  /** How much of the way to a point keeps the box within a width and a height, 0 to 1. */
  shareWithin([x1, y1]: GridPoint, [x2, y2]: GridPoint, width: number, height: number): number {
    const along = (from: number, to: number, least: number, most: number, room: number) => {
      if (to > from) return (least + room - from) / (to - from);
      return to < from ? (from - (most - room)) / (from - to) : 1;
    };
    const share = Math.min(
      1,
      along(x1, x2, this.west, this.east, width),
      along(y1, y2, this.south, this.north, height),
    );
    return Math.max(0, share);
  }

  add([x, y]: GridPoint) {
    this.west = Math.min(this.west, x);
    this.east = Math.max(this.east, x);
    this.south = Math.min(this.south, y);
    this.north = Math.max(this.north, y);
  }

  get middle(): GridPoint {
    return [(this.west + this.east) / 2, (this.south + this.north) / 2];
  }
}

/**
 * Middles of sheets of one size, north up, that follow a course: each holds its stretch at least `rim` away from
 * its edges, and the next goes on where it ends. Metres. Throws where the rim leaves no room.
 */
export function layStrip(
  course: GridCourse,
  { width, height, rim }: { width: number; height: number; rim: number },
): GridPoint[] {
  const [room, tall] = [width - 2 * rim, height - 2 * rim];
  if (!(room > 0 && tall > 0)) throw new Error(`a rim of ${rim} m leaves no room in ${width} × ${height} m`);
  const middles: GridPoint[] = [];
  let reach: Reach | null = null;
  for (const part of chainParts(course)) {
    let at = part[0]!;
    // Over a gap the sheet goes on while it holds what comes; else the next begins on its other side.
    if (reach && reach.shareWithin(reach.middle, at, room, tall) < 1) {
      middles.push(reach.middle);
      reach = null;
    }
    reach ??= new Reach(at);
    reach.add(at);
    for (const to of part.slice(1))
      for (;;) {
        const share: number = reach.shareWithin(at, to, room, tall);
        const end: GridPoint =
          share >= 1 ? to : [at[0] + (to[0] - at[0]) * share, at[1] + (to[1] - at[1]) * share];
        reach.add(end);
        at = end;
        if (share >= 1) break;
        middles.push(reach.middle);
        reach = new Reach(at);
      }
  }
  if (reach) middles.push(reach.middle);
  return middles;
}

/**
 * Where two sheets of one size join: the line between the two places where their edges cross, so that all the
 * ground on its near side is on this sheet and all on its far side on the other. Null where they do not overlap.
 */
export function findMatchLine(
  [ax, ay]: GridPoint,
  [bx, by]: GridPoint,
  { width, height }: { width: number; height: number },
): readonly [GridPoint, GridPoint] | null {
  const [dx, dy] = [bx - ax, by - ay];
  if (Math.abs(dx) >= width || Math.abs(dy) >= height || (dx === 0 && dy === 0)) return null;
  const [left, right] = [Math.max(ax, bx) - width / 2, Math.min(ax, bx) + width / 2];
  const [bottom, top] = [Math.max(ay, by) - height / 2, Math.min(ay, by) + height / 2];
  const [middleX, middleY] = [(ax + bx) / 2, (ay + by) / 2];
  if (Math.abs(dy) < height * 1e-6)
    return [
      [middleX, bottom],
      [middleX, top],
    ];
  if (Math.abs(dx) < width * 1e-6)
    return [
      [left, middleY],
      [right, middleY],
    ];
  return dx * dy > 0
    ? [
        [left, top],
        [right, bottom],
      ]
    : [
        [left, bottom],
        [right, top],
      ];
}
