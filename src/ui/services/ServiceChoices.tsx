import { useState } from "react";
import type { Service, ServiceChoice } from "../../domain/services/service.ts";
import { findOrigin } from "../../domain/services/settings.ts";
import { agreeToHost, isAgreed, useAgreedHosts } from "../../state/services/agreedHosts.ts";
import { cancelPull, pullLayer, usePull } from "../../state/services/pullLayer.ts";
import { addPictures, closeServices } from "../../state/services/services.ts";
import { useAtlas } from "../../state/store.ts";
import styles from "./ServicesDialog.module.css";
import { useServiceWords } from "./useServiceWords.ts";

const bounds = [1_000, 10_000, 50_000] as const;
const usualPage = 1_000;
/** Rows shown at once; the filter finds the rest. */
const mostShown = 60;
/** A screen of 1,440 by 900 pixels, with the tiles that are cut by its edges. */
const picturesOfScreen = { 256: 35, 512: 12 } as const;

/** What a choice costs before it is taken. */
function Cost({ choice, most }: { choice: ServiceChoice; most: number }) {
  const { word } = useServiceWords();
  const { source } = choice;
  if (source.form === "pictures")
    return (
      <span className={styles.note}>
        {word("picturesCost", { count: picturesOfScreen[source.tileSize] })}
        {source.rows === "geographic" && ` · ${word("rowsNote")}`}
      </span>
    );
  if (source.form === "ranges")
    return (
      <span className={styles.note}>
        {source.count === null ? word("rangesCostUnknown") : word("rangesCost", { total: source.count })}
        {!source.isIndexed && ` · ${word("rangesUnindexed")}`}
      </span>
    );
  const page = Math.min(usualPage, source.mostPerPage ?? usualPage);
  const taken = Math.min(most, source.count ?? most);
  const requests = Math.max(1, Math.ceil(taken / page));
  return (
    <span className={styles.note}>
      {source.count === null
        ? word("featuresCostUnknown", { taken, requests })
        : word("featuresCost", { total: source.count, taken, requests })}
    </span>
  );
}

function Pulling() {
  const { word } = useServiceWords();
  const pull = usePull((state) => state.pull);
  if (!pull) return null;
  const { title, taken, matched, most } = pull;
  return (
    <div className={styles.pulling} role="status">
      <span>
        {matched === null ? word("pulling", { title, taken }) : word("pullingOf", { title, taken, matched })}
      </span>
      <progress value={taken} max={Math.min(most, matched ?? most)} aria-label={title} />
      <button type="button" className={styles.button} onClick={cancelPull}>
        {word("cancel")}
      </button>
    </div>
  );
}

interface RowProps {
  service: Service;
  choice: ServiceChoice;
  most: number;
  isWithin: boolean;
}

function ChoiceRow({ service, choice, most, isWithin }: RowProps) {
  const { word } = useServiceWords();
  const hosts = useAgreedHosts((state) => state.hosts);
  const isPulling = usePull((state) => state.pull !== null);
  const { source } = choice;
  const target =
    source.form === "pictures" ? source.template : source.form === "ranges" ? source.address : source.items;
  const host = findOrigin(target);
  const act = async () => {
    if (source.form === "pictures") {
      addPictures(service, choice, source);
      closeServices();
      return;
    }
    const bbox = isWithin ? (useAtlas.getState().viewport?.bbox ?? null) : null;
    if (await pullLayer(service, choice, { bbox, most })) closeServices();
  };
  return (
    <li className={styles.choice}>
      <span className={styles.name}>
        {choice.title}
        {choice.title !== choice.id && <span className={styles.note}> {choice.id}</span>}
      </span>
      <Cost choice={choice} most={most} />
      {host !== undefined && !isAgreed(target, hosts) ? (
        <button type="button" className={styles.button} onClick={() => agreeToHost(host)}>
          {word("agreeHost", { host })}
        </button>
      ) : (
        <button type="button" className={styles.button} disabled={isPulling} onClick={() => void act()}>
          {word(source.form === "pictures" ? "addPictures" : "pull")}
        </button>
      )}
    </li>
  );
}

/** The layers of a service, each with what it costs. */
export function ServiceChoices({ service }: { service: Service }) {
  const { word, text, number } = useServiceWords();
  const [filter, setFilter] = useState("");
  const [most, setMost] = useState<number>(10_000);
  const [isWithin, setWithin] = useState(true);
  const { choices, unusable } = service;
  const wanted = filter.trim().toLowerCase();
  const found = choices.filter(({ id, title }) => `${title} ${id}`.toLowerCase().includes(wanted));
  const hasFeatures = choices.some(({ source }) => source.form !== "pictures");
  return (
    <section className={styles.service}>
      <h3 className={styles.subtitle}>
        {word("found", { title: service.title || findOrigin(service.address)!, count: choices.length })}
      </h3>
      {service.attribution !== "" && <p className={styles.note}>{service.attribution}</p>}
      <div className={styles.row}>
        {choices.length > 8 && (
          <label className={styles.field}>
            <span>{word("filter")}</span>
            <input value={filter} onChange={(event) => setFilter(event.currentTarget.value)} />
          </label>
        )}
        {hasFeatures && (
          <>
            <label className={styles.field}>
              <span>{word("area")}</span>
              <select
                value={isWithin ? "view" : "all"}
                onChange={(event) => setWithin(event.currentTarget.value === "view")}
              >
                <option value="view">{word("areaView")}</option>
                <option value="all">{word("areaAll")}</option>
              </select>
            </label>
            <label className={styles.field}>
              <span>{word("most")}</span>
              <select value={most} onChange={(event) => setMost(Number(event.currentTarget.value))}>
                {bounds.map((bound) => (
                  <option key={bound} value={bound}>
                    {number(bound)}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
      </div>
      <Pulling />
      {choices.length === 0 && <p>{word("none")}</p>}
      <ul className={styles.choices}>
        {found.slice(0, mostShown).map((choice) => (
          <ChoiceRow key={choice.id} service={service} choice={choice} most={most} isWithin={isWithin} />
        ))}
      </ul>
      {unusable.length > 0 && (
        <details>
          <summary>{word("unusable", { count: unusable.length })}</summary>
          <ul className={styles.list}>
            {unusable.slice(0, mostShown).map((layer) => (
              <li key={layer.id} className={styles.note}>
                {layer.id}: {text(layer)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
