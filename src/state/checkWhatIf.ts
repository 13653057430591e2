import {
  type AlternativeGeometry,
  type CheckAlternative,
  mostAlternatives,
  standardCheck,
} from "../domain/board/checkQuery.ts";
import { showLayers } from "../domain/board/editLayers.ts";
import type { Selection } from "../domain/board.ts";
import {
  addHandle as add,
  type Course,
  findHandles,
  moveCourse,
  moveHandle,
  removeHandle as remove,
} from "../domain/ecology/bendCourse.ts";
import { findKind, type RuleTable } from "../domain/ecology/rules.ts";
import { findBoundingBox } from "../domain/place/boundingBox.ts";
import type { PlanFeature } from "../domain/plan.ts";
import { editBoard, requestFlight, tell } from "./actions.ts";
import { editCheck, openCheck } from "./check.ts";
import { useAtlas } from "./store.ts";

const courseLayer = "check-alternatives";
const widestZoom = 11;

const bendable = ["Point", "LineString", "MultiLineString", "Polygon"];

/** Whether another course of a feature can be weighed: it is an activity and has a shape that can be bent. */
export function findActivity(
  table: RuleTable | null,
  selection: Selection,
  feature: PlanFeature,
): string | undefined {
  const { kind, level } = feature.properties;
  if (!table || !feature.geometry || !bendable.includes(feature.geometry.type)) return undefined;
  return findKind(table.activityClasses, selection.dataset, kind, typeof level === "string" ? level : "");
}

const findFreeId = (alternatives: readonly CheckAlternative[]): string => {
  for (let number = 1; ; number += 1)
    if (!alternatives.some(({ id }) => id === `course-${number}`)) return `course-${number}`;
};

/** Begins another course of a feature: as it is, to compare with, and one to bend. */
export function beginAlternative(
  selection: Selection,
  feature: PlanFeature,
  activity: string,
  names: { original: string; first: string },
) {
  openCheck();
  const geometry = feature.geometry as AlternativeGeometry;
  const common = {
    activity,
    from: selection,
    schematic: feature.properties.confidence === "schematic",
    geometry,
    handles: findHandles(geometry),
  };
  editBoard((board) => {
    const check = board.check ?? { ...standardCheck, subjects: { kind: "features", features: [selection] } };
    return {
      ...showLayers(board, [courseLayer], true),
      check: {
        ...check,
        // One project at a time: numbers of different projects side by side would say nothing.
        alternatives: [
          { ...common, id: "course-1", name: names.original },
          { ...common, id: "course-2", name: names.first },
        ],
        bent: "course-2",
        focus: null,
      },
    };
  });
  const bbox = findBoundingBox([geometry]);
  if (bbox) requestFlight({ bbox, maxZoom: widestZoom });
}

function changeAlternative(
  id: string,
  change: (alternative: CheckAlternative) => CheckAlternative,
  thing = "",
) {
  editCheck(
    (query) => ({
      ...query,
      alternatives: query.alternatives.map((other) => (other.id === id ? change(other) : other)),
    }),
    thing,
  );
}

const changeCourse = (id: string, change: (course: Course) => Course, thing = "") =>
  changeAlternative(id, (alternative) => ({ ...alternative, ...change(alternative) }), thing);

/** Moves a handle; the moves of one drag are one step of undo. */
export const bendAlternative = (id: string, handle: number, to: [number, number]) =>
  changeCourse(id, (course) => moveHandle(course, handle, to), `bend ${id} ${handle}`);
export const moveAlternative = (id: string, bearing: number, metres: number) =>
  changeCourse(id, (course) => moveCourse(course, bearing, metres), `move ${id}`);
export const addHandle = (id: string, after: number) => changeCourse(id, (course) => add(course, after));
export const removeHandle = (id: string, handle: number) =>
  changeCourse(id, (course) => remove(course, handle));
export const renameAlternative = (id: string, name: string) =>
  changeAlternative(id, (alternative) => ({ ...alternative, name: name.slice(0, 120) || id }), `name ${id}`);

/** Lets the vertices of one alternative be moved, or of none. */
export const bendOnly = (id: string | null) => editCheck((query) => ({ ...query, bent: id, focus: null }));

/** Keeps the present course as it is and goes on with a copy. */
export function copyAlternative(id: string, name: string) {
  const { check } = useAtlas.getState().board;
  const alternative = check?.alternatives.find((other) => other.id === id);
  if (!check || !alternative) return;
  if (check.alternatives.length >= mostAlternatives) {
    tell("warning", {
      zh: `最多 ${mostAlternatives} 个方案；先移除一个`,
      en: `At most ${mostAlternatives} courses; remove one first`,
    });
    return;
  }
  const copy = { ...alternative, id: findFreeId(check.alternatives), name };
  editCheck((query) => ({ ...query, alternatives: [...query.alternatives, copy], bent: copy.id }));
}

export const removeAlternative = (id: string) =>
  editCheck((query) => {
    const alternatives = query.alternatives.filter((other) => other.id !== id);
    // The first alone, with nothing to compare it with, is of no use.
    return {
      ...query,
      alternatives: alternatives.length > 1 ? alternatives : [],
      bent: query.bent === id || alternatives.length < 2 ? null : query.bent,
    };
  });
