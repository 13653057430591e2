import { useId } from "react";
import type { Ink } from "../../../layers/grammar/ink.ts";
import {
  inkSwatch,
  type Swatch as SwatchOptions,
  swatchHeight,
  swatchWidth,
} from "../../../layers/grammar/swatch.ts";
import styles from "./Legend.module.css";

const Inks = ({ inks }: { inks: readonly Ink[] }) =>
  inks.map(({ path, fill, stroke, width = 1, dash, isRound, opacity, at = [0, 0], scale = 1 }, index) => (
    <path
      // biome-ignore lint/suspicious/noArrayIndexKey: a stroke is its place in the drawing
      key={index}
      d={path}
      transform={`translate(${at[0]} ${at[1]}) scale(${scale})`}
      fill={fill ?? "none"}
      fillRule="evenodd"
      stroke={stroke}
      strokeWidth={stroke && width}
      strokeDasharray={dash?.map((length) => length * width).join(" ")}
      strokeLinecap={isRound ? "round" : undefined}
      strokeLinejoin="round"
      opacity={opacity}
    />
  ));

/** How a thing looks on the map, small: the strokes of the map itself. The words beside it say the same. */
export function Swatch({ swatch }: { swatch: SwatchOptions }) {
  const clipId = useId();
  const { inks, clipped, clip } = inkSwatch(swatch);
  return (
    <svg
      className={styles.swatch}
      viewBox={`0 0 ${swatchWidth} ${swatchHeight}`}
      width={swatchWidth}
      height={swatchHeight}
      aria-hidden="true"
    >
      {clipped.length > 0 && (
        <>
          <clipPath id={clipId}>
            <path d={clip} />
          </clipPath>
          <g clipPath={`url(#${clipId})`}>
            <Inks inks={clipped} />
          </g>
        </>
      )}
      <Inks inks={inks} />
    </svg>
  );
}
