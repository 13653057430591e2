import { type Map as MapLibreMap, Marker } from "maplibre-gl";
import { themes } from "../../../layers/grammar/theme.ts";
import type { Language } from "../../domain/board/board.ts";
import type { NamedOrigin } from "../../domain/board/reachQuery.ts";
import { findDestination } from "../../domain/place/ellipsoid.ts";
import { dragOrigin, dropOrigin, moveOrigin, removeOrigin } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./reachMarkers.module.css";
import { sayReach } from "./reachWords.ts";

const stepMetres = 1_000;
const bearings: Readonly<Record<string, number>> = {
  ArrowUp: 0,
  ArrowRight: 90,
  ArrowDown: 180,
  ArrowLeft: 270,
};

const written = ([longitude, latitude]: readonly [number, number]) =>
  `${longitude.toFixed(4)}, ${latitude.toFixed(4)}`;

/** Where an origin stands; undefined for a station while the stations are being loaded. */
function placeOf(origin: NamedOrigin): { lngLat: [number, number]; name: string } | undefined {
  const { language } = useAtlas.getState().board;
  if (origin.kind === "place")
    return { lngLat: origin.lngLat, name: origin.name?.[language] ?? written(origin.lngLat) };
  const station = useReach.getState().sources?.rail.stations.find((other) => other.id === origin.station);
  return station && { lngLat: station.lngLat, name: station.name[language] };
}

/**
 * The origins as marks on the map that a pointer drags and keys move, and the place whose way is explained.
 * A drag tells each position and keeps only the last.
 */
export function createReachMarkers(map: MapLibreMap) {
  const origins: Marker[] = [];
  let place: Marker | null = null;

  function addOrigin(index: number): Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = styles.origin!;
    element.dataset.reachOrigin = String(index);
    const marker = new Marker({ element, draggable: true });
    const here = (): [number, number] => [marker.getLngLat().lng, marker.getLngLat().lat];
    marker.on("drag", () => {
      performance.mark("reach-input");
      dragOrigin(index, here());
    });
    marker.on("dragend", dropOrigin);
    // The map behind would take a click on the mark for a click on the land.
    element.addEventListener("click", (event) => event.stopPropagation());
    element.addEventListener("keydown", (event) => {
      const bearing = bearings[event.key];
      if (bearing !== undefined && !event.altKey) {
        const [longitude, latitude] = findDestination(
          here(),
          bearing,
          stepMetres * (event.shiftKey ? 10 : 1),
        );
        moveOrigin(index, [longitude, latitude]);
      } else if (event.key === "Delete" || event.key === "Backspace") removeOrigin(index);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return marker;
  }

  function show() {
    const { board } = useAtlas.getState();
    const { dragged } = useReach.getState();
    const { language, reach } = board;
    const colour = themes[board.theme].reach.origin;
    const wanted = reach?.origins ?? [];
    while (origins.length > wanted.length) origins.pop()!.remove();
    for (const [index, origin] of wanted.entries()) {
      const at = placeOf(origin);
      if (!at) continue;
      let marker = origins[index];
      const isNew = !marker;
      marker ??= addOrigin(index);
      origins[index] = marker;
      if (dragged?.index !== index) marker.setLngLat(at.lngLat);
      if (isNew) marker.addTo(map);
      nameMarker(marker, index, at.name, language);
      marker.getElement().style.setProperty("--reach-origin", colour);
    }
    if (!reach?.place) {
      place?.remove();
      place = null;
      return;
    }
    const lngLat: [number, number] = [reach.place[0], reach.place[1]];
    if (!place) {
      const element = document.createElement("div");
      const mark = document.createElement("div");
      mark.className = styles.place!;
      element.append(mark);
      element.style.pointerEvents = "none";
      place = new Marker({ element }).setLngLat(lngLat).addTo(map);
    }
    place.setLngLat(lngLat);
    place.getElement().style.setProperty("--reach-origin", colour);
    place.getElement().setAttribute("role", "img");
    place.getElement().setAttribute("aria-label", sayReach("place", language, { name: written(lngLat) }));
  }

  return {
    show,
    remove: () => {
      for (const marker of origins.splice(0)) marker.remove();
      place?.remove();
    },
  };
}

function nameMarker(marker: Marker, index: number, name: string, language: Language) {
  const element = marker.getElement();
  const label = sayReach("origin", language, { index: index + 1, name });
  if (element.getAttribute("aria-label") === label) return;
  element.setAttribute("aria-label", label);
  element.title = name;
  element.textContent = String(index + 1);
}
