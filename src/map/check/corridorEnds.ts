import { type Map as MapLibreMap, Marker } from "maplibre-gl";
import { themes } from "../../../layers/grammar/theme.ts";
import { findDestination } from "../../domain/place/ellipsoid.ts";
import { useCorridor } from "../../state/check/corridorStore.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "../reach/reachMarkers.module.css";

const stepMetres = 500;
const bearings: Readonly<Record<string, number>> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};
const ends = [
  ["from", "A"],
  ["to", "B"],
] as const;

/** The two ends of a corridor as marks that a pointer drags and keys move. */
export function createCorridorEnds(map: MapLibreMap) {
  const markers = new Map<string, Marker>();

  function createMarker(end: (typeof ends)[number][0], letter: string): Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = styles.origin!;
    element.textContent = letter;
    element.dataset.corridorEnd = end;
    const marker = new Marker({ element, draggable: true });
    const move = ([longitude, latitude]: readonly [number, number]) =>
      useCorridor.setState({ [end]: { lngLat: [longitude, latitude], name: null } });
    marker.on("dragend", () => move([marker.getLngLat().lng, marker.getLngLat().lat]));
    element.addEventListener("click", (event) => event.stopPropagation());
    element.addEventListener("keydown", (event) => {
      const bearing = bearings[event.key];
      if (bearing === undefined) return;
      const { lng, lat } = marker.getLngLat();
      const metres = stepMetres * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1);
      const [longitude, latitude] = findDestination([lng, lat], bearing, metres);
      move([longitude, latitude]);
      event.preventDefault();
      event.stopPropagation();
    });
    return marker;
  }

  const clear = () => {
    for (const marker of markers.values()) marker.remove();
    markers.clear();
  };
  return {
    show() {
      const { board } = useAtlas.getState();
      const state = useCorridor.getState();
      for (const [end, letter] of ends) {
        const place = board.check ? state[end] : null;
        if (!place) {
          markers.get(end)?.remove();
          markers.delete(end);
          continue;
        }
        const marker = markers.get(end) ?? createMarker(end, letter);
        markers.set(end, marker);
        const [longitude, latitude] = place.lngLat;
        marker.setLngLat([longitude, latitude]);
        const element = marker.getElement();
        if (!element.isConnected) marker.addTo(map);
        const where = place.lngLat.map((value) => value.toFixed(4)).join(", ");
        element.setAttribute(
          "aria-label",
          board.language === "zh"
            ? `走廊${letter === "A" ? "起点" : "终点"} ${letter}，${where}；方向键移动`
            : `${letter === "A" ? "Start" : "End"} of the corridor, ${letter}, ${where}; arrow keys move it`,
        );
        element.style.setProperty("--reach-origin", themes[board.theme].accent);
      }
    },
    remove: clear,
  };
}
