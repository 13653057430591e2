import type { Geometry } from "geojson";
import type { Language } from "../../domain/board/board.ts";
import { type Bbox, findBoundingBox } from "../../domain/place/boundingBox.ts";
import { type PlanFeature, statuses } from "../../domain/plan.ts";
import { statusOf } from "../../state/features.ts";

/** A column of the table: `value` sorts, the table itself formats. */
export interface Column {
  key: string;
  value: (feature: PlanFeature) => string | number | undefined;
}

export interface Sorting {
  key: string;
  direction: "ascending" | "descending";
}

const boxes = new WeakMap<Geometry, Bbox | null>();

function boxOf(geometry: Geometry): Bbox | null {
  let box = boxes.get(geometry);
  if (box === undefined) {
    box = findBoundingBox([geometry]) ?? null;
    boxes.set(geometry, box);
  }
  return box;
}

const meets = (a: Bbox, b: Bbox) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** Rank of a status in the order the plan builds: what stands comes first. */
export const rankStatus = (feature: PlanFeature, phase: string) => statuses.indexOf(statusOf(feature, phase));

/**
 * Rows to show, in order. Empty values come last in either direction.
 * @param view only features whose box meets it, where given: west, south, east, north.
 */
export function findRows(
  features: readonly PlanFeature[],
  columns: readonly Column[],
  options: { filter: string; sorting: Sorting | null; view: Bbox | null; language: Language },
): PlanFeature[] {
  const wanted = options.filter.trim().toLowerCase();
  const rows = features.filter((feature) => {
    if (options.view) {
      const box = boxOf(feature.geometry);
      if (!box || !meets(box, options.view)) return false;
    }
    if (wanted === "") return true;
    const names = [feature.properties["name:zh"], feature.properties["name:en"]];
    return [...names, ...columns.map((column) => column.value(feature))].some((value) =>
      String(value ?? "")
        .toLowerCase()
        .includes(wanted),
    );
  });
  const { sorting } = options;
  const column = columns.find((other) => other.key === sorting?.key);
  if (!sorting || !column) return rows;
  const turn = sorting.direction === "ascending" ? 1 : -1;
  const collator = new Intl.Collator(options.language === "zh" ? "zh-CN" : "en", { numeric: true });
  return rows.sort((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
    return (
      turn * (typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y)))
    );
  });
}
