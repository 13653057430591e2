import { useEffect, useState } from "react";
import type { CatalogueEntry } from "../../domain/services/settings.ts";
import { findOrigin, isListedOrigin, listHosts } from "../../domain/services/settings.ts";
import { agreeToHost, isAgreed, useAgreedHosts } from "../../state/services/agreedHosts.ts";
import { loadSettings } from "../../state/services/loadService.ts";
import { closeServices, readAddress, typeAddress, useServices } from "../../state/services/services.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { ServiceChoices } from "./ServiceChoices.tsx";
import styles from "./ServicesDialog.module.css";
import { useServiceWords } from "./useServiceWords.ts";

/** What the deployment says: its catalogue, and the hosts its policy lets the page ask. */
function useDeployment() {
  const [found, setFound] = useState<{ catalogue: readonly CatalogueEntry[]; hosts: readonly string[] }>();
  useEffect(() => {
    let isHere = true;
    void loadSettings().then((settings) => {
      if (isHere) setFound({ catalogue: settings.services.catalogue, hosts: listHosts(settings) });
    });
    return () => {
      isHere = false;
    };
  }, []);
  return found;
}

/** Before a host is asked for the first time: what it learns, and that the policy may stand in the way. */
function Consent({ address, isListed }: { address: string; isListed: boolean }) {
  const { word } = useServiceWords();
  const host = findOrigin(address)!;
  return (
    <section className={styles.consent} aria-label={word("consentTitle", { host })}>
      <strong>{word("consentTitle", { host })}</strong>
      <p>{word("consentLead")}</p>
      {!isListed && <p className={styles.warning}>{word("consentPolicy")}</p>}
      <button
        type="button"
        className={styles.primary}
        onClick={() => {
          agreeToHost(host);
          void readAddress(address);
        }}
      >
        {word("agree")}
      </button>
    </section>
  );
}

/** Address, consent, what the service offers. */
export function ServicesDialog() {
  const { word, text } = useServiceWords();
  const { address, isReading, service, problem } = useServices();
  const hosts = useAgreedHosts((state) => state.hosts);
  const deployment = useDeployment();
  const [asked, setAsked] = useState("");
  const origin = findOrigin(asked);
  const waits = asked !== "" && origin !== undefined && !isAgreed(asked, hosts);
  const choose = (chosen: string) => {
    const trimmed = chosen.trim();
    typeAddress(trimmed);
    setAsked(trimmed);
    if (findOrigin(trimmed) !== undefined && isAgreed(trimmed, hosts)) void readAddress(trimmed);
  };
  const groups = [...new Set(deployment?.catalogue.map((entry) => entry.group) ?? [])];
  return (
    <Dialog title={word("title")} onClose={closeServices}>
      <div className={styles.body} data-testid="services">
        <p className={styles.note}>{word("lead", { z: "{z}", x: "{x}", y: "{y}" })}</p>
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault();
            choose(address);
          }}
        >
          <label className={styles.address}>
            <span>{word("address")}</span>
            <input
              value={address}
              inputMode="url"
              spellCheck={false}
              maxLength={4_000}
              onChange={(event) => {
                typeAddress(event.currentTarget.value);
                setAsked("");
              }}
            />
          </label>
          <button type="submit" className={styles.primary} disabled={address.trim() === "" || isReading}>
            {word("read")}
          </button>
        </form>
        {asked !== "" && origin === undefined && (
          <p className={styles.problem} role="alert">
            {word("addressInvalid")}
          </p>
        )}
        {asked === "" && service === null && groups.length > 0 && (
          <section aria-label={word("catalogue")}>
            <h3 className={styles.subtitle}>{word("catalogue")}</h3>
            {groups.map((group) => (
              <div key={group}>
                {group !== "" && <p className={styles.note}>{group}</p>}
                <ul className={styles.list}>
                  {deployment!.catalogue
                    .filter((entry) => entry.group === group)
                    .map((entry) => (
                      <li key={entry.address}>
                        <button type="button" className={styles.link} onClick={() => choose(entry.address)}>
                          {text(entry.title)}
                        </button>
                      </li>
                    ))}
                </ul>
              </div>
            ))}
          </section>
        )}
        {waits && (
          <Consent
            address={asked}
            isListed={deployment === undefined || isListedOrigin(origin, deployment.hosts)}
          />
        )}
        {isReading && <p role="status">{word("reading")}</p>}
        {problem && (
          <p className={styles.problem} role="alert">
            {text(problem)}
          </p>
        )}
        {service && <ServiceChoices service={service} />}
      </div>
    </Dialog>
  );
}
