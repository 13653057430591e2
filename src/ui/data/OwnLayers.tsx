import { ChevronRight, Locate, Table2, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { themes } from "../../../layers/grammar/theme.ts";
import { paletteColour, paletteSize } from "../../../layers/grammar/userLayer.ts";
import type { UserLayer } from "../../domain/board/userLayers.ts";
import { changeScreen, showLayer } from "../../state/actions.ts";
import { exportLayer } from "../../state/own/exportLayer.ts";
import {
  compareDatum,
  confirmDatum,
  dropComparison,
  keepComparison,
  labelLayer,
  paintByColumn,
  paintLayer,
  removeLayer,
  renameLayer,
  useOwnLayers,
  zoomToLayer,
} from "../../state/own/ownLayers.ts";
import { useUserData } from "../../state/own/userData.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { isComposing } from "../kit/isComposing.ts";
import styles from "./DataPanel.module.css";
import { ExportForm } from "./ExportForm.tsx";
import { ReportView } from "./ReportView.tsx";
import { useDataWords } from "./useDataWords.ts";

function NameField({ layer }: { layer: UserLayer }) {
  const { word } = useDataWords();
  const [name, setName] = useState(layer.name);
  // A space that ends what is typed is part of no name, but the next word stands behind it.
  useEffect(() => setName((typed) => (typed.trim() === layer.name ? typed : layer.name)), [layer.name]);
  return (
    <label className={styles.field}>
      <span>{word("layerName")}</span>
      <input
        value={name}
        maxLength={200}
        onChange={(event) => {
          setName(event.currentTarget.value);
          // Kept letter by letter: a page that dies takes nothing of it along.
          renameLayer(layer.id, event.currentTarget.value);
        }}
        onBlur={() => setName(layer.name)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isComposing(event)) event.currentTarget.blur();
        }}
      />
    </label>
  );
}

/** One colour of the palette, as a drawing so that the interface itself names no colours. */
function Dot({ place }: { place: number }) {
  const theme = useAtlas((state) => state.board.theme);
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill={paletteColour(themes[theme], place)} />
    </svg>
  );
}

function PaintChoice({ layer }: { layer: UserLayer }) {
  const { word } = useDataWords();
  const { paint } = layer;
  const value = paint.by === "one" ? "one" : `${paint.by} ${paint.column}`;
  const choose = (chosen: string) => {
    if (chosen === "one") paintLayer(layer.id, { by: "one", tone: 0 });
    else {
      const at = chosen.indexOf(" ");
      void paintByColumn(layer, chosen.slice(at + 1), chosen.slice(0, at) as "category" | "number");
    }
  };
  return (
    <>
      <label className={styles.field}>
        <span>{word("colourBy")}</span>
        <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="one">{word("colourOne")}</option>
          {layer.columns.flatMap((column) => [
            ...(column.kind === "number"
              ? [
                  <option key={`number ${column.key}`} value={`number ${column.key}`}>
                    {word("colourNumber", { column: column.key })}
                  </option>,
                ]
              : []),
            <option key={`category ${column.key}`} value={`category ${column.key}`}>
              {word("colourCategory", { column: column.key })}
            </option>,
          ])}
        </select>
      </label>
      {paint.by === "one" && (
        <fieldset className={styles.dots} aria-label={word("colourOne")}>
          {Array.from({ length: paletteSize }, (_, place) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the colour is known by
              key={place}
              type="button"
              className={styles.dot}
              aria-pressed={paint.tone % paletteSize === place}
              aria-label={word("colourPlace", { place: place + 1 })}
              onClick={() => paintLayer(layer.id, { by: "one", tone: place })}
            >
              <Dot place={place} />
            </button>
          ))}
        </fieldset>
      )}
      <label className={styles.field}>
        <span>{word("labelBy")}</span>
        <select
          value={layer.label ?? ""}
          onChange={(event) => labelLayer(layer.id, event.currentTarget.value || null)}
        >
          <option value="">{word("labelNone")}</option>
          {layer.columns.map((column) => (
            <option key={column.key} value={column.key}>
              {column.key}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function DatumChoice({ layer }: { layer: UserLayer }) {
  const { word } = useDataWords();
  const comparison = useUserData((state) => state.comparison);
  if (comparison?.layer === layer.id)
    return (
      <div className={styles.question} role="status">
        <p>{word("comparison", { metres: Math.round(comparison.largestMetres) })}</p>
        <div className={styles.row}>
          <button type="button" className={styles.primary} onClick={keepComparison}>
            {word("comparisonKeep")}
          </button>
          <button type="button" className={styles.button} onClick={dropComparison}>
            {word("comparisonDrop")}
          </button>
        </div>
      </div>
    );
  return (
    <details className={styles.more}>
      <summary>{word("datumChange")}</summary>
      <p className={styles.note}>{word("datumLead")}</p>
      <div className={styles.row}>
        {(["gcj02", "bd09"] as const).map((datum) => (
          <button
            key={datum}
            type="button"
            className={styles.button}
            onClick={() => void compareDatum(layer, datum)}
          >
            {word("datumTry", { datum: datum === "gcj02" ? "GCJ-02" : "BD-09" })}
          </button>
        ))}
      </div>
    </details>
  );
}

/** Nothing in a file of bare degrees tells a Chinese web map's datum: it is asked where the layer is seen. */
function DatumQuestion({ layer }: { layer: UserLayer }) {
  const { word, text } = useDataWords();
  const question = useUserData((state) =>
    state.contents[layer.content]?.report?.questions.find(({ about }) => about === "datum"),
  );
  const isCompared = useUserData((state) => state.comparison?.layer === layer.id);
  if (!question && !isCompared) return null;
  if (isCompared) return <DatumChoice layer={layer} />;
  return (
    <fieldset className={styles.question}>
      <legend>{question && text(question.title)}</legend>
      <div className={styles.row}>
        <button type="button" className={styles.button} onClick={() => confirmDatum(layer)}>
          {word("datumRight")}
        </button>
        {(["gcj02", "bd09"] as const).map((datum) => (
          <button
            key={datum}
            type="button"
            className={styles.button}
            onClick={() => void compareDatum(layer, datum)}
          >
            {word("datumTry", { datum: datum === "gcj02" ? "GCJ-02" : "BD-09" })}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A large layer is listed before the map has it: until then it says so. */
function DrawingSign({ content }: { content: string }) {
  const { word } = useDataWords();
  const isDrawn = useUserData((state) => state.drawn[content] === true);
  const hasMap = useAtlas((state) => state.mapStatus.kind !== "unavailable");
  if (isDrawn || !hasMap) return null;
  return (
    <p className={styles.note} role="status">
      <progress aria-label={word("drawing")} /> {word("drawing")}
    </p>
  );
}

function LayerCard({ layer }: { layer: UserLayer }) {
  const { word } = useDataWords();
  const [isOpen, setOpen] = useState(false);
  const isVisible = useAtlas((state) => state.board.layers.some((l) => l.id === layer.id && l.visible));
  const content = useUserData((state) => state.contents[layer.content]);
  const problem = useUserData((state) => state.problems[layer.content]);
  const isCompared = useUserData((state) => state.comparison?.layer === layer.id);
  const { name } = layer;
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <IconButton
          icon={ChevronRight}
          name={word("settings", { name })}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
        <label className={styles.layerName}>
          <input
            type="checkbox"
            checked={isVisible}
            aria-label={word("show", { name })}
            onChange={(event) => showLayer(layer.id, event.currentTarget.checked)}
          />
          <span>{name}</span>
        </label>
        <IconButton icon={Locate} name={word("zoomTo", { name })} onClick={() => zoomToLayer(layer)} />
        <IconButton
          icon={Table2}
          name={word("openTable", { name })}
          onClick={() => changeScreen({ tableLayer: layer.id })}
        />
        <IconButton icon={Trash2} name={word("remove", { name })} onClick={() => removeLayer(layer.id)} />
      </div>
      <p className={styles.note}>
        {word("features", { count: layer.count })}
        {content?.report?.datum ? ` · ${content.report.datum}` : ""}
        {content?.report?.encoding ? ` · ${content.report.encoding.toUpperCase()}` : ""}
      </p>
      {isVisible && content?.isTiled && <DrawingSign content={content.key} />}
      {problem && !content && (
        <p className={styles.refusal} role="alert">
          {word("layerMissing")}
        </p>
      )}
      {layer.origin === "file" && <DatumQuestion layer={layer} />}
      {isOpen && (
        <div className={styles.cardBody}>
          <NameField layer={layer} />
          <PaintChoice layer={layer} />
          {layer.origin === "file" && !isCompared && <DatumChoice layer={layer} />}
          <details className={styles.more}>
            <summary>{word("exportTitle", { name })}</summary>
            <ExportForm write={(options) => exportLayer(layer.id, options)} />
          </details>
          {content?.report && (
            <details className={styles.more}>
              <summary>{word("report")}</summary>
              <ReportView report={content.report} />
            </details>
          )}
        </div>
      )}
    </li>
  );
}

/** The reader's layers, newest on top: how each looks, where it came from, what can be done with it. */
export function OwnLayers() {
  const { word } = useDataWords();
  const layers = useOwnLayers();
  return (
    <section className={styles.section} aria-label={word("layersTitle")}>
      <h2 className={styles.title}>{word("layersTitle")}</h2>
      {layers.length === 0 ? (
        <p className={styles.note}>{word("layersEmpty")}</p>
      ) : (
        <ul className={styles.cards}>
          {[...layers].reverse().map((layer) => (
            <LayerCard key={layer.id} layer={layer} />
          ))}
        </ul>
      )}
    </section>
  );
}
