import { type ReactNode, useEffect, useState } from "react";
import type { Language } from "../../domain/board/board.ts";
import { buildQrCode, buildQrPath } from "../../domain/qrCode.ts";
import { projectGround } from "../../domain/walk/groundView.ts";
import type { MapPicture } from "../../state/page/pictures.ts";
import type { GroundStroke } from "../../state/walk/walk.ts";
import { Swatch } from "../legend/Swatch.tsx";
import styles from "./Paper.module.css";
import { buildTakeAwaySpeech } from "./takeawayWords.ts";

/** The address of a picture's bytes for as long as it is on the page. */
function usePictureUrl(image: Blob): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(image);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [image]);
  return url;
}

interface PaperMapProps {
  picture: MapPicture;
  title: string;
  language: Language;
  /** What was drawn on the wall at this scene. */
  ink?: readonly GroundStroke[];
}

/** Strokes of a pen where they lie on the ground of the picture. */
function PaperInk({
  strokes,
  drawnBy,
}: {
  strokes: readonly GroundStroke[];
  drawnBy: MapPicture["drawnBy"];
}) {
  if (!drawnBy || strokes.length === 0) return null;
  const { camera, width, height } = drawnBy;
  return (
    <svg className={styles.ink} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" data-testid="paper-ink">
      {strokes.map(({ colour, points }, index) => (
        <polyline
          // biome-ignore lint/suspicious/noArrayIndexKey: strokes have no other name and never move
          key={index}
          data-ink={colour}
          strokeWidth={Math.max(2, width / 320)}
          points={points
            .map((point) => projectGround(point, camera, drawnBy))
            .map(({ x, y }) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`)
            .join(" ")}
        />
      ))}
    </svg>
  );
}

/** The map as a picture, with its scale bar and north arrow drawn over it as lines and text. */
export function PaperMap({ picture, title, language, ink = [] }: PaperMapProps) {
  const say = buildTakeAwaySpeech(language);
  const url = usePictureUrl(picture.image);
  const { scale, pitch, bearing } = picture;
  return (
    <figure className={styles.map}>
      {url && <img src={url} alt={say("mapOf", { title })} />}
      <PaperInk strokes={ink} drawnBy={picture.drawnBy} />
      <div className={styles.north} style={{ transform: `rotate(${-bearing}deg)` }}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 1l5 14-5-3-5 3z" />
        </svg>
        <span>{say("north")}</span>
      </div>
      <div className={styles.scale} style={{ width: `${scale.shareOfWidth * 100}%` }}>
        <span>
          {scale.label}
          {pitch > 0.5 && ` (${say("scaleAtCentre")})`}
        </span>
      </div>
    </figure>
  );
}

/** The legend in columns, with the schematic note where anything shown is schematic. */
export function PaperLegend({ picture, language }: { picture: MapPicture; language: Language }) {
  const say = buildTakeAwaySpeech(language);
  return (
    <div className={styles.legendBox}>
      <div className={styles.legend} data-legend="">
        {picture.legend.map((layer) => (
          <section key={layer.title.zh} className={styles.legendLayer}>
            <h3>{layer.title[language]}</h3>
            <ul>
              {layer.entries.map((entry) => (
                <li key={entry.label.zh}>
                  <Swatch swatch={entry.swatch} />
                  <span>
                    {entry.label[language]}
                    {entry.count !== undefined && <small> {entry.count}</small>}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {picture.hasSchematic && <p className={styles.schematic}>{say("schematicNote")}</p>}
    </div>
  );
}

/** A QR code with a word on where it leads; nothing where no code could carry the address. */
export function PaperCode({ link, children }: { link: string | null; children: ReactNode }) {
  const code = link === null ? null : buildQrCode(link);
  if (!code?.ok) return null;
  const { path, size } = buildQrPath(code.value);
  return (
    <div className={styles.code}>
      <span>{children}</span>
      <svg viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" aria-hidden="true">
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </div>
  );
}
