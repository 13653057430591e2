import { useMemo } from "react";
import { roles } from "../../../geodata/roles.ts";
import { buildDrawContext } from "../../../layers/grammar/drawContext.ts";
import { layers } from "../../../layers/index.ts";
import { useAtlas } from "../../state/store.ts";
import { Swatch } from "../legend/Swatch.tsx";
import styles from "./SceneLegend.module.css";
import { useWalkWords } from "./walkWords.ts";

/** Layers of the ground explain themselves; a room has no time for them. */
const groundGroup = "base";
const selfEvident = new Set(roles.selfEvidentLayers);

/** The legend of a scene: what stands out in it and is in view, large enough for a room. */
export function SceneLegend() {
  const { say, text } = useWalkWords();
  const {
    layers: states,
    phase,
    theme,
    language,
    reach,
    scenario,
    monitor,
    statistics,
  } = useAtlas((state) => state.board);
  const counts = useAtlas((state) => state.countsInView);
  const sections = useMemo(
    () =>
      [...states].reverse().flatMap((state) => {
        const layer = layers.find((other) => other.id === state.id);
        if (!layer || !state.visible || layer.group === groundGroup || selfEvident.has(layer.id)) return [];
        const entries = layer
          .legend(
            buildDrawContext({
              theme,
              phase,
              language,
              ...(reach ? { reach } : {}),
              ...(scenario ? { scenario } : {}),
              ...(monitor ? { monitor } : {}),
              ...(statistics ? { statistics } : {}),
            }),
          )
          .filter(
            (entry) =>
              (counts[layer.id]?.[entry.id] ?? ("kernel" in layer.data ? 1 : 0)) > 0 &&
              !state.hidden.includes(entry.id),
          );
        return entries.length > 0 ? [{ layer, entries }] : [];
      }),
    [states, counts, phase, theme, language, reach, scenario, statistics, monitor],
  );
  if (sections.length === 0) return null;
  return (
    <section className={styles.legend} aria-label={say("legend")}>
      {sections.map(({ layer, entries }) => (
        <section key={layer.id}>
          {/* One entry that says the layer's own name needs no heading. */}
          {(entries.length > 1 || text(entries[0]!.label) !== text(layer.title)) && (
            <h2>{text(layer.title)}</h2>
          )}
          <ul>
            {entries.map((entry) => (
              <li key={entry.id}>
                <Swatch swatch={entry.swatch} />
                <span>{text(entry.label)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}
