import { Globe } from "lucide-react";
import { lazy, Suspense } from "react";
import { openServices, useServices } from "../../state/services/services.ts";
import { ServiceLayers } from "./ServiceLayers.tsx";
import styles from "./ServicesDialog.module.css";
import { useServiceWords } from "./useServiceWords.ts";

const ServicesDialog = lazy(async () => ({ default: (await import("./ServicesDialog.tsx")).ServicesDialog }));

/** The way in for data that live elsewhere, and what lies below the plan from there. */
export function ServicesSection() {
  const { word } = useServiceWords();
  const isOpen = useServices((state) => state.isOpen);
  return (
    <>
      <section className={styles.section} aria-label={word("title")}>
        <button type="button" className={styles.button} onClick={openServices}>
          <Globe size={16} aria-hidden="true" />
          {word("title")}…
        </button>
      </section>
      <ServiceLayers />
      {isOpen && (
        <Suspense>
          <ServicesDialog />
        </Suspense>
      )}
    </>
  );
}
