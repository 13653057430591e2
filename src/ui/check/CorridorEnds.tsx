import { ArrowDownUp, MapPinPlus } from "lucide-react";
import type { NamedOrigin } from "../../domain/board/reachQuery.ts";
import type { CorridorEnd } from "../../domain/corridor/corridorReport.ts";
import { type EndId, pickEnd, setEnd, swapEnds } from "../../state/check/corridor.ts";
import { useCorridor } from "../../state/check/corridorStore.ts";
import { stopDrawing, useDrawing } from "../../state/own/drawing.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { OriginField } from "../reach/OriginField.tsx";
import styles from "./CheckPanel.module.css";
import { useCorridorWords } from "./corridorWords.ts";

/** Which end waits for a click on the map; kept here, as a drawing knows only that somebody waits. */
let waiting: EndId | null = null;

export const writeEnd = ({ lngLat }: CorridorEnd) => lngLat.map((value) => value.toFixed(4)).join(", ");

function End({ end, label }: { end: EndId; label: string }) {
  const { word, text } = useCorridorWords();
  const place = useCorridor((state) => state[end]);
  const rail = useReach((state) => state.sources?.rail);
  const isTaking = useDrawing((state) => state.tool === "point" && state.taker !== null);
  const isWaiting = isTaking && waiting === end;
  const choose = (origin: NamedOrigin) => {
    if (origin.kind === "place") {
      setEnd(end, { lngLat: origin.lngLat, name: origin.name ?? null });
      return;
    }
    const station = rail?.stations.find(({ id }) => id === origin.station);
    if (station) setEnd(end, { lngLat: station.lngLat, name: station.name });
  };
  return (
    <div className={styles.field} data-testid={`corridor-${end}`}>
      <span>
        {label}：{place ? (place.name ? text(place.name) : writeEnd(place)) : word("endNone")}
      </span>
      <OriginField label={label} onChoose={choose} />
      <div className={styles.row}>
        <IconButton
          icon={MapPinPlus}
          labelled
          name={word(isWaiting ? "picking" : "pick")}
          aria-pressed={isWaiting}
          onClick={() => {
            if (isWaiting) {
              stopDrawing();
              return;
            }
            waiting = end;
            pickEnd(end);
          }}
        />
        {end === "to" && <IconButton icon={ArrowDownUp} labelled name={word("swap")} onClick={swapEnds} />}
      </div>
    </div>
  );
}

/** The two ends: by name, by coordinates, or from the map. */
export function CorridorEnds() {
  const { word } = useCorridorWords();
  return (
    <>
      <End end="from" label={word("endFrom")} />
      <End end="to" label={word("endTo")} />
    </>
  );
}
