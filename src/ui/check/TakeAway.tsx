import { Download, FileUp, Printer, X } from "lucide-react";
import { useRef, useState } from "react";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { tell, tellProblem } from "../../state/actions.ts";
import {
  type Arrangement,
  type ConflictFormat,
  listReportGrids,
  writeCheckFile,
} from "../../state/check/checkTakeaway.ts";
import { dropTemplate, takeTemplate, useTemplate, writeTemplate } from "../../state/check/reportTemplate.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import { saveFile } from "../kit/saveFile.ts";
import styles from "./CheckPanel.module.css";
import { checkWords } from "./checkWords.ts";
import { openReportWindow } from "./reportWindow.ts";
import { useCheckWords } from "./useCheckWords.ts";

const docxMime = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** Letterhead and signatures: the form of the atlas, or a DOCX of the office with fields. */
function Template() {
  const { word, text } = useCheckWords();
  const language = useAtlas((state) => state.board.language);
  const template = useTemplate((state) => state.template);
  const picker = useRef<HTMLInputElement>(null);
  const begin = async () => {
    const written = await writeTemplate(language);
    if (!written.ok) return tellProblem(written.error);
    saveFile(
      `${text({ zh: "报告模板", en: "report-template" })}.docx`,
      new Blob([written.value as Uint8Array<ArrayBuffer>], { type: docxMime }),
    );
  };
  const take = async (file: File) => {
    const taken = await takeTemplate(file);
    if (!taken.ok) tellProblem(taken.error);
  };
  return (
    <details className={styles.fold2}>
      <summary>{template ? word("templateOwn", { name: template.name }) : word("templateNone")}</summary>
      <p className={styles.note}>{word("templateHow")}</p>
      {template && !template.isKept && <p className={styles.warning}>{word("templateLarge")}</p>}
      <div className={styles.row}>
        <IconButton icon={Download} labelled name={word("templateBegin")} onClick={() => void begin()} />
        <IconButton
          icon={FileUp}
          labelled
          name={word("templateTake")}
          onClick={() => picker.current?.click()}
        />
        {template && <IconButton icon={X} labelled name={word("templateDrop")} onClick={dropTemplate} />}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".docx"
        hidden
        data-testid="check-template"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void take(file);
        }}
      />
    </details>
  );
}

/** The last is for a map of each conflict of the whole plan. */
const figureCounts = [0, 10, 20, 40, 100, 200, 1_000];

/** Takes the run away: rows, geometry, and a report that can be signed. */
export function TakeAway({ result, isStale }: { result: CheckResult; isStale: boolean }) {
  const { word, number } = useCheckWords();
  const [busy, setBusy] = useState<string | null>(null);
  const [figures, setFigures] = useState(20);
  const [arrangement, setArrangement] = useState<Arrangement>("one");
  const [gridEpsg, setGrid] = useState<number | null>(null);
  const template = useTemplate((state) => state.template);
  const grids = listReportGrids();
  const isMany = result.totals.subjectsTested > 1;
  const isWaiting = isStale || busy !== null;
  const make = async (format: ConflictFormat, use: (bytes: Blob, fileName: string) => void) => {
    setBusy(format);
    const file = await writeCheckFile(format, {
      figureLimit: figures,
      arrangement: isMany ? arrangement : "one",
      gridEpsg,
      template: template?.bytes ?? null,
    });
    setBusy(null);
    if (!file.ok) {
      tellProblem(file.error);
      return false;
    }
    const { bytes, mime, fileName } = file.value;
    use(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mime }), fileName);
    return true;
  };
  const save = (format: ConflictFormat) => make(format, (blob, fileName) => saveFile(fileName, blob));
  const print = async () => {
    // The window must be opened by the click itself; the report comes into it when it is made.
    const page = openReportWindow(word("takeBusy"));
    const isMade = await make("html", (blob, fileName) => {
      if (page) page.show(blob);
      else {
        saveFile(fileName, blob);
        tell("warning", { zh: checkWords.takeNoWindow[0], en: checkWords.takeNoWindow[1] });
      }
    });
    if (!isMade) page?.close();
  };
  const files: [ConflictFormat, string][] = [
    ["docx", word("takeDocx")],
    ["xlsx", word("takeXlsx")],
    ["csv", word("takeCsv")],
    ["json", word("takeJson")],
    ["geojson", word("takeGeojson")],
    ["shapefile", word("takeShapefile")],
  ];
  return (
    <Section title={word("take")}>
      <label className={styles.field}>
        <span>{word("takeFigures")}</span>
        <select
          className={styles.input}
          value={figures}
          onChange={(event) => setFigures(Number(event.currentTarget.value))}
        >
          {figureCounts.map((count) => (
            <option key={count} value={count}>
              {number(count)}
            </option>
          ))}
        </select>
      </label>
      {isMany && (
        <label className={styles.field}>
          <span>{word("takeArrangement")}</span>
          <select
            className={styles.input}
            value={arrangement}
            onChange={(event) => setArrangement(event.currentTarget.value as Arrangement)}
          >
            <option value="one">{word("arrangeOne")}</option>
            <option value="each">{word("arrangeEach")}</option>
            <option value="book">{word("arrangeBook")}</option>
          </select>
        </label>
      )}
      <label className={styles.field}>
        <span>{word("takeGrid")}</span>
        <select
          className={styles.input}
          value={gridEpsg ?? ""}
          onChange={(event) => setGrid(Number(event.currentTarget.value) || null)}
        >
          <option value="">{word("takeGridOwn")}</option>
          {grids.map(({ epsg, name }) => (
            <option key={epsg} value={epsg}>
              {name} · EPSG:{epsg}
            </option>
          ))}
        </select>
      </label>
      <Template />
      <div className={styles.row}>
        <IconButton icon={Printer} labelled name={word("takePdf")} disabled={isWaiting} onClick={print} />
        {files.map(([format, name]) => (
          <IconButton
            key={format}
            icon={Download}
            labelled
            name={name}
            disabled={isWaiting}
            onClick={() => void save(format)}
          />
        ))}
      </div>
      <p className={styles.note} role="status">
        {busy ? word("takeBusy") : isStale ? word("takeWaits") : word("takeCaveat")}
      </p>
    </Section>
  );
}
