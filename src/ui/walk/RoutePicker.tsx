import { findRoutePlaces, sumSeconds } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { chooseRoute } from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import styles from "./Routes.module.css";
import { useWalkWords } from "./walkWords.ts";

/** The ways through a walk as choices of one list. */
export function RouteSelect({
  walk,
  route,
  onChoose,
}: {
  walk: Walk;
  route: string | null;
  onChoose: (route: string | null) => void;
}) {
  const { say, text } = useWalkWords();
  const write = (id: string | null, name: string) =>
    say("routeChoice", {
      name,
      count: findRoutePlaces(walk, id).length,
      minutes: Math.round(sumSeconds(walk, id) / 60),
    });
  return (
    <select
      className={styles.select}
      aria-label={say("route")}
      value={route ?? ""}
      onChange={(event) => onChoose(event.currentTarget.value || null)}
    >
      <option value="">{write(null, say("wholeWalk"))}</option>
      {walk.routes.map(({ id, title }) => (
        <option key={id} value={id}>
          {write(id, text(title))}
        </option>
      ))}
    </select>
  );
}

/** Which way the next show takes. */
export function RoutePicker({ walk }: { walk: Walk }) {
  const route = useWalk((state) => state.route);
  return <RouteSelect walk={walk} route={route} onChoose={chooseRoute} />;
}
