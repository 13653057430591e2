import proj4 from "proj4";
import { describe, expect, it } from "vitest";
import { buildTileRows } from "../../../../src/domain/place/tileRows.ts";

const size = 256;
const round = 2 * 20_037_508.342_789_244;
const toDegrees = proj4("EPSG:3857", "EPSG:4326");

describe("rows of tiles in degrees as rows of Web Mercator", () => {
  it("lie within half a pixel of where proj4 puts them, at every level, from the equator to the edge", () => {
    for (let z = 1; z <= 18; z += 1) {
      const rows = 2 ** z;
      for (const y of new Set([0, Math.floor(rows / 4), Math.floor(rows * 0.377), rows / 2, rows - 1])) {
        const { tiles, place, row } = buildTileRows(z, y, size);
        for (let pixel = 0; pixel < size; pixel += 5) {
          const metres = round / 2 - ((y + (pixel + 0.5) / size) * round) / rows;
          const latitude = toDegrees.forward([0, metres])[1]!;
          const wanted = ((90 - latitude) / (360 / rows)) * size;
          const taken = tiles[place[pixel]!]! * size + row[pixel]! + 0.5;
          expect(Math.abs(taken - wanted), `level ${z}, row ${y}, pixel ${pixel}`).toBeLessThanOrEqual(
            0.500_001,
          );
        }
      }
    }
  });

  it("need tiles in order from the north, each once, all of the matrix", () => {
    for (const [z, y] of [
      [1, 0],
      [5, 12],
      [10, 389],
      [18, 99_000],
    ] as const) {
      const { tiles, place } = buildTileRows(z, y, size);
      expect(tiles).toEqual([...new Set(tiles)].sort((a, b) => a - b));
      expect(tiles.every((tile) => tile >= 0 && tile < 2 ** (z - 1))).toBe(true);
      expect([...place]).toEqual([...place].sort((a, b) => a - b));
    }
  });
});
