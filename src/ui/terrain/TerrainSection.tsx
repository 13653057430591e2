import { Eye, EyeOff, Locate, Mountain, Spline, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { formatShare } from "../../domain/check/measureWords.ts";
import { contourSteps } from "../../domain/terrain/contours.ts";
import type { TerrainSummary } from "../../domain/terrain/terrain.ts";
import { exportSystems } from "../../state/own/exportLayer.ts";
import { stopReadingTerrain } from "../../state/terrain/readTerrainAddress.ts";
import { closeTerrain, keepContours, openTerrain, zoomToTerrain } from "../../state/terrain/terrain.ts";
import { useTerrain } from "../../state/terrain/terrainStore.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { ProfileSection } from "./ProfileSection.tsx";
import styles from "./Terrain.module.css";
import { TerrainAddress } from "./TerrainAddress.tsx";
import { useTerrainWords } from "./terrainWords.ts";

function Facts({ summary }: { summary: TerrainSummary }) {
  const { word, text, number } = useTerrainWords();
  const metres = (value: number) => number(value, { maximumFractionDigits: 0 });
  const rows: [string, string][] = [
    [word("format"), summary.format],
    [
      word("cells"),
      word("cellsSaid", {
        columns: summary.columns,
        rows: summary.rows,
        grain: number(summary.grainMetres, { maximumFractionDigits: summary.grainMetres < 10 ? 1 : 0 }),
      }),
    ],
    [word("system"), `EPSG:${summary.epsg}`],
    [
      word("range"),
      word("rangeSaid", { least: metres(summary.least), most: metres(summary.most) }) +
        (summary.emptyShare > 0 ? word("empty", { share: formatShare(summary.emptyShare) }) : ""),
    ],
    [word("datum"), text(summary.heightDatum)],
  ];
  const { source } = summary;
  if (source)
    rows.push([
      word("source"),
      word("sourceSaid", {
        address: source.address,
        requests: source.requests,
        date: `${source.date.slice(0, 16).replace("T", " ")} UTC`,
        hash: source.hash.slice(0, 16),
      }),
    ]);
  return (
    <>
      <dl className={styles.facts} data-testid="terrain-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {summary.notes.map((note) => (
        <p key={note.en} className={styles.note}>
          {text(note)}
        </p>
      ))}
    </>
  );
}

function Contours() {
  const { word } = useTerrainWords();
  const [step, setStep] = useState<number | null>(null);
  return (
    <div className={styles.row}>
      <label className={styles.row}>
        <span className={styles.note}>{word("step")}</span>
        <select
          className={styles.input}
          value={step ?? ""}
          onChange={(event) => setStep(Number(event.currentTarget.value) || null)}
        >
          <option value="">{word("stepAuto")}</option>
          {contourSteps.map((metres) => (
            <option key={metres} value={metres}>
              {word("stepMetres", { step: metres })}
            </option>
          ))}
        </select>
      </label>
      <IconButton
        icon={Spline}
        labelled
        name={word("contours")}
        onClick={() => void keepContours(step, (metres) => word("contourLayer", { step: metres }))}
      />
    </div>
  );
}

function stopOpening() {
  stopReadingTerrain();
  closeTerrain();
}

/** Heights that the reader brings: relief on the map, contours, profiles. */
export function TerrainSection() {
  const { word, text } = useTerrainWords();
  const { summary, isOpening, problem, waiting, isShown, opacity } = useTerrain();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <section className={styles.section} aria-label={word("title")} data-testid="terrain">
      <h2 className={styles.title}>{word("title")}</h2>
      <p className={styles.note}>{word("lead")}</p>
      <button type="button" className={styles.button} onClick={() => picker.current?.click()}>
        <Mountain size={16} aria-hidden="true" /> {word(summary ? "another" : "open")}
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        accept=".hgt,.zip,.tif,.tiff,.asc,.prj"
        hidden
        data-testid="terrain-files"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) void openTerrain(files);
        }}
      />
      <TerrainAddress />
      {isOpening && (
        <p className={styles.row} role="status">
          {word("opening")}
          <button type="button" className={styles.link} onClick={stopOpening}>
            {word("stop")}
          </button>
        </p>
      )}
      {problem && !isOpening && (
        <p className={styles.problem} role="alert">
          {text(problem)}
        </p>
      )}
      {waiting && (
        <label className={styles.row}>
          <span className={styles.note}>{word("chooseCrs")}</span>
          <select
            className={styles.input}
            value=""
            onChange={(event) => void openTerrain(waiting, Number(event.currentTarget.value))}
          >
            <option value="" disabled>
              —
            </option>
            {exportSystems.map(({ epsg, label }) => (
              <option key={label} value={epsg ?? 4326}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      {summary && !isOpening && (
        <>
          <div className={styles.row}>
            <span className={styles.name}>{summary.name}</span>
            <IconButton
              icon={isShown ? Eye : EyeOff}
              name={word("show")}
              aria-pressed={isShown}
              onClick={() => useTerrain.setState({ isShown: !isShown })}
            />
            <IconButton icon={Locate} name={word("zoom")} onClick={zoomToTerrain} />
            <IconButton icon={Trash2} name={word("remove")} onClick={closeTerrain} />
          </div>
          <Facts summary={summary} />
          <input
            type="range"
            min={0}
            max={100}
            value={Math.round(opacity * 100)}
            aria-label={word("strength")}
            onChange={(event) => useTerrain.setState({ opacity: Number(event.currentTarget.value) / 100 })}
          />
          <Contours />
          <ProfileSection key={summary.id} />
        </>
      )}
    </section>
  );
}
