import { useId } from "react";
import type { LegendEntry } from "../../../layers/layer.ts";
import { type SymbolId, symbols } from "../../../layers/symbols.ts";
import styles from "./Legend.module.css";

const isSymbol = (name: string): name is SymbolId => Object.hasOwn(symbols, name);

function Shape({ swatch, hatch }: { swatch: LegendEntry["swatch"]; hatch: string }) {
  const { shape, colour, icon, dash, width = 2 } = swatch;
  const dasharray = dash?.map((length) => length * width).join(" ");
  // A dotted line is drawn as round caps on dashes of no length, as on the map.
  const cap = dash && dash[0]! < 0.5 ? "round" : "butt";
  if (icon && isSymbol(icon))
    return (
      <svg x="4" y="0" width="16" height="16" viewBox="0 0 24 24" aria-hidden="true">
        <path d={symbols[icon]} fill={colour} fillRule="evenodd" />
      </svg>
    );
  if (shape === "line" || shape === "arc")
    return (
      <path
        d={shape === "line" ? "M1 8 H23" : "M1 13 Q12 -3 23 13"}
        fill="none"
        stroke={colour}
        strokeWidth={width}
        strokeDasharray={dasharray}
        strokeLinecap={cap}
      />
    );
  if (shape === "fill")
    return (
      <>
        <rect
          x="2"
          y="2"
          width="20"
          height="12"
          fill={swatch.hatch ? `url(#${hatch})` : colour}
          fillOpacity={swatch.hatch ? 1 : swatch.solid ? 0.85 : 0.35}
        />
        <rect
          x="2"
          y="2"
          width="20"
          height="12"
          fill="none"
          stroke={colour}
          strokeWidth="1.2"
          strokeDasharray={dasharray ?? (swatch.hatch ? "4 2" : undefined)}
        />
      </>
    );
  if (shape === "column") return <path d="M5 15 V9 H9 V15 M11 15 V2 H15 V15" fill={colour} />;
  return (
    <circle
      cx="12"
      cy="8"
      r="5"
      fill={dash ? "none" : colour}
      stroke={colour}
      strokeWidth="1.6"
      strokeDasharray={dash ? "2.4 2" : undefined}
    />
  );
}

/** How a thing looks on the map, small. The words beside it say the same. */
export function Swatch({ swatch }: { swatch: LegendEntry["swatch"] }) {
  const hatch = useId();
  return (
    <svg className={styles.swatch} viewBox="0 0 24 16" width="24" height="16" aria-hidden="true">
      {swatch.hatch && (
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.2" height="4" fill={swatch.colour} />
        </pattern>
      )}
      <Shape swatch={swatch} hatch={hatch} />
    </svg>
  );
}
