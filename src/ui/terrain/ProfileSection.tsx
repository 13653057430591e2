import type { Position } from "geojson";
import { Download, PencilLine } from "lucide-react";
import { useState } from "react";
import { formatShare } from "../../domain/check/measureWords.ts";
import type { CorridorSlope, Profile } from "../../domain/terrain/profile.ts";
import { formatProfileCsv } from "../../domain/terrain/profileRows.ts";
import { tellProblem } from "../../state/actions.ts";
import { findFeature } from "../../state/features.ts";
import { stopDrawing, useDrawing } from "../../state/own/drawing.ts";
import { useAtlas } from "../../state/store.ts";
import { drawProfileLine, measureProfile, measureSlope } from "../../state/terrain/terrain.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { saveFile } from "../kit/saveFile.ts";
import { GroundWords } from "./GroundWords.tsx";
import { ProfileChart } from "./ProfileChart.tsx";
import styles from "./Terrain.module.css";
import { useTerrainWords } from "./terrainWords.ts";

const widths = [100, 500, 1_000, 2_000, 5_000];

interface Shown {
  line: Position[];
  profile: Profile;
  slope: CorridorSlope | null;
}

/** The longest line of the selected feature; undefined where it has none. */
function useSelectedLine(): Position[] | undefined {
  const feature = useAtlas((state) => findFeature(state.datasets, state.board.selection));
  const geometry = feature?.geometry;
  if (geometry?.type === "LineString") return geometry.coordinates;
  if (geometry?.type === "MultiLineString")
    return [...geometry.coordinates].sort((a, b) => b.length - a.length)[0];
  return undefined;
}

/** Heights along a line that is drawn or selected, as picture, words and rows, and how steep the ground about it is. */
export function ProfileSection() {
  const { word, number, language } = useTerrainWords();
  const [shown, setShown] = useState<Shown | null>(null);
  const [widthMetres, setWidth] = useState(1_000);
  const isDrawing = useDrawing((state) => state.tool === "line" && state.taker !== null);
  const selected = useSelectedLine();
  const show = async (line: Position[], width = widthMetres) => {
    const [profile, slope] = await Promise.all([measureProfile(line), measureSlope(line, width)]);
    if (!profile.ok) return tellProblem(profile.error);
    setShown({ line, profile: profile.value, slope: slope.ok ? slope.value : null });
  };
  const said = (profile: Profile) => {
    const known = profile.points.flatMap(({ heightMetres }) => heightMetres ?? []);
    const metres = (value: number) => number(value, { maximumFractionDigits: 0 });
    return [
      word("profileSaid", {
        length: number(profile.lengthMetres / 1000, { maximumFractionDigits: 1 }),
        least: metres(profile.least!),
        most: metres(profile.most!),
        first: metres(known[0]!),
        last: metres(known.at(-1)!),
        climb: metres(profile.climbMetres),
        drop: metres(profile.dropMetres),
        step: metres(profile.stepMetres),
        steep: number(profile.steepestPercent ?? 0, { maximumFractionDigits: 1 }),
      }),
      ...(profile.knownShare < 0.999 ? [word("profileGap", { share: formatShare(profile.knownShare) })] : []),
    ].join(language === "zh" ? "" : " ");
  };
  return (
    <section className={styles.part} aria-label={word("profile")}>
      <h3 className={styles.subtitle}>{word("profile")}</h3>
      <div className={styles.row}>
        <IconButton
          icon={PencilLine}
          labelled
          name={word("profileDraw")}
          aria-pressed={isDrawing}
          onClick={() => (isDrawing ? stopDrawing() : drawProfileLine((line) => void show(line)))}
        />
        {selected && (
          <button type="button" className={styles.link} onClick={() => void show(selected)}>
            {word("profileOfSelection")}
          </button>
        )}
      </div>
      {isDrawing && (
        <p className={styles.note} role="status">
          {word("profileDrawing")}
        </p>
      )}
      {shown &&
        (shown.profile.least === null ? (
          <p className={styles.note}>{word("profileEmpty")}</p>
        ) : (
          <>
            <ProfileChart profile={shown.profile} label={said(shown.profile)} />
            <p className={styles.note} data-testid="terrain-profile">
              {said(shown.profile)}
            </p>
            <label className={styles.row}>
              <span className={styles.note}>{word("width")}</span>
              <select
                className={styles.input}
                value={widthMetres}
                onChange={(event) => {
                  const width = Number(event.currentTarget.value);
                  setWidth(width);
                  void show(shown.line, width);
                }}
              >
                {widths.map((width) => (
                  <option key={width} value={width}>
                    {word("widthMetres", { width })}
                  </option>
                ))}
              </select>
            </label>
            {shown.slope && <GroundWords slope={shown.slope} />}
            <IconButton
              icon={Download}
              labelled
              name={word("profileCsv")}
              onClick={() =>
                saveFile(
                  `${word("profile")}.csv`,
                  new Blob([formatProfileCsv(shown.profile, language)], { type: "text/csv" }),
                )
              }
            />
          </>
        ))}
    </section>
  );
}
