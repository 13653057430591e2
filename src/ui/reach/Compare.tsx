import { useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { themes } from "../../../layers/theme.ts";
import type { Bilingual } from "../../domain/plan.ts";
import { changeQuery } from "../../state/reach.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../frame/Choice.tsx";
import { FeatureLink } from "./People.tsx";
import styles from "./ReachPanel.module.css";
import { Section } from "./Section.tsx";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

function Names(props: {
  title: string;
  dataset: string;
  places: readonly { id: string; name: Bilingual }[];
}) {
  const { text } = useReachWords();
  if (props.places.length === 0) return null;
  return (
    <>
      <h3 className={styles.subtitle}>{props.title}</h3>
      <p className={styles.names}>
        {props.places.map((place) => (
          <FeatureLink key={place.id} dataset={props.dataset} id={place.id} name={text(place.name)} />
        ))}
      </p>
    </>
  );
}

/** The present phase and scenario against another: drawn on the map, said in a sentence, each name a link. */
export function Compare() {
  const { word, text, number } = useReachWords();
  const board = useAtlas((state) => state.board);
  const view = useReachView();
  const { reach, scenario, phase: now } = board;
  const difference = view.difference?.ok ? view.difference.value : null;
  const fastest = useMemo(() => {
    let most = 0;
    if (!difference) return 0;
    for (let cell = 0; cell < difference.wonSeconds.length; cell += 1)
      if (difference.change[cell] === 3) most = Math.max(most, difference.wonSeconds[cell]!);
    return Math.floor(most / 60);
  }, [difference]);
  if (!reach || reach.origins.length === 0) return null;
  const value = reach.against ? `${reach.against.phase} ${reach.against.edited}` : "";
  const isSame = reach.against?.phase === now && (reach.against.edited || !scenario);
  const phase = phases.find((other) => other.id === now)!;
  const { reach: colours } = themes[board.theme];
  return (
    <Section title={word("compare")} open={reach.against !== null}>
      <label className={styles.field}>
        <span>{word("compareWith")}</span>
        <select
          className={styles.input}
          value={value}
          onChange={(event) => {
            const [id, edited] = event.currentTarget.value.split(" ");
            changeQuery({ against: id ? { phase: id, edited: edited === "true" } : null });
          }}
        >
          <option value="">{word("compareNone")}</option>
          {phases.map((other) => (
            <option key={other.id} value={`${other.id} false`}>
              {scenario ? word("compareUnedited", { phase: text(other.title) }) : text(other.title)}
            </option>
          ))}
          {scenario &&
            phases.map((other) => (
              <option key={other.id} value={`${other.id} true`}>
                {word("compareEdited", { phase: text(other.title) })}
              </option>
            ))}
        </select>
      </label>
      {reach.against && (
        <>
          <p className={styles.note}>
            {word("compareNow", {
              phase: text(phase.title),
              edited: scenario ? word("compareNowEdited") : "",
            })}
          </p>
          <Choice
            name={word("focus")}
            value={String(reach.focusMinutes)}
            options={reach.cutoffs.map((minutes) => ({
              id: String(minutes),
              title: word("minutesShort", { minutes }),
            }))}
            onChange={(minutes) => changeQuery({ focusMinutes: Number(minutes) })}
          />
          {isSame && <p className={styles.note}>{word("compareSame")}</p>}
          <div aria-live="polite" aria-busy={!view.difference}>
            {!view.difference && <p className={styles.note}>{word("busy")}</p>}
            {view.difference && !view.difference.ok && (
              <p className={styles.warning}>{text(view.difference.error)}</p>
            )}
            {difference && <p className={styles.sentence}>{text(difference.sentence)}</p>}
          </div>
          {difference && (
            <>
              {fastest > 0 && (
                <p className={styles.note}>{word("fasterUpTo", { minutes: number(fastest) })}</p>
              )}
              <p className={styles.key}>
                <span className={styles.swatch} style={{ background: colours.gained }} aria-hidden="true" />
                {word("legendGained")}
                <span className={styles.swatch} style={{ background: colours.lost }} aria-hidden="true" />
                {word("legendLost")}
                <span className={styles.swatch} style={{ background: colours.faster }} aria-hidden="true" />
                {word("legendFaster")}
              </p>
              <Names title={word("gainedUnits")} dataset="units" places={difference.newUnits} />
              <Names title={word("lostUnits")} dataset="units" places={difference.lostUnits} />
              <Names title={word("gainedHubs")} dataset="transport-hubs" places={difference.newHubs} />
              <Names title={word("lostHubs")} dataset="transport-hubs" places={difference.lostHubs} />
            </>
          )}
        </>
      )}
    </Section>
  );
}
