import { type Map as MapLibreMap, Marker } from "maplibre-gl";
import { themes } from "../../../layers/grammar/theme.ts";
import type { CheckAlternative } from "../../domain/board/checkQuery.ts";
import { placeOfHandle } from "../../domain/check/bendCourse.ts";
import { findDestination } from "../../domain/place/ellipsoid.ts";
import { bendAlternative } from "../../state/check/checkWhatIf.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "../reach/reachMarkers.module.css";

const stepMetres = 500;
const bearings: Readonly<Record<string, number>> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};

/** The vertices of the course that is being bent, as marks a pointer drags and keys move. */
export function createCheckHandles(map: MapLibreMap) {
  let markers: Marker[] = [];
  let shownId: string | null = null;
  let dragged: number | null = null;

  const clear = () => {
    for (const marker of markers) marker.remove();
    markers = [];
  };

  function addMarker(alternative: CheckAlternative, index: number): Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = styles.origin!;
    element.dataset.checkHandle = String(index);
    const marker = new Marker({ element, draggable: true, scale: 0.8 });
    const here = (): [number, number] => [marker.getLngLat().lng, marker.getLngLat().lat];
    marker.on("dragstart", () => {
      dragged = index;
    });
    marker.on("drag", () => bendAlternative(alternative.id, index, here()));
    marker.on("dragend", () => {
      dragged = null;
    });
    element.addEventListener("click", (event) => event.stopPropagation());
    element.addEventListener("keydown", (event) => {
      const bearing = bearings[event.key];
      if (bearing === undefined) return;
      const [longitude, latitude] = findDestination(
        here(),
        bearing,
        stepMetres * (event.shiftKey ? 10 : event.altKey ? 0.1 : 1),
      );
      bendAlternative(alternative.id, index, [longitude, latitude]);
      event.preventDefault();
      event.stopPropagation();
    });
    return marker;
  }

  return {
    show() {
      const { board } = useAtlas.getState();
      const { check, language } = board;
      const alternative = check?.alternatives.find(({ id }) => id === check.bent);
      if (!alternative) {
        clear();
        shownId = null;
        return;
      }
      if (shownId !== alternative.id || markers.length !== alternative.handles.length) {
        clear();
        shownId = alternative.id;
        markers = alternative.handles.map((_, index) => addMarker(alternative, index));
      }
      for (const [index, marker] of markers.entries()) {
        const at = placeOfHandle(alternative, index);
        if (!at) continue;
        if (dragged !== index) marker.setLngLat(at);
        const element = marker.getElement();
        if (!element.isConnected) marker.addTo(map);
        const place = at.map((value) => value.toFixed(4)).join(", ");
        element.setAttribute(
          "aria-label",
          language === "zh"
            ? `${alternative.name}：折点 ${index + 1}，${place}；方向键移动`
            : `${alternative.name}: vertex ${index + 1}, ${place}; arrow keys move it`,
        );
        element.textContent = String(index + 1);
        element.style.setProperty("--reach-origin", themes[board.theme].accent);
      }
    },
    remove: clear,
  };
}
