import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { OwnLayer } from "../../domain/board/checkLayers.ts";
import type { UserLayer } from "../../domain/board/userLayers.ts";
import type { RuleTable } from "../../domain/check/rules.ts";
import { runCheck } from "../../state/check/check.ts";
import { useCheck } from "../../state/check/checkStore.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./CheckPanel.module.css";
import { OwnLayers } from "./OwnLayers.tsx";
import { orderZoneKinds } from "./orderZoneKinds.ts";
import { useCheckWords } from "./useCheckWords.ts";

const standardActivity = "user";

function Road({ layers, table }: { layers: readonly UserLayer[]; table: RuleTable }) {
  const { word } = useCheckWords();
  // What was brought last is most likely what is to be tested.
  const [subjects, setSubjects] = useState<readonly OwnLayer[]>(() =>
    layers.slice(-1).map(({ id }) => ({ layer: id, kindOf: standardActivity })),
  );
  const [zones, setZones] = useState<readonly OwnLayer[]>([]);
  return (
    <section className={styles.road} data-testid="check-own-road">
      <h2 className={styles.title}>{word("runOwn")}</h2>
      <h3 className={styles.subtitle}>{word("roadSubjects")}</h3>
      <OwnLayers
        part="subject"
        chosen={subjects}
        kinds={table.activityKinds}
        standardKind={standardActivity}
        onChange={setSubjects}
      />
      <details className={styles.fold2}>
        <summary>{word("roadZones", { count: zones.length })}</summary>
        <p className={styles.note}>{word("roadZonesHow")}</p>
        <OwnLayers
          part="zone"
          chosen={zones}
          kinds={orderZoneKinds(table)}
          standardKind="user-zone"
          onChange={setZones}
        />
      </details>
      <button
        type="button"
        className={styles.primary}
        disabled={subjects.length === 0}
        onClick={() => runCheck({ subjects: { kind: "own", layers: subjects }, ownZones: zones })}
      >
        <ShieldCheck size={16} aria-hidden="true" /> {word("runOwn")}
      </button>
    </section>
  );
}

/** The officer's road: own layers, what they are, and what they are held against, in one go. */
export function OwnRoad() {
  const layers = useAtlas((state) => state.board.userLayers);
  const table = useCheck((state) => state.shipped);
  if (!table || !layers || layers.length === 0) return null;
  // Another layer brought in meanwhile begins the choice anew.
  return <Road key={layers.length} layers={layers} table={table} />;
}
