/** The place of a polyline of lon/lat positions nearest to a point: how far along, how far off; flat within each leg. */
export function findAlong(
  line: readonly [number, number][],
  point: readonly [number, number],
): { kilometres: number; distance: number } {
  let best = Number.POSITIVE_INFINITY;
  let bestKilometres = 0;
  let along = 0;
  for (let i = 1; i < line.length; i += 1) {
    const [fromLon, fromLat] = line[i - 1]!;
    const [toLon, toLat] = line[i]!;
    const kilometresPerLon = 111.32 * Math.cos(((fromLat + toLat) / 2) * (Math.PI / 180));
    const kilometresPerLat = 111.13;
    const dx = (toLon - fromLon) * kilometresPerLon;
    const dy = (toLat - fromLat) * kilometresPerLat;
    const px = (point[0] - fromLon) * kilometresPerLon;
    const py = (point[1] - fromLat) * kilometresPerLat;
    const length = Math.hypot(dx, dy);
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length ** 2));
    const distance = Math.hypot(px - share * dx, py - share * dy);
    if (distance < best) {
      best = distance;
      bestKilometres = along + share * length;
    }
    along += length;
  }
  return { kilometres: bestKilometres, distance: best };
}
