import { setTargets } from "../../domain/walk/editWalk.ts";
import { buildOfferedTargets } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import { editWalk } from "../../state/walk/openWalk.ts";
import { useWalk } from "../../state/walk/walk.ts";
import styles from "./Routes.module.css";
import { useWalkWords } from "./walkWords.ts";
import { writeTime } from "./writePlace.ts";

/** What the last rehearsal took, scene by scene, offered as targets. */
export function RehearsalResult({ walk }: { walk: Walk }) {
  const { say, text } = useWalkWords();
  const rehearsed = useWalk((state) => state.rehearsed);
  const mode = useWalk((state) => state.mode);
  const offered = buildOfferedTargets(walk, rehearsed);
  const rows = walk.scenes.flatMap((scene, place) =>
    offered[scene.id] === undefined ? [] : [{ scene, place, seconds: rehearsed[scene.id]! }],
  );
  if (mode !== "closed" || rows.length === 0) return null;
  const drop = () => useWalk.setState({ rehearsed: {} });
  return (
    <section className={styles.rehearsal} aria-label={say("rehearse")} data-testid="rehearsal">
      <p>
        {say("rehearsed", {
          count: rows.length,
          time: writeTime(rows.reduce((sum, { seconds }) => sum + seconds, 0)),
          target: writeTime(rows.reduce((sum, { scene }) => sum + scene.targetSeconds, 0)),
        })}
      </p>
      <ol>
        {rows.map(({ scene, place, seconds }) => (
          <li key={scene.id}>
            <span>{say("rehearsedScene", { place: place + 1, title: text(scene.title) })}</span>
            <span>{`${writeTime(seconds)} / ${writeTime(scene.targetSeconds)}`}</span>
          </li>
        ))}
      </ol>
      <div className={styles.choice}>
        <button
          type="button"
          onClick={() => {
            editWalk((open) => setTargets(open, offered));
            drop();
          }}
        >
          {say("takeTimes")}
        </button>
        <button type="button" onClick={drop}>
          {say("dropTimes")}
        </button>
      </div>
    </section>
  );
}
