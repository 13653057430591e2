import { ArrowLeftRight, ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { compareViews } from "../../domain/board/compareQuery.ts";
import { summarizeDifferences } from "../../domain/compare/compareWords.ts";
import { countDifferences } from "../../domain/compare/listDifferences.ts";
import { changeScreen } from "../../state/actions.ts";
import {
  closeComparison,
  findDifferences,
  loadCompared,
  setCompareView,
  swapSides,
} from "../../state/compare/compare.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { IconButton } from "../kit/IconButton.tsx";
import { usePhone } from "../kit/useMediaQuery.ts";
import styles from "./CompareCard.module.css";
import { DifferenceList } from "./DifferenceList.tsx";
import { Sides } from "./Sides.tsx";
import { useCompareWords } from "./useCompareWords.ts";

/** The comparison beside the map: how the sides are seen, what each shows, and what differs. */
export function CompareCard() {
  const { word, text } = useCompareWords();
  const board = useAtlas((state) => state.board);
  const datasets = useAtlas((state) => state.datasets);
  const datasetProblems = useAtlas((state) => state.datasetProblems);
  const isPhone = usePhone();
  const [isOpen, setOpen] = useState(!isPhone);
  const against = useAtlas((state) => state.screen.comparedWith);
  const others = board.compare?.others;
  const left = others?.[Math.min(against, others.length - 1)];
  const { phase, layers, monitor, scenario, check, theme, userLayers } = board;
  // The list does not depend on the camera or the line, which change with every frame.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what of the board the list rests on is named one by one
  const right = useMemo(() => board, [phase, layers, monitor, scenario, check, theme, userLayers]);
  useEffect(() => {
    if (left) void loadCompared([left, right]);
  }, [left, right]);
  const differences = useMemo(
    () => left && findDifferences(left, right, { datasets, datasetProblems }),
    [left, right, datasets, datasetProblems],
  );
  if (!board.compare || !others || !left) return null;
  const isMany = others.length > 1;
  const views = compareViews
    .filter((view) => !isMany || view === "panes" || view === "blink")
    .map((view) => ({ id: view, title: word(view) }));
  const hasOwn = [board, ...others].some((side) => side.userLayers);
  return (
    <section
      className={`${styles.card} ${isOpen ? "" : styles.folded}`}
      aria-label={word("title")}
      id="compare"
    >
      <header className={styles.head}>
        <h2>{word("title")}</h2>
        <IconButton icon={ArrowLeftRight} name={word("swap")} onClick={() => swapSides(against)} />
        {isPhone && (
          <IconButton
            icon={isOpen ? ChevronDown : ChevronUp}
            name={word(isOpen ? "fold" : "unfold")}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          />
        )}
        <IconButton icon={X} name={word("close")} onClick={closeComparison} />
      </header>
      <div className={styles.views}>
        <Choice name={word("view")} options={views} value={board.compare.view} onChange={setCompareView} />
      </div>
      {isOpen && <Sides board={board} others={others} />}
      {isOpen && isMany && (
        <label className={styles.against}>
          {word("against")}
          <select
            value={against}
            onChange={(event) => changeScreen({ comparedWith: Number(event.target.value) })}
          >
            {others.map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a side is its place
              <option key={index} value={index}>
                {word("side", { number: index + 1 })}
              </option>
            ))}
          </select>
        </label>
      )}
      {differences ? (
        <p className={styles.summary} role="status" data-testid="difference-counts">
          {text(summarizeDifferences(countDifferences(differences)))}
        </p>
      ) : (
        <p className={styles.summary} role="status">
          {word("loading")}
        </p>
      )}
      {isOpen && hasOwn && <p className={styles.note}>{word("notCompared")}</p>}
      {isOpen && differences && <DifferenceList differences={differences} />}
    </section>
  );
}
