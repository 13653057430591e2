import type { Geometry, Position } from "geojson";
import type { ContentSummary } from "../../compute/dataProtocol.ts";
import {
  changeUserLayer,
  removeUserLayers,
  type UserLayer,
  type UserPaint,
} from "../../domain/board/userLayers.ts";
import type { OffsetDatum } from "../../domain/place/datum.ts";
import { editBoard, requestCamera, tellProblem } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { askOf, changeReport, takeContent, useUserData } from "./userData.ts";

const closestZoom = 14;

export const renameLayer = (id: string, name: string) =>
  editBoard(
    (board) => (name.trim() ? changeUserLayer(board, id, { name: name.trim().slice(0, 200) }) : board),
    `name ${id}`,
  );

export const paintLayer = (id: string, paint: UserPaint) =>
  editBoard((board) => changeUserLayer(board, id, { paint }));

export const labelLayer = (id: string, label: string | null) =>
  editBoard((board) => changeUserLayer(board, id, { label }));

export function removeLayer(id: string) {
  useUserData.setState((state) => (state.comparison?.layer === id ? { comparison: null } : {}));
  editBoard((board) => removeUserLayers(board, [id]));
}

export const zoomToLayer = ({ bbox }: UserLayer) => {
  if (bbox) requestCamera({ bbox, maxZoom: closestZoom });
};

/** Colours a layer by a column: a number in steps, anything else by its values. */
export async function paintByColumn(layer: UserLayer, column: string, by: "category" | "number") {
  const classes = await askOf(layer.content, "classify", { key: layer.content, column });
  if (!classes.ok) {
    tellProblem(classes.error);
    return;
  }
  const { values, breaks } = classes.value;
  paintLayer(layer.id, by === "number" ? { by, column, breaks } : { by, column, values });
}

/** Takes it from the reader that a layer is in WGS 84 as it stands. */
export const confirmDatum = (layer: UserLayer) =>
  changeReport(layer.content, (report) => ({
    ...report,
    questions: report.questions.filter(({ about }) => about !== "datum"),
    decisions: [
      ...report.decisions.filter(({ about }) => about !== "datum"),
      {
        about: "datum",
        value: "WGS 84",
        by: "user",
        reason: { zh: "用户确认为 WGS 84 / CGCS2000", en: "the user says that it is WGS 84 / CGCS2000" },
      },
    ],
  }));

/** Shows a layer before and after a change of datum, for the reader to judge; nothing is changed yet. */
export async function compareDatum(layer: UserLayer, datum: OffsetDatum) {
  const shifted = await askOf(layer.content, "shift", { key: layer.content, datum });
  if (!shifted.ok) {
    tellProblem(shifted.error);
    return;
  }
  const { content, largestMetres } = shifted.value;
  const report = useUserData.getState().contents[layer.content]?.report ?? null;
  const name = datum === "gcj02" ? "GCJ-02" : "BD-09";
  void takeContent(
    content,
    report && {
      ...report,
      datum: name,
      questions: [],
      decisions: [
        ...report.decisions.filter((decision) => decision.about !== "datum"),
        {
          about: "datum",
          value: name,
          by: "user",
          reason: {
            zh: `用户指明为 ${name}，已换算为 WGS 84，最大位移 ${largestMetres.toFixed(0)} 米`,
            en: `the user named ${name}; converted to WGS 84, moved by up to ${largestMetres.toFixed(0)} m`,
          },
        },
      ],
    },
  );
  useUserData.setState({
    comparison: {
      before: layer.content,
      after: content.key,
      bbox: content.bbox,
      largestMetres,
      layer: layer.id,
      datum: name,
    },
  });
  await showShift(content, largestMetres);
}

/** How many times the shift is to be seen on each side: enough of the surroundings to judge by. */
const shiftsAround = 8;
const metresPerDegree = 111_320;

/** Frames a place where a shift of some hundred metres is seen as one; over a whole layer it would be a hair. */
async function showShift({ key, bbox }: ContentSummary, largestMetres: number) {
  if (!bbox) return;
  const [west, south, east, north] = bbox;
  const reach = (shiftsAround * largestMetres) / metresPerDegree;
  const first = await askOf(key, "measure", { key, index: 0 });
  const position = first.ok && first.value ? findFirstPosition(first.value.geometry) : undefined;
  const isSmall = Math.max(east - west, north - south) < 4 * reach;
  if (isSmall || !position) return requestCamera({ bbox, maxZoom: closestZoom });
  const [x, y] = position as [number, number];
  requestCamera({ bbox: [x - reach, y - reach, x + reach, y + reach], maxZoom: closestZoom });
}

function findFirstPosition(geometry: Geometry): Position | undefined {
  if (geometry.type === "GeometryCollection") return geometry.geometries.map(findFirstPosition).find(Boolean);
  let at: unknown = geometry.coordinates;
  while (Array.isArray(at) && Array.isArray(at[0])) at = at[0];
  return Array.isArray(at) && typeof at[0] === "number" ? (at as Position) : undefined;
}

export const dropComparison = () => useUserData.setState({ comparison: null });

/** Takes the converted positions for good, as one step of undo. */
export function keepComparison() {
  const { comparison } = useUserData.getState();
  if (!comparison) return;
  dropComparison();
  const { layer, after: content, bbox } = comparison;
  editBoard((board) => changeUserLayer(board, layer, { content, bbox }));
}

/** The user's layer with an id, as the board has it now. */
export const useOwnLayers = (): readonly UserLayer[] =>
  useAtlas((state) => state.board.userLayers) ?? noLayers;
const noLayers: readonly UserLayer[] = [];
