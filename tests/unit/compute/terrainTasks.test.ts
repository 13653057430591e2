import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { createTerrainTasks } from "../../../src/compute/terrainTasks.ts";

const hills = { name: "hills.asc", bytes: new Uint8Array(readFileSync("tests/fixtures/terrain/hills.asc")) };

it("a terrain is opened, told of honestly, and answers until it is closed", async () => {
  const tasks = createTerrainTasks();
  expect(() => tasks.profile({ line: [[111, 40]] })).toThrow(/no terrain/);
  const opened = await tasks.open({ files: [hills], epsg: 4525 });
  if (!opened.ok) throw new Error(opened.error.en);
  const { bbox, least, most, grainMetres, emptyShare, heightDatum } = opened.value;
  expect(grainMetres).toBe(90);
  expect(most - least).toBeGreaterThan(200);
  expect(emptyShare).toBeCloseTo(12 / 2_700, 6);
  expect(heightDatum.en).toContain("does not say");
  const middle = (bbox[1] + bbox[3]) / 2;
  const line = [
    [bbox[0] + 0.005, middle],
    [bbox[2] - 0.005, middle],
  ];
  const profile = await tasks.profile({ line });
  expect(profile.knownShare).toBe(1);
  const slope = await tasks.slope({ line, widthMetres: 1_000 });
  expect(slope.meanPercent).toBeGreaterThan(0);
  const contours = await tasks.contours({ bbox, stepMetres: null });
  if (!contours.ok) throw new Error(contours.error.en);
  const { features } = JSON.parse(new TextDecoder().decode(contours.value.geojson)) as {
    features: unknown[];
  };
  expect(features.length).toBeGreaterThan(5);
  expect(contours.value.note).toBeNull();
  expect(await tasks.contours({ bbox: [100, 30, 101, 31], stepMetres: 10 })).toMatchObject({
    ok: false,
    error: { code: "terrain-outside" },
  });
  const cells = JSON.parse(
    new TextDecoder().decode(await tasks.slopeCells({ box: bbox, cellMetres: 500 })),
  ) as (number | null)[];
  expect(cells.some((value) => value !== null && value > 0)).toBe(true);
  await tasks.close(null);
  expect(() => tasks.profile({ line })).toThrow(/no terrain/);
});

it("what cannot be read is told and leaves the terrain before it open", async () => {
  const tasks = createTerrainTasks();
  await tasks.open({ files: [hills], epsg: 4525 });
  expect(await tasks.open({ files: [hills], epsg: null })).toMatchObject({
    ok: false,
    error: { code: "terrain-crs" },
  });
  expect(
    (
      await tasks.profile({
        line: [
          [111.02, 40.65],
          [111.03, 40.65],
        ],
      })
    ).points.length,
  ).toBeGreaterThan(1);
});
