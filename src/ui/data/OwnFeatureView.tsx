import { Locate, Table2 } from "lucide-react";
import { useEffect, useState } from "react";
import { findUserLayer } from "../../domain/board/userLayers.ts";
import type { Selection } from "../../domain/board.ts";
import { changeScreen } from "../../state/actions.ts";
import { showFeatures } from "../../state/features.ts";
import {
  measureOwnFeature,
  nameOwnFeature,
  type OwnFeature,
  useOwnFeature,
} from "../../state/ownFeatures.ts";
import { loadRows } from "../../state/ownRows.ts";
import { useAtlas } from "../../state/store.ts";
import { useUserData } from "../../state/userData.ts";
import { formatValue } from "../formatValue.ts";
import { IconButton } from "../frame/IconButton.tsx";
import { BusyState, EmptyState } from "../frame/States.tsx";
import styles from "../inspector/Inspector.module.css";
import { useWords } from "../useWords.ts";
import { DrawnFeatureTools } from "./DrawnFeatureTools.tsx";
import { useDataWords } from "./useDataWords.ts";

/** Area, length and position of a feature, found in the worker. */
function Size({ feature }: { feature: OwnFeature }) {
  const { word, area, length, number } = useDataWords();
  const [rows, setRows] = useState<{ title: string; value: string }[]>([]);
  const { layer, index } = feature;
  useEffect(() => {
    let isCurrent = true;
    void measureOwnFeature({ layer, index, row: { properties: {}, bbox: null, shape: null } }).then(
      (found) => {
        if (!isCurrent || !found) return;
        const { geometry, areaSquareMetres, lengthMetres } = found;
        const degrees = (value: number) => number(value, { maximumFractionDigits: 6, useGrouping: false });
        setRows([
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
        ]);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [layer, index, word, area, length, number]);
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
  const feature = useOwnFeature(selection);
  const content = useAtlas((state) => findUserLayer(state.board, selection.dataset)?.content);
  const isHere = useUserData((state) => content !== undefined && content in state.contents);
  useEffect(() => {
    if (content !== undefined && isHere) void loadRows(content, [Number(selection.id)]);
  }, [content, isHere, selection.id]);
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
                  <dd>
                    {typeof value === "object" && value !== null
                      ? JSON.stringify(value)
                      : (formatValue(value, undefined, speech) ?? "—")}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      )}
    </>
  );
}
