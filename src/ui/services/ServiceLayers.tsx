import { Eye, EyeOff, Locate, Trash2 } from "lucide-react";
import type { ServiceLayer } from "../../domain/services/serviceLayers.ts";
import { findOrigin } from "../../domain/services/settings.ts";
import { agreeToHost, isAgreed, useAgreedHosts, withdrawHost } from "../../state/services/agreedHosts.ts";
import {
  dropServiceLayer,
  fadeServiceLayer,
  showServiceLayer,
  zoomToServiceLayer,
} from "../../state/services/services.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./ServicesDialog.module.css";
import { useServiceWords } from "./useServiceWords.ts";

function LayerRow({ layer }: { layer: ServiceLayer }) {
  const { word } = useServiceWords();
  const hosts = useAgreedHosts((state) => state.hosts);
  const { id, name, attribution, opacity, visible, source } = layer;
  const host = findOrigin(source.template)!;
  return (
    <li className={styles.layer}>
      <div className={styles.layerHead}>
        <span className={styles.name}>{name}</span>
        <IconButton
          icon={visible ? Eye : EyeOff}
          name={word("show", { name })}
          aria-pressed={visible}
          onClick={() => showServiceLayer(id, !visible)}
        />
        {layer.bbox && (
          <IconButton
            icon={Locate}
            name={word("zoomTo", { name })}
            onClick={() => zoomToServiceLayer(layer)}
          />
        )}
        <IconButton icon={Trash2} name={word("remove", { name })} onClick={() => dropServiceLayer(id)} />
      </div>
      <span className={styles.note}>
        {layer.kind.toUpperCase()} · {attribution}
      </span>
      {isAgreed(source.template, hosts) ? (
        <div className={styles.row}>
          <input
            type="range"
            min={0}
            max={100}
            value={Math.round(opacity * 100)}
            aria-label={word("opacity", { name })}
            onChange={(event) => fadeServiceLayer(id, Number(event.currentTarget.value) / 100)}
          />
          <button type="button" className={styles.link} onClick={() => withdrawHost(host)}>
            {word("withdraw", { host })}
          </button>
        </div>
      ) : (
        <p className={styles.consent}>
          {word("waits", { host })}{" "}
          <button type="button" className={styles.button} onClick={() => agreeToHost(host)}>
            {word("agreeShow")}
          </button>
        </p>
      )}
    </li>
  );
}

/** The pictures of services that lie below the plan. */
export function ServiceLayers() {
  const { word } = useServiceWords();
  const layers = useAtlas((state) => state.board.serviceLayers);
  if (!layers) return null;
  return (
    <section className={styles.section} aria-label={word("layersTitle")}>
      <h2 className={styles.title}>{word("layersTitle")}</h2>
      <ul className={styles.list}>
        {layers.toReversed().map((layer) => (
          <LayerRow key={layer.id} layer={layer} />
        ))}
      </ul>
    </section>
  );
}
