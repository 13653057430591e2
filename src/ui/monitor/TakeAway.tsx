import { Download, Printer } from "lucide-react";
import { useState } from "react";
import { tell, tellProblem } from "../../state/actions.ts";
import { type EvaluationFormat, writeEvaluation } from "../../state/monitor/evaluationFile.ts";
import { openReportWindow } from "../check/reportWindow.ts";
import { saveFile } from "../kit/saveFile.ts";
import parts from "./MonitorParts.module.css";
import { monitorUiWords } from "./monitorWords.ts";
import { useMonitorWords } from "./useMonitorWords.ts";

/** The evaluation as a file or on paper. */
export function TakeAway() {
  const { word } = useMonitorWords();
  const [busy, setBusy] = useState(false);
  const make = async (format: EvaluationFormat, use: (blob: Blob, name: string) => void) => {
    setBusy(true);
    const file = await writeEvaluation(format);
    setBusy(false);
    if (!file.ok) {
      tellProblem(file.error);
      return false;
    }
    const { bytes, type, name } = file.value;
    use(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
    return true;
  };
  const save = (format: EvaluationFormat) => make(format, (blob, name) => saveFile(name, blob));
  const print = async () => {
    // The window must be opened by the click itself; the report comes into it when it is made.
    const page = openReportWindow(word("takeBusy"));
    const isMade = await make("html", (blob, name) => {
      if (page) page.show(blob);
      else {
        saveFile(name, blob);
        const [zh, en] = monitorUiWords.takeNoWindow;
        tell("warning", { zh, en });
      }
    });
    if (!isMade) page?.close();
  };
  return (
    <div className={parts.row} data-testid="monitor-take">
      {(["docx", "xlsx", "csv"] as const).map((format) => (
        <button
          key={format}
          type="button"
          className={parts.button}
          disabled={busy}
          onClick={() => void save(format)}
        >
          <Download size={14} aria-hidden="true" />{" "}
          {word(format === "docx" ? "takeDocx" : format === "xlsx" ? "takeXlsx" : "takeCsv")}
        </button>
      ))}
      <button type="button" className={parts.button} disabled={busy} onClick={() => void print()}>
        <Printer size={14} aria-hidden="true" /> {word("print")}
      </button>
    </div>
  );
}
