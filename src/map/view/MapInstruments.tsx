import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import { atlas } from "../../../geodata/atlas.ts";
import { changeScreen, requestCamera } from "../../state/actions.ts";
import { startTool, useDrawing } from "../../state/own/drawing.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./MapInstruments.module.css";
import { buildScaleBar, findScaleNumber, formatPosition } from "./scaleBar.ts";
import { say } from "./words.ts";

const widestScalePixels = 110;
const gridName = "CGCS2000";

/** Paths of the buttons, on 24 by 24. */
const signs = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  measure: "M3 16L16 3l5 5L8 21zM7 12l2 2M11 8l2 2M15 4l2 2",
  pick: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M10 4h4M20 10v4M10 20h4M4 10v4",
  wholeRegion: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
} as const;

const openPicks = async () => {
  changeScreen({ panel: "data" });
  (await import("../../state/picks/pickStore.ts")).askForPicks();
};

const startMeasuring = () => {
  changeScreen({ panel: "data" });
  startTool("line");
  useDrawing.setState({ keeps: false });
};

function Tool({ sign, onClick }: { sign: keyof typeof signs; onClick: () => void }) {
  const language = useAtlas((state) => state.board.language);
  return (
    <button
      type="button"
      className={styles.tool}
      data-sign={sign}
      aria-label={say(sign, language)}
      title={say(sign, language)}
      onClick={onClick}
    >
      <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
        <path d={signs[sign]} className={styles.stroke} />
      </svg>
    </button>
  );
}

/** Where the pointer is: in degrees, or in metres of its zone of the national grid with the system's name. */
function Position({ map }: { map: MapLibreMap }) {
  const language = useAtlas((state) => state.board.language);
  const position = useRef<HTMLSpanElement>(null);
  const [inGrid, setInGrid] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    let write = formatPosition;
    if (inGrid)
      // The projections come with the wish for them.
      void import("../../domain/place/gridReadout.ts").then(({ readGridPosition }) => {
        if (!isCurrent) return;
        write = (longitude, latitude) => {
          const read = readGridPosition(longitude, latitude);
          return read
            ? `E ${Math.round(read.eastingMetres)}, N ${Math.round(read.northingMetres)} m · ${gridName} / 3° ${read.centralMeridian}° E`
            : formatPosition(longitude, latitude);
        };
      });
    // Written past React: a render for every pixel the pointer moves would be waste.
    const show = ({ lngLat }: MapMouseEvent) => {
      if (position.current) position.current.textContent = write(lngLat.lng, lngLat.lat);
    };
    const clear = () => {
      if (position.current) position.current.textContent = "";
    };
    map.on("mousemove", show);
    map.on("mouseout", clear);
    return () => {
      isCurrent = false;
      map.off("mousemove", show);
      map.off("mouseout", clear);
    };
  }, [map, inGrid]);
  const other = inGrid ? say("degrees", language) : gridName;
  return (
    <span className={styles.reading}>
      <span ref={position} className={styles.position} aria-hidden="true" />
      <button
        type="button"
        className={styles.system}
        aria-pressed={inGrid}
        aria-label={say("readAs", language).replace("{other}", other)}
        title={say("readAs", language).replace("{other}", other)}
        onClick={() => setInGrid(!inGrid)}
      >
        {inGrid ? gridName : "WGS 84"}
      </button>
    </span>
  );
}

/** Zoom, the whole region, scale as bar and number, position of the pointer, and a north arrow while the map is turned. */
export function MapInstruments({ map }: { map: MapLibreMap }) {
  const language = useAtlas((state) => state.board.language);
  const camera = useAtlas((state) => state.viewport?.camera);
  const services = useAtlas((state) => state.board.serviceLayers);
  const right = useAtlas((state) => state.padding.right);
  const bottom = useAtlas((state) => state.padding.bottom);
  if (!camera) return null;
  const bar = buildScaleBar(camera.latitude, camera.zoom, widestScalePixels);
  const scale = `1 : ${findScaleNumber(camera.latitude, camera.zoom).toLocaleString("en")}`;
  const isTurned = Math.abs(camera.bearing) > 0.5 || camera.pitch > 0.5;
  const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return (
    <div className={styles.instruments} style={{ right: right + 12, bottom: bottom + 28 }}>
      {services && (
        <span className={styles.credits}>
          {[...new Set(services.flatMap(({ visible, attribution }) => (visible ? [attribution] : [])))].join(
            " · ",
          )}
        </span>
      )}
      <Position map={map} />
      <div className={styles.scale}>
        <span className={styles.length} title={say("scaleNote", language)}>
          {scale}
        </span>
        <div
          role="img"
          aria-label={`${say("scale", language)} ${bar.label}, ${scale}`}
          className={styles.scale}
        >
          <span className={styles.length}>{bar.label}</span>
          <svg width={bar.widthPixels} height="6" aria-hidden="true" className={styles.bar}>
            <path d={`M0.5 0v5.5h${Math.max(1, bar.widthPixels - 1)}v-5.5`} />
          </svg>
        </div>
      </div>
      <div className={styles.tools}>
        {isTurned && (
          <button
            type="button"
            className={styles.tool}
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
        <Tool sign="measure" onClick={startMeasuring} />
        <Tool sign="pick" onClick={openPicks} />
        <Tool sign="wholeRegion" onClick={() => requestCamera({ bbox: [...atlas.bbox] })} />
        <Tool sign="zoomIn" onClick={() => map.zoomIn({ animate: !isStill() })} />
        <Tool sign="zoomOut" onClick={() => map.zoomOut({ animate: !isStill() })} />
      </div>
    </div>
  );
}
