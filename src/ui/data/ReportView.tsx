import { useState } from "react";
import type { Finding, ImportReport, Provenance } from "../../state/own/userData.ts";
import styles from "./DataPanel.module.css";
import type { DataWordKey } from "./dataWords.ts";
import { OwnShiftView } from "./OwnShiftView.tsx";
import { useDataWords } from "./useDataWords.ts";

const firstFindings = 5;

const aboutWords: Record<ImportReport["decisions"][number]["about"], DataWordKey> = {
  format: "aboutFormat",
  encoding: "aboutEncoding",
  crs: "aboutCrs",
  datum: "aboutDatum",
  columns: "aboutColumns",
  header: "aboutHeader",
  repair: "aboutRepair",
  layer: "aboutLayer",
  topology: "aboutTopology",
};
const byWords = { file: "byFile", rule: "byRule", user: "byUser" } as const;

/** Things found while reading, each with the place it is at. */
function Findings(props: { title: string; findings: readonly Finding[]; isError: boolean }) {
  const { word, language } = useDataWords();
  const [isWhole, setWhole] = useState(false);
  const { findings } = props;
  if (findings.length === 0) return null;
  const placeOf = ({ record, line, column }: Finding) =>
    [
      record === null ? "" : word("recordAt", { record }),
      line === null ? "" : word("lineAt", { line }),
      column === null ? "" : word("columnAt", { column }),
    ]
      .filter((part) => part !== "")
      .join(language === "zh" ? "，" : ", ");
  return (
    <section>
      <h4 className={props.isError ? styles.errorTitle : styles.subtitle}>{props.title}</h4>
      <ul className={styles.findings}>
        {findings.slice(0, isWhole ? undefined : firstFindings).map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and findings may be alike
          <li key={index}>
            <span className={styles.place}>{placeOf(finding)}</span>{" "}
            {language === "zh" ? finding.messageZh : finding.message}
          </li>
        ))}
      </ul>
      {findings.length > firstFindings && !isWhole && (
        <button type="button" className={styles.link} onClick={() => setWhole(true)}>
          {word("findings")}
        </button>
      )}
    </section>
  );
}

/** Where features of a service came from, when, and whether that is all. */
function ServiceView({ service }: { service: Provenance }) {
  const { word, text } = useDataWords();
  const { taken, matched, isWhole, isWithin, licence, note } = service;
  const count =
    matched === null
      ? word(isWhole ? "serviceAll" : "serviceFirst", { taken })
      : word(isWhole ? "serviceAll" : "serviceFirstOf", { taken, matched });
  return (
    <dl className={styles.pairs} data-testid="provenance">
      {(
        [
          ["serviceAddress", service.address],
          ["serviceCredit", service.attribution || "—"],
          ["serviceLicence", licence || word("serviceUnsaid")],
          ["servicePhase", word("serviceUnsaid")],
          ["serviceAccuracy", note ? text(note) : word("serviceUnsaid")],
          ["serviceRequest", `${service.request} ${word("serviceRequests", { requests: service.requests })}`],
          ["serviceDate", `${service.date.slice(0, 16).replace("T", " ")} UTC`],
          ["serviceHash", service.hash],
          ["serviceCount", `${count}${isWithin ? word("serviceWithin") : ""}`],
        ] as const
      ).map(([key, value]) => (
        <div key={key}>
          <dt>{word(key)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How a file was read: counts, encoding, system, who decided, and everything that was found. */
export function ReportView({ report }: { report: ImportReport }) {
  const { word, text } = useDataWords();
  return (
    <div className={styles.report}>
      {report.service && <ServiceView service={report.service} />}
      <dl className={styles.pairs}>
        <div>
          <dt>{word("format")}</dt>
          <dd>{report.format ?? "—"}</dd>
        </div>
        <div>
          <dt>{word("encoding")}</dt>
          <dd>{report.encoding?.toUpperCase() ?? word("encodingNone")}</dd>
        </div>
        <div>
          <dt>{word("datum")}</dt>
          <dd>{report.datum || "—"}</dd>
        </div>
      </dl>
      <p>
        {word("readCount", { count: report.read })} · {word("skippedCount", { count: report.skipped })}
      </p>
      {report.ownShifts && <OwnShiftView shifts={report.ownShifts} />}
      <Findings title={word("errors", { count: report.errors.length })} findings={report.errors} isError />
      <Findings
        title={word("warnings", { count: report.warnings.length })}
        findings={report.warnings}
        isError={false}
      />
      {report.decisions.length > 0 && (
        <section>
          <h4 className={styles.subtitle}>{word("decisions")}</h4>
          <ul className={styles.findings}>
            {report.decisions.map((decision) => (
              <li key={`${decision.about} ${decision.value} ${decision.by}`}>
                <span className={styles.place}>
                  {word(aboutWords[decision.about] ?? "aboutLayer")} ·{" "}
                  {word(byWords[decision.by] ?? "byRule")}
                </span>{" "}
                {decision.value} — {text(decision.reason)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
