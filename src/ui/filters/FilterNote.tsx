import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { passesConditions } from "../../domain/board/columnFilter.ts";
import { findUserLayer, noClass } from "../../domain/board/userLayers.ts";
import { readStatus } from "../../domain/plan.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { findPhaseKey } from "../../state/features.ts";
import { setLayerFilter } from "../../state/layerFilter.ts";
import { findClasses } from "../../state/own/ownCounts.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./filters.module.css";
import { useFilterWords } from "./filterWords.ts";
import { useLayerFilter } from "./useLayerFilter.ts";

/** How many features of a layer its conditions let through, of all that stand in this phase; undefined until known. */
function useCounts(id: string): { shown: number; total: number } | undefined {
  const board = useAtlas((state) => state.board);
  const datasets = useAtlas((state) => state.datasets);
  const filter = useLayerFilter(id);
  const own = findUserLayer(board, id);
  const classes = useAnswers(({ answers }) => own && findClasses(answers, board, own));
  if (!filter) return undefined;
  if (own)
    return (
      classes && {
        shown: classes.reduce((sum, place) => sum + Number(place !== noClass), 0),
        total: own.count,
      }
    );
  const definition = findLayers(board).find((layer) => layer.id === id);
  const collection =
    definition && "dataset" in definition.data ? datasets[definition.data.dataset] : undefined;
  if (!collection) return undefined;
  const phase = findPhaseKey(board);
  const standing = collection.features.filter(({ properties }) => readStatus(properties, phase) !== "absent");
  return {
    shown: standing.filter(({ properties }) => passesConditions(properties, filter)).length,
    total: standing.length,
  };
}

/** Says that a layer is filtered, how much of it is shown, and takes the filter off. */
export function FilterNote({ layer }: { layer: string }) {
  const { word } = useFilterWords();
  const filter = useLayerFilter(layer);
  const counts = useCounts(layer);
  if (!filter) return null;
  return (
    <p className={styles.filtered}>
      <span>{counts ? word("filtered", counts) : word("filteredPlain")}</span>
      <button type="button" className={styles.link} onClick={() => setLayerFilter(layer, [])}>
        {word("clear")}
      </button>
    </p>
  );
}
