import { phases } from "../../../geodata/plan/phases.ts";
import type { PictureTrace } from "../../compute/reportFormat.ts";
import { isServiceShown } from "../../domain/services/serviceLayers.ts";
import { isAgreed } from "../services/agreedHosts.ts";
import { hideKeys } from "../services/hideKeys.ts";
import { useKept } from "../services/keptPictures.ts";
import { useAtlas } from "../store.ts";
import { useTerrain } from "../terrain/terrainStore.ts";

/** What is seen below the plan from elsewhere, for a report: pictures of services, and a terrain that was opened. */
export function listPictures(): PictureTrace[] {
  const { board } = useAtlas.getState();
  const { kept } = useKept.getState();
  const { summary, isShown } = useTerrain.getState();
  const shown = (board.serviceLayers ?? []).filter(
    (layer) => isServiceShown(layer, board.phase) && isAgreed(layer.source.template),
  );
  const pictures = shown.map(({ id, name, kind, source, attribution, licence, phase, readAt }) => ({
    name,
    kind,
    address: hideKeys(source.template),
    attribution,
    licence: licence ?? "",
    phase: phases.find((one) => one.id === phase)?.title ?? null,
    grainMetres: source.grainMetres === undefined ? null : Math.round(source.grainMetres * 10) / 10,
    readAt: readAt ?? "",
    keptAt: kept[id]?.date ?? null,
  }));
  const terrain =
    summary && isShown
      ? [
          {
            name: summary.name,
            kind: summary.format,
            address: summary.source?.address ?? "",
            attribution: summary.heightDatum[board.language],
            licence: "",
            phase: null,
            grainMetres: Math.round(summary.grainMetres * 10) / 10,
            readAt: summary.source?.date ?? "",
            keptAt: null,
          },
        ]
      : [];
  return [...pictures, ...terrain];
}
