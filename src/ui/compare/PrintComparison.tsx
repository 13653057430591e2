import { Printer } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { Difference } from "../../domain/compare/listDifferences.ts";
import { tellProblem } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import type { DrawnSide } from "./drawSides.ts";
import { useCompareWords } from "./useCompareWords.ts";

const ComparisonSheet = lazy(async () => ({
  default: (await import("./ComparisonSheet.tsx")).ComparisonSheet,
}));

/** Draws every side, lays them on a sheet with the list and prints it. */
export function PrintComparison({
  differences,
  against,
}: {
  differences: readonly Difference[];
  against: number;
}) {
  const { word } = useCompareWords();
  const hasMap = useAtlas((state) => state.mapStatus.kind === "ready");
  const [isDrawing, setDrawing] = useState(false);
  const [sheet, setSheet] = useState<{ sides: DrawnSide[]; time: number } | null>(null);
  const draw = async () => {
    setDrawing(true);
    setSheet(null);
    const drawn = await (await import("./drawSides.ts")).drawSides();
    setDrawing(false);
    if (drawn.ok) setSheet({ sides: drawn.value, time: Date.now() });
    else tellProblem(drawn.error);
  };
  return (
    <>
      <IconButton
        icon={Printer}
        name={word(isDrawing ? "printing" : "print")}
        labelled
        disabled={isDrawing || !hasMap}
        onClick={() => void draw()}
      />
      {sheet && (
        <Suspense fallback={null}>
          <ComparisonSheet
            key={sheet.time}
            sides={sheet.sides}
            differences={differences}
            against={against}
            onReady={() => {
              // Some browsers go on at once and print what the page is by then.
              addEventListener("afterprint", () => setSheet(null), { once: true });
              print();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
