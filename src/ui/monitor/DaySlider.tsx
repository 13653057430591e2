import { Pause, Play } from "lucide-react";
import { type CSSProperties, useEffect, useState } from "react";
import { datedPhase } from "../../../geodata/plan/phases.ts";
import { findAsOf, loadMonitor, setAsOf } from "../../state/monitor/monitor.ts";
import { useMonitor } from "../../state/monitor/monitorStore.ts";
import { useAtlas } from "../../state/store.ts";
import { IconButton } from "../kit/IconButton.tsx";
import styles from "./DaySlider.module.css";
import { useMonitorWords } from "./useMonitorWords.ts";

const stepMilliseconds = 350;

/** The days the slider stops at: the ends of months, and the newest day of the data. */
function listStops(newest: string): string[] {
  const stops: string[] = [datedPhase.firstDay];
  const [lastYear, lastMonth] = newest.split("-").map(Number) as [number, number];
  for (let year = Number(datedPhase.firstDay.slice(0, 4)); year <= lastYear; year += 1)
    for (let month = 1; month <= (year === lastYear ? lastMonth - 1 : 12); month += 1)
      stops.push(new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10));
  return [...stops, newest];
}

/** The day of the phase that follows events: drawn by hand, stepped by keys, or played month by month. */
export function DaySlider() {
  const { word } = useMonitorWords();
  const monitor = useMonitor((state) => state.monitor);
  const isDated = useAtlas((state) => state.board.phase === datedPhase.id);
  const asOf = useAtlas((state) => findAsOf(state.board));
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (isDated) void loadMonitor();
    else setPlaying(false);
  }, [isDated]);
  const stops = monitor ? listStops(monitor.newest) : [];
  const at = Math.max(
    0,
    stops.findLastIndex((day) => day <= asOf),
  );
  const next = stops[at + 1];
  useEffect(() => {
    if (!isPlaying) return;
    if (next === undefined) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAsOf(next), stepMilliseconds);
    return () => clearTimeout(timer);
  }, [isPlaying, next]);
  if (!isDated || !monitor) return null;
  const play = () => {
    if (!isPlaying && next === undefined) setAsOf(stops[0]!);
    setPlaying(!isPlaying);
  };
  return (
    <fieldset className={styles.slider}>
      <legend className="visually-hidden">{word("day")}</legend>
      <IconButton icon={isPlaying ? Pause : Play} name={word(isPlaying ? "pause" : "play")} onClick={play} />
      <input
        type="range"
        className={styles.range}
        style={{ "--share": at / (stops.length - 1) } as CSSProperties}
        min={0}
        max={stops.length - 1}
        value={at}
        aria-label={word("day")}
        aria-valuetext={asOf}
        data-testid="day-slider"
        onChange={(event) => {
          setPlaying(false);
          setAsOf(stops[Number(event.target.value)]!);
        }}
      />
      <output className={styles.day}>{asOf}</output>
    </fieldset>
  );
}
