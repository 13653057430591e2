import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import { useEffect, useRef } from "react";
import { useAtlas } from "../state/store.ts";
import styles from "./MapInstruments.module.css";
import { buildScaleBar, formatPosition } from "./scaleBar.ts";
import { say } from "./words.ts";

const widestScalePixels = 110;

/** Scale bar, position of the pointer, and a north arrow while the map is turned. */
export function MapInstruments({ map }: { map: MapLibreMap }) {
  const language = useAtlas((state) => state.board.language);
  const camera = useAtlas((state) => state.viewport?.camera);
  const right = useAtlas((state) => state.padding.right);
  const bottom = useAtlas((state) => state.padding.bottom);
  const position = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    // Written past React: a render for every pixel the pointer moves would be waste.
    const show = ({ lngLat }: MapMouseEvent) => {
      if (position.current) position.current.textContent = formatPosition(lngLat.lng, lngLat.lat);
    };
    const clear = () => {
      if (position.current) position.current.textContent = "";
    };
    map.on("mousemove", show);
    map.on("mouseout", clear);
    return () => {
      map.off("mousemove", show);
      map.off("mouseout", clear);
    };
  }, [map]);

  if (!camera) return null;
  const bar = buildScaleBar(camera.latitude, camera.zoom, widestScalePixels);
  const isTurned = Math.abs(camera.bearing) > 0.5 || camera.pitch > 0.5;
  return (
    <div className={styles.instruments} style={{ right: right + 12, bottom: bottom + 28 }}>
      {isTurned && (
        <button
          type="button"
          className={styles.north}
          aria-label={say("north", language)}
          title={say("north", language)}
          onClick={() => map.easeTo({ bearing: 0, pitch: 0 })}
        >
          <svg
            viewBox="0 0 24 24"
            width="24"
            height="24"
            aria-hidden="true"
            transform={`rotate(${-camera.bearing})`}
          >
            <path d="M12 2l5 10h-10z" className={styles.needle} />
            <path d="M12 22l-5-10h10z" className={styles.tail} />
          </svg>
        </button>
      )}
      <span ref={position} className={styles.position} aria-hidden="true" />
      <div className={styles.scale} role="img" aria-label={`${say("scale", language)} ${bar.label}`}>
        <span className={styles.length}>{bar.label}</span>
        <svg width={bar.widthPixels} height="6" aria-hidden="true" className={styles.bar}>
          <path d={`M0.5 0v5.5h${Math.max(1, bar.widthPixels - 1)}v-5.5`} />
        </svg>
      </div>
    </div>
  );
}
