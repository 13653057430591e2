import { lazy, Suspense } from "react";
import { atlas, datasets as records } from "../../../geodata/catalogue.ts";
import { sayCredit } from "../../../geodata/credits.ts";
import { titlePhase } from "../../../geodata/phaseDay.ts";
import { phases } from "../../../geodata/plan/phases.ts";
import { layers } from "../../../layers/index.ts";
import { useAtlas } from "../../state/store.ts";
import { useWords } from "../speech/useWords.ts";
import styles from "./Sheet.module.css";

const SheetNotes = lazy(async () => ({ default: (await import("../reach/SheetNotes.tsx")).SheetNotes }));

/** Head of the printed sheet: what it is, which phase it shows, when it was made. */
export function SheetHead() {
  const { text, locale } = useWords();
  const id = useAtlas((state) => state.board.phase);
  const asOf = useAtlas((state) => state.board.monitor?.asOf);
  const phase = phases.find((other) => other.id === id);
  return (
    <header className={styles.head}>
      <h1>{text(atlas.title)}</h1>
      {phase && (
        <p>
          <strong>{text(titlePhase(phase, asOf))}</strong> {text(phase.note)}
        </p>
      )}
      <time>{new Date().toLocaleDateString(locale)}</time>
    </header>
  );
}

/** Foot of the printed sheet: whose data it shows. */
export function SheetFoot() {
  const { word, text, language } = useWords();
  const states = useAtlas((state) => state.board.layers);
  const services = useAtlas((state) => state.board.serviceLayers);
  const hasReach = useAtlas((state) => state.board.reach !== undefined);
  const shown = new Set(states.filter((state) => state.visible).map((state) => state.id));
  const used = new Set(
    layers.flatMap((layer) => (shown.has(layer.id) && "dataset" in layer.data ? [layer.data.dataset] : [])),
  );
  // Each source once, however many datasets rest on it.
  const credits = new Set(
    records
      .filter((record) => used.has(record.id))
      .flatMap((record) => record.attribution.split("; "))
      .map((credit) => sayCredit(credit, language)),
  );
  for (const { visible, attribution } of services ?? []) if (visible && attribution) credits.add(attribution);
  return (
    <footer className={styles.foot}>
      {hasReach && (
        <Suspense fallback={null}>
          <SheetNotes />
        </Suspense>
      )}
      {text(atlas.disclaimer)} · {word("source")}
      {text({ zh: "：", en: ": " })}
      {[...credits].join(" · ")}
    </footer>
  );
}
