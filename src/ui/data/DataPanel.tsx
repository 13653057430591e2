import { ComputeSection } from "./ComputeSection.tsx";
import styles from "./DataPanel.module.css";
import { DrawSection } from "./DrawSection.tsx";
import { ImportSection } from "./ImportSection.tsx";
import { OwnLayers } from "./OwnLayers.tsx";

/** The reader's own data: files in, drawings, what is computed from them, files out. */
export function DataPanel() {
  return (
    <div className={styles.panel} data-testid="data-panel">
      <ImportSection />
      <DrawSection />
      <OwnLayers />
      <ComputeSection />
    </div>
  );
}
