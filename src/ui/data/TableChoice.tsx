import { useState } from "react";
import { answerImport } from "../../state/own/importFiles.ts";
import type { PendingImport, TableView } from "../../state/own/userData.ts";
import styles from "./DataPanel.module.css";
import { useDataWords } from "./useDataWords.ts";

type Columns = NonNullable<TableView["columns"]>;
type Kind = "pair" | "single";

const kindOf = (columns: Columns | null): Kind => (columns && !("longitude" in columns) ? "single" : "pair");

/** What a choice of columns is called in a list: degrees, minutes and seconds stand in three of them. */
const nameOf = (column: string | readonly string[] | undefined) =>
  typeof column === "string" || column === undefined ? (column ?? "") : column.join(" + ");

/** The first rows as they lie in the file: a press on a row makes it the header. */
function Preview({ view, onHeader }: { view: TableView; onHeader: (line: number) => void }) {
  const { word } = useDataWords();
  const { headerRow, headerLines, names, columns } = view;
  const places = Object.values(columns ?? {})
    .flat()
    .map((name: string) => names.indexOf(name));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrolled by keyboard too
    <section className={styles.preview} tabIndex={0} aria-label={word("tablePreview")}>
      <table>
        <tbody>
          {view.lines.map(({ line, cells }) => {
            const isHeader = line >= headerRow && line < headerRow + headerLines;
            const isAbove = line < headerRow;
            return (
              <tr key={line} data-role={isHeader ? "header" : isAbove ? "above" : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    aria-pressed={isHeader}
                    aria-label={word("tableHeaderAt", { line })}
                    onClick={() => onHeader(line)}
                  >
                    {line}
                  </button>
                </th>
                {names.map((name, at) => (
                  <td key={name} data-position={places.includes(at) || undefined}>
                    {cells[at] ?? ""}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function ColumnFields({ view, onChoose }: { view: TableView; onChoose: (columns: Columns) => void }) {
  const { word } = useDataWords();
  const { names, columns } = view;
  const [kind, setKind] = useState(kindOf(columns));
  const pair = columns && "longitude" in columns ? columns : { longitude: "", latitude: "" };
  const single = columns ? ("pair" in columns ? columns.pair : "wkt" in columns ? columns.wkt : "") : "";
  const [longitude, setLongitude] = useState(pair.longitude);
  const [latitude, setLatitude] = useState(pair.latitude);
  const field = (label: string, value: string | readonly string[], onChange: (value: string) => void) => (
    <label className={styles.field}>
      <span>{label}</span>
      <select value={nameOf(value)} onChange={(event) => onChange(event.currentTarget.value)}>
        {!names.includes(nameOf(value)) && <option value={nameOf(value)}>{nameOf(value) || "—"}</option>}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  const choosePair = (east: string | readonly string[], north: string | readonly string[]) => {
    setLongitude(east);
    setLatitude(north);
    // Half a choice is none yet.
    if (nameOf(east) !== "" && nameOf(north) !== "") onChoose({ longitude: east, latitude: north });
  };
  return (
    <>
      <div className={styles.row}>
        {(["pair", "single"] as const).map((value) => (
          <label key={value} className={styles.radio}>
            <input type="radio" checked={kind === value} onChange={() => setKind(value)} />
            {word(value === "pair" ? "columnsPair" : "columnsWkt")}
          </label>
        ))}
      </div>
      {kind === "pair" ? (
        <>
          {field(word("longitudeColumn"), longitude, (value) => choosePair(value, latitude))}
          {field(word("latitudeColumn"), latitude, (value) => choosePair(longitude, value))}
        </>
      ) : (
        field(word("wktColumn"), single, (value) => onChoose({ wkt: value }))
      )}
    </>
  );
}

/** Sheet, header and columns of a table, before it comes in; each choice reads again and shows what it makes. */
export function TableChoice({ pending }: { pending: PendingImport }) {
  const { word } = useDataWords();
  const tables = pending.report.tables ?? [];
  // A sheet that was chosen is read alone; the others must stay to choose from.
  const [sheets] = useState(() => tables.map(({ sheet }) => sheet));
  const view = tables.find(({ columns }) => columns) ?? tables[0];
  if (!view) return null;
  const { headerRow, headerLines, columns } = view;
  const answer = (change: Partial<PendingImport["options"]>) => void answerImport(pending.id, change);
  return (
    <fieldset className={styles.question}>
      <legend>{word("tableAsk")}</legend>
      {sheets.length > 1 && (
        <label className={styles.field}>
          <span>{word("tableSheet")}</span>
          <select
            value={pending.options.layers?.[0] ?? ""}
            onChange={(event) => {
              const { headerRow: _row, headerLines: _lines, columns: _columns, ...rest } = pending.options;
              const { value } = event.currentTarget;
              const { layers: _before, ...others } = rest;
              void answerImport(pending.id, value ? { ...others, layers: [value] } : others, true);
            }}
          >
            <option value="">{word("tableEverySheet")}</option>
            {sheets.map((sheet) => (
              <option key={sheet} value={sheet}>
                {sheet}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className={styles.row}>
        <label className={styles.field}>
          <span>{word("tableHeaderRow")}</span>
          <input
            type="number"
            min={1}
            value={headerRow}
            onChange={(event) => {
              const row = event.currentTarget.valueAsNumber;
              if (row >= 1) answer({ headerRow: row });
            }}
          />
        </label>
        <label className={styles.field}>
          <span>{word("tableHeaderLines")}</span>
          <select
            value={headerLines}
            onChange={(event) => answer({ headerRow, headerLines: Number(event.currentTarget.value) })}
          >
            <option value={1}>1</option>
            <option value={2}>2</option>
          </select>
        </label>
      </div>
      <p className={styles.note}>{word("tablePreviewLead")}</p>
      <Preview view={view} onHeader={(line) => answer({ headerRow: line })} />
      <ColumnFields
        key={JSON.stringify([view.names, columns])}
        view={view}
        onChoose={(chosen) => answer({ columns: chosen, headerRow, headerLines })}
      />
    </fieldset>
  );
}
