import { useEffect, useId, useRef } from "react";
import { phases } from "../../../geodata/plan/phases.ts";
import { speedRange } from "../../domain/board/scenarioEdits.ts";
import type { RailSource } from "../../domain/rail/railSource.ts";
import { editScenario, setClickMeaning, takeLinkStation } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { NumberField } from "./NumberField.tsx";
import { OriginField } from "./OriginField.tsx";
import styles from "./ReachPanel.module.css";
import { useReachWords } from "./useReachWords.ts";

/** New links of the scenario: between two stations, clicked on the map or typed, and their numbers. */
export function LinkEditor({ rail }: { rail: RailSource }) {
  const { word, text } = useReachWords();
  const clickMeans = useReach((state) => state.clickMeans);
  const linkFrom = useReach((state) => state.linkFrom);
  const edits = useAtlas((state) => state.board.scenario);
  const links = (edits ?? []).filter((edit) => edit.kind === "link");
  const hint = useId();
  const button = useRef<HTMLButtonElement>(null);
  const station = useRef<HTMLInputElement>(null);
  const newest = useRef<HTMLInputElement>(null);
  const isChoosing = clickMeans === "link";
  // Who chooses by keyboard goes on where the next thing is to be said; a click on the map leaves the focus there.
  const wasTyped = useRef(false);
  useEffect(() => {
    if (isChoosing) station.current?.focus();
    else if (wasTyped.current) newest.current?.focus();
    wasTyped.current = false;
  }, [isChoosing]);
  const nameOf = (id: string) => {
    const found = rail.stations.find((other) => other.id === id);
    return found ? text(found.name) : id;
  };
  return (
    <div className={styles.group}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-pressed={isChoosing}
        aria-describedby={hint}
        onClick={() => setClickMeaning(isChoosing ? "why" : "link")}
      >
        {word(isChoosing ? "linkCancel" : "linkAdd")}
      </button>
      <p className={styles.note} id={hint} aria-live="polite">
        {!isChoosing
          ? word("linkNote")
          : linkFrom
            ? word("linkSecond", { name: nameOf(linkFrom) })
            : word("linkFirst")}
      </p>
      {isChoosing && (
        <OriginField
          inputRef={station}
          onlyStations
          onGiveUp={() => {
            setClickMeaning("why");
            button.current?.focus();
          }}
          label={word(linkFrom ? "linkTo" : "linkFrom")}
          onChoose={(origin) => {
            wasTyped.current = true;
            if (origin.kind === "station") takeLinkStation(origin.station);
          }}
        />
      )}
      {links.map((link, index) => (
        <fieldset key={link.id} className={styles.linkNumbers}>
          <legend>
            {nameOf(link.from)}–{nameOf(link.to)}
          </legend>
          <NumberField
            inputRef={index === links.length - 1 ? newest : undefined}
            label={word("linkLength")}
            value={Math.round(link.lengthMetres / 100) / 10}
            least={1}
            most={2000}
            step={1}
            onCommit={(kilometres) => editScenario({ ...link, lengthMetres: kilometres * 1000 })}
          />
          <NumberField
            label={word("scenarioSpeed")}
            value={link.speedKmh}
            least={speedRange.least}
            most={speedRange.most}
            step={10}
            onCommit={(speedKmh) => editScenario({ ...link, speedKmh })}
          />
          <NumberField
            label={word("scenarioTrains")}
            value={link.trainsPerDay}
            least={1}
            most={500}
            step={1}
            onCommit={(trainsPerDay) => editScenario({ ...link, trainsPerDay })}
          />
          <label className={styles.field}>
            <span>{word("scenarioOpening")}</span>
            <select
              className={styles.input}
              value={link.openFrom ?? phases[0]!.id}
              onChange={(event) => editScenario({ ...link, openFrom: event.currentTarget.value })}
            >
              {phases.map((phase) => (
                <option key={phase.id} value={phase.id}>
                  {text(phase.title)}
                </option>
              ))}
            </select>
          </label>
        </fieldset>
      ))}
    </div>
  );
}
