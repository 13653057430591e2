import { Crosshair } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { CheckResult, Conflict, PartySummary } from "../../domain/check/conflict.ts";
import { describeMeasures, verdictWords } from "../../domain/check/describeConflicts.ts";
import { contactWords } from "../../domain/check/findContacts.ts";
import { type Verdict, verdicts } from "../../domain/check/rules.ts";
import { changeCheck, clearFocus, focusConflict, pointAtConflict } from "../../state/check/check.ts";
import { indexParties } from "../../state/check/checkView.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import { Section } from "../kit/Section.tsx";
import { EmptyState } from "../kit/States.tsx";
import { statusWords } from "../speech/statusWords.ts";
import { useWords } from "../speech/useWords.ts";
import styles from "./CheckPanel.module.css";
import { Matrix } from "./Matrix.tsx";
import { RuleLine } from "./RuleLine.tsx";
import { useCheckWords } from "./useCheckWords.ts";
import { VerdictMark } from "./VerdictMark.tsx";

const firstShown = 30;

/** Name of a side with its status and whether its place is schematic. */
export function PartyName({ party }: { party: PartySummary }) {
  const { text, word } = useCheckWords();
  const words = useWords();
  return (
    <>
      {text(party.name)}
      {party.status && party.status !== "existing" && (
        <span className={styles.tag}>{words.word(statusWords[party.status])}</span>
      )}
      {party.schematic && <span className={styles.tag}>{word("schematic")}</span>}
    </>
  );
}

/** Everything measured of one conflict, each number only where there is one. */
function Measures({ conflict }: { conflict: Conflict }) {
  const { word, area, length, percent } = useCheckWords();
  const rows: [string, string][] = [];
  const add = (name: string, value: number | null, write: (value: number) => string) => {
    if (value !== null && value > 0) rows.push([name, write(value)]);
  };
  add(word("areaInside"), conflict.areaInsideSquareMetres, area);
  const isEdge = conflict.contacts.includes("along-edge");
  add(word(isEdge ? "lengthAlong" : "lengthInside"), conflict.lengthInsideMetres, length);
  add(word("zoneLengthInside"), conflict.zoneLengthInsideMetres, length);
  add(word("shareOfSubject"), conflict.shareOfSubject, percent);
  add(word("shareOfZone"), conflict.shareOfZone, percent);
  add(word("crossings"), conflict.crossings.length, (count) => word("crossingsCount", { count }));
  rows.push([word("nearest"), length(conflict.nearestDistanceMetres)]);
  return (
    <dl className={styles.pairs}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Details({ result, conflict }: { result: CheckResult; conflict: Conflict }) {
  const { word, text } = useCheckWords();
  const subject = indexParties(result).get(conflict.subject)!;
  const rules = conflict.rules
    .flatMap((fired) => {
      const rule = result.rules.find(({ id }) => id === fired.id);
      return rule ? [{ fired, rule }] : [];
    })
    // The rule the verdict rests on comes first.
    .sort((a, b) => Number(b.fired.id === conflict.lead) - Number(a.fired.id === conflict.lead));
  return (
    <div className={styles.details}>
      <Measures conflict={conflict} />
      <p className={styles.note}>
        {word("activityKind")}: {text(result.kindTitles[conflict.activityKind] ?? subject.name)} ·{" "}
        {word("zoneKind")}: {text(result.kindTitles[conflict.zoneKind] ?? subject.name)}
      </p>
      {(conflict.schematic.subject || conflict.schematic.zone) && (
        <p className={styles.warning}>{word("schematicNote")}</p>
      )}
      {subject.evidence.works === "existing" && <p className={styles.note}>{word("existingNote")}</p>}
      <h3 className={styles.subtitle}>{word("rulesFired", { count: rules.length })}</h3>
      <ul className={styles.rules}>
        {rules.map(({ fired, rule }) => (
          <RuleLine key={rule.id} rule={rule} fired={fired} isLead={rule.id === conflict.lead} />
        ))}
      </ul>
    </div>
  );
}

function ConflictRow({
  result,
  conflict,
  isOpen,
}: {
  result: CheckResult;
  conflict: Conflict;
  isOpen: boolean;
}) {
  const { word, text } = useCheckWords();
  const element = useRef<HTMLLIElement>(null);
  const parties = indexParties(result);
  const [subject, zone] = [parties.get(conflict.subject)!, parties.get(conflict.zone)!];
  useEffect(() => {
    if (isOpen) element.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const light = () => pointAtConflict(result, conflict.id);
  return (
    <li ref={element} className={styles.conflict} data-verdict={conflict.verdict}>
      <button
        type="button"
        className={styles.conflictHead}
        aria-expanded={isOpen}
        onClick={() => (isOpen ? changeCheck({ focus: null }) : focusConflict(result, conflict.id))}
        onMouseEnter={light}
        onFocus={light}
        onMouseLeave={() => pointAtConflict(result, null)}
        onBlur={() => pointAtConflict(result, null)}
      >
        <span className={styles.conflictTop}>
          <VerdictMark verdict={conflict.verdict} />
          <span className={styles.relations}>
            {[
              ...(conflict.lawVerdict === conflict.verdict
                ? []
                : [word("lawSays", { verdict: text(verdictWords[conflict.lawVerdict]) })]),
              ...(conflict.position === "belt" || conflict.position === "uncertain"
                ? [word(conflict.position === "belt" ? "positionBelt" : "positionUncertain")]
                : conflict.contacts.map((contact) => text(contactWords[contact]))),
            ].join(" · ")}
          </span>
        </span>
        <span className={styles.names}>
          <PartyName party={subject} /> <span aria-hidden="true">×</span> <PartyName party={zone} />
        </span>
        <span className={styles.note}>{text(describeMeasures(conflict))}</span>
      </button>
      {isOpen && (
        <>
          <IconButton
            icon={Crosshair}
            labelled
            name={word("onMap")}
            onClick={() => focusConflict(result, conflict.id)}
          />
          <Details result={result} conflict={conflict} />
        </>
      )}
    </li>
  );
}

/** The conflicts of a run, strictest first: what, by how much, under which clause. */
export function Conflicts({ result }: { result: CheckResult }) {
  const { word, text, number } = useCheckWords();
  const focus = useAtlas((state) => state.board.check?.focus ?? null);
  const [taken, setTaken] = useState<ReadonlySet<Verdict>>(new Set());
  const [query, setQuery] = useState("");
  const [most, setMost] = useState(firstShown);
  const wanted = useDeferredValue(query).trim().toLowerCase();
  const parties = indexParties(result);
  const found = useMemo(() => {
    const matches = (key: string) => {
      const party = parties.get(key)!;
      return `${party.name.zh} ${party.name.en}`.toLowerCase().includes(wanted);
    };
    return [...result.conflicts]
      .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict))
      .filter(
        (conflict) =>
          !taken.has(conflict.verdict) &&
          (wanted === "" || matches(conflict.subject) || matches(conflict.zone)),
      );
  }, [result, parties, taken, wanted]);
  const focused = found.findIndex(({ id }) => id === focus);
  const shown = found.slice(0, Math.max(most, focused + 1));
  const toggle = (verdict: Verdict) => {
    const next = new Set(taken);
    if (!next.delete(verdict)) next.add(verdict);
    setTaken(next);
  };
  return (
    <Section title={word("results")} mark={number(result.totals.conflictCount)}>
      <p className={styles.sentence} data-testid="check-summary" aria-live="polite">
        {text(result.summary)}
      </p>
      {result.conflicts.length === 0 ? (
        result.totals.subjectsTested > 0 &&
        result.totals.zonesTested > 0 && <EmptyState>{word("resultsNone")}</EmptyState>
      ) : (
        <>
          <div className={styles.row}>
            {verdicts.map((verdict) => (
              <button
                key={verdict}
                type="button"
                className={styles.chip}
                aria-pressed={!taken.has(verdict)}
                aria-label={word("verdictFilter", {
                  verdict: text(verdictWords[verdict]),
                  count: result.totals.byVerdict[verdict],
                })}
                onClick={() => toggle(verdict)}
              >
                <VerdictMark verdict={verdict} count={result.totals.byVerdict[verdict]} />
              </button>
            ))}
          </div>
          <Matrix result={result} />
          <input
            type="search"
            className={styles.input}
            value={query}
            placeholder={word("filterField")}
            aria-label={word("filterField")}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <p className={styles.note} role="status">
            {found.length === 0
              ? word("filterNone")
              : word("shown", { shown: shown.length, total: found.length })}
          </p>
          {result.conflicts.length < result.totals.conflictCount && (
            <p className={styles.note}>
              {word("shownStrictest", {
                shown: number(result.conflicts.length),
                total: number(result.totals.conflictCount),
              })}
            </p>
          )}
          {focus && (
            <button type="button" className={styles.link} onClick={clearFocus}>
              {word("showAllOnMap")}
            </button>
          )}
          <ul className={styles.conflicts} data-testid="check-conflicts">
            {shown.map((conflict) => (
              <ConflictRow
                key={conflict.id}
                result={result}
                conflict={conflict}
                isOpen={conflict.id === focus}
              />
            ))}
          </ul>
          {found.length > shown.length && (
            <button type="button" className={styles.button} onClick={() => setMost(shown.length + 60)}>
              {word("showMore", { count: Math.min(60, found.length - shown.length) })}
            </button>
          )}
        </>
      )}
    </Section>
  );
}
