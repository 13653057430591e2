import { atlas, datasets } from "../../../geodata/catalogue.ts";
import { sayCredit } from "../../../geodata/credits.ts";
import { changeScreen } from "../../state/actions.ts";
import { Dialog } from "../kit/Dialog.tsx";
import { useWords } from "../speech/useWords.ts";
import styles from "./AttributionDialog.module.css";
import { software } from "./software.ts";

function DatasetTable() {
  const { word, text, number, language } = useWords();
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{word("dataset")}</caption>
      <thead>
        <tr>
          <th scope="col">{word("dataset")}</th>
          <th scope="col">{word("publisher")}</th>
          <th scope="col">{word("licence")}</th>
          <th scope="col">{word("credit")}</th>
          <th scope="col">{word("datum")}</th>
          <th scope="col">{word("date")}</th>
          <th scope="col">{word("accuracy")}</th>
          <th scope="col" className={styles.number}>
            {word("featureCount")}
          </th>
        </tr>
      </thead>
      <tbody>
        {datasets.map((record) => (
          <tr key={record.id}>
            <th scope="row">{text(record.title)}</th>
            <td>{sayCredit(record.publisher, language)}</td>
            <td>{record.licence}</td>
            <td>{sayCredit(record.attribution, language)}</td>
            <td>{sayCredit(record.datum, language)}</td>
            <td>{record.date}</td>
            <td>
              {record.accuracy === "schematic"
                ? word("accuracySchematic")
                : word("accuracyMetres", { metres: record.accuracy.metres })}
            </td>
            <td className={styles.number}>{number(record.featureCount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every dataset and every library with its licence. */
export function AttributionDialog() {
  const { word, text } = useWords();
  return (
    <Dialog title={word("attribution")} onClose={() => changeScreen({ dialog: null })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
      <section className={styles.body} tabIndex={0} aria-label={word("attribution")}>
        <p className={styles.lead}>
          <strong>{text(atlas.disclaimer)}</strong> {word("attributionLead")}{" "}
          {word("version", { version: import.meta.env.ATLAS_VERSION })}
        </p>
        <DatasetTable />
        <h3 className={styles.title}>{word("software")}</h3>
        <ul className={styles.software}>
          {software.map((one) => (
            <li key={one.name}>
              {one.name} · {one.licence} · {one.credit}
            </li>
          ))}
        </ul>
      </section>
    </Dialog>
  );
}
