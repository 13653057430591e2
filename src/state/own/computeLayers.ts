import { datasets as records } from "../../../geodata/catalogue.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { dataWorker } from "../../compute/askData.ts";
import { provideFile } from "../../compute/askKernel.ts";
import { buildRequest } from "../../domain/board/request.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import type { ComputedLayer, LayerSource } from "../../domain/place/layerKernels.ts";
import type { LocationRelation } from "../../domain/place/overlay.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { Result } from "../../domain/result.ts";
import { tell, tellProblem } from "../actions.ts";
import { answerRequest } from "../answers.ts";
import { useAtlas } from "../store.ts";
import { addLayers, buildLayer } from "./importFiles.ts";
import { takeContent, useUserData } from "./userData.ts";

/** What can be computed from: every layer with features, and what is selected. */
export interface SourceChoice {
  id: string;
  title: Bilingual;
}

export const selectionChoice = "selection";

/** Layers to compute from, the reader's own first. */
export function findSources(board = useAtlas.getState().board): SourceChoice[] {
  const all = findLayers(board).filter((layer) => "dataset" in layer.data);
  const own = all.filter((layer) => layer.group === "own").reverse();
  return [...own, ...all.filter((layer) => layer.group !== "own")].map(({ id, title }) => ({ id, title }));
}

/** A source as the kernels read it; undefined where its features are not here. */
function buildSource(choice: string): LayerSource | undefined {
  const { board } = useAtlas.getState();
  if (choice === selectionChoice) {
    const { selection } = board;
    if (!selection) return undefined;
    const own = buildOwnSource(selection.dataset);
    if (own) return { ...own, indexes: [Number(selection.id)] };
    const record = records.find((other) => other.id === selection.dataset);
    return record && { file: record.file, ids: [selection.id] };
  }
  const own = buildOwnSource(choice);
  if (own) return own;
  const layer = findLayers(board).find((other) => other.id === choice);
  const dataset = layer && "dataset" in layer.data ? layer.data.dataset : undefined;
  const record = records.find((other) => other.id === dataset);
  return record && { file: record.file, phase: board.phase };
}

function buildOwnSource(id: string): LayerSource | undefined {
  const layer = findUserLayer(useAtlas.getState().board, id);
  const content = layer && useUserData.getState().contents[layer.content];
  if (!content) return undefined;
  const file = `own/${content.key}.geojson`;
  provideFile(file, content.blob);
  return { file };
}

async function takeResult(name: string, computed: Result<ComputedLayer>) {
  if (!computed.ok) {
    tellProblem(computed.error);
    return;
  }
  const kept = await dataWorker.ask("keep", { name, geojson: computed.value.geojson });
  if (!kept.ok) {
    tellProblem(kept.error);
    return;
  }
  void takeContent(kept.value, null);
  const layer = buildLayer(kept.value, "result", name);
  addLayers([layer]);
  tell("information", {
    zh: `得到图层“${name}”，${kept.value.count} 个要素`,
    en: `Layer “${name}” made: ${kept.value.count} features`,
  });
}

async function during(title: string, work: () => Promise<void>) {
  useUserData.setState({ job: { title, stage: "computing", fraction: null } });
  try {
    await work();
  } finally {
    useUserData.setState({ job: null });
  }
}

const missing = () =>
  tell("warning", {
    zh: "所选图层的数据不在本机，或没有选中要素",
    en: "The data of the chosen layer are not here, or nothing is selected",
  });

/** Buffers of a layer or of the selection as a new layer. */
export async function bufferSource(
  choice: string,
  options: { distancesMetres: readonly number[]; dissolve: boolean; rings: boolean; name: string },
) {
  const source = buildSource(choice);
  if (!source) return missing();
  const { name, ...input } = options;
  await during(name, async () =>
    takeResult(name, await answerRequest(buildRequest("bufferLayer", { source, ...input }))),
  );
}

/** An overlay of two layers, or the features of one picked by the other, as a new layer. */
export async function overlaySources(
  operation: "intersection" | "difference" | "union" | "select",
  choices: { subjects: string; masks: string },
  relation: LocationRelation,
  name: string,
) {
  const [subjects, masks] = [buildSource(choices.subjects), buildSource(choices.masks)];
  if (!subjects || !masks) return missing();
  await during(name, async () =>
    takeResult(
      name,
      await answerRequest(buildRequest("overlayLayers", { operation, subjects, masks, relation })),
    ),
  );
}
