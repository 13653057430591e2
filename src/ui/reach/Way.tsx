import { useState } from "react";
import { roles } from "../../../geodata/roles.ts";
import { parsePosition } from "../../domain/board/reachQuery.ts";
import type { ReachPart, ReachPath } from "../../domain/reach/explainReach.ts";
import { changeQuery, setClickMeaning } from "../../state/reach/reach.ts";
import { useReach } from "../../state/reach/reachStore.ts";
import { useAtlas } from "../../state/store.ts";
import { Choice } from "../kit/Choice.tsx";
import { Section } from "../kit/Section.tsx";
import { parseCoordinates } from "./OriginField.tsx";
import styles from "./ReachPanel.module.css";
import type { ReachWordKey } from "./reachWords.ts";
import { useReachView } from "./useReachView.ts";
import { useReachWords } from "./useReachWords.ts";

const partWords: Record<ReachPart["kind"], ReachWordKey> = {
  road: "partRoad",
  entry: "partEntry",
  wait: "partWait",
  ride: "partRide",
  change: "partChange",
  exit: "partExit",
};

const basisWords: Record<NonNullable<ReachPart["basis"]>, ReachWordKey> = {
  timetable: "basisTimetable",
  frequency: "basisFrequency",
  assumption: "basisAssumption",
};

/** The parts of a way, in order, each with what is used and how long it takes. */
export function Parts({ path }: { path: ReachPath }) {
  const { word, text, number } = useReachWords();
  return (
    <ol className={styles.parts}>
      {path.parts.map((part, index) => {
        const isMoving = part.kind === "ride" || part.kind === "road";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place on the way
          <li key={index} className={styles.part} data-kind={part.kind}>
            <span className={styles.partKind}>{word(partWords[part.kind])}</span>
            <span>
              {isMoving ? `${text(part.from)} → ${text(part.to)}` : text(part.from)}
              {text(part.name) && <span className={styles.note}> {text(part.name)}</span>}
              {part.basis && <span className={styles.tag}>{word(basisWords[part.basis])}</span>}
              {part.schematic && <span className={styles.tag}>{word("schematic")}</span>}
            </span>
            <span className={styles.partMinutes}>
              {word("minutesShort", { minutes: number(part.minutes, { maximumFractionDigits: 1 }) })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** How a place, or the other end of a matrix cell, is reached. */
export function Way() {
  const { word, text, minutes, language } = useReachWords();
  const board = useAtlas((state) => state.board);
  const rail = useReach((state) => state.sources?.rail);
  const clickMeans = useReach((state) => state.clickMeans);
  const view = useReachView();
  const [typed, setTyped] = useState("");
  const { reach } = board;
  const route = view.route;
  const findName = (id: string) => {
    const city = rail?.cities.find((other) => other.stations[0] === id);
    const hub = useAtlas
      .getState()
      .datasets[roles.hubs ?? ""]?.features.find((feature) => feature.properties.id === id)?.properties;
    return city ? text(city.name) : hub ? text({ zh: hub["name:zh"], en: hub["name:en"] }) : id;
  };
  const clear = () => changeQuery({ place: null, route: null });
  const explain = () => {
    const place = parsePosition(parseCoordinates(typed));
    if (place) changeQuery({ place, route: null });
  };
  const path = route?.path ?? (view.path?.ok ? view.path.value : null);
  return (
    <Section title={word("way")}>
      <Choice
        name={word("clickMeans")}
        value={clickMeans === "select" ? "select" : "why"}
        options={[
          { id: "why", title: [word("clickMeans"), word("clickWhy")].join(language === "zh" ? "" : " ") },
          { id: "select", title: word("clickSelect") },
        ]}
        onChange={setClickMeaning}
      />
      {!reach?.place && !reach?.route && <p className={styles.note}>{word("wayEmpty")}</p>}
      <div aria-live="polite">
        {reach?.route && route && (
          <p className={styles.lead}>
            {word("wayBetween", {
              from: findName(reach.route.from),
              to: findName(reach.route.to),
              minutes: minutes(path?.minutes ?? route.cell.minutes ?? 0, 60),
            })}
            {route.cell.confidence === "schematic" && <span className={styles.tag}>{word("schematic")}</span>}
          </p>
        )}
        {route?.cell.journey && !route.cell.journey.timetabled && (
          <p className={styles.warning}>{word("wayFormer")}</p>
        )}
        {reach?.route && route && !path && (
          <p className={styles.note}>{word(route.cell.minutes === null ? "noTrain" : "busy")}</p>
        )}
        {reach?.place && !reach.route && view.path?.ok && (
          <p className={styles.lead}>
            {word("wayTo", {
              position: reach.place.map((value) => value.toFixed(3)).join(", "),
              minutes: minutes(view.path.value.minutes),
            })}
            {view.path.value.schematic && <span className={styles.tag}>{word("schematic")}</span>}
          </p>
        )}
        {reach?.place && !reach.route && view.path && !view.path.ok && (
          <p className={styles.warning}>
            {word("thin")}: {text(view.path.error)}
          </p>
        )}
        {reach?.place && !view.path && <p className={styles.note}>{word("busy")}</p>}
      </div>
      {path && <Parts path={path} />}
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          explain();
        }}
      >
        <input
          className={styles.input}
          aria-label={word("wayPlace")}
          placeholder={word("wayPlace")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" className={styles.button}>
          {word("wayPlaceSet")}
        </button>
      </form>
      {(reach?.place || reach?.route) && (
        <button type="button" className={styles.link} onClick={clear}>
          {word("wayClear")}
        </button>
      )}
    </Section>
  );
}
