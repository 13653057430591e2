import { lazy, Suspense } from "react";
import { ServicesSection } from "../services/ServicesSection.tsx";
import { ComputeSection } from "./ComputeSection.tsx";
import styles from "./DataPanel.module.css";
import { DrawSection } from "./DrawSection.tsx";
import { ImportSection } from "./ImportSection.tsx";
import { OwnLayers } from "./OwnLayers.tsx";

const PickSection = lazy(async () => ({ default: (await import("../picks/PickSection.tsx")).PickSection }));
const TerrainSection = lazy(async () => ({
  default: (await import("../terrain/TerrainSection.tsx")).TerrainSection,
}));

/** The reader's own data: files in, drawings, what is computed from them, files out. */
export function DataPanel() {
  return (
    <div className={styles.panel} data-testid="data-panel">
      <ImportSection />
      <ServicesSection />
      <DrawSection />
      <Suspense fallback={null}>
        <PickSection />
      </Suspense>
      <OwnLayers />
      <ComputeSection />
      <Suspense>
        <TerrainSection />
      </Suspense>
    </div>
  );
}
