import type { Geometry, Position } from "geojson";
import { useEffect, useState } from "react";
import type { CorridorSlope } from "../../domain/terrain/profile.ts";
import { measureSlope } from "../../state/terrain/terrain.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import { GroundWords } from "./GroundWords.tsx";

const widthMetres = 1_000;
/** A course that is being dragged is measured when it has come to rest. */
const restMilliseconds = 250;

const findLine = (geometry: Geometry): Position[] | undefined =>
  geometry.type === "LineString"
    ? geometry.coordinates
    : geometry.type === "MultiLineString"
      ? geometry.coordinates.flat()
      : undefined;

/** How steep the ground under a course of the what-if is, by the terrain that is open. */
export function CourseSlope({ geometry }: { geometry: Geometry }) {
  const terrain = useTerrain((state) => state.summary?.id);
  const [slope, setSlope] = useState<CorridorSlope | null>(null);
  useEffect(() => {
    const line = findLine(geometry);
    setSlope(null);
    if (!line || terrain === undefined) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void measureSlope(line, widthMetres).then((found) => {
        if (isCurrent && found.ok) setSlope(found.value);
      });
    }, restMilliseconds);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [geometry, terrain]);
  return slope && <GroundWords slope={slope} />;
}
