import type { Geometry } from "geojson";
import type { Selection } from "../../domain/board/board.ts";
import {
  type AlternativeGeometry,
  type CheckAlternative,
  mostAlternatives,
  type SubjectChoice,
  standardCheck,
} from "../../domain/board/checkQuery.ts";
import { showLayers } from "../../domain/board/editLayers.ts";
import { findUserLayer, isUserLayerId } from "../../domain/board/userLayers.ts";
import {
  addHandle as add,
  type Course,
  findHandles,
  listPaths,
  moveCourse,
  moveHandle,
  removeHandle as remove,
  replacePaths,
} from "../../domain/check/bendCourse.ts";
import { findKind, type RuleTable } from "../../domain/check/rules.ts";
import { findBoundingBox } from "../../domain/place/boundingBox.ts";
import type { PlanFeature } from "../../domain/plan.ts";
import { editBoard, requestCamera, tell, tellProblem } from "../actions.ts";
import { startTool, stopDrawing, useDrawing } from "../own/drawing.ts";
import { useAtlas } from "../store.ts";
import { editCheck } from "./check.ts";

const courseLayer = "check-alternatives";
const widestZoom = 11;

const isBendable = (geometry: Geometry | null | undefined): geometry is AlternativeGeometry =>
  geometry !== null && geometry !== undefined && geometry.type !== "GeometryCollection";

/** Whether another course of a feature can be weighed: it is an activity and has a shape that can be bent. */
export function findActivity(
  table: RuleTable | null,
  selection: Selection,
  feature: PlanFeature,
): string | undefined {
  const { kind, level } = feature.properties;
  if (!table || !isBendable(feature.geometry)) return undefined;
  return findKind(table.activityClasses, selection.dataset, kind, typeof level === "string" ? level : "");
}

const findFreeId = (alternatives: readonly CheckAlternative[]): string => {
  for (let number = 1; ; number += 1)
    if (!alternatives.some(({ id }) => id === `course-${number}`)) return `course-${number}`;
};

/** What a comparison begins from. */
export interface Origin {
  geometry: AlternativeGeometry;
  /** The feature it is of; null where it was drawn for this. */
  from: Selection | null;
  activity: string;
  schematic: boolean;
}

/** Begins another course of something: as it is, to compare with, and one to bend. */
export function beginAlternative(origin: Origin, names: { original: string; first: string }) {
  const common = { ...origin, handles: findHandles(origin.geometry) };
  editBoard((board) => {
    const subjects: SubjectChoice =
      origin.from && !isUserLayerId(origin.from.dataset)
        ? { kind: "features", features: [origin.from] }
        : { kind: "plan" };
    const check = board.check ?? { ...standardCheck, subjects };
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
  const bbox = findBoundingBox([origin.geometry]);
  if (bbox) requestCamera({ bbox, maxZoom: widestZoom });
}

/** Begins from a feature of the plan. */
export const beginFromFeature = (
  from: Selection,
  feature: PlanFeature,
  activity: string,
  names: { original: string; first: string },
) =>
  beginAlternative(
    {
      geometry: feature.geometry as AlternativeGeometry,
      from,
      activity,
      schematic: feature.properties.confidence === "schematic",
    },
    names,
  );

/** Begins from a feature of a layer of the reader's own, as a kind of activity the reader names. */
export async function beginFromOwn(
  from: Selection,
  activity: string,
  names: { original: string; first: string },
) {
  const layer = findUserLayer(useAtlas.getState().board, from.dataset);
  if (!layer) return;
  const { measureOwnFeature } = await import("../own/ownFeatures.ts");
  const found = await measureOwnFeature(layer.content, Number(from.id));
  if (!found.ok) return tellProblem(found.error);
  const geometry = found.value?.geometry;
  if (!isBendable(geometry))
    return tell("warning", {
      zh: "所选要素没有可以移动的图形",
      en: "The selected feature has no shape that can be moved",
    });
  beginAlternative({ geometry, from, activity, schematic: false }, names);
}

/**
 * Lets a new course be drawn on the map. It joins the comparison there is, as the same kind of activity, or
 * begins one.
 */
export function drawAlternative(
  tool: "line" | "polygon",
  activity: string,
  names: { original: string; first: string; next: string },
) {
  startTool(tool);
  useDrawing.setState({
    taker: (drawn) => {
      stopDrawing();
      if (!isBendable(drawn)) return;
      const geometry = replacePaths(drawn, listPaths(drawn));
      const { check } = useAtlas.getState().board;
      if (!check || check.alternatives.length === 0) {
        beginAlternative({ geometry, from: null, activity, schematic: false }, names);
        return;
      }
      addAlternative({
        ...check.alternatives[0]!,
        from: null,
        schematic: false,
        geometry,
        handles: findHandles(geometry),
        name: names.next,
      });
    },
  });
}

function changeAlternative(
  id: string,
  change: (alternative: CheckAlternative) => CheckAlternative,
  coalesceKey = "",
) {
  editCheck(
    (query) => ({
      ...query,
      alternatives: query.alternatives.map((other) => (other.id === id ? change(other) : other)),
    }),
    coalesceKey,
  );
}

const changeCourse = (id: string, change: (course: Course) => Course, coalesceKey = "") =>
  changeAlternative(id, (alternative) => ({ ...alternative, ...change(alternative) }), coalesceKey);

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

/** Puts one more course beside the others, to be bent next. */
function addAlternative(added: CheckAlternative) {
  const { check } = useAtlas.getState().board;
  if (!check) return;
  if (check.alternatives.length >= mostAlternatives) {
    tell("warning", {
      zh: `最多 ${mostAlternatives} 个方案；先移除一个`,
      en: `At most ${mostAlternatives} courses; remove one first`,
    });
    return;
  }
  const course = { ...added, id: findFreeId(check.alternatives) };
  editCheck((query) => ({
    ...query,
    alternatives: [...query.alternatives, course],
    bent: course.id,
    focus: null,
  }));
}

/** Keeps the present course as it is and goes on with a copy. */
export function copyAlternative(id: string, name: string) {
  const alternative = useAtlas.getState().board.check?.alternatives.find((other) => other.id === id);
  if (alternative) addAlternative({ ...alternative, name });
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
