import { Eye, EyeOff, Locate, Trash2 } from "lucide-react";
import { phases } from "../../../geodata/plan/phases.ts";
import type { ServiceLayer } from "../../domain/services/serviceLayers.ts";
import { findOrigin } from "../../domain/services/settings.ts";
import { agreeToHost, isAgreed, useAgreedHosts, withdrawHost } from "../../state/services/agreedHosts.ts";
import { cancelKeeping, forgetPictures, keepPictures, useKept } from "../../state/services/keptPictures.ts";
import {
  dropServiceLayer,
  fadeServiceLayer,
  sayServicePhase,
  showServiceLayer,
  zoomToServiceLayer,
} from "../../state/services/services.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./ServicesDialog.module.css";
import { useOnline } from "./useOnline.ts";
import { useServiceWords } from "./useServiceWords.ts";

/** Licence, accuracy, phase and days of a layer, each said or "not said". */
function LayerFacts({ layer }: { layer: ServiceLayer }) {
  const { word, text, number } = useServiceWords();
  const phase = useAtlas((state) => state.board.phase);
  const kept = useKept((state) => state.kept[layer.id]);
  const isOnline = useOnline();
  const { id, name, licence, readAt, source } = layer;
  const day = (date: string) => date.slice(0, 10);
  return (
    <>
      <span className={styles.note}>
        {word("terms", { terms: licence ?? word("unsaid") })} ·{" "}
        {source.grainMetres === undefined
          ? word("accuracyUnsaid")
          : word("grain", { metres: number(Math.round(source.grainMetres * 10) / 10) })}{" "}
        · {word("readOn", { day: readAt ? day(readAt) : word("unsaid") })}
      </span>
      <label className={styles.field}>
        <span>{word("phase")}</span>
        <select
          value={layer.phase ?? ""}
          aria-label={word("phaseOf", { name })}
          onChange={(event) => sayServicePhase(id, event.currentTarget.value || null)}
        >
          <option value="">{word("phaseUnsaid")}</option>
          {phases.map((other) => (
            <option key={other.id} value={other.id}>
              {text(other.title)}
            </option>
          ))}
        </select>
      </label>
      {layer.phase !== undefined && layer.phase !== phase && (
        <span className={styles.warning}>{word("otherPhase")}</span>
      )}
      {kept && (
        <span className={styles.note}>
          {word("kept", {
            day: day(kept.date),
            count: kept.tiles,
            levels: [...new Set(kept.zooms)].join("–"),
          })}{" "}
          <button type="button" className={styles.link} onClick={() => void forgetPictures(id)}>
            {word("forget")}
          </button>
        </span>
      )}
      {!isOnline && (
        <span className={styles.warning} role="status">
          {kept ? word("offlineKept", { day: day(kept.date) }) : word("offline")}
        </span>
      )}
    </>
  );
}

/** Keeps the pictures in view on this machine; while it does, it says how far it is and can be stopped. */
function KeepButton({ layer }: { layer: ServiceLayer }) {
  const { word } = useServiceWords();
  const keeping = useKept((state) => state.keeping);
  if (keeping?.id === layer.id)
    return (
      <span role="status">
        {word("keeping", { done: keeping.done, of: keeping.of })}{" "}
        <button type="button" className={styles.link} onClick={cancelKeeping}>
          {word("cancel")}
        </button>
      </span>
    );
  return (
    <button
      type="button"
      className={styles.link}
      disabled={keeping !== null}
      onClick={() => void keepPictures(layer)}
    >
      {word("keep")}
    </button>
  );
}

function remove({ id }: ServiceLayer) {
  dropServiceLayer(id);
  void forgetPictures(id);
}

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
        <IconButton icon={Trash2} name={word("remove", { name })} onClick={() => remove(layer)} />
      </div>
      <span className={styles.note}>
        {layer.kind.toUpperCase()} · {attribution}
      </span>
      <LayerFacts layer={layer} />
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
          <KeepButton layer={layer} />
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
