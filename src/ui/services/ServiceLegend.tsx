import { phases } from "../../../geodata/plan/phases.ts";
import { isServiceShown, type ServiceLayer } from "../../domain/services/serviceLayers.ts";
import { isAgreed, useAgreedHosts } from "../../state/services/agreedHosts.ts";
import { useKept } from "../../state/services/keptPictures.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./ServicesDialog.module.css";
import { useOnline } from "./useOnline.ts";
import { useServiceWords } from "./useServiceWords.ts";

function Entry({ layer }: { layer: ServiceLayer }) {
  const { word, text, number } = useServiceWords();
  const kept = useKept((state) => state.kept[layer.id]);
  const isOnline = useOnline();
  const { name, attribution, licence, phase, source } = layer;
  const { ramp } = source;
  const said = phases.find(({ id }) => id === phase);
  return (
    <li className={styles.legendEntry}>
      <span className={styles.name}>{name}</span>
      {ramp && (
        <span className={styles.ramp}>
          {number(ramp.least)}
          <span className={styles.rampBar} aria-hidden="true" />
          {number(ramp.most)}
        </span>
      )}
      <span className={styles.note}>
        {[
          attribution,
          word("terms", { terms: licence ?? word("unsaid") }),
          said ? text(said.title) : word("phaseUnsaidShort"),
          kept ? word("keptOn", { day: kept.date.slice(0, 10) }) : isOnline ? "" : word("offlineShort"),
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </span>
    </li>
  );
}

/** What lies below the plan from elsewhere: names, credits, terms, phase, and greys of a measure. */
export function ServiceLegend() {
  const { word } = useServiceWords();
  const layers = useAtlas((state) => state.board.serviceLayers);
  const phase = useAtlas((state) => state.board.phase);
  const hosts = useAgreedHosts((state) => state.hosts);
  const shown = (layers ?? []).filter(
    (layer) => isServiceShown(layer, phase) && isAgreed(layer.source.template, hosts),
  );
  if (shown.length === 0) return null;
  return (
    <section aria-label={word("layersTitle")} data-testid="service-legend">
      <h3 className={styles.legendTitle}>{word("layersTitle")}</h3>
      <ul className={styles.list}>
        {shown.toReversed().map((layer) => (
          <Entry key={layer.id} layer={layer} />
        ))}
      </ul>
    </section>
  );
}
