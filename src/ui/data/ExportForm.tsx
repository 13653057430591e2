import { Download } from "lucide-react";
import { useState } from "react";
import { tell } from "../../state/actions.ts";
import {
  type ExportOptions,
  exportFormats,
  exportSystems,
  type Written,
} from "../../state/own/exportLayer.ts";
import { saveFile } from "../kit/saveFile.ts";
import styles from "./DataPanel.module.css";
import { dataWords } from "./dataWords.ts";
import { useDataWords } from "./useDataWords.ts";

interface ExportFormProps {
  write: (options: ExportOptions) => Promise<Written>;
}

/** Takes features away as a file. */
export function ExportForm({ write }: ExportFormProps) {
  const { word } = useDataWords();
  const [format, setFormat] = useState<ExportOptions["format"]>("geojson");
  const [epsg, setEpsg] = useState<number | null>(null);
  const [encoding, setEncoding] = useState<ExportOptions["encoding"]>("utf-8");
  const [isBusy, setBusy] = useState(false);
  const hasGrids = exportFormats.find((other) => other.id === format)!.grids;
  const run = async () => {
    setBusy(true);
    const written = await write({ format, epsg: hasGrids ? epsg : null, encoding });
    setBusy(false);
    if (!written.ok) return;
    const { bytes, fileName, mime } = written.value;
    saveFile(fileName, new Blob([bytes], { type: mime }));
    const [zh, en] = dataWords.exported;
    tell("information", { zh: zh.replace("{name}", fileName), en: en.replace("{name}", fileName) });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <label className={styles.field}>
        <span>{word("exportFormat")}</span>
        <select
          value={format}
          onChange={(event) => setFormat(event.currentTarget.value as ExportOptions["format"])}
        >
          {exportFormats.map((other) => (
            <option key={other.id} value={other.id}>
              {other.label}
            </option>
          ))}
        </select>
      </label>
      {hasGrids && (
        <label className={styles.field}>
          <span>{word("exportCrs")}</span>
          <select
            value={epsg ?? ""}
            onChange={(event) =>
              setEpsg(event.currentTarget.value ? Number(event.currentTarget.value) : null)
            }
          >
            {exportSystems.map((system) => (
              <option key={system.label} value={system.epsg ?? ""}>
                {system.label}
              </option>
            ))}
          </select>
        </label>
      )}
      {format === "shapefile" && (
        <label className={styles.field}>
          <span>{word("exportText")}</span>
          <select
            value={encoding}
            onChange={(event) => setEncoding(event.currentTarget.value as ExportOptions["encoding"])}
          >
            <option value="utf-8">UTF-8</option>
            <option value="gbk">GBK</option>
          </select>
        </label>
      )}
      <button type="submit" className={styles.button} disabled={isBusy}>
        <Download size={16} aria-hidden="true" />
        {word("exportDo")}
      </button>
    </form>
  );
}
