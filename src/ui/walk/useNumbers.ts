import { useEffect, useMemo } from "react";
import { numbersOf } from "../../domain/walk/parseWalk.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { useAtlas } from "../../state/store.ts";
import { useWalk } from "../../state/walk.ts";
import { findNumberStates, type NumberStates, prepareNumbers } from "../../state/walkNumbers.ts";

function useNumbers(walk: Walk | null, keys: readonly string[]): NumberStates {
  const plan = useAtlas((state) => state.plan);
  const datasets = useAtlas((state) => state.datasets);
  const rail = useWalk((state) => state.rail);
  const answerValues = useWalk((state) => state.answerValues);
  useEffect(() => {
    if (walk) prepareNumbers(keys.flatMap((key) => walk.numbers[key] ?? []));
  }, [walk, keys]);
  return useMemo(
    () => (walk ? findNumberStates(walk, keys, { plan, datasets, rail }, answerValues) : {}),
    [walk, keys, plan, datasets, rail, answerValues],
  );
}

/** Live numbers of one scene as the data now have them. */
export const useSceneNumbers = (walk: Walk | null, scene: Scene | undefined): NumberStates =>
  useNumbers(
    walk,
    useMemo(() => (scene ? [...new Set(numbersOf(scene))] : []), [scene]),
  );

/** Live numbers of the whole walk. */
export const useWalkNumbers = (walk: Walk | null): NumberStates =>
  useNumbers(
    walk,
    useMemo(() => (walk ? Object.keys(walk.numbers) : []), [walk]),
  );
