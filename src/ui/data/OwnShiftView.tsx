import type { ImportReport } from "../../state/own/userData.ts";
import styles from "./DataPanel.module.css";
import own from "./OwnShift.module.css";
import { useDataWords } from "./useDataWords.ts";

type OwnShiftRecord = NonNullable<ImportReport["ownShifts"]>[string];

/** What is left at each control point after the fit, for a person to judge the parameters by. */
function Residuals({ record }: { record: OwnShiftRecord }) {
  const { word, number } = useDataWords();
  const { residuals = [], outliers = [], rmsMetres = 0 } = record;
  const millimetres = (value: number) =>
    number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return (
    <table className={own.residuals}>
      <caption className={styles.note}>{word("shiftResiduals", { rms: millimetres(rmsMetres) })}</caption>
      <thead>
        <tr>
          <th scope="col">{word("shiftPoint")}</th>
          <th scope="col">{word("shiftEast")}</th>
          <th scope="col">{word("shiftNorth")}</th>
          <th scope="col">{word("shiftLength")}</th>
        </tr>
      </thead>
      <tbody>
        {residuals.map(({ name, east, north, length }) => (
          <tr key={name} data-outlier={outliers.includes(name) || undefined}>
            <td>{outliers.includes(name) ? word("shiftOutlier", { name }) : name}</td>
            <td>{millimetres(east)}</td>
            <td>{millimetres(north)}</td>
            <td>{millimetres(length)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The own parameters each layer of a file went over by. */
export function OwnShiftView({ shifts }: { shifts: Record<string, OwnShiftRecord> }) {
  return Object.entries(shifts).map(([layer, record]) =>
    record.residuals ? <Residuals key={layer} record={record} /> : null,
  );
}
