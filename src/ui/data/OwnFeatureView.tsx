import { Locate, Table2 } from "lucide-react";
import { useRef } from "react";
import type { Selection } from "../../domain/board/board.ts";
import { changeScreen } from "../../state/actions.ts";
import { useAnswers } from "../../state/answersStore.ts";
import { showFeatures } from "../../state/features.ts";
import { nameOwnFeature, type OwnFeature, useOwnFeature } from "../../state/own/ownFeatures.ts";
import { findMeasures } from "../../state/own/ownRows.ts";
import styles from "../inspector/Inspector.module.css";
import { IconButton } from "../kit/IconButton.tsx";
import { BusyState, EmptyState } from "../kit/States.tsx";
import { formatOwnValue } from "../speech/formatValue.ts";
import { useWords } from "../speech/useWords.ts";
import { DrawnFeatureTools } from "./DrawnFeatureTools.tsx";
import { useDataWords } from "./useDataWords.ts";

/** Area, length and position of a feature, found in the worker. */
function Size({ feature }: { feature: OwnFeature }) {
  const { word, area, length, number } = useDataWords();
  const { layer, index } = feature;
  const found = useAnswers(({ answers }) => findMeasures(answers, layer.content, index));
  if (!found) return null;
  const { geometry, areaSquareMetres, lengthMetres } = found;
  const degrees = (value: number) => number(value, { maximumFractionDigits: 6, useGrouping: false });
  const rows = [
    ...(areaSquareMetres > 0 ? [{ title: word("area"), value: area(areaSquareMetres) }] : []),
    ...(lengthMetres > 0
      ? [{ title: word(areaSquareMetres > 0 ? "perimeter" : "length"), value: length(lengthMetres) }]
      : []),
    ...(geometry.type === "Point"
      ? [
          {
            title: word("position"),
            value: `${degrees(geometry.coordinates[0]!)}, ${degrees(geometry.coordinates[1]!)}`,
          },
        ]
      : []),
  ];
  if (rows.length === 0) return null;
  return (
    <section className={styles.section}>
      <h3>{word("size")}</h3>
      <dl className={styles.pairs}>
        {rows.map((row) => (
          <div key={row.title}>
            <dt>{row.title}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.muted}>{word("onEllipsoid")}</p>
    </section>
  );
}

/** All that is known of a feature of the reader's own. */
export function OwnFeatureView({ selection }: { selection: Selection }) {
  const speech = useWords();
  const { word } = useDataWords();
  const found = useOwnFeature(selection);
  // While the row of a change comes over, the one before stands: a field in use would lose what is typed.
  const last = useRef<OwnFeature>(undefined);
  if (found) last.current = found;
  const isSame = last.current?.layer.id === selection.dataset && String(last.current.index) === selection.id;
  const feature = found === undefined && isSame ? last.current : found;
  if (feature === undefined) return <BusyState />;
  if (feature === null)
    return (
      <EmptyState>
        {speech.word("inspectorGone", { dataset: selection.dataset, id: selection.id })}
      </EmptyState>
    );
  const { layer, index, row } = feature;
  return (
    <>
      <div className={styles.names}>
        <p className={styles.kind}>{layer.name}</p>
        <h2 className={styles.name}>{nameOwnFeature(layer, index, row)}</h2>
      </div>
      <div className={styles.actions}>
        <IconButton
          icon={Locate}
          name={speech.word("flyTo")}
          labelled
          onClick={() => void showFeatures([selection])}
        />
        <IconButton
          icon={Table2}
          name={speech.word("showInTable")}
          labelled
          onClick={() => changeScreen({ tableLayer: layer.id })}
        />
      </div>
      {layer.origin === "drawing" && <DrawnFeatureTools feature={feature} />}
      <Size feature={feature} />
      {layer.columns.length > 0 && (
        <section className={styles.section}>
          <h3>{word("attributes")}</h3>
          <dl className={styles.pairs}>
            {layer.columns.map(({ key }) => {
              const value = row.properties[key];
              return (
                <div key={key}>
                  <dt>{key}</dt>
                  <dd>{formatOwnValue(value) ?? "—"}</dd>
                </div>
              );
            })}
          </dl>
        </section>
      )}
    </>
  );
}
