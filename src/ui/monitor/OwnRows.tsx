import { Download, FileUp, Trash2 } from "lucide-react";
import { useRef } from "react";
import { tellProblem } from "../../state/actions.ts";
import { importRowFile, removeOwnRows, writeRows } from "../../state/monitor/monitor.ts";
import { useMonitor } from "../../state/monitor/monitorStore.ts";
import { useAtlas } from "../../state/store.ts";
import { saveFile } from "../kit/saveFile.ts";
import parts from "./MonitorParts.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

const mostFaults = 200;

/** The office's rows: template, import with every fault by row and column, export, removal. */
export function OwnRows() {
  const { word, language } = useMonitorWords();
  const query = useAtlas((state) => state.board.monitor);
  const lastImport = useMonitor((state) => state.lastImport);
  const input = useRef<HTMLInputElement>(null);
  const milestones = query?.milestones?.length ?? 0;
  const observations = query?.observations?.length ?? 0;
  const save = async (what: "own" | "template") => {
    const file = await writeRows(what);
    if (file.ok)
      saveFile(
        file.value.name,
        new Blob([file.value.bytes as Uint8Array<ArrayBuffer>], { type: file.value.type }),
      );
    else tellProblem(file.error);
  };
  return (
    <div className={parts.stack} data-testid="monitor-own">
      <p className={parts.note}>{word("ownNote")}</p>
      <div className={parts.row}>
        <button type="button" className={parts.button} onClick={() => void save("template")}>
          <Download size={14} aria-hidden="true" /> {word("template")}
        </button>
        <button type="button" className={parts.button} onClick={() => input.current?.click()}>
          <FileUp size={14} aria-hidden="true" /> {word("import")}
        </button>
        <input
          ref={input}
          type="file"
          accept=".csv,.xlsx,.txt"
          className="visually-hidden"
          tabIndex={-1}
          aria-label={word("import")}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void importRowFile(file);
            event.target.value = "";
          }}
        />
        {milestones + observations > 0 && (
          <>
            <button type="button" className={parts.button} onClick={() => void save("own")}>
              <Download size={14} aria-hidden="true" /> {word("export")}
            </button>
            <button type="button" className={parts.button} onClick={removeOwnRows}>
              <Trash2 size={14} aria-hidden="true" /> {word("remove")}
            </button>
          </>
        )}
      </div>
      {milestones + observations > 0 && <p>{word("ownCount", { milestones, observations })}</p>}
      {lastImport?.sheets.map(({ sheet, faults, taken }) => (
        <div key={sheet} role="status">
          <p>{word("taken", { sheet, count: taken })}</p>
          {faults.length > 0 && (
            <>
              <p className={parts.warning}>{word("faults", { count: faults.length })}</p>
              <ul className={parts.faults}>
                {faults.slice(0, mostFaults).map((fault) => (
                  <li key={`${fault.row} ${fault.column} ${fault.en}`}>
                    {word("fault", { row: fault.row, column: fault.column, text: fault[language] })}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      ))}
    </div>
  );
}
