import {
  ChevronLeft,
  ChevronRight,
  Keyboard,
  Languages,
  type LucideIcon,
  Maximize,
  MonitorUp,
  Pause,
  Play,
  Wrench,
  X,
} from "lucide-react";
import { phases } from "../../../geodata/plan/phases.ts";
import { findRoutePlaces } from "../../domain/walk/route.ts";
import { findPhaseBefore, findShownParts, linesOf } from "../../domain/walk/steps.ts";
import type { Scene, Walk } from "../../domain/walk/walk.ts";
import { setLanguage } from "../../state/actions.ts";
import { useAtlas } from "../../state/store.ts";
import { askFullScreen } from "../../state/walk/fullScreen.ts";
import {
  goBack,
  goForward,
  leavePresenting,
  startDetour,
  togglePlaying,
  toggleSheet,
} from "../../state/walk/presenting.ts";
import { useWalk } from "../../state/walk/walk.ts";
import { NarrationText } from "./NarrationText.tsx";
import { openConsoleWindow } from "./openConsoleWindow.ts";
import { SceneFigure } from "./SceneFigure.tsx";
import { SceneLegend } from "./SceneLegend.tsx";
import styles from "./ScenePanel.module.css";
import { useFittingBody } from "./useFittingBody.ts";
import { useSceneNumbers } from "./useNumbers.ts";
import { useScreenOffer } from "./usePresentingKeys.ts";
import { useWalkWords } from "./walkWords.ts";
import { writeClause } from "./writeClause.ts";
import { writePlace } from "./writePlace.ts";

function Tool({ icon: Icon, name, onClick }: { icon: LucideIcon; name: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.tool} aria-label={name} title={name} onClick={onClick}>
      <Icon strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}

/** How far the walk has come, chapter by chapter. */
function Progress({ walk, index }: { walk: Walk; index: number }) {
  const route = useWalk((state) => state.route);
  const passed = findRoutePlaces(walk, route);
  const counts = walk.chapters.map(({ chapter }) => ({
    chapter,
    places: passed.filter((place) => walk.scenes[place]!.chapter === chapter),
  }));
  return (
    <div className={styles.progress} aria-hidden="true">
      {counts
        .filter(({ places }) => places.length > 0)
        .map(({ chapter, places }) => (
          <span key={chapter} className={styles.chapter}>
            {places.map((place) => (
              <i key={place} className={place === index ? styles.here : place < index ? styles.done : ""} />
            ))}
          </span>
        ))}
    </div>
  );
}

const changeLanguage = () => setLanguage(useAtlas.getState().board.language === "zh" ? "en" : "zh");

/** What the presenter has at hand on the wall itself. */
function Tools({ walk, index }: { walk: Walk; index: number }) {
  const { say } = useWalkWords();
  const isPlaying = useWalk((state) => state.isPlaying);
  const route = useWalk((state) => state.route);
  const isOffered = useScreenOffer();
  return (
    <div className={styles.tools}>
      <Tool icon={ChevronLeft} name={say("previous")} onClick={goBack} />
      <span className={styles.place}>{writePlace(walk, route, index, say)}</span>
      <Tool icon={ChevronRight} name={say("next")} onClick={goForward} />
      <i className={styles.gap} />
      <Tool
        icon={isPlaying ? Pause : Play}
        name={say(isPlaying ? "pause" : "play")}
        onClick={togglePlaying}
      />
      <Tool icon={Wrench} name={`${say("tools")} (M)`} onClick={startDetour} />
      <Tool icon={MonitorUp} name={`${say("console")} (P)`} onClick={openConsoleWindow} />
      {isOffered && <Tool icon={Maximize} name={`${say("fullScreen")} (F)`} onClick={askFullScreen} />}
      <Tool icon={Keyboard} name={`${say("shortcuts")} (?)`} onClick={toggleSheet} />
      <Tool icon={X} name={`${say("leave")} (Esc)`} onClick={leavePresenting} />
    </div>
  );
}

/** What the room reads beside the map: where in the plan, the title, what is said, charts and legend. */
export function ScenePanel({ walk, scene, index }: { walk: Walk; scene: Scene; index: number }) {
  const { say, text, language } = useWalkWords();
  const numbers = useSceneNumbers(walk, scene);
  const body = useFittingBody();
  const isRehearsal = useWalk((state) => state.isRehearsal);
  const isFollowing = useWalk((state) => state.followed !== null);
  const route = useWalk((state) => state.route);
  const shown = findShownParts(
    scene,
    useWalk((state) => state.step),
  );
  const chapter = walk.chapters.find((other) => other.chapter === scene.chapter);
  const shownPhases = [findPhaseBefore(scene), scene.view.phase].flatMap(
    (id) => phases.find((other) => other.id === id) ?? [],
  );
  return (
    <>
      <header className={styles.head}>
        <p className={styles.tags}>
          {chapter && <span>{text(chapter.title)}</span>}
          {scene.clauses.map((clause) => (
            <span key={JSON.stringify(clause)} className={styles.clause}>
              {writeClause(clause, say)}
            </span>
          ))}
          {shownPhases.length > 0 && (
            <span className={styles.phase}>{shownPhases.map(({ title }) => text(title)).join(" | ")}</span>
          )}
        </p>
        <h1 className={styles.title}>{text(scene.title)}</h1>
      </header>
      <div ref={body} className={styles.body} data-testid="scene-body">
        <div className={styles.narration} data-testid="narration">
          {linesOf(scene.narration[language])
            .slice(0, shown.lines)
            .map((line) => (
              <p key={line}>
                <NarrationText text={line} numbers={numbers} />
              </p>
            ))}
        </div>
        {scene.figures.slice(0, shown.figures).map((figure) => (
          <SceneFigure key={JSON.stringify(figure)} figure={figure} numbers={numbers} />
        ))}
        <SceneLegend />
      </div>
      <footer className={styles.foot}>
        <Progress walk={walk} index={index} />
        {isRehearsal && <p className={styles.rehearsing}>{say("rehearsing")}</p>}
        {isFollowing ? (
          <div className={styles.tools}>
            <span className={styles.place}>{writePlace(walk, route, index, say)}</span>
            <i className={styles.gap} />
            <Tool icon={Languages} name={say("otherLanguage")} onClick={changeLanguage} />
          </div>
        ) : (
          <Tools walk={walk} index={index} />
        )}
      </footer>
    </>
  );
}
