import { datasets as records } from "../../../geodata/catalogue.ts";
import { findLayers } from "../../../layers/grammar/findLayers.ts";
import { dataWorker } from "../../compute/askData.ts";
import type { WritableFormat } from "../../compute/dataProtocol.ts";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import { failure, type Problem, type Result } from "../../domain/result.ts";
import { tell, tellProblem } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { askOf, useUserData } from "./userData.ts";

export interface ExportOptions {
  format: WritableFormat;
  /** Null for WGS 84. */
  epsg: number | null;
  encoding: "utf-8" | "gbk";
}

/** Formats a layer can be taken away in; `grids` where positions may be in another system than WGS 84. */
export const exportFormats: readonly { id: WritableFormat; label: string; grids: boolean }[] = [
  { id: "geojson", label: "GeoJSON", grids: false },
  { id: "shapefile", label: "Shapefile (ZIP)", grids: true },
  { id: "kml", label: "KML", grids: false },
  { id: "geopackage", label: "GeoPackage", grids: true },
  { id: "csv", label: "CSV", grids: true },
  { id: "xlsx", label: "Excel (XLSX)", grids: true },
  { id: "survey-text", label: "勘测定界 TXT", grids: true },
];

/** Systems offered for files: WGS 84 and the CGCS2000 grids of the country round the region. */
export const exportSystems: readonly { epsg: number | null; label: string }[] = [
  { epsg: null, label: "WGS 84 (EPSG:4326)" },
  { epsg: 4490, label: "CGCS2000 (EPSG:4490)" },
  ...[35, 36, 37, 38].flatMap((zone) => [
    { epsg: 4513 + zone - 25, label: `CGCS2000 3° zone ${zone} (EPSG:${4513 + zone - 25})` },
    { epsg: 4534 + zone - 25, label: `CGCS2000 3° CM ${zone * 3}°E (EPSG:${4534 + zone - 25})` },
  ]),
  ...[18, 19].map((zone) => ({
    epsg: 4491 + zone - 13,
    label: `CGCS2000 6° zone ${zone} (EPSG:${4491 + zone - 13})`,
  })),
];

export type Written = Result<{ bytes: ArrayBuffer; fileName: string; mime: string }>;

/**
 * Any layer as a file; what the format could not hold is told.
 * @param ids only these features: ids of the plan's, places of a reader's own.
 */
export async function exportLayer(
  id: string,
  options: ExportOptions,
  ids?: readonly string[],
): Promise<Written> {
  const { board } = useAtlas.getState();
  const own = findUserLayer(board, id);
  const definition = findLayers(board).find((layer) => layer.id === id);
  const dataset = definition && "dataset" in definition.data ? definition.data.dataset : undefined;
  const record = records.find((other) => other.id === dataset);
  if (!own && !record)
    return failure<Problem>({
      code: "layer-unknown",
      zh: "这个图层没有可导出的要素",
      en: "This layer has no features to export",
    });
  const title = definition?.title[board.language] ?? id;
  const request = {
    ...options,
    source: own?.content ?? record!.file,
    title,
    ...(ids ? { ids } : {}),
    dataUrl: new URL("data/", document.baseURI).href,
  };
  useUserData.setState({ job: { title, stage: "writing", fraction: null } });
  const asked = own ? await askOf(own.content, "write", request) : await dataWorker.ask("write", request);
  useUserData.setState({ job: null });
  const written = asked.ok ? asked.value : asked;
  if (!written.ok) {
    tellProblem(written.error);
    return written;
  }
  for (const note of written.value.notes) tell("warning", note);
  return written;
}
