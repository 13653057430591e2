import { type ReactNode, useMemo } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { roles } from "../../../geodata/roles.ts";
import { themes } from "../../../layers/grammar/theme.ts";
import type { Bilingual } from "../../domain/plan.ts";
import type { SurfaceDifference } from "../../domain/reach/compareSurfaces.ts";
import { changeQuery } from "../../state/reach/reach.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { Section } from "../kit/Section.tsx";
import { FeatureLink } from "./People.tsx";
import styles from "./ReachPanel.module.css";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

/** The sentence, each place named in it a link to the place. */
function Sentence({ difference }: { difference: SurfaceDifference & { sentence: Bilingual } }) {
  const { text } = useReachWords();
  const pieces: ReactNode[] = [];
  let rest = text(difference.sentence);
  // The sentence names units before hubs and gains before losses; each name is looked for after the one before.
  const named = (["new", "lost"] as const).flatMap((change) => [
    ...difference[`${change}Units`].map(({ id, name }) => ({ dataset: roles.units, id, name })),
    ...difference[`${change}Hubs`].map(({ id, name }) => ({ dataset: roles.hubs ?? "", id, name })),
  ]);
  for (const place of named) {
    const name = text(place.name);
    const at = rest.indexOf(name);
    if (at < 0) continue;
    pieces.push(rest.slice(0, at), <FeatureLink key={place.id} {...place} name={name} />);
    rest = rest.slice(at + name.length);
  }
  return (
    <p className={styles.sentence}>
      {pieces}
      {rest}
    </p>
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
            {difference && <Sentence difference={difference} />}
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
                <span
                  className={styles.swatch}
                  style={{ background: colours.edge, opacity: 0.25 }}
                  aria-hidden="true"
                />
                {word("legendSame")}
              </p>
            </>
          )}
        </>
      )}
    </Section>
  );
}
