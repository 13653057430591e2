import { useEffect, useState } from "react";
import { findPace, type ShowClock } from "../../domain/walk/route.ts";
import type { Walk } from "../../domain/walk/walk.ts";
import styles from "./Console.module.css";
import { useWalkWords } from "./walkWords.ts";
import { writeTime } from "./writePlace.ts";

/** Seconds early or late that are told as being on time. */
const onTimeSeconds = 5;
const tooLateSeconds = 30;

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The clock on the wall, the show's own, the scene's, how the show keeps its time and when it will end. */
export function ConsoleTimes({
  walk,
  state,
}: {
  walk: Walk;
  state: ShowClock & { index: number; route: string | null };
}) {
  const { say, locale } = useWalkWords();
  const now = useNow();
  const pace = findPace(walk, state.route, state.index, state, now);
  const writeClock = (time: number) =>
    new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(time);
  return (
    <dl className={styles.times} data-paused={state.pausedAt !== null}>
      <div>
        <dt>{say("clock")}</dt>
        <dd>{writeClock(now)}</dd>
      </div>
      <div>
        <dt>{say(state.pausedAt === null ? "elapsed" : "clockStands")}</dt>
        <dd data-testid="elapsed">
          {writeTime(pace.elapsed)} <small>/ {writeTime(pace.all)}</small>
        </dd>
      </div>
      <div>
        <dt>{say("thisScene")}</dt>
        <dd className={pace.inScene > pace.target ? styles.late : ""}>
          {writeTime(pace.inScene)} <small>/ {writeTime(pace.target)}</small>
        </dd>
      </div>
      <div>
        <dt>{say("target")}</dt>
        <dd className={pace.late > tooLateSeconds ? styles.late : ""} data-testid="pace">
          {Math.abs(pace.late) < onTimeSeconds
            ? say("onTime")
            : say(pace.late > 0 ? "behind" : "ahead", { time: writeTime(Math.abs(pace.late)) })}
        </dd>
      </div>
      <div>
        <dt>{say("endsAt")}</dt>
        <dd>{writeClock(now + pace.rest * 1_000)}</dd>
      </div>
    </dl>
  );
}
