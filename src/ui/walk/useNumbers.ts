import { useEffect, useMemo } from "react";
import { numbersOf } from "../../domain/walk/parseWalk.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { useAtlas } from "../../state/store.ts";
import {
  findNumberStates,
  type NumberStates,
  readNumberData,
  showNumbers,
} from "../../state/walk/numbers.ts";
import { useWalk } from "../../state/walk/walk.ts";

function useNumbers(walk: Walk | null, keys: readonly string[]): NumberStates {
  const plan = useAtlas((state) => state.plan);
  const datasets = useAtlas((state) => state.datasets);
  const rail = useWalk((state) => state.rail);
  const answers = useAnswers((state) => state.answers);
  useEffect(
    () => (walk ? showNumbers(keys.flatMap((key) => walk.numbers[key] ?? [])) : undefined),
    [walk, keys],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: these are what the numbers are read from
  return useMemo(
    () => (walk ? findNumberStates(walk, keys, readNumberData()) : {}),
    [walk, keys, plan, datasets, rail, answers],
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
